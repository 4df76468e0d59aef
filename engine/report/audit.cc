#include "engine/report/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/report/report_input.h"
#include "engine/report/text_report.h"
#include "engine/source/checksum.h"

namespace copytrace {
namespace {

class AuditWriter {
 public:
  explicit AuditWriter(const AuditFacts& facts)
      : facts_(facts), result_(facts.report->result), review_(facts.report->review) {
    document_.title = "Audit of copied code: " + facts.project;
  }

  Document Write() {
    Heading("Scan");
    document_.blocks.push_back(DocumentFacts{facts_.scan});
    AddHashes();
    AddCoverage();
    AddSkipped();
    AddPolicy();
    AddFindings();
    AddAdvisories();
    AddDecisions();
    if (facts_.with_files) AddFiles();
    return std::move(document_);
  }

 private:
  void Heading(std::string text) {
    document_.blocks.push_back(DocumentHeading{2, std::move(text)});
  }
  void Paragraph(std::string text) {
    document_.blocks.push_back(DocumentParagraph{std::move(text)});
  }
  static TextTable Table(std::vector<std::string> columns) {
    TextTable table;
    table.columns = std::move(columns);
    table.numeric.assign(table.columns.size(), false);
    return table;
  }

  void AddHashes() {
    Heading("Hashes");
    DocumentFacts hashes;
    hashes.facts.emplace_back("Recorded report (JSON), SHA-256", facts_.report_sha256);
    if (facts_.circumstances) {
      const ScanCircumstances& with = *facts_.circumstances;
      hashes.facts.emplace_back("Manifest of the scanned files, SHA-256",
                                Hex(PlainSha256(ManifestOf(with.inputs))));
      hashes.facts.emplace_back("Policy file, SHA-256", with.policy_file.empty()
                                                            ? "no policy file"
                                                            : Hex(PlainSha256(with.policy_text)));
      hashes.facts.emplace_back(
          "Log of decisions, SHA-256",
          with.decision_log.empty() ? "no decisions" : Hex(PlainSha256(with.decision_log)));
    }
    if (const auto& set = facts_.report->context.advisories) {
      hashes.facts.emplace_back("Advisories, SHA-256", set->sha256);
    }
    document_.blocks.push_back(std::move(hashes));
    Paragraph(facts_.circumstances
                  ? "The manifest is what sha256sum prints of the scanned files, sorted by path."
                  : "This scan recorded no hashes of its files, nor its policy and decisions: it "
                    "was made by an older copytrace.");
  }

  void AddCoverage() {
    Heading("Coverage");
    document_.blocks.push_back(
        DocumentFacts{{{"Files scanned", WithThousands(result_.files)},
                       {"Lines", WithThousands(result_.lines)},
                       {"Bytes", WithThousands(result_.bytes)},
                       {"Files skipped", WithThousands(result_.skipped.size())}}});
    if (!facts_.circumstances) return;
    struct Sum {
      uint64_t files = 0;
      uint64_t lines = 0;
      uint64_t bytes = 0;
    };
    std::map<std::string, Sum> sums;
    for (const ScannedInput& input : facts_.circumstances->inputs) {
      Sum& sum = sums[input.language];
      ++sum.files;
      sum.lines += input.lines;
      sum.bytes += input.bytes;
    }
    TextTable table = Table({"language", "files", "lines", "bytes"});
    table.numeric = {false, true, true, true};
    for (const auto& [language, sum] : sums) {
      table.rows.push_back({language, std::to_string(sum.files), std::to_string(sum.lines),
                            std::to_string(sum.bytes)});
    }
    document_.blocks.push_back(std::move(table));
  }

  void AddSkipped() {
    Heading("Skipped files");
    if (result_.skipped.empty()) return Paragraph("None.");
    TextTable table = Table({"file", "reason", "detail"});
    for (const SkippedFile& skip : result_.skipped) {
      table.rows.push_back({skip.path, std::string(SkipReasonText(skip.reason)), skip.detail});
    }
    document_.blocks.push_back(std::move(table));
  }

  void AddPolicy() {
    Heading("Policy in force");
    DocumentFacts facts;
    facts.facts.emplace_back("File",
                             review_.policy_file.empty() ? "none: defaults" : review_.policy_file);
    facts.facts.emplace_back("Project's licence", review_.project_license.empty()
                                                      ? "not known"
                                                      : review_.project_license);
    document_.blocks.push_back(std::move(facts));
    if (!facts_.circumstances) return;
    TextTable table = Table({"rule", "verdict", "place"});
    for (const EffectiveRule& rule : facts_.circumstances->rules) {
      table.rows.push_back({rule.what, rule.verdict, rule.place});
    }
    document_.blocks.push_back(std::move(table));
  }

