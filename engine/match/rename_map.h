// Which identifier of the query stands for which identifier of the source, as far as read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace copytrace {

class RenameMap {
 public:
  enum class Verdict {
    kNew,           // neither was met before
    kConsistent,    // the query's identifier met the same one before
    kInconsistent,  // either met another one before
  };

  // Records that the query's identifier `n0` is aligned with the source's identifier folded to
  // `folded`. Folding maps several identifiers to one byte; among the few dozen identifiers of a
  // region that seldom makes two of them look alike. REQUIRES: n0 != 0.
  Verdict Meet(uint32_t n0, uint8_t folded) {
    size_t slot = (n0 * 0x9E3779B1u) & (slots_.size() - 1);
    while (slots_[slot].n0 != 0 && slots_[slot].n0 != n0) slot = (slot + 1) & (slots_.size() - 1);
    if (slots_[slot].n0 == n0) {
      if (slots_[slot].folded == folded) return Verdict::kConsistent;
      slots_[slot].folded = folded;
      taken_[folded] = true;
      return Verdict::kInconsistent;
    }
    slots_[slot] = {n0, folded};
    const bool taken = taken_[folded];
    taken_[folded] = true;
    if (++count_ * 2 > slots_.size()) Grow();
    return taken ? Verdict::kInconsistent : Verdict::kNew;
  }

 private:
  struct Slot {
    uint32_t n0 = 0;
    uint8_t folded = 0;
  };

  void Grow() {
    const std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.size() * 2, {});
    for (const Slot& entry : old) {
      if (entry.n0 == 0) continue;
      size_t slot = (entry.n0 * 0x9E3779B1u) & (slots_.size() - 1);
      while (slots_[slot].n0 != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = entry;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  size_t count_ = 0;
  std::array<bool, 256> taken_{};
};

}  // namespace copytrace
