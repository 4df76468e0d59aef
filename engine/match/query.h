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

  // Filled by DescribeTokens, only for files with chains. All by token.
  std::vector<uint8_t> n1;        // folded as in the evidence
  std::vector<uint8_t> n0;        // folded; 0 for keywords and operators
  std::vector<float> shape_bits;  // TokenModel::ShapeBits
  std::vector<float> text_bits;   // TokenModel::TextBits of identifiers and literals, 0 for others
};

// Fills what follows `novelty`, reusing memory. `model` is that of the query's family.
void DescribeTokens(const TokenModel& model, TokenBitsCache* cache, Query* query);

}  // namespace copytrace
