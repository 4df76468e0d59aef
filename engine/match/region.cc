#include "engine/match/region.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace copytrace {
namespace {

constexpr uint32_t kMaxOverlap = 5;       // one part in
constexpr uint32_t kMaxMergedLines = 60;  // between two parts of one region, on either side
constexpr float kEqualSeedBits = 0.97f;
constexpr float kEqualPairBits = 0.97f;
constexpr float kEqualCover = 0.8f;

uint32_t Begin(const Region& region) { return region.pairs.front().query; }
uint32_t End(const Region& region) { return region.pairs.back().query + 1; }

bool Clashes(const Candidate& candidate, const std::vector<Region>& regions) {
  const uint32_t begin = candidate.measured.query_begin;
  const uint32_t end = candidate.measured.query_end;
  return std::any_of(regions.begin(), regions.end(), [&](const Region& region) {
    const uint32_t lo = std::max(begin, Begin(region));
    const uint32_t hi = std::min(end, End(region));
    const uint32_t shorter = std::min(end - begin, End(region) - Begin(region));
    return lo < hi && (hi - lo) * kMaxOverlap > shorter;
  });
}

bool Continues(const Query& query, const Region& first, const Region& second) {
  if (first.best->chain.blob != second.best->chain.blob) return false;
  const AlignedPair& a = first.pairs.back();
  const AlignedPair& b = second.pairs.front();
  if (b.query <= a.query || b.source <= a.source) return false;
  const Evidence& evidence = *first.best->evidence;
  return query.tokens[b.query].line <= query.tokens[a.query].line + kMaxMergedLines &&
         evidence[b.source].line - evidence[a.source].line <= kMaxMergedLines;
}

}  // namespace

std::vector<Region> SelectRegions(const Query& query, std::span<const Candidate> candidates,
                                  float least_bits) {
  std::vector<const Candidate*> order;
  for (const Candidate& candidate : candidates) {
    if (!candidate.pairs.empty() && candidate.score_bits >= least_bits) {
      order.push_back(&candidate);
    }
  }
  std::stable_sort(order.begin(), order.end(), [](const Candidate* a, const Candidate* b) {
    return std::tuple(-a->score_bits, a->chain.blob) < std::tuple(-b->score_bits, b->chain.blob);
  });
  std::vector<Region> regions;
  for (const Candidate* candidate : order) {
    if (Clashes(*candidate, regions)) continue;
    Region region{
        .best = candidate, .pairs = candidate->pairs, .score_bits = candidate->score_bits};
    TrimEdges(query, *candidate->evidence, &region.pairs);
    if (!region.pairs.empty()) regions.push_back(std::move(region));
  }
  std::sort(regions.begin(), regions.end(),
            [](const Region& a, const Region& b) { return Begin(a) < Begin(b); });
  std::vector<Region> merged;
  for (Region& region : regions) {
    if (merged.empty() || !Continues(query, merged.back(), region)) {
      merged.push_back(std::move(region));
      continue;
    }
    Region& last = merged.back();
    last.pairs.insert(last.pairs.end(), region.pairs.begin(), region.pairs.end());
    if (region.score_bits > last.score_bits) {
      last.best = region.best;
      last.score_bits = region.score_bits;
    }
  }
  return merged;
}

void TrimEdges(const Query& query, std::span<const EvidenceToken> evidence,
               std::vector<AlignedPair>* pairs) {
  const auto alike = [&](const AlignedPair& pair) {
    return query.n1[pair.query] == evidence[pair.source].n1;
  };
  // Tokens of a query line, by the line of its token q.
  const auto line_size = [&](uint32_t q) {
    const uint32_t line = query.tokens[q].line;
    uint32_t begin = q;
    while (begin > 0 && query.tokens[begin - 1].line == line) --begin;
    uint32_t end = q + 1;
    while (end < query.tokens.size() && query.tokens[end].line == line) ++end;
    return end - begin;
  };
  // One past the pairs of the first line if too few of its tokens are alike, else 0.
  const auto poor_line = [&](auto begin, auto end) {
    const uint32_t line = query.tokens[begin->query].line;
    uint32_t count = 0;
    auto it = begin;
    for (; it != end && query.tokens[it->query].line == line; ++it) count += alike(*it);
    return count * 2 < line_size(begin->query) ? it - begin : 0;
  };
  auto first = pairs->begin();
  while (first != pairs->end()) {
    const auto drop = poor_line(first, pairs->end());
    if (drop == 0) break;
    first += drop;
  }
  auto last = std::make_reverse_iterator(first);
  auto tail = pairs->rbegin();
  while (tail != last) {
    const auto drop = poor_line(tail, last);
    if (drop == 0) break;
    tail += drop;
  }
  pairs->erase(tail.base(), pairs->end());
  pairs->erase(pairs->begin(), first);
}

RegionLines LinesOf(const Query& query, std::span<const EvidenceToken> evidence,
                    std::span<const AlignedPair> pairs) {
  RegionLines result;
  result.query = {query.tokens[pairs.front().query].line, query.tokens[pairs.back().query].line};
  result.source = {evidence[pairs.front().source].line, evidence[pairs.back().source].line};
  uint32_t last = 0;
  for (const AlignedPair& pair : pairs) {
    if (query.n1[pair.query] != evidence[pair.source].n1) continue;
    const uint32_t line = query.tokens[pair.query].line;
    if (line != last) ++result.covered;
    last = line;
  }
  return result;
}

std::vector<BlobId> EqualSources(const Region& region, std::span<const Chain> chains,
                                 std::span<const Candidate> candidates) {
  const Candidate& best = *region.best;
  std::unordered_map<BlobId, float> extended;  // best pair bits of the blobs that were extended
  for (const Candidate& candidate : candidates) {
    const auto [it, inserted] = extended.try_emplace(candidate.chain.blob, candidate.pair_bits);
    if (!inserted) it->second = std::max(it->second, candidate.pair_bits);
  }
  std::vector<BlobId> result = {best.chain.blob};
  std::unordered_set<BlobId> seen = {best.chain.blob};
  const uint32_t begin = best.chain.anchors.front().query;  // of the seeds: not all are extended
  const uint32_t end = best.chain.anchors.back().query;
  for (const Chain& chain : chains) {
    if (chain.seed_bits < kEqualSeedBits * best.chain.seed_bits) break;  // best first
    const uint32_t lo = std::max(begin, chain.query_begin);
    const uint32_t hi = std::min(end, chain.query_end);
    if (hi < lo || static_cast<float>(hi - lo) < kEqualCover * static_cast<float>(end - begin)) {
      continue;
    }
    const auto found = extended.find(chain.blob);
    if (found != extended.end() && found->second < kEqualPairBits * best.pair_bits) continue;
    if (seen.insert(chain.blob).second) result.push_back(chain.blob);
  }
  return result;
}

}  // namespace copytrace
