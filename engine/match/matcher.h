// Files in, matches out: the whole way from tokens to attributed regions.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "engine/match/align.h"
#include "engine/match/attribution.h"
#include "engine/match/candidate.h"
#include "engine/match/chain.h"
#include "engine/match/evidence_cache.h"
#include "engine/match/extend.h"
#include "engine/match/gather.h"
#include "engine/match/hit.h"
#include "engine/match/match.h"
#include "engine/match/query.h"
#include "engine/match/region.h"
#include "engine/match/token_model.h"
#include "engine/source/source_file.h"
#include "engine/store/store.h"

namespace copytrace {

struct MatchOptions {
  double max_e_value = 1;  // false regions expected in a million lines at which to stop reporting
  ChainOptions chain;
  CandidateOptions candidate;
  PairScores pairs;
  AlignOptions align;
  AttributionOptions attribution;
  uint64_t evidence_cache_bytes = uint64_t{256} << 20;
  double file_seconds = std::numeric_limits<double>::infinity();  // of CPU time, for snippets
};

// CPU seconds of the calling thread, by step.
enum class MatchStep : uint8_t {
  kFingerprint,
  kLookUp,
  kDescribe,
  kChain,
  kExtend,
  kAlign,
  kAttribute,
};
inline constexpr int kMatchSteps = 7;
std::string_view MatchStepName(MatchStep step);

struct MatchCosts {
  std::array<double, kMatchSteps> cpu_seconds{};
  std::array<uint64_t, kMatchSteps> items{};
};

// Thread-safe: share one. Token models are made once, evidence that was read is kept a while.
class Matcher {
 public:
  // Memory that calls reuse, and caches. One a thread.
  class Scratch {
   public:
    explicit Scratch(const Matcher& matcher)
        : attributor(matcher.store(), matcher.options().attribution) {}
    MatchCosts costs;
    std::vector<size_t> too_slow;  // files of the last call that ran out of time: no matches

   private:
    friend class Matcher;
    Attributor attributor;
    FingerprintScratch fingerprints;
    TokenBitsCache token_bits;
    LookUpScratch look_up;
    GatherScratch gather;
    ChainScratch chain;
    CandidateScratch candidates;
    std::vector<std::vector<BlobId>> equal_blobs;  // of each file as a whole
    std::vector<LookUpQuery> queries;
    LookUpBatch looked_up;
    std::vector<Hit> hits;
    Query query;  // the one that is looked at
  };

  Matcher(const Store& store, const MatchOptions& options);

  // Overwrites (*matches)[i] with the matches of *files[i], by first line. Skipped files have none.
  // What is found in a file does not depend on the other files of the batch.
  void Match(std::span<const SourceFile* const> files, Scratch* scratch,
             std::vector<std::vector<copytrace::Match>>* matches) const;

  const Store& store() const { return store_; }
  const MatchOptions& options() const { return options_; }

 private:
  // Files that are in the store as they are, or but for their layout. Sets done[i].
  void MatchWholeFiles(std::span<const SourceFile* const> files, Scratch* scratch,
                       std::vector<std::vector<copytrace::Match>>* matches,
                       std::vector<bool>* done) const;
  void MatchSnippets(std::span<const Token> tokens, const LookUpQuery& looked_up,
                     const GatherContext& found, const TokenModel& model, Scratch* scratch,
                     std::vector<copytrace::Match>* matches) const;
  // A region, where it comes from, and its pairs with the file that is named as its origin or,
  // where that does not hold enough of it, with another that holds it.
  struct LocatedRegion {
    float score_bits;
    std::vector<HoldingBlob> holding;
    Attribution attribution;
    BlobId aligned;  // the file that the pairs are with
    std::vector<AlignedPair> pairs;
    std::shared_ptr<const Evidence> evidence;  // of it
  };
  LocatedRegion Locate(const Query& query, const Region& region, std::span<const Chain> chains,
                       std::span<const Candidate> candidates, Scratch* scratch) const;
  // Where the origin is not the file that `located` is aligned with: aligns it with the origin.
  // False, and nothing changed, where the origin does not hold most of the region after all.
  bool AlignWithOrigin(const Query& query, const Region& region, std::span<const Chain> chains,
                       Scratch* scratch, LocatedRegion* located) const;
  // Regions that were found in different files of the store, but come from one, become one where
  // they go on in each other. REQUIRES: in the order of the query.
  static std::vector<LocatedRegion> JoinParts(const Query& query,
                                              std::vector<LocatedRegion> regions);
  copytrace::Match Describe(const Query& query, LocatedRegion region, Scratch* scratch) const;
  const TokenModel& Model(Language language) const;

  const Store& store_;
  MatchOptions options_;
  float least_bits_;
  mutable EvidenceCache evidence_;
  mutable std::array<std::once_flag, kLanguageFamilies> models_made_;
  mutable std::array<TokenModel, kLanguageFamilies> models_;  // by LanguageFamily
};

}  // namespace copytrace
