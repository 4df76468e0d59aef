// Posting lists in order of their hashes, wherever they come from: what a new run is merged from.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/store/posting_segment.h"

namespace copytrace {

class PostingSource {
 public:
  virtual ~PostingSource() = default;
  // Overwrites *list with the next one; false at the end. Blobs are in ascending order, and a list
  // keeps to kMaxPostingsPerBlobAndHash and kMaxBlobsPerHash.
  virtual bool Next(PostingList* list) = 0;
};

// Calls `emit` with the lists of all sources in order of hash. Lists of one hash are joined in the
// order of the sources and cut to a count where they exceed kMaxBlobsPerHash.
// REQUIRES: no blob stands in two sources, and blobs ascend with the sources.
void MergePostings(const std::vector<std::unique_ptr<PostingSource>>& sources,
                   const std::function<void(const PostingList&)>& emit);

}  // namespace copytrace
