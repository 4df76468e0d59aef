#include "engine/match/query.h"

#include "engine/store/evidence.h"

namespace copytrace {

void DescribeTokens(const TokenModel& model, TokenBitsCache* cache, Query* query) {
  const std::span<const Token> tokens = query->tokens;
  query->n1.resize(tokens.size());
  query->n0.resize(tokens.size());
  query->shape_bits.resize(tokens.size());
  query->text_bits.resize(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    query->n1[i] = FoldN1(token.n1);
    query->n0[i] = token.IsVariable() ? FoldN0(token.n0) : 0;
    query->shape_bits[i] = cache->ShapeBits(query->family, model, i < 2 ? 0 : tokens[i - 2].n1,
                                            i < 2 ? 0 : tokens[i - 1].n1, token.n1);
    query->text_bits[i] = token.IsVariable() ? cache->TextBits(query->family, model, token.n0) : 0;
  }
}

}  // namespace copytrace
