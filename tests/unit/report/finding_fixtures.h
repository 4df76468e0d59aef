// Hand-made scan results for the report tests.
#pragma once

#include "engine/report/report_context.h"

namespace copytrace {

// A renamed copy of a GPL function of lib/pad.js, in src/table.js:10-20.
inline Finding GplFinding() {
  Finding finding;
  finding.id = "f00dfeed0001";
  finding.path = "src/table.js";
  finding.lines = {10, 20};
  finding.function = "alignCell";
  finding.function_lines = {9, 21};
  finding.kind = MatchKind::kRenamed;
  finding.score_bits = 63.1799;
  finding.e_value = 2.0512e-05;
  finding.lines_covered = 9;
  finding.origin.purl = "pkg:npm/%40acme/pad@0.0.3";
  finding.origin.name = "@acme/pad";
  finding.origin.version = "0.0.3";
  finding.origin.released = "2014-03-14";
  finding.origin.path = "lib/pad.js";
  finding.origin.lines = {3, 13};
  finding.origin.function = "padLeft";
  finding.origin.function_lines = {2, 14};
  finding.origin.license = "GPL-3.0-or-later";
  finding.origin.license_class = LicenseClass::kStrongCopyleft;
  finding.origin.license_source = LicenseSource::kFile;
  finding.origin.copyright = "Copyright 2014 A. Author";
  finding.origin.swhid = "swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2";
  finding.origin.versions = 3;
  finding.origin.first_version = "0.0.3";
  finding.origin.last_version = "1.1.0";
  finding.carriers = {{"pkg:npm/copier@1.0.0", "vendor/pad.js"}, {"pkg:npm/fork@2.0.0", "pad.js"}};
  finding.carrier_count = 14;
  finding.reason = "earliest release of 15 that hold it";
  finding.removed_header = {"GPL-3.0-or-later", "Copyright 2014 A. Author", {1, 2}};
  finding.fit = {"MIT",
                 "package.json",
                 Compatibility::kIncompatible,
                 "strong-copyleft",
                 "The whole would have to go under it.",
                 "",
                 ""};
  finding.advisories = {{.id = "GHSA-pad0-0000-0001",
                         .aliases = {"CVE-2026-0001"},
                         .summary = "Padding reads past the end",
                         .severity = AdvisorySeverity::kHigh,
                         .cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
                         .score = 7.5,
                         .fixed = "0.0.4",
                         .modified = "2026-03-01T00:00:00Z"}};
  return finding;
}

// A whole file without any licence.
inline Finding UnlicensedFinding() {
  Finding finding;
  finding.id = "f00dfeed0002";
  finding.path = "src/tree.c";
  finding.lines = {1, 200};
  finding.whole_file = true;
  finding.kind = MatchKind::kIdentical;
  finding.score_bits = 4000;
  finding.e_value = 0;
  finding.lines_covered = 200;
  finding.origin.purl = "pkg:generic/tree";
  finding.origin.name = "tree";
  finding.origin.path = "tree.c";
  finding.origin.lines = {1, 200};
  finding.origin.swhid = "swh:1:cnt:f0cf6f1ff2a4ac2b6c4e8c1cdfbb4f0f5ad0bd56";
  finding.reason = "the only release that holds it";
  return finding;
}

inline ScanResult TwoFindings() {
  ScanResult result;
  result.root = "project";
  result.findings = {GplFinding(), UnlicensedFinding()};
  result.skipped = {{"img/logo.png", SkipReason::kBinary, ""},
                    {"data/big.js", SkipReason::kTooLarge, "8.1 MiB, limit 4.0 MiB"}};
  result.files = 40;
  result.bytes = 123456;
  result.lines = 12345;
  return result;
}

inline ReportContext StoreOfTwoReleases() {
  ReportContext context;
  context.store_directory = "store";
  context.store.format_version = 1;
  context.store.generation = 3;
  context.store.components = 1;
  context.store.releases = 2;
  context.store.blobs = 7;
  context.store.has_sources = true;
  context.advisories = AdvisorySet{3, 2, "2026-03-01T00:00:00Z", std::string(64, 'a')};
  return context;
}

}  // namespace copytrace
