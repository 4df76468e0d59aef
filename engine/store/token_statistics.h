// Counts what a corpus says about the tokens of one language family. Not thread-safe: one counter a
// thread, merged at the end.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/store/records.h"
#include "grammars/token.h"

namespace copytrace {

// Keys of FamilyStatistics::ngram_count, by N1.
uint32_t UnigramKey(uint32_t n1);
uint32_t ContextKey(uint32_t before_last, uint32_t last);  // counts bigrams that something follows
uint32_t TrigramKey(uint32_t before_last, uint32_t last, uint32_t n1);

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
  std::unordered_map<uint32_t, uint32_t> document_frequency_;
  std::unordered_map<uint32_t, uint32_t> ngram_count_;
  std::vector<uint32_t> distinct_;  // of the file at hand
};

}  // namespace copytrace
