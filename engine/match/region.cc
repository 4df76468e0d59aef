#include "engine/match/region.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

constexpr uint32_t kMaxOverlap = 5;       // one part in
constexpr uint32_t kMaxMergedLines = 60;  // between two parts of one region, on either side,
constexpr uint32_t kMaxMergedShare = 4;   // or one in so many of the lines that both have
constexpr float kLeastCover = 0.8f;
constexpr size_t kMaxUnequal = 64;  // blobs that hold a region less well than the best does

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

// A line of the query that holds aligned tokens.
struct LinePairs {
  size_t begin = 0;  // of the pairs; the end is one past the last
  size_t end = 0;
  uint32_t tokens = 0;  // of the line, aligned or not
  uint32_t alike = 0;   // aligned with a token of the same shape
  bool only_operators = true;
  int depth_change = 0;  // brackets opened less brackets closed

  bool Poor() const { return alike * 2 <= tokens; }
};

int BracketDepth(const Token& token) {
  static const std::array<uint32_t, 3> kOpen = {TokenHash("("), TokenHash("["), TokenHash("{")};
  static const std::array<uint32_t, 3> kClose = {TokenHash(")"), TokenHash("]"), TokenHash("}")};
  if (std::find(kOpen.begin(), kOpen.end(), token.n1) != kOpen.end()) return 1;
  if (std::find(kClose.begin(), kClose.end(), token.n1) != kClose.end()) return -1;
  return 0;
}

std::vector<LinePairs> SplitLines(const Query& query, const Evidence& evidence,
                                  std::span<const AlignedPair> pairs) {
  std::vector<LinePairs> lines;
  for (size_t p = 0; p < pairs.size();) {
    LinePairs line{.begin = p};
    const uint32_t number = query.tokens[pairs[p].query].line;
    uint32_t q = pairs[p].query;
    while (q > 0 && query.tokens[q - 1].line == number) --q;
    for (; q < query.tokens.size() && query.tokens[q].line == number; ++q) {
      const Token& token = query.tokens[q];
      ++line.tokens;
      line.only_operators = line.only_operators && !token.IsVariable() &&
                            token.token_class == static_cast<uint32_t>(TokenClass::kOperator);
      line.depth_change += BracketDepth(token);
    }
    for (; p < pairs.size() && query.tokens[pairs[p].query].line == number; ++p) {
      line.alike += query.n1[pairs[p].query] == evidence[pairs[p].source].n1;
    }
    line.end = p;
    lines.push_back(line);
  }
  return lines;
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
    Region region{.best = candidate,
                  .parts = {candidate},
                  .pairs = candidate->pairs,
                  .score_bits = candidate->score_bits};
    TrimEdges(query, *candidate->evidence, &region.pairs);
    if (!region.pairs.empty()) regions.push_back(std::move(region));
  }
  std::sort(regions.begin(), regions.end(),
            [](const Region& a, const Region& b) { return Begin(a) < Begin(b); });
  std::vector<Region> merged;
  for (Region& region : regions) {
    if (merged.empty() || merged.back().best->chain.blob != region.best->chain.blob ||
        !GoesOn(query, *region.best->evidence, merged.back().pairs, region.pairs)) {
      merged.push_back(std::move(region));
      continue;
    }
    Region& last = merged.back();
    AppendPart(region.pairs, &last.pairs);
    last.parts.push_back(region.best);
    if (region.score_bits > last.score_bits) {
      last.best = region.best;
      last.score_bits = region.score_bits;
    }
  }
  return merged;
}

void TrimEdges(const Query& query, const Evidence& evidence, std::vector<AlignedPair>* pairs) {
  std::vector<LinePairs> lines = SplitLines(query, evidence, *pairs);
  size_t first = 0;
  while (first < lines.size() && (lines[first].Poor() || lines[first].only_operators)) ++first;
  int depth = 0;        // of brackets, after the lines so far
  size_t last = first;  // one past the last line to keep
  for (size_t i = first; i < lines.size(); ++i) {
    if (!lines[i].Poor() && (!lines[i].only_operators || depth > 0)) last = i + 1;
    depth += lines[i].depth_change;
  }
  if (first == lines.size() || last <= first) {
    pairs->clear();
    return;
  }
  pairs->erase(pairs->begin() + static_cast<ptrdiff_t>(lines[last - 1].end), pairs->end());
  pairs->erase(pairs->begin(), pairs->begin() + static_cast<ptrdiff_t>(lines[first].begin));
}

