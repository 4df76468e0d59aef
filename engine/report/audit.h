// The document for an auditor: what was scanned, with what, when, by which rules, what was found,
// what people decided, and the hashes by which all this can be held against what is there.
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/document.h"
#include "engine/report/json_report.h"
#include "engine/review/policy_rules.h"
#include "engine/scan/finding.h"

namespace copytrace {

// What a scan leaves beside its report, recorded when it was made.
struct ScanCircumstances {
  std::vector<ScannedInput> inputs;  // by path
  std::string policy_file;           // empty: the defaults held
  std::string policy_text;
  std::vector<EffectiveRule> rules;
  std::string decision_log;  // .copytrace/decisions.jsonl, as it was
};

// The lines that `sha256sum` prints of the files, by path: "hash, two spaces, path".
std::string ManifestOf(const std::vector<ScannedInput>& inputs);

struct AuditFacts {
  std::string project;
  std::vector<std::pair<std::string, std::string>> scan;  // what is known of the scan, in order
  const JsonReport* report = nullptr;
  std::string report_sha256;
  std::optional<ScanCircumstances> circumstances;  // nothing of scans that recorded none
  bool with_files = false;                         // every file with its hash
};

Document DescribeAudit(const AuditFacts& facts);

}  // namespace copytrace
