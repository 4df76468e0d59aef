// Files that the store has as they are, but under paths for third-party code only: whether the
// project that they were taken from is in the store as well, with another version of the file.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/match/attribution.h"
#include "engine/match/gather.h"
#include "engine/match/match.h"

namespace copytrace {

// Whether snippets of the file may lead to a project's own tree; cheap beside looking for them.
// `whole` is the attribution of the `equal` blobs, `hits` what each blob has of the file.
bool MayComeFromOwnTree(const Attribution& whole, std::span<const BlobId> equal,
                        std::span<const BlobTally> hits, Attributor* attributor);

// Replaces *matches, if they are a file as a whole, by the regions found in it, if one of these
// comes from a project's own tree and spans most of the file; otherwise, and where there are no
// matches, leaves what there is of either.
void PreferOwnTree(std::vector<Match>&& regions, std::vector<Match>* matches);

}  // namespace copytrace
