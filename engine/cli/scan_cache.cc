#include "engine/cli/scan_cache.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdlib>
#include <system_error>

#include "engine/source/source_file.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

fs::path DefaultCache() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && cache[0] == '/') return fs::path(cache) / "copytrace";
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return {};
  return fs::path(home) / ".cache" / "copytrace";
}

}  // namespace

void AddCacheOptions(CLI::App* command, CacheSettings* settings) {
  command
      ->add_option("--cache", settings->directory,
                   "Where results are kept for the next scan of the tree (default: "
                   "~/.cache/copytrace)")
      ->envname("COPYTRACE_CACHE")
      ->type_name("DIR");
  command->add_flag("--no-cache", settings->off, "Look at every file anew, and keep nothing")
      ->envname("COPYTRACE_NO_CACHE");
}

void SetCache(const CacheSettings& settings, const fs::path& store,
              const std::vector<fs::path>& roots, ScanOptions* scan) {
  const fs::path directory =
      settings.directory.empty() ? DefaultCache() : fs::path(settings.directory);
  if (settings.off || directory.empty()) return;
  struct stat program = {};
  if (::stat("/proc/self/exe", &program) != 0) return;
  std::error_code error;
  std::string tree = fs::absolute(store, error).string() + '\n' + scan->listing_name;
  for (const fs::path& root : roots) tree += '\n' + fs::absolute(root, error).string();
  scan->cache_directory = directory / "results";
  scan->cache_name = fmt::format("{:02x}", fmt::join(HashContent(tree), ""));
  scan->program_state = fmt::format("{} {} {}.{}", COPYTRACE_VERSION, program.st_size,
                                    program.st_mtim.tv_sec, program.st_mtim.tv_nsec);
}

}  // namespace copytrace
