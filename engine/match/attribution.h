// Of all places that hold the same code, the one it most likely comes from.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

#include "engine/match/match.h"
#include "engine/store/store.h"

namespace copytrace {

struct AttributionOptions {
  uint32_t max_carriers = 20;  // listed; all are counted
  uint32_t max_places = 2000;  // considered
};

// How much a path says that its file is somebody else's: 0 not at all, 1 a bundle or build product,
// 2 under a directory for third-party code.
int VendoredRank(std::string_view path);

// Orders "1.9.0" before "1.10.0": digits by value, the rest bytewise; a pre-release ("2.0.0-rc1")
// before its release.
bool VersionBefore(std::string_view a, std::string_view b);

// Records read from the store once; one a thread.
class Attributor {
 public:
  explicit Attributor(const Store& store, const AttributionOptions& options = {})
      : store_(store), options_(options) {}

  // `blobs` hold the region equally well. REQUIRES: not empty.
  Attribution Attribute(std::span<const BlobId> blobs);

 private:
  const Release& GetRelease(ReleaseId id);
  const Component& GetComponent(ComponentId id);

  const Store& store_;
  AttributionOptions options_;
  std::unordered_map<ReleaseId, Release> releases_;
  std::unordered_map<ComponentId, Component> components_;
};

}  // namespace copytrace
