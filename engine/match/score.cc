// found = (gS + 0.15·gE − 4·gaps + litX) · (0.4 + 0.6·nov0) · (1 − 0.25·repl)
// H     = 0.8·found + 6·√litX + 3·√whole + 26·wholeShare + 9·log2(1 + names) + 12·[no name shared]
//         − 0.3·skipped − 10·(lines missing to four) − 0.25·bg − 68
//
// gS          how rare the shared k-grams are in the corpus, over the novel tokens they cover
// gE          how unexpected the agreement of the tokens in between is, renames and edits counted
// litX        long string literals that are equal: nobody writes the same message twice
// nov0        mean novelty of the region's texts: self-repetitive code proves little
// repl        share of lines whose shape stood earlier in the region: lists of alike statements
// whole       bits of the lines that agree from end to end, all names one for one
// wholeShare  share of the lines that agree from end to end. A copy that was edited keeps most of
//             its lines whole; what is merely alike agrees a little on every line
// names       distinct identifiers: code that speaks of many things is less likely to recur
// no name     chance likeness comes with the names of an API that forces it. Rare shapes in a row
//   shared    with no name in common were not forced by one
// skipped     tokens inside gaps
// bg          E that an unrelated project reaches over the same lines: an idiom reaches as much as
//             the candidate does, a copy stands out
//
// `found` was found by random search in development trials. The rest is a logistic regression of
// "on a paste" against "on unrelated code" over all aligned candidates of bench/quality, fitted to
// the tuning half, its weights rounded and scaled so that the logarithm of the number of false
// regions in a million lines falls by kSlope a bit. Fitted to the reporting half, the weights come
// out alike. Tried beside these and left out because they gave nothing: counts of renames,
// contradictions, changed literals and mismatches (gE has them), bits of distinct shared names, the
// longest run, the number of components alike, offsets by language. The rarity of the region's own
// names would have given more, but on pastes it tells the invented names of the edit from real
// ones.
//
// E, the false regions expected, falls exponentially with the score and grows with the corpus,
// since every file of it is one more that may be alike by chance (Karlin and Altschul 1990, whose E
// is K·m·n·exp(−λS)); measured by bench/quality/calibration.py from 85 to 400 MB. A smaller corpus
// is taken for one of kLeastBytes: what idioms there are does not depend on it.
#include "engine/match/score.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/store/hash_set.h"

namespace copytrace {
namespace {

constexpr float kPairWeight = 0.15f;
constexpr float kGapCost = 4;
constexpr uint32_t kFewLines = 4;  // a line or two that many would write
constexpr float kMaxNameBits = 8;

constexpr float kFound = 0.8f;
constexpr float kLiteralRoot = 6;
constexpr float kWholeLineRoot = 3;
constexpr float kWholeLines = 26;
constexpr float kNamesDoubling = 9;
constexpr float kNoSharedName = 12;
constexpr float kSkipped = -0.3f;
constexpr float kMissingLine = -10;
constexpr float kBackground = -0.25f;
constexpr float kOffset = -68;
constexpr float kLacking = 2;  // beyond what was fitted: see surprise.cc

constexpr double kIntercept = 8.7;  // for a corpus of kMeasuredBytes
constexpr double kSlope = 0.168;
constexpr double kMeasuredBytes = 400e6;
constexpr double kLeastBytes = 100e6;

constexpr float kLiteralFreeBytes = 10;  // shorter literals prove nothing beyond gE
constexpr float kLiteralUnit = 20;
constexpr float kMaxLiteralUnits = 2;

double CorpusShare(uint64_t bytes) {
  return std::max(static_cast<double>(bytes), kLeastBytes) / kMeasuredBytes;
}

void MeasurePairs(const Query& query, const Evidence& evidence, std::span<const AlignedPair> pairs,
                  const PairScores& scores, AlignmentEvidence* result) {
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
  thread_local HashSet shapes;
  shapes.Clear();
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
    if (!shapes.Insert(static_cast<uint32_t>(shape))) ++repeated;
  }
  result->repeated_lines = static_cast<float>(repeated) / static_cast<float>(result->lines);
}

// Reads the pairs line by line of the query: which lines agree whole, and which names are shared.
void MeasureWholeLines(const Query& query, const Evidence& evidence,
                       std::span<const AlignedPair> pairs, AlignmentEvidence* result) {
  RenameMap renames;
  thread_local HashSet shared;
  shared.Clear();
  uint32_t lines = 0;
  uint32_t whole = 0;
  for (size_t p = 0; p < pairs.size();) {
    const uint32_t number = query.tokens[pairs[p].query].line;
    uint32_t begin = pairs[p].query;
    while (begin > 0 && query.tokens[begin - 1].line == number) --begin;
    uint32_t end = pairs[p].query;
    while (end < query.tokens.size() && query.tokens[end].line == number) ++end;
    uint32_t alike = 0;
    bool contradicted = false;
    float bits = 0;
    for (; p < pairs.size() && pairs[p].query < end; ++p) {
      const auto [q, s] = pairs[p];
      contradicted = contradicted || (p > 0 && s != pairs[p - 1].source + 1);
      if (query.n1[q] != evidence[s].n1) continue;
      ++alike;
      bits += query.shape_bits[q] * query.novelty.n1[q];
      const Token& token = query.tokens[q];
      if (!token.IsIdentifier()) continue;
      const RenameMap::Verdict verdict = renames.Meet(token.n0, evidence[s].n0);
      if (query.n0[q] != evidence[s].n0) {
        contradicted = contradicted || verdict == RenameMap::Verdict::kInconsistent;
      } else if (shared.Insert(token.n0)) {
        bits += std::min(query.text_bits[q], kMaxNameBits);
      }
    }
    if (end - begin < 2) continue;
    ++lines;
    if (alike < end - begin) continue;
    ++whole;
    if (!contradicted) result->whole_line_bits += bits;
  }
  if (lines > 0) result->whole_lines = static_cast<float>(whole) / static_cast<float>(lines);
  result->shared_names = static_cast<uint32_t>(shared.size());
  thread_local HashSet names;
  names.Clear();
  for (uint32_t q = result->query_begin; q < result->query_end; ++q) {
    if (query.tokens[q].IsIdentifier()) names.Insert(query.tokens[q].n0);
  }
  result->names = static_cast<uint32_t>(names.size());
}

}  // namespace

