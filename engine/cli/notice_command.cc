// `copytrace notice`: the attribution file for the copied code that a project keeps.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/command_options.h"
#include "engine/cli/history_option.h"
#include "engine/cli/report_source.h"
#include "engine/report/notice.h"
#include "engine/report/printable.h"
#include "engine/report/report_input.h"

namespace copytrace {
namespace {

constexpr size_t kMostNamed = 10;  // findings that are named on standard error

struct NoticeSettings {
  ReportSourceSettings source;
  std::string format = "text";
  bool all = false;
  OutputSettings output;
};

void WarnOfUndecided(const Notice& notice) {
  const size_t count = notice.CountUndecided();
  if (count == 0) return;
  std::fprintf(stderr, "copytrace: %zu finding%s left out that nobody has decided about:\n", count,
               count == 1 ? " is" : "s are");
  size_t named = 0;
  for (const LeftOut& out : notice.left_out) {
    if (!out.is_undecided) continue;
    if (named++ == kMostNamed) break;
    std::fprintf(stderr, "  %s:%s  %s  %s\n", Printable(out.path).c_str(),
                 ToString(out.lines).c_str(), Printable(out.purl).c_str(),
                 Printable(out.why).c_str());
  }
  if (count > kMostNamed) std::fprintf(stderr, "  and %zu more\n", count - kMostNamed);
  std::fprintf(stderr,
               "Decide (copytrace decide ID accept --reason …), scan again, and write the notice "
               "anew; --all lists what it leaves out.\n");
}

int WriteNotice(const NoticeSettings& settings) {
  std::unique_ptr<History> history;
  if (settings.source.report.empty()) {
    history = std::make_unique<History>(HistoryFile(settings.source.history));
  }
  const ReportSource source = TakeReport(settings.source, history.get());
  const Notice notice = MakeNotice(source.report.result, source.report.review);
  const Document document = DescribeNotice(notice, {source.project, source.in_words, settings.all});
  WriteOutput(settings.output, WriteDocument(document, settings.format).value());
  WarnOfUndecided(notice);
  return kExitClean;
}

}  // namespace

Command MakeNoticeCommand(CLI::App& program) {
  CLI::App* options =
      program.add_subcommand("notice", "Write the attribution file for copied code that may stay");
  auto settings = std::make_shared<NoticeSettings>();
  AddReportSourceOptions(options, &settings->source);
  options->add_option("--format", settings->format, "text, markdown or html")
      ->check(CLI::IsMember({"text", "markdown", "html"}))
      ->type_name("WORD");
  options->add_flag("--all", settings->all, "List what the notice leaves out, and why");
  AddOutputOptions(options, &settings->output);
  options->footer(
      "Covered is what a decision accepts, a snippet block in the source declares, or the policy\n"
      "allows, as it was when the scan was made. The same scan gives the same bytes.");
  return {options, [settings] { return WriteNotice(*settings); }};
}

}  // namespace copytrace
