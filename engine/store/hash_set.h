// A set of hashes that is emptied at no cost, to be used again and again in the same memory: an
// entry of an earlier round is a free place.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace copytrace {

// Where to look for a hash first, of so many slots, a power of two.
inline size_t FirstSlot(uint32_t hash, size_t slots) { return (hash * 0x9E3779B1u) & (slots - 1); }

class HashSet {
 public:
  void Clear() {
    used_ = 0;
    if (++round_ != 0) return;
    slots_.clear();  // after four billion rounds
    round_ = 1;
  }
  bool Insert(uint32_t hash) {  // false if it is in the set already
    if (used_ * 2 >= slots_.size()) Grow();
    Entry& entry = Place(hash);
    if (entry.round == round_) return false;
    entry = {hash, round_};
    ++used_;
    return true;
  }
  size_t size() const { return used_; }
  bool empty() const { return used_ == 0; }

 private:
  struct Entry {
    uint32_t hash = 0;
    uint32_t round = 0;
  };
  Entry& Place(uint32_t hash) {
    const size_t mask = slots_.size() - 1;
    size_t slot = FirstSlot(hash, slots_.size());
    while (slots_[slot].round == round_ && slots_[slot].hash != hash) slot = (slot + 1) & mask;
    return slots_[slot];
  }
  void Grow() {
    std::vector<Entry> old(std::max<size_t>(1024, slots_.size() * 2));
    std::swap(old, slots_);
    for (const Entry& entry : old) {
      if (entry.round == round_) Place(entry.hash) = entry;
    }
  }

  std::vector<Entry> slots_;
  size_t used_ = 0;
  uint32_t round_ = 1;
};

}  // namespace copytrace
