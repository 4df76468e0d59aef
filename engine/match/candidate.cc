// How many sources a region is compared with is bounded, whatever the corpus holds: each stage
// keeps the best few over any one place of the query. "Over" means by the middle of the chain, so
// that the count is one addition a token and no comparison of all pairs.
//
// In a corpus of twice the size a k-gram that is as common as before is worth the same and hits
// twice as many places, all by chance, while one that a single file has is worth a bit more for its
// shape and another for its text. So chance is told from copies by bits that rise with the corpus.
// A file is looked at for chains with so many first; where one of them leads to something that is
// to be reported, the file is looked at again for all, so that backgrounds and neighbours are what
// they are without the first look.
//
// Chance is alike in shape. Of 96,700 chains that 175 MB of code without copies have in a gigabyte
// 97 of 100 have no hit that is equal to the letter, and three quarters of those are a single hit;
// of the chains that lead to a paste of bench/quality half have one, and one in a hundred is a
// single hit without. So a first look asks for more with each doubling where there is none, and for
// the few best chains over a place. Of the 647 regions that 183 MB of other people's code have in a
// gigabyte and of the 8,257 findings on the pastes in 439 MB nothing is lost by that, of 8,073 on
// the pastes in a gigabyte six are; with four bits from the start for single hits 13 more.
//
// The background of a candidate is the best E that another component reaches over at least half of
// the same region, unless that source is nearly the same text as the candidate's: then both are
// copies of one thing, and one does not speak against the other.
#include "engine/match/candidate.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "engine/match/surprise.h"

namespace copytrace {
namespace {

// Seed bits more with each doubling of the corpus, of chains that have a hit equal to the letter,
// of those that have none, and of those of a single hit among these.
constexpr float kSameTextBitsADoubling = 1.2f;
constexpr float kShapeOnlyBitsADoubling = 2;
constexpr float kSingleShapeOnlyBitsADoubling = 4.2f;
constexpr float kSingleShapeOnlyFrom = 0.5f;  // doublings
constexpr float kSingleShapeBitsADoubling = 1.5f;
constexpr uint32_t kFirstLookExtended = 4;  // chains over a place
// Four fifths of the candidates in a gigabyte are below this and beyond the margin. Of the 546
// below it that led to a region or a paste named above all but one came within 31 bits, and that
// one's paste is found by another.
constexpr float kGaplessFirst = 30;   // plain bits
constexpr float kGaplessMargin = 33;  // bits below the score to be reported
constexpr size_t kHitsALook = 1024;   // at the deadline
constexpr float kPlainPairWeight = 0.1f;
constexpr uint32_t kLineageTokens = 20;  // compared at least before calling two sources the same
constexpr double kLineageShare = 0.9;    // of equal tokens

// How many chains have been looked at over each query token, and the best that came of it.
class RegionLoad {
 public:
  RegionLoad(size_t tokens, CandidateScratch* scratch)
      : count_(scratch->load), best_(scratch->best) {
    count_.assign(tokens, 0);
    best_.assign(tokens, -INFINITY);
  }
  uint32_t Count(const Chain& chain) const { return count_[Middle(chain)]; }
  float Best(const Chain& chain) const { return best_[Middle(chain)]; }
  void Add(const Chain& chain) {
    for (uint32_t q = chain.query_begin; q < chain.query_end; ++q) ++count_[q];
  }
  void Reached(const Chain& chain, float bits) {
    for (uint32_t q = chain.query_begin; q < chain.query_end; ++q) {
      best_[q] = std::max(best_[q], bits);
    }
  }

