#include "engine/store/token_statistics.h"

#include <algorithm>

namespace copytrace {
namespace {

constexpr size_t kTokensAtATime = 32;

uint32_t Mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ull;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ull;
  return static_cast<uint32_t>(x >> 32);
}

}  // namespace

void CountMap::Add(uint32_t key, uint32_t count) {
  if (used_ * 2 >= slots_.size()) Grow();
  Entry& entry = Place(key);
  used_ += entry.second == 0;
  entry.first = key;
  entry.second += count;
}

void CountMap::Prefetch(uint32_t key) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[FirstSlot(key, slots_.size())], /*rw=*/1);
}

CountMap::Entry& CountMap::Place(uint32_t key) {
  const size_t mask = slots_.size() - 1;
  size_t slot = FirstSlot(key, slots_.size());
  while (slots_[slot].second != 0 && slots_[slot].first != key) slot = (slot + 1) & mask;
  return slots_[slot];
}

void CountMap::Grow() {
  std::vector<Entry> old(std::max<size_t>(1024, slots_.size() * 2));
  std::swap(old, slots_);
  for (const Entry& entry : old) {
    if (entry.second != 0) Place(entry.first) = entry;
  }
}

std::vector<CountMap::Entry> CountMap::Take() {
  std::vector<Entry> result = std::move(slots_);
  slots_.clear();
  used_ = 0;
  std::erase_if(result, [](const Entry& entry) { return entry.second == 0; });
  std::sort(result.begin(), result.end());
  return result;
}

uint32_t UnigramKey(uint32_t n1) { return Mix(n1 + 0x1000000000ull); }

uint32_t ContextKey(uint32_t before_last, uint32_t last) {
  return Mix((uint64_t{before_last} << 32 | last) * 0x9E3779B97F4A7C15ull + 2);
}

uint32_t TrigramKey(uint32_t before_last, uint32_t last, uint32_t n1) {
  return Mix(((uint64_t{before_last} << 32 | last) * 0x9E3779B97F4A7C15ull + n1) *
                 0xC2B2AE3D27D4EB4Full +
             3);
}

// The tables are far larger than the caches: places are asked for some time before they are used.
void TokenStatisticsCounter::AddFile(std::span<const Token> tokens, bool count_ngrams) {
  ++file_count_;
  seen_.Clear();
  keys_.clear();
  for (const Token& token : tokens) {
    if (!token.IsVariable() || !seen_.Insert(token.n0)) continue;
    keys_.push_back(token.n0);
    document_frequency_.Prefetch(token.n0);
  }
  for (const uint32_t key : keys_) document_frequency_.Add(key, 1);
  if (!count_ngrams) return;
  token_count_ += tokens.size();
  for (size_t begin = 0; begin < tokens.size(); begin += kTokensAtATime) {
    const size_t end = std::min(begin + kTokensAtATime, tokens.size());
    keys_.clear();
    for (size_t i = begin; i < end; ++i) {
      keys_.push_back(UnigramKey(tokens[i].n1));
      if (i < 2) continue;
      keys_.push_back(ContextKey(tokens[i - 2].n1, tokens[i - 1].n1));
      keys_.push_back(TrigramKey(tokens[i - 2].n1, tokens[i - 1].n1, tokens[i].n1));
    }
    for (const uint32_t key : keys_) ngram_count_.Prefetch(key);
    for (const uint32_t key : keys_) ngram_count_.Add(key, 1);
  }
}

void TokenStatisticsCounter::Merge(TokenStatisticsCounter&& other) {
  file_count_ += other.file_count_;
  token_count_ += other.token_count_;
  for (const auto& [key, count] : other.document_frequency_.Take()) {
    document_frequency_.Add(key, count);
  }
  for (const auto& [key, count] : other.ngram_count_.Take()) ngram_count_.Add(key, count);
  other.file_count_ = 0;
  other.token_count_ = 0;
}

FamilyStatistics TokenStatisticsCounter::Take() {
  FamilyStatistics result;
  result.file_count = file_count_;
  result.token_count = token_count_;
  result.document_frequency = document_frequency_.Take();
  result.ngram_count = ngram_count_.Take();
  file_count_ = 0;
  token_count_ = 0;
  return result;
}

}  // namespace copytrace
