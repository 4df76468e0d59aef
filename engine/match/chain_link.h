// The step of chaining that takes nearly all of its time: which of the hits before it a hit goes on
// from. Thread-safe.
#pragma once

#include <cstdint>

namespace copytrace {

// What a chain gains and pays by going on, see chain.cc.
struct LinkCosts {
  int32_t max_gap;    // tokens, on either side
  int32_t max_shift;  // diagonals
  float shift_cost;   // bits
  float shift_token_cost;
  float k;  // tokens of a hit
};

// Entries of earlier hits that may be read before those that are meant.
inline constexpr int32_t kLinkPadding = 8;

// Hits by number. The arrays reach kLinkPadding entries further to the front.
struct LinkedHits {
  const int32_t* query;   // first tokens
  const int32_t* source;  // the same
  const float* best;      // bits of the best chain that ends here
};

struct Link {
  float best;             // bits of the best chain that ends at the hit
  int32_t previous = -1;  // the hit before it in that chain; none
};

// Of hits [first, x) the one from which a chain that ends at hit x, which is worth `rarity` bits
// alone, gains most; of equal ones the nearest. Eight at a time where the processor can.
Link BestLink(const LinkCosts& costs, const LinkedHits& hits, float rarity, int32_t first,
              int32_t x);

// The same one by one; equal bit by bit.
Link BestLinkPlainly(const LinkCosts& costs, const LinkedHits& hits, float rarity, int32_t first,
                     int32_t x);

}  // namespace copytrace
