// The commands of copytrace-index. Each prints its result to standard output and returns the
// program's exit status; what ends a run is thrown as Error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace copytrace {

inline constexpr int kExitOk = 0;
inline constexpr int kExitError = 2;

struct AddOptions {
  std::filesystem::path store;
  std::vector<std::filesystem::path> sources;
  std::filesystem::path manifest;  // may be empty
  std::string tags = "*";          // of git repositories: a shell pattern
  std::string purl;                // of a single source; may be empty, as the next two
  std::string license;
  std::string released;
  uint64_t memory_bytes = 0;  // 0: 1 GiB, or more where there are many threads
  uint64_t max_file_bytes = uint64_t{4} << 20;
  uint32_t threads = 0;  // 0: as many as the machine runs at once
  bool no_sources = false;
  bool stats = false;
  bool verbose = false;
};
// kExitError if a source could not be opened; the others have been added all the same.
int RunAdd(const AddOptions& options);

struct AdvisoriesOptions {
  std::filesystem::path store;
  std::vector<std::filesystem::path> folders;  // none: forget all that is known
  bool verbose = false;
};
// What the folders hold, in place of what the store knew of advisories. Records that cannot be used
// are listed and do not change the status.
int RunAdvisories(const AdvisoriesOptions& options);

int RunInfo(const std::filesystem::path& store, bool as_json);
int RunCompact(const std::filesystem::path& store);
// Releases whose purl, or whose component's, matches; all with an empty pattern.
int RunList(const std::filesystem::path& store, const std::string& pattern, bool as_json);
// Purls of releases, or of components for all of theirs.
int RunRemove(const std::filesystem::path& store, const std::vector<std::string>& purls);
int RunVerify(const std::filesystem::path& store);  // kExitError where something is damaged
int RunExport(const std::filesystem::path& store, const std::filesystem::path& file);
int RunImport(const std::filesystem::path& file, const std::filesystem::path& store);

}  // namespace copytrace
