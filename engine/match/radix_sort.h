// A stable sort by a number, digit by digit from the lowest: linear, where comparing sorts wait for
// a branch that nobody can predict.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace copytrace {

// Sorts *items by key(item), of which only the lowest `key_bits` bits may be set. `spare` is memory
// that calls reuse.
template <typename Item, typename Key>
void RadixSort(uint32_t key_bits, Key key, std::vector<Item>* items, std::vector<Item>* spare) {
  constexpr uint32_t kDigitBits = 11;
  constexpr size_t kDigits = size_t{1} << kDigitBits;
  const auto digit_of = [&](const Item& item, uint32_t shift) {
    return static_cast<size_t>(key(item) >> shift) & (kDigits - 1);
  };
  spare->resize(items->size());
  for (uint32_t shift = 0; shift < key_bits; shift += kDigitBits) {
    std::array<uint32_t, kDigits> next{};
    for (const Item& item : *items) ++next[digit_of(item, shift)];
    uint32_t begin = 0;
    for (uint32_t& digit : next) begin += std::exchange(digit, begin);
    for (const Item& item : *items) (*spare)[next[digit_of(item, shift)]++] = item;
    std::swap(*items, *spare);
  }
}

}  // namespace copytrace
