// From tokens to matches, in this order:
//
// 1. whole files: the content's hash, or the digest of its tokens, is in the store (whole_file.h)
// 2. fingerprints of all other files of the batch (engine/fingerprint)
// 3. postings of these: one sorted look-up for the whole batch (hit.h)
// 4. hits of blobs that a chain can come of (gather.h), and their chains, blob by blob (chain.h)
// 5. the best chains of each region extended on their evidence, S + 0.1·E (candidate.h, extend.h),
//    in a large corpus only in files where a first look at the surest finds something
// 6. those above the candidate threshold aligned and scored, H (align.h, score.h), less where code
//    at large says the same (surprise.h); in a first look only what comes near without gaps
// 7. regions: the best candidate of each piece of code (region.h)
// 8. the origin of each region among all sources that hold it as well (attribution.h)
//
// Files without hits cost steps 1 to 3 only. Novelty is computed for those with hits, the bits of
// their tokens where chains lead to.
#include "engine/match/matcher.h"

#include <algorithm>
#include <utility>

#include "engine/match/own_tree.h"
#include "engine/match/score.h"
#include "engine/match/whole_file.h"
#include "engine/source/cpu_clock.h"
#include "engine/source/generated_code.h"
#include "engine/store/bytes.h"
#include "engine/store/database.h"

namespace copytrace {
namespace {

// Divides the CPU time of its life among steps, each until the next begins: a look at the clock is
// a call of the kernel, and there are a few for every file.
class StepClock {
 public:
  StepClock(MatchCosts* costs, MatchStep first)
      : costs_(costs), step_(static_cast<size_t>(first)), begin_(ThreadSeconds()) {}
  ~StepClock() { Begin(MatchStep{}); }
  StepClock(const StepClock&) = delete;
  StepClock& operator=(const StepClock&) = delete;

  void Begin(MatchStep step) {
    const double now = ThreadSeconds();
    costs_->cpu_seconds[step_] += now - begin_;
    step_ = static_cast<size_t>(step);
    begin_ = now;
  }
  void Count(uint64_t items) { costs_->items[step_] += items; }
  double begin() const { return begin_; }  // of the step, as ThreadSeconds tells

