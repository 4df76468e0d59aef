#include "engine/match/whole_file.h"

#include <algorithm>

namespace copytrace {
namespace {

constexpr float kGram = 20;  // tokens over which a rarity is spread
constexpr float kPairWeight = 0.15f;
constexpr float kLineBits = 0.8f;
constexpr float kMaxTextBits = 8;
constexpr uint32_t kMaxLines = 8;
constexpr uint64_t kLeastProseBytes = 2048;  // of prose and data: shorter ones are templates
constexpr float kProseBytesPerToken = 20;

}  // namespace

float WholeFileBits(const SourceFile& file, const Query& query, const TokenModel& model,
                    uint32_t component_count) {
  const float rarity = model.Rarity(component_count);
  if (file.type.kind != ContentKind::kCode) {
    if (file.bytes < kLeastProseBytes) return 0;
    return rarity * static_cast<float>(file.bytes) / kProseBytesPerToken / kGram;
  }
  const auto count = static_cast<uint32_t>(query.tokens.size());
  float bits =
      rarity * (query.novelty.ShapeSum(0, count) + query.novelty.TextSum(0, count)) / kGram;
  for (uint32_t q = 0; q < count; ++q) {
    bits += kPairWeight * (query.shape_bits[q] * query.novelty.n1[q] +
                           std::min(query.text_bits[q], kMaxTextBits) * query.novelty.n0[q]);
  }
  // Imports are no tokens of the query but part of the file: as shape and text of no novelty known.
  bits += rarity * static_cast<float>(file.tokenized.raw_token_count - count) / kGram;
  return bits + kLineBits * static_cast<float>(std::min(file.tokenized.line_count, kMaxLines));
}

}  // namespace copytrace
