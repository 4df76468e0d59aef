// Any request, as its parts would come out of HTTP: let in or refused, answered or refused, but
// always with a status that is documented and, where it is JSON, with JSON; never with a failure.
//
//     METHOD path
//     parameter=value
//     header: value
//     (an empty line, and the body)
//
// Built by COPYTRACE_FUZZ with clang's libFuzzer; the ordinary tests replay random and broken
// inputs through the same function.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/history/history.h"
#include "engine/report/json_report.h"
#include "engine/server/api.h"
#include "engine/server/problem.h"
#include "engine/server/request_guard.h"

namespace {

using namespace copytrace;

void Require(bool holds) {
  if (!holds) std::abort();
}

std::string Report() {
  Finding finding;
  finding.id = "f1";
  finding.path = "a.js";
  finding.lines = {1, 9};
  finding.origin = {.purl = "pkg:npm/a@1",
                    .name = "a",
                    .path = "a.js",
                    .lines = {1, 9},
                    .license = "MIT",
                    .license_class = LicenseClass::kPermissive};
  finding.reason = "the only one";
  Judgement judgement;
  judgement.place = {.path = "a.js", .content = {9, 9}, .component = "pkg:npm/a"};
  judgement.shown = finding.lines;
  judgement.why = "MIT";
  ScanResult result;
  result.root = "shop";
  result.findings = {finding};
  Review review;
  review.done = true;
  review.judgements = {judgement};
  return WriteJsonReport(result, {}, review);
}

// A history of one scan, in a directory of this process.
class Directory {
 public:
  Directory()
      : path_(std::filesystem::temp_directory_path() /
              ("request_fuzzer_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
    ScanRecord record;
    record.started = "2026-01-01T00:00:00Z";
    record.project = "shop";
    record.project_root = path_ / "gone";
    History(File()).Record(record, Report());
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  std::filesystem::path File() const { return path_ / "history.db"; }

 private:
  std::filesystem::path path_;
};

HttpRequest Parse(std::string_view text) {
  const auto line = [&] {
    const size_t end = text.find('\n');
    const std::string_view found = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return found;
  };
  HttpRequest request;
  const std::string_view first = line();
  request.method = first.substr(0, first.find(' '));
  if (first.find(' ') != std::string_view::npos) request.path = first.substr(first.find(' ') + 1);
  while (!text.empty()) {
    const std::string_view next = line();
    if (next.empty()) break;
    if (const size_t colon = next.find(": "); colon != std::string_view::npos) {
      request.headers.emplace_back(next.substr(0, colon), next.substr(colon + 2));
    } else if (const size_t equals = next.find('='); equals != std::string_view::npos) {
      request.query.emplace_back(next.substr(0, equals), next.substr(equals + 1));
    }
  }
  request.body = text;
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Directory directory;
  static Service service({.history = directory.File(), .version = "0.1.0"});
  const HttpRequest request = Parse({reinterpret_cast<const char*>(data), size});
  try {
    GuardRequest(request, {});
  } catch (const Problem& problem) {
    Require(problem.status() >= 400 && problem.status() < 500);
  }
  // What would be refused is answered here all the same: the answers do not rely on it.
  try {
    const HttpResponse response = AnswerRequest(service, request);
    Require(response.status == 200 || response.status == 201);
    if (response.fixed.empty()) Require(nlohmann::json::accept(response.body));
  } catch (const Problem& problem) {
    Require(problem.status() >= 400 && problem.status() < 500);
    Require(nlohmann::json::accept(ProblemJson(problem.status(), problem.what())));
  }
  return 0;
}
