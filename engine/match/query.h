// A file on its way through matching: first what is looked up of it, for a batch of files at once,
// then, for each in which something was hit, its tokens with all that scoring needs to know of
// them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/fingerprint/winnow.h"
#include "engine/match/deadline.h"
#include "engine/match/novelty.h"
#include "engine/match/token_model.h"
#include "grammars/language.h"
#include "grammars/token.h"

namespace copytrace {

// What is looked up of a file.
struct LookUpQuery {
  LanguageFamily family = LanguageFamily::kGeneric;
  bool generated = false;  // a program wrote all of it (IsGeneratorOutput)
  std::vector<Fingerprint> fingerprints;
};

// Made for one file after the other in the same memory.
struct Query {
  LanguageFamily family = LanguageFamily::kGeneric;
  std::span<const Token> tokens;
  Deadline deadline;  // looked at by all steps whose cost depends on what was hit

  Novelty novelty;

  // By token. Only what a first look asks for is described, a block at a time: in most files that
  // have chains few tokens stand near them. Elsewhere is whatever was there before.
  mutable std::vector<uint8_t> n1;        // folded as in the evidence
  mutable std::vector<uint8_t> n0;        // folded; 0 for keywords and operators
  mutable std::vector<float> shape_bits;  // TokenModel::ShapeBits
  mutable std::vector<float> text_bits;   // TokenModel::TextBits of variable tokens, 0 for others

  static constexpr uint32_t kBlock = 64;  // tokens
  mutable std::vector<bool> described;    // by block
  const TokenModel* model = nullptr;      // of its family
  TokenBitsCache* bits_cache = nullptr;
};

// Nothing is described yet, and will be by `model`. Reuses memory.
void StartDescribing(const TokenModel& model, TokenBitsCache* cache, Query* query);
// Sees to it that the block that this token is in is described.
void DescribeBlockOf(const Query& query, uint32_t token);
// The same for all tokens [begin, end).
void DescribeRange(const Query& query, uint32_t begin, uint32_t end);
// All of the query.
void DescribeTokens(const TokenModel& model, TokenBitsCache* cache, Query* query);

}  // namespace copytrace