  void AddFindings() {
    Heading("Findings");
    if (result_.findings.empty()) return Paragraph("None.");
    TextTable table =
        Table({"id", "file", "lines", "from", "licence", "class", "kind", "verdict", "standing"});
    for (size_t i = 0; i < result_.findings.size(); ++i) {
      const Finding& finding = result_.findings[i];
      const bool judged = i < review_.judgements.size();
      table.rows.push_back(
          {finding.id, finding.path, ToString(finding.lines), finding.origin.purl,
           finding.origin.license.empty() ? "none found" : finding.origin.license,
           finding.IsMalicious() ? std::string("malicious package")
                                 : std::string(LicenseClassName(finding.origin.license_class)),
           std::string(MatchKindName(finding.kind)),
           judged ? std::string(VerdictName(review_.judgements[i].verdict)) : "",
           judged ? std::string(StandingName(review_.judgements[i].standing)) : ""});
    }
    document_.blocks.push_back(std::move(table));
    for (size_t i = 0; i < review_.judgements.size(); ++i) {
      const Judgement& judgement = review_.judgements[i];
      std::string why =
          fmt::format("{}: {} ({})", result_.findings[i].id, judgement.why, judgement.rule);
      if (!judgement.standing_reason.empty()) why += "; " + judgement.standing_reason;
      for (const std::string& note : judgement.notes) why += "; " + note;
      reasons_.items.push_back(std::move(why));
    }
    if (!reasons_.items.empty()) {
      document_.blocks.push_back(DocumentHeading{3, "Why"});
      document_.blocks.push_back(std::move(reasons_));
    }
  }

  void AddAdvisories() {
    Heading("Published advisories on the origins");
    const auto& set = facts_.report->context.advisories;
    if (!set) return Paragraph("The store knew none: no advisories had been read.");
    Paragraph(fmt::format("Known were {} records on {} packages{}.", WithThousands(set->records),
                          WithThousands(set->packages),
                          set->newest.empty() ? "" : ", the latest of " + set->newest));
    DocumentList list;
    for (const Finding& finding : result_.findings) {
      for (const Advisory& advisory : finding.advisories) {
        list.items.push_back(
            fmt::format("{}, {}: {}", finding.id, finding.origin.purl, DescribeAdvisory(advisory)));
      }
    }
    if (list.items.empty()) return Paragraph("None of them affects an origin.");
    document_.blocks.push_back(std::move(list));
  }

  void AddDecisions() {
    Heading("Decisions");
    std::vector<Decision> log;
    if (facts_.circumstances) {
      log = ParseDecisions(facts_.circumstances->decision_log, "the recorded log of decisions");
    } else {
      for (const Judgement& judgement : review_.judgements) {
        if (judgement.decision) log.push_back(*judgement.decision);
      }
    }
    if (log.empty()) return Paragraph("None.");
    const std::vector<Decision> current = CurrentDecisions(log);
    TextTable table = Table(
        {"at", "by", "action", "file", "lines", "origin", "licence", "reason", "until", "state"});
    for (const Decision& decision : log) {
      const bool holds = std::ranges::find(current, decision) != current.end();
      table.rows.push_back({decision.at, decision.by,
                            std::string(DecisionActionName(decision.action)), decision.place.path,
                            ToString(decision.lines), decision.origin, decision.license,
                            decision.reason, decision.until, holds ? "in force" : "superseded"});
    }
    document_.blocks.push_back(std::move(table));
  }

  void AddFiles() {
    Heading("Scanned files");
    if (!facts_.circumstances) return Paragraph("Not recorded.");
    TextTable table = Table({"SHA-256", "bytes", "lines", "file"});
    table.numeric = {false, true, true, false};
    for (const ScannedInput& input : facts_.circumstances->inputs) {
      table.rows.push_back(
          {input.sha256, std::to_string(input.bytes), std::to_string(input.lines), input.path});
    }
    document_.blocks.push_back(std::move(table));
  }

  const AuditFacts& facts_;
  const ScanResult& result_;
  const Review& review_;
  DocumentList reasons_;
  Document document_;
};

}  // namespace

std::string ManifestOf(const std::vector<ScannedInput>& inputs) {
  std::string manifest;
  for (const ScannedInput& input : inputs) {
    std::string path;  // as sha256sum has it: a line with an escape begins with a backslash
    for (const char c : input.path) {
      if (c == '\\') {
        path += "\\\\";
      } else if (c == '\n') {
        path += "\\n";
      } else if (c == '\r') {
        path += "\\r";
      } else {
        path += c;
      }
    }
    manifest += (path.size() == input.path.size() ? "" : "\\") + input.sha256 + "  " + path + "\n";
  }
  return manifest;
}

Document DescribeAudit(const AuditFacts& facts) { return AuditWriter(facts).Write(); }

}  // namespace copytrace
