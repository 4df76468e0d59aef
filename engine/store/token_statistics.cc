#include "engine/store/token_statistics.h"

#include <algorithm>

namespace copytrace {
namespace {

uint32_t Mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ull;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ull;
  return static_cast<uint32_t>(x >> 32);
}

std::vector<std::pair<uint32_t, uint32_t>> Sorted(
    const std::unordered_map<uint32_t, uint32_t>& counts) {
  std::vector<std::pair<uint32_t, uint32_t>> result(counts.begin(), counts.end());
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace

uint32_t UnigramKey(uint32_t n1) { return Mix(n1 + 0x1000000000ull); }

uint32_t ContextKey(uint32_t before_last, uint32_t last) {
  return Mix((uint64_t{before_last} << 32 | last) * 0x9E3779B97F4A7C15ull + 2);
}

uint32_t TrigramKey(uint32_t before_last, uint32_t last, uint32_t n1) {
  return Mix(((uint64_t{before_last} << 32 | last) * 0x9E3779B97F4A7C15ull + n1) *
                 0xC2B2AE3D27D4EB4Full +
             3);
}

void TokenStatisticsCounter::AddFile(std::span<const Token> tokens, bool count_ngrams) {
  ++file_count_;
  distinct_.clear();
  for (const Token& token : tokens) {
    if (token.IsVariable()) distinct_.push_back(token.n0);
  }
  std::sort(distinct_.begin(), distinct_.end());
  distinct_.erase(std::unique(distinct_.begin(), distinct_.end()), distinct_.end());
  for (const uint32_t n0 : distinct_) ++document_frequency_[n0];
  if (!count_ngrams) return;
  token_count_ += tokens.size();
  for (size_t i = 0; i < tokens.size(); ++i) {
    ++ngram_count_[UnigramKey(tokens[i].n1)];
    if (i < 2) continue;
    ++ngram_count_[ContextKey(tokens[i - 2].n1, tokens[i - 1].n1)];
    ++ngram_count_[TrigramKey(tokens[i - 2].n1, tokens[i - 1].n1, tokens[i].n1)];
  }
}

void TokenStatisticsCounter::Merge(TokenStatisticsCounter&& other) {
  file_count_ += other.file_count_;
  token_count_ += other.token_count_;
  for (const auto& [key, count] : other.document_frequency_) document_frequency_[key] += count;
  for (const auto& [key, count] : other.ngram_count_) ngram_count_[key] += count;
  other.Take();
}

FamilyStatistics TokenStatisticsCounter::Take() {
  FamilyStatistics result;
  result.file_count = file_count_;
  result.token_count = token_count_;
  result.document_frequency = Sorted(document_frequency_);
  result.ngram_count = Sorted(ngram_count_);
  file_count_ = 0;
  token_count_ = 0;
  document_frequency_.clear();
  ngram_count_.clear();
  return result;
}

}  // namespace copytrace
