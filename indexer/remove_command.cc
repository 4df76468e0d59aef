// `copytrace-index remove`: takes releases out of a store.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "engine/error.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"
#include "indexer/commands.h"
#include "indexer/statistics_recount.h"

namespace copytrace {
namespace {

// The releases of these purls, each of a release or of a component. Throws Error for a purl that
// the store does not have.
std::vector<ReleaseId> FindReleases(const Store& store, const std::vector<std::string>& purls) {
  std::vector<bool> found(purls.size());
  std::vector<ReleaseId> releases;
  for (ReleaseId id = 0; id < store.info().releases; ++id) {
    const Release release = store.GetRelease(id);
    const std::string component = store.GetComponent(release.component).purl;
    bool named = false;
    for (size_t i = 0; i < purls.size(); ++i) {
      if (purls[i] != release.purl && purls[i] != component) continue;
      found[i] = true;
      named = true;
    }
    if (named) releases.push_back(id);
  }
  for (size_t i = 0; i < purls.size(); ++i) {
    if (found[i]) continue;
    throw Error(
        fmt::format("{}: {} is not in this store, and nothing was removed; `copytrace-index "
                    "list --store {}` says what is",
                    EscapeInvalidUtf8(store.directory().native()), purls[i],
                    EscapeInvalidUtf8(store.directory().native())));
  }
  return releases;
}

}  // namespace

int RunRemove(const std::filesystem::path& directory, const std::vector<std::string>& purls) {
  Store::Open(directory);  // so that a mistyped name does not make an empty store
  const std::unique_ptr<StoreWriter> writer = StoreWriter::Open(directory);
  const StoreInfo before = writer->info();
  // Read under the writer's lock: numbers stay what they are.
  std::unique_ptr<Store> store = Store::Open(directory);
  const std::vector<ReleaseId> releases = FindReleases(*store, purls);
  writer->Remove(releases, RecountStatistics(*store, releases));
  store.reset();
  const StoreInfo& after = writer->info();
  fmt::print("Removed {} release{} and {} file{} from {}; {} releases and {} files stay\n",
             releases.size(), releases.size() == 1 ? "" : "s", before.blobs - after.blobs,
             before.blobs - after.blobs == 1 ? "" : "s", EscapeInvalidUtf8(directory.native()),
             after.releases, after.blobs);
  fmt::print("  `copytrace-index compact` gives the space back\n");
  return kExitOk;
}

}  // namespace copytrace
