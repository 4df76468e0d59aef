// `copytrace-index verify`: reads a whole store and reports what is damaged.
//
// A kept source is the decoded text of a file. Where that is the file's own bytes, it has the SHA-1
// of the blob. Of a file in another encoding or with other line ends it does not, but gives the
// same tokens, and so the blob's digest.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"
#include "engine/store/store_verifier.h"
#include "indexer/commands.h"

namespace copytrace {
namespace {

constexpr size_t kTriedPaths = 32;

std::optional<std::string> CheckSource(const Store& store, BlobId id, const Blob& blob,
                                       std::string_view source) {
  if (HashContent(source) == blob.sha1) return std::nullopt;
  // The type of a file depends on its name, too, and a blob may stand under several.
  SourceLimits limits;
  limits.max_file_bytes = kMaxTextBytes;
  size_t tried = 0;
  for (const Occurrence& occurrence : store.GetOccurrences(id)) {
    if (tried++ == kTriedPaths) break;
    const SourceFile file = MakeSourceFile(occurrence.path, std::string(source), limits);
    if (file.tokenized.digest == blob.digest) return std::nullopt;
  }
  return fmt::format("the text of {} is neither that of its SHA-1 nor of its digest",
                     Swhid(blob.sha1));
}

}  // namespace

int RunVerify(const std::filesystem::path& directory) {
  const bool show_progress = ::isatty(STDERR_FILENO) != 0;
  std::unique_ptr<Store> store;
  Verification result;
  do {  // again if a writer has published between the two openings: they saw different generations
    store = Store::Open(directory);
    result = VerifyStore(
        directory,
        [&](BlobId id, const Blob& blob, std::string_view source) {
          return CheckSource(*store, id, blob, source);
        },
        [&](std::string_view part) {
          if (show_progress) fmt::print(stderr, "\r\x1b[Kreading {} …", part);
        });
  } while (result.info.generation != store->info().generation);
  if (show_progress) fmt::print(stderr, "\r\x1b[K");
  const std::string name = EscapeInvalidUtf8(directory.native());
  if (result.problem_count == 0) {
    fmt::print("{}: intact: {} records read, {} postings, {} sources recomputed\n", name,
               result.records, result.info.postings, result.sources);
    return kExitOk;
  }
  for (const std::string& problem : result.problems) fmt::print("{}\n", problem);
  if (result.problems.size() < result.problem_count) {
    fmt::print("… and {} more\n", result.problem_count - result.problems.size());
  }
  std::fflush(stdout);
  fmt::print(stderr,
             "copytrace-index: {}: the store is damaged in {} place{}; import an export of it, or "
             "build it again in a new directory\n",
             name, result.problem_count, result.problem_count == 1 ? "" : "s");
  return kExitError;
}

}  // namespace copytrace
