#include "engine/match/query.h"

#include <algorithm>

#include "engine/store/evidence.h"

namespace copytrace {

void StartDescribing(const TokenModel& model, TokenBitsCache* cache, Query* query) {
  const size_t size = query->tokens.size();
  query->n1.resize(size);
  query->n0.resize(size);
  query->shape_bits.resize(size);
  query->text_bits.resize(size);
  query->described.assign((size + Query::kBlock - 1) / Query::kBlock, false);
  query->model = &model;
  query->bits_cache = cache;
}

void DescribeBlockOf(const Query& query, uint32_t token) {
  const uint32_t block = token / Query::kBlock;
  if (query.described[block]) return;
  query.described[block] = true;
  const std::span<const Token> tokens = query.tokens;
  const TokenModel& model = *query.model;
  TokenBitsCache* cache = query.bits_cache;
  const size_t begin = size_t{block} * Query::kBlock;
  const size_t end = std::min<size_t>(begin + Query::kBlock, tokens.size());
  const auto n1_before = [&](size_t i, size_t by) { return i < 2 ? 0 : tokens[i - by].n1; };
  for (size_t i = begin; i < end; ++i) {
    cache->PrefetchShape(query.family, model, n1_before(i, 2), n1_before(i, 1), tokens[i].n1);
    if (tokens[i].IsVariable()) cache->PrefetchText(query.family, model, tokens[i].n0);
  }
  for (size_t i = begin; i < end; ++i) {
    const Token& at = tokens[i];
    query.n1[i] = FoldN1(at.n1);
    query.n0[i] = at.IsVariable() ? FoldN0(at.n0) : 0;
    query.shape_bits[i] =
        cache->ShapeBits(query.family, model, n1_before(i, 2), n1_before(i, 1), at.n1);
    query.text_bits[i] = at.IsVariable() ? cache->TextBits(query.family, model, at.n0) : 0;
  }
}

void DescribeRange(const Query& query, uint32_t begin, uint32_t end) {
  for (uint32_t token = begin; token < end; token = (token / Query::kBlock + 1) * Query::kBlock) {
    DescribeBlockOf(query, token);
  }
}

void DescribeTokens(const TokenModel& model, TokenBitsCache* cache, Query* query) {
  StartDescribing(model, cache, query);
  DescribeRange(*query, 0, static_cast<uint32_t>(query->tokens.size()));
}

}  // namespace copytrace