RegionLines LinesOf(const Query& query, const Evidence& evidence,
                    std::span<const AlignedPair> pairs) {
  RegionLines result;
  result.query = {query.tokens[pairs.front().query].line, query.tokens[pairs.back().query].line};
  result.source = {evidence.line(pairs.front().source), evidence.line(pairs.back().source)};
  uint32_t last = 0;
  for (const AlignedPair& pair : pairs) {
    if (query.n1[pair.query] != evidence[pair.source].n1) continue;
    const uint32_t line = query.tokens[pair.query].line;
    if (line != last) ++result.covered;
    last = line;
  }
  return result;
}

bool GoesOn(const Query& query, const Evidence& evidence, std::span<const AlignedPair> first,
            std::span<const AlignedPair> second) {
  const AlignedPair& end = first.back();
  const AlignedPair& begin = second.front();
  if (begin.query < first.front().query || begin.source < first.front().source) return false;
  if ((second.back().query > end.query) != (second.back().source > end.source)) return false;
  const auto query_line = [&](const AlignedPair& pair) -> uint32_t {
    return query.tokens[pair.query].line;
  };
  const auto source_line = [&](const AlignedPair& pair) { return evidence.line(pair.source); };
  const auto near = [&](const auto& line) {
    const uint32_t both = line(end) - line(first.front()) + line(second.back()) - line(begin) + 2;
    return line(begin) <= line(end) + std::max(kMaxMergedLines, both / kMaxMergedShare);
  };
  return near(query_line) && near(source_line);
}

void AppendPart(std::span<const AlignedPair> part, std::vector<AlignedPair>* pairs) {
  const AlignedPair end = pairs->back();
  for (const AlignedPair& pair : part) {
    if (pair.query > end.query && pair.source > end.source) pairs->push_back(pair);
  }
}

std::vector<HoldingBlob> HoldingBlobs(const Region& region, std::span<const Chain> chains,
                                      std::span<const Candidate> candidates) {
  const Candidate& best = *region.best;
  std::unordered_map<BlobId, float> extended;  // best pair bits of the blobs that were extended
  for (const Candidate& candidate : candidates) {
    const auto [it, inserted] = extended.try_emplace(candidate.chain.blob, candidate.pair_bits);
    if (!inserted) it->second = std::max(it->second, candidate.pair_bits);
  }
  std::vector<HoldingBlob> result = {{.blob = best.chain.blob}};
  std::unordered_set<BlobId> seen = {best.chain.blob};
  const uint32_t begin = best.chain.anchors.front().query;  // of the seeds: not all are extended
  const uint32_t end = best.chain.anchors.back().query;
  size_t unequal = 0;
  for (const Chain& chain : chains) {
    if (chain.seed_bits < kLeastShare * best.chain.seed_bits) break;  // best first
    const uint32_t lo = std::max(begin, chain.query_begin);
    const uint32_t hi = std::min(end, chain.query_end);
    if (hi < lo || static_cast<float>(hi - lo) < kLeastCover * static_cast<float>(end - begin)) {
      continue;
    }
    float share = std::min(1.0f, chain.seed_bits / best.chain.seed_bits);
    if (const auto found = extended.find(chain.blob);
        found != extended.end() && best.pair_bits > 0) {
      share = std::min(share, found->second / best.pair_bits);
    }
    if (share < kLeastShare || (share < kEqualShare && unequal >= kMaxUnequal)) continue;
    if (!seen.insert(chain.blob).second) continue;
    unequal += share < kEqualShare;
    result.push_back({.blob = chain.blob, .share = share});
  }
  return result;
}

}  // namespace copytrace
