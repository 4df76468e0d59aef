// Scored candidates to regions: one for each piece of copied code, however many sources hold it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/attribution.h"
#include "engine/match/candidate.h"
#include "engine/match/match.h"
#include "engine/match/query.h"

namespace copytrace {

struct Region {
  const Candidate* best = nullptr;      // its chain is where else the region is looked for
  std::vector<const Candidate*> parts;  // of one blob, merged; the best is one of them
  std::vector<AlignedPair> pairs;       // of all merged parts, ascending on both sides
  float score_bits = 0;
};

// Greedily by score: what overlaps a better region by more than a fifth is left out. Regions of one
// blob that go on in each other become one. By query position.
// REQUIRES: *candidates outlive the result.
std::vector<Region> SelectRegions(const Query& query, std::span<const Candidate> candidates,
                                  float least_bits);

// Leaves out lines at either end of which no more than half of the tokens are aligned and alike,
// and lines of punctuation that belong to the host as much as to the copy: at the start any, at the
// end those that close no bracket opened inside the region.
void TrimEdges(const Query& query, const Evidence& evidence, std::vector<AlignedPair>* pairs);

struct RegionLines {
  LineRange query;
  LineRange source;
  uint32_t covered = 0;  // query lines that hold an aligned token
};
// REQUIRES: pairs not empty.
RegionLines LinesOf(const Query& query, const Evidence& evidence,
                    std::span<const AlignedPair> pairs);

// Whether two regions of the query, both aligned with one file, are one copy of it: the second
// begins later on both sides, or lies inside the first, and what is between them, which was changed
// or is new, is short or small beside what both have. REQUIRES: pairs not empty.
bool GoesOn(const Query& query, const Evidence& evidence, std::span<const AlignedPair> first,
            std::span<const AlignedPair> second);
// Adds the pairs that lie behind those that are there.
void AppendPart(std::span<const AlignedPair> part, std::vector<AlignedPair>* pairs);

// The blobs that hold the region, and how well: those whose chains over most of it have at least
// kLeastShare of the best source's bits. The best source comes first, with a share of 1.
inline constexpr float kLeastShare = 0.6f;
std::vector<HoldingBlob> HoldingBlobs(const Region& region, std::span<const Chain> chains,
                                      std::span<const Candidate> candidates);

}  // namespace copytrace
