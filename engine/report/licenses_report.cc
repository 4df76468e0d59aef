#include "engine/report/licenses_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/report/printable.h"
#include "engine/report/terminal_style.h"
#include "engine/source/skip_reason.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMostNamed = 4;  // expressions of a directory in the text report

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

// Two decimals, whose shortest form is printed.
double Rounded(double value) { return std::strtod(fmt::format("{:.2f}", value).c_str(), nullptr); }

std::string Dump(const Json& json) {
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

Json FileToJson(const SurveyedFile& file) {
  Json spans = Json::array();
  for (const LicenseSpan& span : file.license.spans) {
    spans.push_back({{"start_line", span.first_line},
                     {"end_line", span.last_line},
                     {"layer", LicenseLayerName(span.layer)},
                     {"expression", span.expression},
                     {"confidence", Rounded(span.confidence)}});
  }
  Json copyrights = Json::array();
  for (const CopyrightStatement& copyright : file.license.copyrights) {
    copyrights.push_back({{"line", copyright.line},
                          {"statement", copyright.statement},
                          {"holder", OrNull(copyright.holder)},
                          {"years", OrNull(copyright.years)}});
  }
  const std::string& expression = file.license.expression;
  return {{"path", file.path},
          {"expression", OrNull(expression)},
          {"class", LicenseClassName(ComponentClassOfExpression(expression))},
          {"snippet_class", LicenseClassName(ClassOfExpression(expression))},
          {"confidence", Rounded(file.license.confidence)},
          {"spans", std::move(spans)},
          {"copyrights", std::move(copyrights)}};
}

Json DirectoryToJson(const SurveyedDirectory& directory) {
  Json found = Json::array();
  for (const ExpressionCount& count : directory.found) {
    found.push_back({{"expression", count.expression}, {"files", count.files}});
  }
  Json disagreements = Json::array();
  for (const LicenseDisagreement& other : directory.disagreements) {
    disagreements.push_back(
        {{"expression", other.expression}, {"files", other.files}, {"example", other.example}});
  }
  return {{"path", directory.path},
          {"files", directory.files},
          {"files_with_license", directory.stating},
          {"declared", OrNull(directory.declared)},
          {"declared_in", directory.declared_in},
          {"found", std::move(found)},
          {"snippet_class", LicenseClassName(directory.strictest)},
          {"disagreements", std::move(disagreements)}};
}

// One row of a table by directory, to its depth.
std::string DescribeDirectory(const SurveyedDirectory& directory, const TerminalStyle& style) {
  std::string found;
  for (size_t i = 0; i < directory.found.size() && i < kMostNamed; ++i) {
    const ExpressionCount& count = directory.found[i];
    found +=
        fmt::format("{}{} ({})", i == 0 ? "" : ", ",
                    style.ByClass(ClassOfExpression(count.expression), Printable(count.expression)),
                    count.files);
  }
  if (directory.found.size() > kMostNamed) {
    found += fmt::format(" and {} more", directory.found.size() - kMostNamed);
  }
  std::string out =
      fmt::format("{}  {} of {} files state a licence", style.Bold(Printable(directory.path)),
                  directory.stating, directory.files);
  if (!found.empty()) out += ": " + found;
  out += '\n';
  if (!directory.declared.empty()) {
    out += fmt::format(
        "  declared: {} in {}{}\n",
        style.ByClass(ClassOfExpression(directory.declared), Printable(directory.declared)),
        Printable(directory.declared_in.front()),
        directory.declared_in.size() > 1 ? " and others" : "");
  }
  for (const LicenseDisagreement& other : directory.disagreements) {
    out += fmt::format("  {} {} in {} file{}, such as {}\n", style.Yellow("not declared:"),
                       Printable(other.expression), other.files, other.files == 1 ? "" : "s",
                       Printable(other.example));
  }
  return out;
}

// The root, directories that declare a licence, and those where others are found than above them.
bool HasOwnWord(const SurveyedDirectory& directory,
                const std::map<std::string_view, const SurveyedDirectory*>& by_path) {
  if (directory.path == "." || !directory.declared.empty()) return true;
  const size_t slash = directory.path.rfind('/');
  const auto above =
      by_path.find(slash == std::string::npos ? std::string_view(".")
                                              : std::string_view(directory.path).substr(0, slash));
  if (directory.found.empty()) return false;
  return above == by_path.end() ||
         !std::equal(directory.found.begin(), directory.found.end(), above->second->found.begin(),
                     above->second->found.end(),
                     [](const ExpressionCount& a, const ExpressionCount& b) {
                       return a.expression == b.expression;
                     });
}

std::string DescribeFile(const SurveyedFile& file, const TerminalStyle& style) {
  const std::string& expression = file.license.expression;
  std::string out =
      fmt::format("{}  {}", Printable(file.path),
                  style.ByClass(ClassOfExpression(expression), Printable(expression)));
  std::string places;
  for (const LicenseSpan& span : file.license.spans) {
    places += fmt::format("{}{} {}", places.empty() ? "" : ", ", LicenseLayerName(span.layer),
                          span.first_line);
    if (span.last_line != span.first_line) places += fmt::format("-{}", span.last_line);
    if (span.confidence < 0.995) places += fmt::format(" at {:.0f} %", 100 * span.confidence);
  }
  return out + "  " + style.Dim("(" + places + ")") + '\n';
}

}  // namespace

std::string WriteLicensesText(const LicenseSurvey& survey, bool color) {
  const TerminalStyle style(color);
  std::string out;
  std::map<std::string_view, const SurveyedDirectory*> by_path;
  for (const SurveyedDirectory& directory : survey.directories) {
    by_path[directory.path] = &directory;
    if (HasOwnWord(directory, by_path)) out += DescribeDirectory(directory, style);
  }
  out += '\n';
  for (const SurveyedFile& file : survey.files) {
    if (!file.license.expression.empty()) out += DescribeFile(file, style);
  }
  const auto silent =
      std::count_if(survey.files.begin(), survey.files.end(),
                    [](const SurveyedFile& file) { return file.license.expression.empty(); });
  out += fmt::format("\n{} files state no licence, which is no grant\n", silent);
  if (!survey.skipped.empty()) {
    out += fmt::format("{} skipped:\n", survey.skipped.size());
    for (const TreeSkip& skip : survey.skipped) {
      out += fmt::format("  {}: {}\n", Printable(skip.path), SkipReasonText(skip.reason));
    }
  }
  return out;
}

std::string WriteLicensesJson(const LicenseSurvey& survey) {
  Json files = Json::array();
  for (const SurveyedFile& file : survey.files) files.push_back(FileToJson(file));
  Json directories = Json::array();
  for (const SurveyedDirectory& directory : survey.directories) {
    directories.push_back(DirectoryToJson(directory));
  }
  Json skipped = Json::array();
  for (const TreeSkip& skip : survey.skipped) {
    skipped.push_back({{"path", skip.path},
                       {"reason", SkipReasonText(skip.reason)},
                       {"detail", OrNull(skip.detail)}});
  }
  return Dump({{"files", std::move(files)},
               {"directories", std::move(directories)},
               {"skipped", std::move(skipped)}});
}

}  // namespace copytrace
