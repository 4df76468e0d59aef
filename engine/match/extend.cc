#include "engine/match/extend.h"

#include <algorithm>

namespace copytrace {
namespace {

constexpr float kXDrop = 15;  // bits

// The pair's worth without regard to novelty and renames: what steers the extension.
float PlainBits(const Query& query, const EvidenceToken& source, uint32_t q,
                const PairScores& scores) {
  if (query.n1[q] != source.n1) return scores.mismatch;
  const float bits = query.shape_bits[q];
  if (query.n1[q] >= kFirstTextHash) return bits;
  return query.n0[q] == source.n0 ? bits + std::min(query.text_bits[q], scores.max_text)
                                  : bits + scores.new_rename;
}

// Calls visit for the stretch around each anchor, ascending in the query and apart from each other.
template <typename Visit>
void VisitStretches(const Query& query, const Evidence& evidence, uint32_t k, const Chain& chain,
                    const PairScores& scores, Visit visit) {
  const auto query_size = static_cast<uint32_t>(query.tokens.size());
  const auto source_size = static_cast<uint32_t>(evidence.size());
  uint32_t done = 0;  // query tokens before this have been visited
  for (const Anchor& anchor : chain.anchors) {
    if (anchor.query + k <= done) continue;
    const uint32_t q0 = std::max(anchor.query, done);
    const uint32_t s0 = anchor.source + (q0 - anchor.query);
    uint32_t end = q0;
    float sum = 0;
    float best = 0;
    for (uint32_t q = q0, s = s0; q < query_size && s < source_size; ++q, ++s) {
      if (q == q0 || q % Query::kBlock == 0) DescribeBlockOf(query, q);
      sum += PlainBits(query, evidence[s], q, scores);
      if (sum > best) {
        best = sum;
        end = q + 1;
      }
      if (sum < best - kXDrop) break;
    }
    uint32_t begin = q0;
    sum = best = 0;
    for (uint32_t step = 1; step <= q0 - done && step <= s0; ++step) {
      const uint32_t q = q0 - step;
      if ((q + 1) % Query::kBlock == 0) DescribeBlockOf(query, q);
      sum += PlainBits(query, evidence[s0 - step], q, scores);
      if (sum > best) {
        best = sum;
        begin = q;
      }
      if (sum < best - kXDrop) break;
    }
    done = std::max(done, end);
    visit(Stretch{begin, end, s0 - (q0 - begin)});
  }
}

// Widens the chain's query and source ranges to hold the stretch.
void WidenChain(const Stretch& stretch, Chain* chain) {
  if (stretch.begin < chain->query_begin) {
    chain->query_begin = stretch.begin;
    chain->source_begin = std::min(chain->source_begin, stretch.source);
  }
  if (stretch.end > chain->query_end) {
    chain->query_end = stretch.end;
    chain->source_end = std::max(chain->source_end, stretch.source + (stretch.end - stretch.begin));
  }
}

}  // namespace

float PairBits(const Query& query, const EvidenceToken& source, uint32_t q,
               const PairScores& scores, RenameMap* renames) {
  if (query.n1[q] != source.n1) return scores.mismatch;
  const float shape_novelty = query.novelty.n1[q];
  const float bits = query.shape_bits[q] * shape_novelty;
  const Token& token = query.tokens[q];
  if (!token.IsVariable()) return bits;
  if (query.n0[q] == source.n0) {
    if (token.IsIdentifier()) renames->Meet(token.n0, source.n0);
    return bits + std::min(query.text_bits[q], scores.max_text) * query.novelty.n0[q];
  }
  if (!token.IsIdentifier()) return bits + scores.other_literal;
  switch (renames->Meet(token.n0, source.n0)) {
    case RenameMap::Verdict::kNew:
      return bits + scores.new_rename;
    case RenameMap::Verdict::kConsistent:
      return bits + scores.rename * shape_novelty;
    case RenameMap::Verdict::kInconsistent:
      return bits + scores.inconsistent;
  }
  return bits;
}

Extension ExtendChain(const Query& query, const Evidence& evidence, uint32_t k, Chain* chain,
                      const PairScores& scores) {
  RenameMap renames;
  Extension extension;
  VisitStretches(query, evidence, k, *chain, scores, [&](const Stretch& stretch) {
    for (uint32_t q = stretch.begin, s = stretch.source; q < stretch.end; ++q, ++s) {
      extension.bits += PairBits(query, evidence[s], q, scores, &renames);
    }
    ++extension.stretches;
    extension.last = stretch;
    WidenChain(stretch, chain);
  });
  return extension;
}

float ChainExtender::Extend(size_t file, const Evidence& evidence, Chain* chain) {
  for (size_t i = latest_[file]; i != kNone; i = known_[i].before) {
    const Stretch& stretch = known_[i].stretch;
    if (!std::all_of(chain->anchors.begin(), chain->anchors.end(),
                     [&](const Anchor& anchor) { return stretch.Holds(anchor); })) {
      continue;
    }
    WidenChain(stretch, chain);
    return known_[i].bits;
  }
  const Extension extension = ExtendChain(query_, evidence, k_, chain, scores_);
  if (extension.stretches == 1) {
    known_.push_back({extension.last, extension.bits, latest_[file]});
    latest_[file] = known_.size() - 1;
  }
  return extension.bits;
}

void PairWithoutGaps(const Query& query, const Evidence& evidence, uint32_t k, const Chain& chain,
                     const PairScores& scores, std::vector<AlignedPair>* pairs) {
  pairs->clear();
  VisitStretches(query, evidence, k, chain, scores, [&](const Stretch& stretch) {
    for (uint32_t q = stretch.begin, s = stretch.source; q < stretch.end; ++q, ++s) {
      if (pairs->empty() || s > pairs->back().source) pairs->push_back({q, s});
    }
  });
}

}  // namespace copytrace
