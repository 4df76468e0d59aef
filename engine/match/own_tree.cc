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

// Calls visit(blob, number of its hits).
template <typename Visit>
void ForEachBlob(std::span<const Hit> hits, Visit visit) {
  for (size_t begin = 0; begin < hits.size();) {
    size_t end = begin;
    while (end < hits.size() && hits[end].blob == hits[begin].blob) ++end;
    visit(hits[begin].blob, end - begin);
    begin = end;
  }
}

}  // namespace

bool MayComeFromOwnTree(const Attribution& whole, std::span<const BlobId> equal,
                        std::span<const Hit> hits, Attributor* attributor) {
  const auto is_equal = [&](BlobId blob) {
    return std::find(equal.begin(), equal.end(), blob) != equal.end();
  };
  size_t all = 0;
  ForEachBlob(hits, [&](BlobId blob, size_t count) {
    if (is_equal(blob)) all = std::max(all, count);
  });
  bool may = false;
  ForEachBlob(hits, [&](BlobId blob, size_t count) {
    may = may || (count * kFairPart >= all && !is_equal(blob) &&
                  attributor->MayBeAtHome(blob, whole.origin.release.component));
  });
  return may;
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
