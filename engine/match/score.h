// How surely an alignment is a copy: the score H, in bits, and its E-value.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/align.h"
#include "engine/match/hit.h"
#include "engine/match/match.h"
#include "engine/match/query.h"

namespace copytrace {

// What an alignment says for itself, before it is held against its background.
struct AlignmentEvidence {
  uint32_t query_begin = 0;  // tokens; the end is one past the last
  uint32_t query_end = 0;
  float seed_bits = 0;     // S over all of the blob's hits that lie on the alignment
  float pair_bits = 0;     // E over the aligned pairs
  float literal_bits = 0;  // long equal strings
  uint32_t gaps = 0;
  uint32_t skipped = 0;  // tokens inside gaps, on both sides
  uint32_t pairs = 0;
  uint32_t mismatches = 0;    // pairs of different shape
  uint32_t renamed = 0;       // pairs of different identifiers
  uint32_t inconsistent = 0;  // of these, against what was met before
  uint32_t other_literals = 0;
  uint32_t lines = 0;        // of the query, between begin and end
  float text_novelty = 0;    // mean over the query's tokens, 0 to 1
  float repeated_lines = 0;  // share of the lines whose shape stood earlier in the region
  // Lines of two tokens and more on which something is aligned: the share of them that agree from
  // end to end in shape, and the bits of those that do so without a contradiction.
  float whole_lines = 0;
  float whole_line_bits = 0;
  uint32_t names = 0;         // distinct identifiers of the query between begin and end
  uint32_t shared_names = 0;  // of these, aligned with themselves somewhere
};

// REQUIRES: pairs not empty; `hits` are all hits of the aligned blob, by query position.
AlignmentEvidence MeasureAlignment(const Query& query, const Evidence& evidence,
                                   std::span<const AlignedPair> pairs, std::span<const Hit> hits,
                                   uint32_t k, const PairScores& scores);

// H. `background` is the best E of an unrelated source over the same region.
float ScoreBits(const AlignmentEvidence& evidence, float background);

// H of an alignment that lacks so many bits to what one author's code says (surprise.h).
float LowerWhereDictated(float score_bits, float lacking_bits);

// Same tokens, consistent renames, or edits. kIdentical means identical tokens in the same lines.
MatchKind KindOfAlignment(const Query& query, const Evidence& evidence,
                          std::span<const AlignedPair> pairs, const AlignmentEvidence& measured);

// False regions with at least this score expected in a million lines of code that holds no copies,
// scanned against so many bytes of unique source.
double ExpectedFalseRegions(double score_bits, uint64_t corpus_bytes);
// The score at which that many are expected: the inverse.
double ScoreForExpected(double false_regions, uint64_t corpus_bytes);

}  // namespace copytrace
