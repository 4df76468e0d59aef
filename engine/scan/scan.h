// Files in, findings out: the whole scan of trees against a store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "engine/match/matcher.h"
#include "engine/scan/finding.h"
#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"

namespace copytrace {

struct ScanOptions {
  double e_value = 1;  // report regions of which chance yields at most this many in a million lines
  unsigned threads = 0;  // 0: as many as the machine has; the result does not depend on it
  SourceLimits limits;
  TreeOptions tree;
  // Files to scan besides the roots: a list of them, or standard input. `listing_name` stands for
  // them in the report.
  TreeListing listing;
  std::string listing_name;
  // CPU seconds that reading a file may take, and that matching it may take. A file above is
  // skipped, and said to be.
  double file_seconds = 60;
  // Where to keep results from scan to scan, and by what name those of this tree; empty: nowhere.
  std::filesystem::path cache_directory;
  std::string cache_name;
  // Names the program and all else that results depend on but the store, the options and the files.
  std::string program_state;
  // Whether to list the files that were matched, with their checksums, for a history or an audit.
  bool list_inputs = false;
  MatchOptions match;  // its max_e_value and file_seconds are overwritten by those above
  // Called now and then, from one thread at a time, with the bytes done and the bytes to do.
  std::function<void(uint64_t done, uint64_t total)> progress;
};

// Paths of findings are relative to their root; if there are several roots or a listing, to the
// root's own path as given ("src/a.c" of root "src"). Throws Error where a root does not exist or
// the store is damaged; what is wrong with a single file is a SkippedFile.
ScanResult Scan(const Store& store, std::span<const std::filesystem::path> roots,
                const ScanOptions& options);

}  // namespace copytrace
