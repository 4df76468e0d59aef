// `copytrace query`: findings across projects and time.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/history_option.h"
#include "engine/error.h"
#include "engine/history/query.h"
#include "engine/license/license_table.h"
#include "engine/report/table_report.h"

namespace copytrace {
namespace {

constexpr double kSqlSeconds = 30;

struct QuerySettings {
  std::string history;
  std::string format = "text";
  std::string sql;
  FindingQuery query;
};

void CheckDate(const std::string& option, const std::string& date) {
  if (!date.empty() && !IsQueryDate(date)) {
    throw Error(fmt::format("{}: \"{}\" is no date; write it as 2026-01-31", option, date));
  }
}

int Query(QuerySettings settings) {
  CheckDate("--since", settings.query.since);
  CheckDate("--first-seen", settings.query.first_seen);
  for (std::string& word : settings.query.classes) {
    const auto license_class = ParseLicenseClass(word);
    if (!license_class) throw Error(fmt::format("--class: \"{}\" is no licence class", word));
    word = LicenseClassName(*license_class);
  }
  const std::filesystem::path file = HistoryFile(settings.history);
  if (!std::filesystem::exists(file)) {
    throw Error(fmt::format("{}: no history yet: `copytrace scan` writes it", file.string()));
  }
  Answer answer;
  if (settings.sql.empty()) {
    History history(file);
    answer = AskFindings(&history, settings.query);
  } else {
    answer = AskSql(file, settings.sql, settings.query.limit, kSqlSeconds);
  }
  const std::string out = settings.format == "json"  ? WriteTableJson(answer.table)
                          : settings.format == "csv" ? WriteTableCsv(answer.table)
                                                     : WriteTableText(answer.table);
  std::fwrite(out.data(), 1, out.size(), stdout);
  if (answer.cut) {
    std::fprintf(stderr, "copytrace: only the first %zu rows are shown; see --limit\n",
                 settings.query.limit);
  }
  return kExitClean;
}

}  // namespace

Command MakeQueryCommand(CLI::App& program) {
  CLI::App* options =
      program.add_subcommand("query", "Ask the history: findings across projects and time");
  auto settings = std::make_shared<QuerySettings>();
  FindingQuery& query = settings->query;
  const auto filter = [options](const char* name, std::vector<std::string>* values,
                                const char* description, const char* type) {
    options->add_option(name, *values, description)->allow_extra_args(false)->type_name(type);
  };
  filter("--license", &query.licenses, "Licence of the origin, such as GPL-*", "PATTERN");
  filter("--class", &query.classes, "Its class, such as strong-copyleft", "CLASS");
  filter("--component", &query.components, "The origin: a purl or a name", "PATTERN");
  filter("--path", &query.paths, "Where the copy is", "PATTERN");
  filter("--project", &query.projects, "The scanned project", "PATTERN");
  filter("--status", &query.statuses, "What it counts for now: open, accepted, ignored …", "WORD");
  filter("--verdict", &query.verdicts, "What the policy said of it: allow, warn, deny", "WORD");
  options->add_option("--since", query.since, "In scans from this date on")->type_name("DATE");
  options->add_option("--first-seen", query.first_seen, "Not seen in the project before this date")
      ->type_name("DATE");
  options->add_flag("--all", query.all_scans, "Every scan, not only each project's newest");
  options->add_option("--limit", query.limit, "At most so many rows")->type_name("N");
  options->add_option("--sql", settings->sql, "A SELECT of your own; nothing can be changed by it")
      ->type_name("SELECT");
  options->add_option("--format", settings->format, "How to print it")
      ->check(CLI::IsMember({"text", "json", "csv"}))
      ->type_name("WORD");
  AddHistoryOption(options, &settings->history);
  options->footer("Filters of one kind widen the answer, those of different kinds narrow it.");
  return {options, [settings] { return Query(*settings); }};
}

}  // namespace copytrace
