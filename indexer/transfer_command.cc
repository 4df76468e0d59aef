// `copytrace-index export` and `import`: a store to one file and back.
#include <fmt/format.h>

#include <memory>

#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"
#include "indexer/commands.h"
#include "indexer/store_archive.h"

namespace copytrace {

int RunExport(const std::filesystem::path& directory, const std::filesystem::path& file) {
  const uint64_t bytes = ExportStore(directory, file);
  fmt::print("Exported {} to {}: {}\n", EscapeInvalidUtf8(directory.native()),
             EscapeInvalidUtf8(file.native()), FormatBytes(bytes));
  return kExitOk;
}

int RunImport(const std::filesystem::path& file, const std::filesystem::path& directory) {
  ImportStore(file, directory);
  const std::unique_ptr<Store> store = Store::Open(directory);
  fmt::print("Imported {} into {}: {} releases, {} files\n", EscapeInvalidUtf8(file.native()),
             EscapeInvalidUtf8(directory.native()), store->info().releases, store->info().blobs);
  return kExitOk;
}

}  // namespace copytrace
