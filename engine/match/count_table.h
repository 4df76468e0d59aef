// Hashes and what was counted of them: built once, then only read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace copytrace {

// uint32_t → uint32_t with open addressing, linear probing and the upper bits of the key for its
// place: keys are hashes and come in order, so that the table is written from front to back.
class CountTable {
 public:
  // `counts` are pairs of key and count, by key. A count of 0 is as good as none.
  template <typename Counts>
  explicit CountTable(const Counts& counts)
      : entries_(counts.size() < kLeastSlots / 2 ? kLeastSlots : counts.size() * 2) {
    for (const auto& [key, count] : counts) {
      if (count == 0) continue;
      size_t slot = Slot(key);
      while (entries_[slot].second != 0) slot = Next(slot);
      entries_[slot] = {key, count};
    }
  }

  uint32_t Find(uint32_t key) const {  // 0 where absent
    for (size_t slot = Slot(key);; slot = Next(slot)) {
      if (entries_[slot].second == 0) return 0;
      if (entries_[slot].first == key) return entries_[slot].second;
    }
  }
  void Prefetch(uint32_t key) const { __builtin_prefetch(&entries_[Slot(key)]); }

 private:
  static constexpr size_t kLeastSlots = 16;
  size_t Slot(uint32_t key) const { return uint64_t{key} * entries_.size() >> 32; }
  size_t Next(size_t slot) const { return slot + 1 == entries_.size() ? 0 : slot + 1; }
  std::vector<std::pair<uint32_t, uint32_t>> entries_;
};

}  // namespace copytrace
