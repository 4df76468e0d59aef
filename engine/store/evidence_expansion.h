// The two columns of evidence, all N1 and the N0 of those tokens that have one, to tokens.
// Thread-safe.
#pragma once

#include <span>
#include <string_view>

#include "engine/store/evidence.h"

namespace copytrace {

// REQUIRES: `tokens` is as long as `n1`; `n0` has a byte for each byte of `n1` below
// kFirstTextHash. Eight tokens at a time where the processor can.
void ExpandTokens(std::string_view n1, std::string_view n0, std::span<EvidenceToken> tokens);

// The same token by token.
void ExpandTokensPlainly(std::string_view n1, std::string_view n0, std::span<EvidenceToken> tokens);

}  // namespace copytrace
