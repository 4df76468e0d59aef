// Which releases hold this code? The scan itself, over a text that is in memory and nowhere else.
#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "engine/error.h"
#include "engine/license/license_full_text.h"
#include "engine/license/license_table.h"
#include "engine/report/json_report.h"
#include "engine/report/side_json.h"
#include "engine/scan/finding_text.h"
#include "engine/scan/scan.h"
#include "engine/server/answer_json.h"
#include "engine/server/answers.h"
#include "engine/server/limits.h"
#include "engine/server/parameters.h"
#include "engine/server/problem.h"
#include "engine/source/named_language.h"
#include "grammars/language.h"

namespace copytrace {
namespace {

constexpr double kMaxSeconds = 10;  // of CPU time
constexpr uint32_t kMaxCarriers = 100;
constexpr size_t kMaxSearchRows = 500;  // of both sides of one source

class SearchTurn {
 public:
  explicit SearchTurn(Service* service) : service_(service) {
    if (!service->searches.try_acquire_for(kSearchWait)) {
      throw Problem(429, "too many searches at once: try again");
    }
  }
  ~SearchTurn() { service_->searches.release(); }
  SearchTurn(const SearchTurn&) = delete;
  SearchTurn& operator=(const SearchTurn&) = delete;

 private:
  Service* service_;
};

// A file name by which the text's language is told.
std::string NameOf(const BodyParameters& body) {
  std::string name = body.Text("file_name", 255);
  if (name.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos || name == "." ||
      name == "..") {
    throw Problem(400, "file_name: a name without directories");
  }
  const std::string language = body.Text("language", 40);
  if (language.empty()) return name.empty() ? "input" : name;
  try {
    return FileNameOf(language);
  } catch (const Error& e) {
    throw Problem(400, e.what());
  }
}

Json SourceToJson(const Store& store, const std::string& text, Finding finding) {
  finding.fit = {};  // there is no project
  const SideView view =
      MakeSideView(finding, text, OriginText(store, finding.origin), kMaxSearchRows);
  Json ids = Json::array();
  for (const LicenseFacts& license : FactsOfExpression(finding.origin.license)) {
    if (FullLicenseText(license.id)) ids.push_back(license.id);
  }
  return {{"finding", FindingToJson(finding)},
          {"sides", SideViewToJson(view)},
          {"license_text_ids", std::move(ids)}};
}

}  // namespace

HttpResponse Search(Service& service, const HttpRequest& request, const std::string&) {
  const BodyParameters body(request, {"text", "language", "file_name", "limit"});
  const auto text = std::make_shared<const std::string>(body.RequiredText("text", kMaxSearchBytes));
  const std::string name = NameOf(body);
  const auto limit = static_cast<size_t>(body.Integer("limit", 1, kMaxSources, 20));
  const auto store = service.StoreToSearch();
  if (store == nullptr) {
    throw Problem(409, "there is no store to search in: start the server with --store DIR");
  }
  const SearchTurn turn(&service);
  const auto start = std::chrono::steady_clock::now();

  ScanOptions options;
  options.threads = 1;
  options.file_seconds = kMaxSeconds;
  options.match.attribution.max_carriers = kMaxCarriers;
  options.listing_name = "search";
  options.listing.entries.push_back(
      {.path = name, .bytes = text->size(), .content = text, .type_name = name});
  ScanResult result = Scan(*store, {}, options);

  const std::string_view head = std::string_view(*text).substr(0, 4096);
  const std::string_view language = LanguageName(DetectFileType(name, head).language);
  Json sources = Json::array();
  for (size_t i = 0; i < std::min(limit, result.findings.size()); ++i) {
    sources.push_back(SourceToJson(*store, *text, std::move(result.findings[i])));
  }
  const size_t left_out = result.findings.size() - sources.size();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const std::string skipped =
      result.skipped.empty() ? "" : std::string(SkipReasonText(result.skipped.front().reason));
  return JsonResponse({{"language", NullIfEmpty(language)},
                       {"lines", std::ranges::count(*text, '\n') + (text->ends_with('\n') ? 0 : 1)},
                       {"sources", std::move(sources)},
                       {"sources_left_out", left_out},
                       {"skipped", NullIfEmpty(skipped)},
                       {"seconds", seconds.count()},
                       {"generation", store->info().generation}});
}

}  // namespace copytrace
