#include "engine/cli/project.h"

#include <fmt/format.h>

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
    input.threads = options.scan.threads;
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

}  // namespace

Review ReviewInProject(const ScanResult& result, const RunOptions& options, const Store& store,
                       const fs::path& base, const ReadAbsolute& read, Project* project,
                       ReviewInput input) {
  if (!result.findings.empty()) DetectProjectLicense(project->root, &project->policy);
  input.policy = &project->policy;
  input.threads = options.scan.threads;
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

}  // namespace copytrace
