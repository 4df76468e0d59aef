// H = (gS + 0.15·gE − 4·gaps + litX) · (0.4 + 0.6·nov0) · (1 − 0.25·repl) − 0.75·bg +
// 0.8·min(lines, 8)
//
// gS    how rare the shared k-grams are in the corpus, over the novel tokens they cover
// gE    how unexpected the agreement of the tokens in between is, renames and edits counted
// litX  long string literals that are equal: nobody writes the same message twice
// nov0  mean novelty of the region's texts: self-repetitive code proves little
// repl  share of lines whose shape stood earlier in the region: lists of alike statements
// bg    what an unrelated project reaches over the same lines: an idiom reaches as much as the
//       candidate does, a copy stands out
//
// The weights were found by random search on 2.9 million lines of code without copies and 14,400
// pastes of 5 to 20 lines under ten edits, tuned on one half of the projects and reported on the
// other. The logarithm of the number of false regions in a million lines is linear in H; the slope
// and intercept below are that line, fitted to the 4.9 million lines of bench/quality.
#include "engine/match/score.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace copytrace {
namespace {

constexpr float kPairWeight = 0.15f;
constexpr float kGapCost = 4;
constexpr float kBackgroundWeight = 0.75f;
constexpr float kLineBits = 0.8f;
constexpr uint32_t kMaxLines = 8;
constexpr uint32_t kFewLines = 4;  // a line or two that many would write
constexpr float kMissingLineBits = 6;
constexpr double kIntercept = 9.2;
constexpr double kSlope = 0.168;

constexpr float kLiteralFreeBytes = 10;  // shorter literals prove nothing beyond gE
constexpr float kLiteralUnit = 20;
constexpr float kMaxLiteralUnits = 2;

void MeasurePairs(const Query& query, std::span<const EvidenceToken> evidence,
                  std::span<const AlignedPair> pairs, const PairScores& scores,
                  AlignmentEvidence* result) {
  RenameMap renames;
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto [q, s] = pairs[i];
    if (i > 0) {
      const uint32_t skipped = (q - pairs[i - 1].query - 1) + (s - pairs[i - 1].source - 1);
      if (skipped > 0) {
        ++result->gaps;
        result->skipped += skipped;
        result->pair_bits += scores.gap + scores.skipped * static_cast<float>(skipped);
      }
    }
    const EvidenceToken& source = evidence[s];
    const float bits = PairBits(query, source, q, scores, &renames);
    result->pair_bits += bits;
    if (query.n1[q] != source.n1) {
      ++result->mismatches;
      continue;
    }
    const Token& token = query.tokens[q];
    if (!token.IsVariable()) continue;
    const bool equal = query.n0[q] == source.n0;
    if (token.IsIdentifier()) {
      if (!equal) {
        ++result->renamed;
        if (bits < query.shape_bits[q] * query.novelty.n1[q] + scores.new_rename) {
          ++result->inconsistent;
        }
      }
    } else if (!equal) {
      ++result->other_literals;
    } else if (token.IsString()) {
      const float units = (static_cast<float>(token.length) - kLiteralFreeBytes) / kLiteralUnit;
      result->literal_bits +=
          query.text_bits[q] * std::clamp(units, 0.0f, kMaxLiteralUnits) * query.novelty.n0[q];
    }
  }
  result->pairs = static_cast<uint32_t>(pairs.size());
}

void MeasureSeeds(const Query& query, std::span<const AlignedPair> pairs, std::span<const Hit> hits,
                  uint32_t k, AlignmentEvidence* result) {
  size_t p = 0;
  uint32_t covered = 0;
  const float scale = 1.0f / static_cast<float>(k);
  for (const Hit& hit : hits) {
    while (p < pairs.size() && pairs[p].query < hit.query) ++p;
    if (p == pairs.size()) break;
    if (pairs[p].query != hit.query || pairs[p].source != hit.source) continue;
    const uint32_t end = hit.query + k;
    const uint32_t begin = std::max(covered, hit.query);
    if (end <= begin) continue;
    covered = end;
    result->seed_bits += (hit.shape_rarity * query.novelty.ShapeSum(begin, end) +
                          hit.text_rarity * query.novelty.TextSum(begin, end)) *
                         scale;
  }
}

void MeasureLines(const Query& query, AlignmentEvidence* result) {
  std::unordered_set<uint64_t> shapes;
  uint32_t repeated = 0;
  uint32_t q = result->query_begin;
  while (q < result->query_end) {
    const uint32_t line = query.tokens[q].line;
    uint64_t shape = 0;
    for (; q < result->query_end && query.tokens[q].line == line; ++q) {
      shape = (shape ^ query.tokens[q].n1) * 0x9E3779B97F4A7C15ull;
      shape ^= shape >> 32;
    }
    ++result->lines;
    if (!shapes.insert(shape).second) ++repeated;
  }
  result->repeated_lines = static_cast<float>(repeated) / static_cast<float>(result->lines);
}

}  // namespace

AlignmentEvidence MeasureAlignment(const Query& query, std::span<const EvidenceToken> evidence,
                                   std::span<const AlignedPair> pairs, std::span<const Hit> hits,
                                   uint32_t k, const PairScores& scores) {
  AlignmentEvidence result;
  result.query_begin = pairs.front().query;
  result.query_end = pairs.back().query + 1;
  MeasurePairs(query, evidence, pairs, scores, &result);
  MeasureSeeds(query, pairs, hits, k, &result);
  MeasureLines(query, &result);
  result.text_novelty = query.novelty.TextSum(result.query_begin, result.query_end) /
                        static_cast<float>(result.query_end - result.query_begin);
  return result;
}

float ScoreBits(const AlignmentEvidence& evidence, float background) {
  const float found = evidence.seed_bits + kPairWeight * evidence.pair_bits -
                      kGapCost * static_cast<float>(evidence.gaps) + evidence.literal_bits;
  return found * (0.4f + 0.6f * evidence.text_novelty) * (1 - 0.25f * evidence.repeated_lines) -
         kBackgroundWeight * background +
         kLineBits * static_cast<float>(std::min(evidence.lines, kMaxLines)) -
         kMissingLineBits * static_cast<float>(kFewLines - std::min(evidence.lines, kFewLines));
}

MatchKind KindOfAlignment(const Query& query, std::span<const EvidenceToken> evidence,
                          std::span<const AlignedPair> pairs, const AlignmentEvidence& measured) {
  // Folded identifiers of a long region collide now and then; a twentieth is forgiven.
  constexpr uint32_t kForgiven = 20;
  if (measured.gaps > 0 || measured.mismatches > 0 || measured.other_literals > 0 ||
      measured.inconsistent * kForgiven > measured.renamed) {
    return MatchKind::kModified;
  }
  if (measured.renamed > 0) return MatchKind::kRenamed;
  for (size_t i = 1; i < pairs.size(); ++i) {
    const uint32_t query_step =
        query.tokens[pairs[i].query].line - query.tokens[pairs[i - 1].query].line;
    const uint32_t source_step =
        evidence[pairs[i].source].line - evidence[pairs[i - 1].source].line;
    if (query_step != source_step) return MatchKind::kReformatted;
  }
  return MatchKind::kIdentical;
}

double ExpectedFalseRegions(double score_bits) {
  return std::exp(kIntercept - kSlope * score_bits);
}

double ScoreForExpected(double false_regions) {
  return (kIntercept - std::log(false_regions)) / kSlope;
}

}  // namespace copytrace
