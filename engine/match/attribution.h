// Of all places that hold the same code, the one it most likely comes from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/match/match.h"
#include "engine/store/store.h"

namespace copytrace {

struct AttributionOptions {
  uint32_t max_carriers = 20;  // listed; all are counted
  uint32_t max_places = 2000;  // considered
  uint32_t max_texts = 24;     // blobs whose text is searched for names
};

// A blob that holds a region, and how well: 1 as well as any, 0.8 with four fifths of its evidence.
struct HoldingBlob {
  BlobId blob = kNoId;
  float share = 1;
};

// From this share on a blob holds a region as well as any.
inline constexpr float kEqualShare = 0.97f;

// Orders "1.9.0" before "1.10.0": digits by value, the rest bytewise; a pre-release ("2.0.0-rc1")
// before its release.
bool VersionBefore(std::string_view a, std::string_view b);

// Records read from the store once; one a thread.
class Attributor {
 public:
  explicit Attributor(const Store& store, const AttributionOptions& options = {})
      : store_(store), options_(options) {}

  // Everything but the versions. REQUIRES: `blobs` not empty, no blob twice.
  Attribution Attribute(std::span<const HoldingBlob> blobs);

  // Whether the blob stands anywhere in another component than this one, and not under a path for
  // third-party code.
  bool MayBeAtHome(BlobId blob, ComponentId not_in);

  // Sets the versions of the origin's component in which the region stands unchanged: those that
  // hold one of `blobs` or the origin itself. Ends the reason with them.
  void SetVersions(std::span<const BlobId> blobs, Attribution* attribution);

 private:
  struct Candidate;
  const Release& GetRelease(ReleaseId id);
  const Component& GetComponent(ComponentId id);
  std::string LowerText(BlobId blob) const;
  void JudgePlaces(std::vector<Candidate>* places);

  const Store& store_;
  AttributionOptions options_;
  std::unordered_map<ReleaseId, Release> releases_;
  std::unordered_map<ComponentId, Component> components_;
};

}  // namespace copytrace
