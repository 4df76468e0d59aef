#include "engine/cli/scan_record.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "engine/error.h"
#include "engine/source/git_repository.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// "b" of "/a/b", "/a/b/" and "/a/b/.".
std::string LastName(const fs::path& path) {
  const fs::path normal = (path / "").lexically_normal().parent_path();
  return normal.filename().empty() ? normal.string() : normal.filename().string();
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

}  // namespace copytrace