 private:
  MatchCosts* costs_;
  size_t step_;
  double begin_;
};

// A chain of so many bits is a copy in nearly all cases: a first look tells nothing.
constexpr float kSurelyCopied = 70;

// The share of a region's tokens that must lie on the alignment with a source for its lines to be
// reported from there.
constexpr double kLeastAligned = 0.7;

// Those of the blobs whose tokens hold this run of tokens.
std::vector<BlobId> BlobsThatHold(std::span<const EvidenceToken> run,
                                  std::span<const HoldingBlob> blobs, EvidenceCache* cache) {
  const auto equal = [](const EvidenceToken& a, const EvidenceToken& b) {
    return a.n1 == b.n1 && a.n0 == b.n0;
  };
  std::vector<BlobId> result;
  for (const HoldingBlob& holding : blobs) {
    const BlobId id[] = {holding.blob};
    const std::shared_ptr<const Evidence> evidence = cache->Get(id)[0];
    const std::span<const EvidenceToken> tokens = evidence->tokens();
    if (std::search(tokens.begin(), tokens.end(), run.begin(), run.end(), equal) != tokens.end()) {
      result.push_back(holding.blob);
    }
  }
  return result;
}

}  // namespace

std::string_view MatchStepName(MatchStep step) {
  switch (step) {
    case MatchStep::kFingerprint:
      return "fingerprint";
    case MatchStep::kLookUp:
      return "look up";
    case MatchStep::kDescribe:
      return "describe tokens";
    case MatchStep::kChain:
      return "chain";
    case MatchStep::kExtend:
      return "extend";
    case MatchStep::kAlign:
      return "align";
    case MatchStep::kAttribute:
      break;
  }
  return "attribute";
}

Matcher::Matcher(const Store& store, const MatchOptions& options)
    : store_(store),
      options_(options),
      least_bits_(
          static_cast<float>(ScoreForExpected(options.max_e_value, store.info().source_bytes))),
      evidence_(store, options.evidence_cache_bytes) {}

const TokenModel& Matcher::Model(Language language) const {
  const auto family = static_cast<size_t>(FamilyOf(language));
  std::call_once(models_made_[family], [&] {
    models_[family] = TokenModel(store_.statistics(static_cast<LanguageFamily>(family)),
                                 static_cast<LanguageFamily>(family));
  });
  return models_[family];
}

void Matcher::Match(std::span<const SourceFile* const> files, Scratch* scratch,
                    std::vector<std::vector<copytrace::Match>>* matches) const {
  matches->resize(files.size());
  for (auto& of_file : *matches) of_file.clear();
  std::vector<bool> done(files.size(), false);
  MatchWholeFiles(files, scratch, matches, &done);

  std::vector<size_t> open;  // files[open[i]] is queries[i]
  const auto foreign = [](const copytrace::Match& match) { return !match.attribution.own_tree; };
  for (size_t i = 0; i < files.size(); ++i) {
    const std::vector<copytrace::Match>& whole = (*matches)[i];
    const bool to_do = !done[i] || std::any_of(whole.begin(), whole.end(), foreign);
    if (to_do && !files[i]->tokenized.tokens.empty()) open.push_back(i);
  }
  std::vector<LookUpQuery>& queries = scratch->queries;
  if (queries.size() < open.size()) queries.resize(open.size());
  std::vector<const TokenModel*> models(open.size());
  {
    StepClock clock(&scratch->costs, MatchStep::kFingerprint);
    for (size_t i = 0; i < open.size(); ++i) {
      queries[i].family = FamilyOf(files[open[i]]->type.language);
      queries[i].generated = IsGeneratorOutput(files[open[i]]->text);
      models[i] = &Model(files[open[i]]->type.language);
      ComputeFingerprints(files[open[i]]->tokenized.tokens, store_.info().fingerprint,
                          &scratch->fingerprints, &queries[i].fingerprints);
    }
    clock.Count(open.size());
    clock.Begin(MatchStep::kLookUp);
    LookUp(store_, std::span(queries).first(open.size()), models, &scratch->look_up,
           &scratch->looked_up);
    for (size_t i = 0; i < open.size(); ++i) clock.Count(queries[i].fingerprints.size());
  }
  scratch->too_slow.clear();
  for (size_t i = 0; i < open.size(); ++i) {
    const GatherContext found = {
        .grams = scratch->looked_up.Of(i), .family = queries[i].family, .blobs = store_.blobs()};
    if (found.grams.empty()) continue;
    if (const std::vector<copytrace::Match>& whole = (*matches)[open[i]];
        !whole.empty() &&
        !MayComeFromOwnTree(whole.front().attribution, scratch->equal_blobs[open[i]],
                            CountHits(found, &scratch->gather), &scratch->attributor)) {
      continue;
    }
    try {
      std::vector<copytrace::Match> snippets;
      MatchSnippets(files[open[i]]->tokenized.tokens, queries[i], found, *models[i], scratch,
                    &snippets);
      PreferOwnTree(std::move(snippets), &(*matches)[open[i]]);
    } catch (const OutOfTime&) {
      (*matches)[open[i]].clear();
      scratch->too_slow.push_back(open[i]);
    } catch (const MalformedRecord& error) {  // evidence is unpacked where it is looked at
      ThrowDamaged(store_.directory(), error.what());
    }
  }
}

void Matcher::MatchWholeFiles(std::span<const SourceFile* const> files, Scratch* scratch,
                              std::vector<std::vector<copytrace::Match>>* matches,
                              std::vector<bool>* done) const {
  const StepClock clock(&scratch->costs, MatchStep::kLookUp);
  std::vector<Sha1> sha1s;
  std::vector<size_t> places;
  for (size_t i = 0; i < files.size(); ++i) {
    if (files[i]->skipped) continue;
    sha1s.push_back(files[i]->sha1);
    places.push_back(i);
  }
  const std::vector<BlobId> found = store_.FindBlobs(sha1s);
  scratch->equal_blobs.assign(files.size(), {});
  Query& query = scratch->query;
  for (size_t p = 0; p < places.size(); ++p) {
    const SourceFile& file = *files[places[p]];
    std::vector<BlobId>& blobs = scratch->equal_blobs[places[p]];
    if (file.tokenized.raw_token_count > 0 && store_.MayHaveDigest(file.tokenized.digest)) {
      blobs = store_.FindBlobsByDigest(file.tokenized.digest);
    }
    if (found[p] != kNoId && std::find(blobs.begin(), blobs.end(), found[p]) == blobs.end()) {
      blobs.push_back(found[p]);
    }
    if (blobs.empty()) continue;
    std::vector<HoldingBlob> holding;
    for (const BlobId blob : blobs) holding.push_back({.blob = blob});
    Attribution attribution = scratch->attributor.Attribute(holding);
    const TokenModel& model = Model(file.type.language);
    query.family = FamilyOf(file.type.language);
    query.tokens = file.tokenized.tokens;
    ComputeNovelty(query.tokens, &query.novelty);
    DescribeTokens(model, &scratch->token_bits, &query);
    const float bits = WholeFileBits(file, query, model, attribution.carrier_count + 1);
    (*done)[places[p]] = true;
    if (bits < least_bits_ || attribution.origin.blob == kNoId) continue;
    scratch->attributor.SetVersions(blobs, &attribution);
    const auto lines = std::max(1u, file.tokenized.line_count);
    const Blob source = store_.GetBlob(attribution.origin.blob);
    (*matches)[places[p]].push_back(
        {.lines = {1, lines},
         .source_lines = {1, std::max(1u, source.lines)},
         .begin = 0,
         .end = static_cast<uint32_t>(file.text.size()),
         .whole_file = true,
         .kind =
             attribution.origin.blob == found[p] ? MatchKind::kIdentical : MatchKind::kReformatted,
         .score_bits = bits,
         .e_value = ExpectedFalseRegions(bits, store_.info().source_bytes),
         .lines_covered = lines,
         .attribution = std::move(attribution)});
  }
}

void Matcher::MatchSnippets(std::span<const Token> tokens, const LookUpQuery& looked_up,
                            const GatherContext& found, const TokenModel& model, Scratch* scratch,
                            std::vector<copytrace::Match>* matches) const {
  const uint32_t k = store_.info().fingerprint.k;
  StepClock clock(&scratch->costs, MatchStep::kDescribe);
  clock.Count(tokens.size());
  Query& query = scratch->query;
  query.family = looked_up.family;
  query.tokens = tokens;
  query.deadline = Deadline(clock.begin() + options_.file_seconds);
  scratch->candidates.align.made_count = 0;
  ComputeNovelty(tokens, looked_up.fingerprints, k, &query.novelty);
  const auto chains_above = [&](const ChainThreshold& least) {
    clock.Begin(MatchStep::kChain);
    clock.Count(
        GatherHits(found, query, k, options_.chain, least, &scratch->gather, &scratch->hits));
    return FindChains(query, scratch->hits, k, options_.chain, least, &scratch->chain);
  };
  const CandidateOptions first_look = FirstLook(model, options_.candidate);
  std::vector<Chain> chains = chains_above(first_look.least_chain);
  if (chains.empty()) return;
  StartDescribing(model, &scratch->token_bits, &query);
  CandidateContext context = {.query = query,
                              .hits = scratch->hits,
                              .blobs = store_.blobs(),
                              .k = k,
                              .scores = options_.pairs,
                              .align = options_.align,
                              .least_bits = least_bits_,
                              .cache = &evidence_,
                              .scratch = &scratch->candidates};
  const auto candidates_of = [&](std::span<const Chain> of, const CandidateOptions& options) {
    clock.Begin(MatchStep::kExtend);
    std::vector<Candidate> candidates = ExtendChains(context, of, options);
    clock.Count(candidates.size());
    clock.Begin(MatchStep::kAlign);
    clock.Count(ScoreCandidates(context, options, &candidates));
    return candidates;
  };
  std::vector<Candidate> candidates;
  if (chains.front().seed_bits < kSurelyCopied) {
    candidates = candidates_of(chains, first_look);
    if (std::none_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
          return !candidate.pairs.empty() && candidate.score_bits >= least_bits_;
        })) {
      return;
    }
  }
  clock.Begin(MatchStep::kDescribe);
  DescribeRange(query, 0, static_cast<uint32_t>(tokens.size()));
  chains = chains_above(options_.candidate.least_chain);
  context.hits = scratch->hits;  // they are others now
  candidates = candidates_of(chains, options_.candidate);
  clock.Begin(MatchStep::kAttribute);
  const std::vector<Region> regions = SelectRegions(query, candidates, least_bits_);
  clock.Count(regions.size());
  std::vector<LocatedRegion> located;
  for (const Region& region : regions) {
    query.deadline.Check();
    located.push_back(Locate(query, region, chains, candidates, scratch));
  }
  for (LocatedRegion& region : JoinParts(query, std::move(located))) {
    matches->push_back(Describe(query, std::move(region), scratch));
  }
}

