// Chains that may be copies: the cheap tests first, the costly ones for those that pass.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/match/align.h"
#include "engine/match/chain.h"
#include "engine/match/evidence_cache.h"
#include "engine/match/extend.h"
#include "engine/match/hit.h"
#include "engine/match/query.h"
#include "engine/match/score.h"
#include "engine/store/store.h"

namespace copytrace {

struct CandidateOptions {
  // Chains below this are not extended: no surroundings would lift them to the threshold.
  ChainThreshold least_chain = {.same_text = {.several = 5, .single = 5},
                                .shape_only = {.several = 5, .single = 5},
                                .single_shape_bits = 6};
  // Of the chains over one region, so many of one component, and so many in all, are extended. The
  // versions of one project would otherwise crowd out everything else.
  uint32_t max_extended_of_component = 4;
  uint32_t max_extended = 24;
  // Of these, the best are aligned, if they reach so many bits.
  float least_plain_bits = 18;
  uint32_t max_aligned = 12;
  // The first few over a region tell whether the others are worth a look: if none of them comes
  // within the margin of what counts, none of the others will.
  uint32_t extended_first = 6;
  float extended_margin = 8;  // bits below least_plain_bits
  uint32_t aligned_first = 3;
  float aligned_margin = 12;   // bits below the score to be reported
  bool stop_at_first = false;  // that is to be reported
  // Of fewer plain bits than this, one is scored without gaps before it is aligned, and only
  // aligned if it comes near the score to be reported. 0: all are aligned.
  float gapless_first = 0;
};

// What a first look at a file asks for in a corpus of the model's size: only in files in which it
// finds something is it worth looking at all that `options` admit.
CandidateOptions FirstLook(const TokenModel& model, const CandidateOptions& options);

struct Candidate {
  Chain chain;  // its ranges widened by the extension
  std::shared_ptr<const Evidence> evidence;
  float pair_bits = 0;   // E, ungapped
  float plain_bits = 0;  // S + 0.1·E

  // Set by ScoreCandidates for those worth an alignment; no pairs for the others.
  std::vector<AlignedPair> pairs;
  AlignmentEvidence measured;
  float background = 0;
  float score_bits = 0;  // H
};

// All chains of the hits that `least` admits, by seed bits from best to worst. REQUIRES: `hits`
// sorted as GatherHits leaves them.
std::vector<Chain> FindChains(const Query& query, std::span<const Hit> hits, uint32_t k,
                              const ChainOptions& options, const ChainThreshold& least,
                              ChainScratch* scratch);

// Memory that calls reuse; one a thread.
struct CandidateScratch {
  AlignScratch align;
  std::vector<AlignedPair> gapless;
  // By query token, of the chains over it.
  std::vector<uint16_t> load;  // how many were looked at
  std::vector<float> best;     // bits of the best
};

// What all candidates of a file are made with.
struct CandidateContext {
  const Query& query;
  std::span<const Hit> hits;  // as GatherHits leaves them
  std::span<const BlobSummary> blobs;
  uint32_t k;
  const PairScores& scores;
  const AlignOptions& align;
  float least_bits;  // to be reported
  EvidenceCache* cache;
  CandidateScratch* scratch;
};

// The best of `chains` by region, extended on their evidence.
std::vector<Candidate> ExtendChains(const CandidateContext& context, std::span<const Chain> chains,
                                    const CandidateOptions& options);

// The hits of one blob. REQUIRES: `hits` sorted by blob.
std::span<const Hit> HitsOfBlob(std::span<const Hit> hits, BlobId blob);

// Aligns and scores those of *candidates that may be reported. Returns how many were aligned.
size_t ScoreCandidates(const CandidateContext& context, const CandidateOptions& options,
                       std::vector<Candidate>* candidates);

}  // namespace copytrace
