#include "engine/cli/project.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "engine/error.h"
#include "engine/source/git_repository.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kBytesAtOnce = uint64_t{64} << 20;  // of a revision, held in memory

// The nearest directory from `start` upward that has an entry of this name; empty where none has.
fs::path FindUpward(const fs::path& start, const char* name) {
  std::error_code error;
  for (fs::path directory = start;; directory = directory.parent_path()) {
    if (fs::exists(directory / name, error)) return directory;
    if (directory == directory.parent_path()) return {};
  }
}

bool IsWithin(const fs::path& directory, const fs::path& root) {
  const fs::path relative = directory.lexically_relative(root);
  return !relative.empty() && *relative.begin() != "..";
}

std::vector<Decision> ReadDecisions(const fs::path& file) {
  const std::optional<std::string> text = ReadBytes(file);
  return text ? ParseDecisions(*text, file.string()) : std::vector<Decision>();
}

// The findings of all files of a revision, as a baseline. The files go through the scan by a few
// megabytes at a time.
std::vector<Decision> BaselineOfRevision(const Store& store, const RunOptions& options,
                                         const Project& project) {
  const std::unique_ptr<GitRepository> repository = GitRepository::Find(project.root);
  if (repository == nullptr) {
    throw Error(
        fmt::format("--baseline-from-ref: {} is in no git repository", project.root.string()));
  }
  const Policy policy;
  std::vector<Decision> entries;
  ScanOptions scan = options.scan;
  scan.listing = {};
  scan.listing_name = options.baseline_from_ref;
  std::map<std::string, std::shared_ptr<const std::string>> contents;
  uint64_t bytes = 0;
  const auto scan_listed = [&] {
    const ScanResult result = Scan(store, {}, scan);
    ReviewInput input;
    input.policy = &policy;
    input.read = [&](const std::string& path) -> std::optional<std::string> {
      const auto found = contents.find(path);
      if (found == contents.end()) return std::nullopt;
      return *found->second;
    };
    // Keyed as in the project: its root may stand below the repository's, or above.
    const fs::path root = repository->root();
    for (Decision& entry : BaselineEntries(result, ReviewFindings(result, input))) {
      entry.place.path =
          (root / entry.place.path).lexically_relative(project.root).generic_string();
      entries.push_back(std::move(entry));
    }
    scan.listing.entries.clear();
    contents.clear();
    bytes = 0;
  };
  for (const GitFile& file : repository->ListFiles(options.baseline_from_ref)) {
    auto content = repository->ReadFile(file, scan.limits.max_file_bytes);
    if (!content) continue;
    auto shared = std::make_shared<const std::string>(std::move(*content));
    scan.listing.entries.push_back({.file = file.path,
                                    .path = file.path,
                                    .bytes = shared->size(),
                                    .content = shared,
                                    .type_name = file.path});
    contents.emplace(file.path, shared);
    bytes += shared->size();
    if (bytes >= kBytesAtOnce) scan_listed();
  }
  scan_listed();
  return entries;
}

std::string UtcTime(const char* format) {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format(fmt::runtime(format), fmt::gmtime(now));
}

}  // namespace

Project OpenProject(const fs::path& start, const std::string& config) {
  std::error_code error;
  fs::path directory = fs::weakly_canonical(fs::absolute(start, error), error);
  if (error) directory = fs::absolute(start);
  if (!fs::is_directory(directory, error)) directory = directory.parent_path();
  Project project;
  const fs::path repository = FindUpward(directory, ".git");
  const fs::path file = config.empty() ? FindPolicyFile(directory) : fs::path(config);
  const fs::path own = FindUpward(directory, ".copytrace");
  if (!file.empty()) project.policy = LoadPolicy(file);
  const fs::path above = file.empty() ? fs::path() : fs::absolute(file).parent_path();
  // A policy in the home directory is no reason to keep a project's decisions there, nor is one
  // that was named from elsewhere.
  if (!above.empty() && IsWithin(directory, above) &&
      (repository.empty() || IsWithin(above, repository))) {
    project.root = above;
  } else if (!own.empty() && (repository.empty() || IsWithin(own, repository))) {
    project.root = own;
  } else {
    project.root = repository.empty() ? directory : repository;
  }
  project.root = project.root.lexically_normal();
  return project;
}

Review ReviewInProject(const ScanResult& result, const RunOptions& options, const Store& store,
                       const fs::path& base, const ReadAbsolute& read, Project* project,
                       ReviewInput input) {
  if (!result.findings.empty()) DetectProjectLicense(project->root, &project->policy);
  input.policy = &project->policy;
  input.today = Today();
  input.decisions = ReadDecisions(project->DecisionLog());
  if (!options.baseline.empty()) {
    const auto text = ReadBytes(options.baseline);
    if (!text) {
      throw Error(fmt::format("{}: cannot be read; make it with `copytrace baseline write`",
                              options.baseline));
    }
    input.baseline = ParseDecisions(*text, options.baseline);
    input.has_baseline = true;
  } else if (!options.baseline_from_ref.empty()) {
    input.baseline = BaselineOfRevision(store, options, *project);
    input.has_baseline = true;
  }
  const fs::path root = project->root;
  input.project_path = [base, root](const std::string& path) {
    return (base / path).lexically_normal().lexically_relative(root).generic_string();
  };
  input.read = [root, &read](const std::string& path) {
    return read((root / path).lexically_normal());
  };
  return ReviewFindings(result, input);
}

std::vector<Decision> BaselineEntries(const ScanResult& result, const Review& review) {
  std::vector<Decision> entries;
  for (size_t i = 0; i < result.findings.size(); ++i) {
    const Judgement& judgement = review.judgements[i];
    if (judgement.standing != Standing::kOpen && judgement.standing != Standing::kBaseline) {
      continue;
    }
    Decision entry = DecisionAbout(result.findings[i], judgement.place);
    entry.action = DecisionAction::kBaseline;
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::optional<std::string> ReadBytes(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

std::string Today() { return UtcTime("{:%Y-%m-%d}"); }
std::string Now() { return UtcTime("{:%Y-%m-%dT%H:%M:%SZ}"); }

}  // namespace copytrace