Matcher::LocatedRegion Matcher::Locate(const Query& query, const Region& region,
                                       std::span<const Chain> chains,
                                       std::span<const Candidate> candidates,
                                       Scratch* scratch) const {
  LocatedRegion located{.score_bits = region.score_bits,
                        .holding = HoldingBlobs(region, chains, candidates),
                        .attribution = {},
                        .aligned = region.best->chain.blob,
                        .pairs = region.pairs,
                        .evidence = region.best->evidence};
  located.attribution = scratch->attributor.Attribute(located.holding);
  if (!AlignWithOrigin(query, region, chains, scratch, &located) &&
      located.attribution.origin_share < kEqualShare) {
    std::vector<HoldingBlob> equal = located.holding;
    std::erase_if(equal, [](const HoldingBlob& h) { return h.share < kEqualShare; });
    located.attribution = scratch->attributor.Attribute(equal);
    AlignWithOrigin(query, region, chains, scratch, &located);
  }
  return located;
}

bool Matcher::AlignWithOrigin(const Query& query, const Region& region,
                              std::span<const Chain> chains, Scratch* scratch,
                              LocatedRegion* located) const {
  const BlobId origin = located->attribution.origin.blob;
  if (origin == located->aligned || origin == kNoId) return true;
  const BlobId id[] = {origin};
  std::shared_ptr<const Evidence> evidence = evidence_.Get(id)[0];
  std::vector<AlignedPair> pairs;
  std::vector<AlignedPair> of_part;
  for (const Candidate* part : region.parts) {
    const auto chain = std::find_if(chains.begin(), chains.end(), [&](const Chain& c) {
      return c.blob == origin && c.query_begin < part->chain.query_end &&
             c.query_end > part->chain.query_begin;
    });
    if (chain == chains.end()) continue;
    AlignChain(query, *evidence, *chain, options_.pairs, options_.align, &scratch->candidates.align,
               &of_part);
    TrimEdges(query, *evidence, &of_part);
    if (pairs.empty()) {
      pairs = of_part;
    } else {
      AppendPart(of_part, &pairs);
    }
  }
  if (static_cast<double>(pairs.size()) <
      kLeastAligned * static_cast<double>(region.pairs.size())) {
    return false;
  }
  located->aligned = origin;
  located->pairs = std::move(pairs);
  located->evidence = std::move(evidence);
  return true;
}