AlignmentEvidence MeasureAlignment(const Query& query, const Evidence& evidence,
                                   std::span<const AlignedPair> pairs, std::span<const Hit> hits,
                                   uint32_t k, const PairScores& scores) {
  AlignmentEvidence result;
  result.query_begin = pairs.front().query;
  result.query_end = pairs.back().query + 1;
  MeasurePairs(query, evidence, pairs, scores, &result);
  MeasureSeeds(query, pairs, hits, k, &result);
  MeasureLines(query, &result);
  MeasureWholeLines(query, evidence, pairs, &result);
  result.text_novelty = query.novelty.TextSum(result.query_begin, result.query_end) /
                        static_cast<float>(result.query_end - result.query_begin);
  return result;
}

float ScoreBits(const AlignmentEvidence& evidence, float background) {
  const float found = (evidence.seed_bits + kPairWeight * evidence.pair_bits -
                       kGapCost * static_cast<float>(evidence.gaps) + evidence.literal_bits) *
                      (0.4f + 0.6f * evidence.text_novelty) * (1 - 0.25f * evidence.repeated_lines);
  const auto root = [](float bits) { return std::sqrt(std::max(0.0f, bits)); };
  return kFound * found + kLiteralRoot * root(evidence.literal_bits) +
         kWholeLineRoot * root(evidence.whole_line_bits) + kWholeLines * evidence.whole_lines +
         kNamesDoubling * std::log2(1 + static_cast<float>(evidence.names)) +
         (evidence.shared_names == 0 ? kNoSharedName : 0) +
         kSkipped * static_cast<float>(evidence.skipped) +
         kMissingLine * static_cast<float>(kFewLines - std::min(evidence.lines, kFewLines)) +
         kBackground * background + kOffset;
}

float LowerWhereDictated(float score_bits, float lacking_bits) {
  return score_bits - kLacking * lacking_bits;
}

MatchKind KindOfAlignment(const Query& query, const Evidence& evidence,
                          std::span<const AlignedPair> pairs, const AlignmentEvidence& measured) {
  // Folded identifiers of a long region collide now and then; a twentieth is forgiven.
  constexpr uint32_t kForgiven = 20;
  if (measured.gaps > 0 || measured.mismatches > 0 || measured.other_literals > 0 ||
      measured.inconsistent * kForgiven > measured.renamed) {
    return MatchKind::kModified;
  }
  if (measured.renamed > 0) return MatchKind::kRenamed;
  EvidenceLineReader lines(evidence);
  uint32_t before = lines.line(pairs[0].source);
  for (size_t i = 1; i < pairs.size(); ++i) {
    const uint32_t query_step =
        query.tokens[pairs[i].query].line - query.tokens[pairs[i - 1].query].line;
    const uint32_t line = lines.line(pairs[i].source);
    const uint32_t source_step = line - std::exchange(before, line);
    if (query_step != source_step) return MatchKind::kReformatted;
  }
  return MatchKind::kIdentical;
}

double ExpectedFalseRegions(double score_bits, uint64_t corpus_bytes) {
  return CorpusShare(corpus_bytes) * std::exp(kIntercept - kSlope * score_bits);
}

double ScoreForExpected(double false_regions, uint64_t corpus_bytes) {
  return (kIntercept - std::log(false_regions / CorpusShare(corpus_bytes))) / kSlope;
}

}  // namespace copytrace