 private:
  static uint32_t Middle(const Chain& chain) {
    return chain.query_begin + (chain.query_end - chain.query_begin) / 2;
  }
  std::vector<uint16_t>& count_;
  std::vector<float>& best_;
};

uint32_t Overlap(const Chain& a, const Chain& b) {
  const uint32_t begin = std::max(a.query_begin, b.query_begin);
  const uint32_t end = std::min(a.query_end, b.query_end);
  return end > begin ? end - begin : 0;
}

bool OverHalf(const Chain& a, const Chain& b) {
  return Overlap(a, b) * 2 >= std::min(a.query_end - a.query_begin, b.query_end - b.query_begin);
}

// Whether the two sources are equal token for token where both lie over the query.
bool SameLineage(const Candidate& a, const Candidate& b) {
  const int64_t shift_a = int64_t{a.chain.anchors[0].source} - a.chain.anchors[0].query;
  const int64_t shift_b = int64_t{b.chain.anchors[0].source} - b.chain.anchors[0].query;
  const uint32_t begin = std::max(a.chain.query_begin, b.chain.query_begin);
  const uint32_t end = std::min(a.chain.query_end, b.chain.query_end);
  uint32_t compared = 0;
  uint32_t equal = 0;
  for (uint32_t q = begin; q < end; ++q) {
    const int64_t i = q + shift_a;
    const int64_t j = q + shift_b;
    if (i < 0 || j < 0 || i >= static_cast<int64_t>(a.evidence->size()) ||
        j >= static_cast<int64_t>(b.evidence->size()))
      continue;
    ++compared;
    const EvidenceToken& x = (*a.evidence)[i];
    const EvidenceToken& y = (*b.evidence)[j];
    equal += x.n1 == y.n1 && x.n0 == y.n0;
  }
  return compared >= kLineageTokens && equal >= kLineageShare * compared;
}

float Background(const Candidate& candidate, std::span<const Candidate> all,
                 std::span<const BlobSummary> blobs) {
  float best = 0;
  const ComponentId component = blobs[candidate.chain.blob].component;
  for (const Candidate& other : all) {
    if (other.pair_bits <= best || blobs[other.chain.blob].component == component ||
        !OverHalf(candidate.chain, other.chain) || SameLineage(candidate, other)) {
      continue;
    }
    best = other.pair_bits;
  }
  return best;
}

// What is known of a candidate before it is aligned. Of those that led to a finding nine in ten
// gained no more than 21 bits by their gaps; the others were long, or did not need as many.
float ScoreWithoutGaps(const CandidateContext& context, const Candidate& candidate) {
  std::vector<AlignedPair>& pairs = context.scratch->gapless;
  PairWithoutGaps(context.query, *candidate.evidence, context.k, candidate.chain, context.scores,
                  &pairs);
  if (pairs.empty()) return -INFINITY;  // hashes that were equal by chance
  return ScoreBits(
      MeasureAlignment(context.query, *candidate.evidence, pairs,
                       HitsOfBlob(context.hits, candidate.chain.blob), context.k, context.scores),
      /*background=*/0);
}

void Extend(const CandidateContext& context, std::span<Candidate> candidates) {
  std::vector<BlobId> ids;
  for (const Candidate& candidate : candidates) ids.push_back(candidate.chain.blob);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto evidence = context.cache->Get(ids);
  ChainExtender extender(context.query, context.k, context.scores, ids.size());
  for (Candidate& candidate : candidates) {
    context.query.deadline.Check();
    const size_t at = std::lower_bound(ids.begin(), ids.end(), candidate.chain.blob) - ids.begin();
    candidate.evidence = evidence[at];
    candidate.pair_bits = extender.Extend(at, *candidate.evidence, &candidate.chain);
    candidate.plain_bits = candidate.chain.seed_bits + kPlainPairWeight * candidate.pair_bits;
  }
}

}  // namespace

CandidateOptions FirstLook(const TokenModel& model, const CandidateOptions& options) {
  static const float kLeastRarity = TokenModel().Rarity(1);
  const float doublings = model.Rarity(1) - kLeastRarity;
  CandidateOptions result = options;
  ChainThreshold& least = result.least_chain;
  least.same_text.several += kSameTextBitsADoubling * doublings;
  least.same_text.single += kSameTextBitsADoubling * doublings;
  const float more = kShapeOnlyBitsADoubling * doublings;
  least.shape_only.several += more;
  least.shape_only.single +=
      std::max(more, kSingleShapeOnlyBitsADoubling * (doublings - kSingleShapeOnlyFrom));
  least.single_shape_bits += kSingleShapeBitsADoubling * doublings;
  result.max_extended = std::min(kFirstLookExtended, options.max_extended);
  result.stop_at_first = true;
  result.gapless_first = kGaplessFirst;
  return result;
}

std::vector<Chain> FindChains(const Query& query, std::span<const Hit> hits, uint32_t k,
                              const ChainOptions& options, const ChainThreshold& least,
                              ChainScratch* scratch) {
  std::vector<Chain> chains;
  size_t next_look = 0;
  for (size_t begin = 0; begin < hits.size();) {
    if (begin >= next_look) {
      query.deadline.Check();
      next_look = begin + kHitsALook;
    }
    size_t end = begin;
    while (end < hits.size() && hits[end].blob == hits[begin].blob) ++end;
    ChainHits(hits.subspan(begin, end - begin), k, query.novelty, options, least, scratch, &chains);
    begin = end;
  }
  std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) {
    return std::tuple(-a.seed_bits, a.blob, a.query_begin, a.source_begin) <
           std::tuple(-b.seed_bits, b.blob, b.query_begin, b.source_begin);
  });
  return chains;
}

