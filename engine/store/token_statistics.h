// Counts what a corpus says about the tokens of one language family. Not thread-safe: one counter a
// thread, merged at the end.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/store/hash_set.h"
#include "engine/store/records.h"
#include "grammars/token.h"

namespace copytrace {

// Keys of FamilyStatistics::ngram_count, by N1.
uint32_t UnigramKey(uint32_t n1);
uint32_t ContextKey(uint32_t before_last, uint32_t last);  // counts bigrams that something follows
uint32_t TrigramKey(uint32_t before_last, uint32_t last, uint32_t n1);

// Counts by hash, with open addressing.
class CountMap {
 public:
  using Entry = std::pair<uint32_t, uint32_t>;  // key, count; a count of 0 is a free slot

  void Prefetch(uint32_t key) const;  // its place in memory, which Add will soon ask for
  void Add(uint32_t key, uint32_t count);
  std::vector<Entry> Take();  // by key; leaves the map empty

 private:
  Entry& Place(uint32_t key);
  void Grow();

  std::vector<Entry> slots_;
  size_t used_ = 0;
};

class TokenStatisticsCounter {
 public:
  // Counts a file towards the document frequencies and, if asked for, its n-grams. Versions of one
  // file should be added once.
  void AddFile(std::span<const Token> tokens, bool count_ngrams);
  void Merge(TokenStatisticsCounter&& other);
  FamilyStatistics Take();  // leaves the counter empty

 private:
  uint32_t file_count_ = 0;
  uint64_t token_count_ = 0;
  CountMap document_frequency_;
  CountMap ngram_count_;
  HashSet seen_;  // identifiers and literals of the file at hand
  std::vector<uint32_t> keys_;
};

}  // namespace copytrace
