// Most of a vendored file's neighbours in the corpus are vendored, too, and looking for snippets in
// it would only find those. So it is asked first whether any other blob that shares a fair part of
// the file's fingerprints stands anywhere else.
#include "engine/match/own_tree.h"

#include <algorithm>
#include <utility>

namespace copytrace {
namespace {

// The share of a whole file's lines that a region from a project's own tree must span to be
// reported instead of an equal file in somebody else's.
constexpr double kLeastSpan = 0.6;

// One part in: of the hits of the file's equals that another blob must have.
constexpr size_t kFairPart = 4;

}  // namespace

bool MayComeFromOwnTree(const Attribution& whole, std::span<const BlobId> equal,
                        std::span<const BlobTally> hits, Attributor* attributor) {
  const auto is_equal = [&](BlobId blob) {
    return std::find(equal.begin(), equal.end(), blob) != equal.end();
  };
  size_t all = 0;
  for (const BlobTally& of_blob : hits) {
    if (is_equal(of_blob.blob)) all = std::max<size_t>(all, of_blob.hits);
  }
  return std::any_of(hits.begin(), hits.end(), [&](const BlobTally& of_blob) {
    return of_blob.hits * kFairPart >= all && !is_equal(of_blob.blob) &&
           attributor->MayBeAtHome(of_blob.blob, whole.origin.release.component);
  });
}

void PreferOwnTree(std::vector<Match>&& regions, std::vector<Match>* matches) {
  if (matches->empty()) {
    *matches = std::move(regions);
    return;
  }
  const Match& whole = matches->front();
  const auto replaces = [&](const Match& region) {
    const LineRange& lines = region.lines;
    return region.attribution.own_tree &&
           region.attribution.origin.release.component !=
               whole.attribution.origin.release.component &&
           lines.last - lines.first + 1 >= kLeastSpan * (whole.lines.last - whole.lines.first + 1);
  };
  if (std::any_of(regions.begin(), regions.end(), replaces)) *matches = std::move(regions);
}

}  // namespace copytrace