std::vector<Candidate> ExtendChains(const CandidateContext& context, std::span<const Chain> chains,
                                    const CandidateOptions& options) {
  const Query& query = context.query;
  const std::span<const BlobSummary> blobs = context.blobs;
  std::vector<Candidate> candidates;
  RegionLoad load(query.tokens.size(), context.scratch);
  std::unordered_map<ComponentId, std::vector<size_t>> of_component;
  const auto of_component_over = [&](const Chain& chain) {
    uint32_t over = 0;
    for (const size_t i : of_component[blobs[chain.blob].component]) {
      over += OverHalf(candidates[i].chain, chain);
    }
    return over;
  };
  std::vector<const Chain*> rest;
  for (const Chain& chain : chains) rest.push_back(&chain);
  for (const bool first : {true, false}) {
    const size_t before = candidates.size();
    std::vector<const Chain*> later;
    for (const Chain* chain : rest) {
      query.deadline.Check();
      const uint32_t count = load.Count(*chain);
      if (count >= options.max_extended) continue;
      if (first && count >= options.extended_first) {
        later.push_back(chain);
        continue;
      }
      if (!first && load.Best(*chain) < options.least_plain_bits - options.extended_margin) {
        continue;
      }
      if (of_component_over(*chain) >= options.max_extended_of_component) continue;
      load.Add(*chain);
      of_component[blobs[chain->blob].component].push_back(candidates.size());
      candidates.push_back({.chain = *chain});
    }
    Extend(context, std::span(candidates).subspan(before));
    for (size_t i = before; i < candidates.size(); ++i) {
      load.Reached(candidates[i].chain, candidates[i].plain_bits);
    }
    rest = std::move(later);
  }
  return candidates;
}

std::span<const Hit> HitsOfBlob(std::span<const Hit> hits, BlobId blob) {
  const auto begin = std::partition_point(hits.begin(), hits.end(),
                                          [&](const Hit& hit) { return hit.blob < blob; });
  const auto end =
      std::partition_point(begin, hits.end(), [&](const Hit& hit) { return hit.blob == blob; });
  return {begin, end};
}

size_t ScoreCandidates(const CandidateContext& context, const CandidateOptions& options,
                       std::vector<Candidate>* candidates) {
  const Query& query = context.query;
  std::stable_sort(
      candidates->begin(), candidates->end(),
      [](const Candidate& a, const Candidate& b) { return a.plain_bits > b.plain_bits; });
  RegionLoad load(query.tokens.size(), context.scratch);
  std::unordered_map<size_t, float> lacking_of;  // bits of surprise, by alignment
  size_t aligned = 0;
  for (Candidate& candidate : *candidates) {
    query.deadline.Check();
    if (candidate.plain_bits < options.least_plain_bits) break;
    const uint32_t count = load.Count(candidate.chain);
    if (count >= options.max_aligned ||
        (count >= options.aligned_first &&
         load.Best(candidate.chain) < context.least_bits - options.aligned_margin)) {
      continue;
    }
    load.Add(candidate.chain);
    if (candidate.plain_bits < options.gapless_first) {
      const float bits = ScoreWithoutGaps(context, candidate);
      if (bits < context.least_bits - kGaplessMargin) {
        load.Reached(candidate.chain, bits);
        continue;
      }
    }
    const size_t alignment = AlignChain(query, *candidate.evidence, candidate.chain, context.scores,
                                        context.align, &context.scratch->align, &candidate.pairs);
    ++aligned;
    if (candidate.pairs.empty()) continue;
    candidate.measured =
        MeasureAlignment(query, *candidate.evidence, candidate.pairs,
                         HitsOfBlob(context.hits, candidate.chain.blob), context.k, context.scores);
    candidate.background = Background(candidate, *candidates, context.blobs);
    candidate.score_bits = ScoreBits(candidate.measured, candidate.background);
    if (candidate.score_bits >= context.least_bits) {
      const auto [lacking, unknown] = lacking_of.try_emplace(alignment, 0);
      if (unknown) {
        lacking->second = LackingSurprise(query, *candidate.evidence, candidate.pairs);
      }
      candidate.score_bits = LowerWhereDictated(candidate.score_bits, lacking->second);
    }
    load.Reached(candidate.chain, candidate.score_bits);
    if (options.stop_at_first && candidate.score_bits >= context.least_bits) break;
  }
  return aligned;
}

}  // namespace copytrace
