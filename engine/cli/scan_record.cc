#include "engine/cli/scan_record.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "engine/error.h"
#include "engine/scan/finding_text.h"
#include "engine/source/git_repository.h"
#include "grammars/encoding.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// "b" of "/a/b", "/a/b/" and "/a/b/.".
std::string LastName(const fs::path& path) {
  const fs::path normal = (path / "").lexically_normal().parent_path();
  return normal.filename().empty() ? normal.string() : normal.filename().string();
}

std::optional<std::string> Decoded(const std::optional<std::string>& bytes) {
  if (!bytes) return std::nullopt;
  std::string storage;
  const auto text = DecodeText(*bytes, &storage);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

}  // namespace

std::string RecordedName(const fs::path& place) {
  try {
    if (const auto repository = GitRepository::Find(place)) return LastName(repository->root());
  } catch (const Error&) {
    // A repository that cannot be read is a directory like any other.
  }
  return LastName(place);
}

ScanRecord MakeScanRecord(const ScanRequest& request, std::chrono::system_clock::time_point started,
                          double seconds) {
  ScanRecord record;
  record.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                               fmt::gmtime(std::chrono::system_clock::to_time_t(started)));
  record.seconds = seconds;
  record.working_directory = fs::current_path();
  for (const fs::path& root : request.roots) record.roots.push_back(fs::absolute(root));
  record.project_root = request.project_root;
  record.store = fs::absolute(request.store);
  record.options = request.options;
  const fs::path place = record.roots.empty() ? record.working_directory : record.roots.front();
  record.project = request.project.empty() ? RecordedName(place) : request.project;
  try {
    if (const auto repository = GitRepository::Find(place)) {
      const std::string commit = repository->BaseRevision({.staged = true});
      if (!commit.empty()) record.revision = commit;
    }
  } catch (const Error&) {
    // A repository that cannot be read: the scan stands without its commit.
  }
  return record;
}

std::vector<std::optional<std::string>> ExcerptsOf(
    const ScanResult& result,
    const std::function<std::optional<std::string>(const Finding&)>& bytes_of) {
  std::vector<std::optional<std::string>> excerpts;
  std::string path;  // of the file at hand: findings come by path
  std::optional<std::string> text;
  for (const Finding& finding : result.findings) {
    if (finding.path != path || excerpts.empty()) {
      path = finding.path;
      text = Decoded(bytes_of(finding));
    }
    std::optional<std::string> excerpt;
    if (text) excerpt = std::string(LinesIn(*text, finding.lines));
    if (excerpt && (excerpt->empty() || excerpt->size() > kMaxExcerptBytes)) excerpt.reset();
    excerpts.push_back(std::move(excerpt));
  }
  return excerpts;
}

}  // namespace copytrace