std::vector<Matcher::LocatedRegion> Matcher::JoinParts(const Query& query,
                                                       std::vector<LocatedRegion> regions) {
  std::vector<LocatedRegion> joined;
  for (LocatedRegion& region : regions) {
    LocatedRegion* last = joined.empty() ? nullptr : &joined.back();
    if (last == nullptr || last->aligned != region.aligned ||
        last->attribution.origin.release != region.attribution.origin.release ||
        !GoesOn(query, *last->evidence, last->pairs, region.pairs)) {
      joined.push_back(std::move(region));
      continue;
    }
    AppendPart(region.pairs, &last->pairs);
    if (region.score_bits > last->score_bits) {
      last->score_bits = region.score_bits;
      last->holding = std::move(region.holding);
      last->attribution = std::move(region.attribution);
    }
  }
  return joined;
}

copytrace::Match Matcher::Describe(const Query& query, LocatedRegion region,
                                   Scratch* scratch) const {
  const Evidence& evidence = *region.evidence;
  const std::vector<AlignedPair>& pairs = region.pairs;
  const uint32_t first = pairs.front().source;
  const std::vector<BlobId> unchanged =
      BlobsThatHold(evidence.tokens().subspan(first, pairs.back().source + 1 - first),
                    region.holding, &evidence_);
  scratch->attributor.SetVersions(unchanged, &region.attribution);
  const AlignmentEvidence measured =
      MeasureAlignment(query, evidence, pairs, {}, store_.info().fingerprint.k, options_.pairs);
  const RegionLines lines = LinesOf(query, evidence, pairs);
  const Token& last = query.tokens[pairs.back().query];
  return {.lines = lines.query,
          .source_lines = lines.source,
          .begin = query.tokens[pairs.front().query].offset,
          .end = uint32_t{last.offset} + last.length,
          .kind = KindOfAlignment(query, evidence, pairs, measured),
          .score_bits = region.score_bits,
          .e_value = ExpectedFalseRegions(region.score_bits, store_.info().source_bytes),
          .lines_covered = lines.covered,
          .attribution = std::move(region.attribution)};
}

}  // namespace copytrace
