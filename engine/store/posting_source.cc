#include "engine/store/posting_source.h"

#include <algorithm>
#include <utility>

namespace copytrace {

void MergePostings(const std::vector<std::unique_ptr<PostingSource>>& sources,
                   const std::function<void(const PostingList&)>& emit) {
  std::vector<PostingList> heads(sources.size());
  // A heap of sources, the smallest hash on top and, among equals, the first source.
  std::vector<size_t> heap;
  const auto after = [&heads](size_t a, size_t b) {
    return std::pair(heads[a].hash, a) > std::pair(heads[b].hash, b);
  };
  for (size_t i = 0; i < sources.size(); ++i) {
    if (sources[i]->Next(&heads[i])) heap.push_back(i);
  }
  std::make_heap(heap.begin(), heap.end(), after);
  PostingList joined;
  bool pending = false;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), after);
    PostingList& head = heads[heap.back()];
    if (pending && head.hash == joined.hash) {
      joined.blob_count += head.blob_count;
      if (joined.blob_count > kMaxBlobsPerHash) {
        joined.postings.clear();
      } else {
        joined.postings.insert(joined.postings.end(), head.postings.begin(), head.postings.end());
      }
    } else {
      if (pending) emit(joined);
      std::swap(joined, head);
      pending = true;
    }
    if (sources[heap.back()]->Next(&head)) {
      std::push_heap(heap.begin(), heap.end(), after);
    } else {
      heap.pop_back();
    }
  }
  if (pending) emit(joined);
}

}  // namespace copytrace
