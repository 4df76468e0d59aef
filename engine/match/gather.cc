// Why no chain exceeds what is added up: a chain goes from hit to hit by no more than `max_gap`
// tokens, so it lies in one run of the blob's hits. Each token that it covers is worth the rarity
// of the first of its hits over it, at most the highest of all hits of the run over it. That is
// what a run's bits hold for every token: a new hit adds the tokens behind the last k-gram, and, on
// the tokens that it shares with it, what it is rarer by. All that cover these were met before, but
// the last one covers all of them, so that no token is lifted by less than it should.
#include "engine/match/gather.h"

#include <algorithm>
#include <bit>

namespace copytrace {
namespace {

// Bits by which the sums of a chain and of a run may differ where they should not: prefix sums of
// novelty are floats, in a file of a million tokens exact to a sixteenth.
constexpr float kRounding = 0.25f;

constexpr size_t kPostingsALook = 1024;  // at the deadline

// Finds the tally of each blob, and makes it: open addressing, linear probing.
class TallyTable {
 public:
  TallyTable(size_t most_blobs, GatherScratch* scratch)
      : slots_(scratch->slots), tallies_(scratch->tallies) {
    const auto bits = static_cast<uint32_t>(std::bit_width(2 * most_blobs + 1));
    shift_ = 32 - bits;
    mask_ = (1u << bits) - 1;
    slots_.assign(size_t{mask_} + 1, 0);
    tallies_.clear();
  }

  uint32_t Find(BlobId blob) {
    for (uint32_t slot = blob * 0x9E3779B1u >> shift_;; slot = (slot + 1) & mask_) {
      if (slots_[slot] == 0) {
        tallies_.push_back({.blob = blob});
        slots_[slot] = static_cast<uint32_t>(tallies_.size());
      }
      const uint32_t tally = slots_[slot] - 1;
      if (tallies_[tally].blob == blob) return tally;
    }
  }

 private:
  std::vector<uint32_t>& slots_;
  std::vector<BlobTally>& tallies_;
  uint32_t shift_;
  uint32_t mask_;
};

size_t CountPostings(std::span<const GramPostings> grams) {
  size_t count = 0;
  for (const GramPostings& gram : grams) count += gram.postings.size();
  return count;
}

// What the hits of one k-gram add to the tallies of their blobs.
class GramAdder {
 public:
  GramAdder(const GramPostings& gram, uint32_t k, uint32_t max_gap, const Novelty& novelty,
            const ChainThreshold& least)
      : query_(gram.query),
        k_(k),
        scale_(1.0f / static_cast<float>(k)),
        max_gap_(max_gap),
        shape_rarity_(gram.shape_rarity),
        text_rarity_(gram.text_rarity),
        novelty_(novelty),
        shape_bits_(scale_ * shape_rarity_ * novelty.ShapeSum(query_, query_ + k)),
        exact_bits_(shape_bits_ + scale_ * text_rarity_ * novelty.TextSum(query_, query_ + k)),
        least_(least),
        may_be_single_(gram.shape_rarity + kRounding >= least.single_shape_bits) {}

  void Add(bool same_text, BlobTally* tally) const {
    const float text_rarity = same_text ? text_rarity_ : 0;
    const uint32_t step = query_ - tally->last_query;
    const bool goes_on = step <= max_gap_;
    float bits = same_text ? exact_bits_ : shape_bits_;
    float least_text = 0;  // that the last k-gram has anyway
    if (goes_on && step < k_) {
      const uint32_t shared = query_ + k_ - step;
      const uint32_t end = query_ + k_;
      const float rarer_shape = std::max(0.0f, shape_rarity_ - tally->last_shape);
      const float rarer_text = std::max(0.0f, text_rarity - tally->last_text);
      bits = scale_ * (rarer_shape * novelty_.ShapeSum(query_, shared) +
                       shape_rarity_ * novelty_.ShapeSum(shared, end) +
                       rarer_text * novelty_.TextSum(query_, shared) +
                       text_rarity * novelty_.TextSum(shared, end));
      if (step == 0) least_text = tally->last_text;
    }
    tally->bits = (goes_on ? tally->bits : 0) + bits;
    tally->has_same_text = text_rarity > 0 || (goes_on && tally->has_same_text);
    tally->may_chain |=
        tally->bits + kRounding >= least_.Of(tally->has_same_text).Of(/*is_single=*/!goes_on) &&
        (goes_on || may_be_single_);
    tally->last_text = std::max(text_rarity, least_text);
    tally->last_shape = shape_rarity_;
    tally->last_query = query_;
    ++tally->hits;
  }

 private:
  uint32_t query_;
  uint32_t k_;
  float scale_;
  uint32_t max_gap_;
  float shape_rarity_;
  float text_rarity_;
  const Novelty& novelty_;
  float shape_bits_;  // of a hit none of whose tokens the one before covers
  float exact_bits_;  // the same of one with the same text
  const ChainThreshold& least_;
  bool may_be_single_;
};

}  // namespace

size_t GatherHits(const GatherContext& context, const Query& query, uint32_t k,
                  const ChainOptions& options, const ChainThreshold& least, GatherScratch* scratch,
                  std::vector<Hit>* hits) {
  const size_t postings = CountPostings(context.grams);
  TallyTable table(postings, scratch);
  std::vector<BlobTally>& tallies = scratch->tallies;
  std::vector<uint32_t>& tally_of = scratch->tally_of;
  tally_of.resize(postings);
  size_t posting_number = 0;
  size_t next_look = 0;
  for (size_t g = 0; g < context.grams.size(); ++g) {
    const GramPostings& gram = context.grams[g];
    if (posting_number >= next_look) {
      query.deadline.Check();
      next_look = posting_number + kPostingsALook;
    }
    if (g + 2 < context.grams.size()) {
      const char* ahead = reinterpret_cast<const char*>(context.grams[g + 2].postings.data());
      __builtin_prefetch(ahead);
      __builtin_prefetch(ahead + 64);
    }
    const GramAdder adder(gram, k, options.max_gap, query.novelty, least);
    for (const Posting& posting : gram.postings) {
      const uint32_t number = table.Find(posting.blob);
      tally_of[posting_number++] = number;
      adder.Add(posting.tag == gram.tag, &tallies[number]);
    }
  }
  std::vector<uint64_t>& made = scratch->made;
  made.clear();
  for (uint32_t i = 0; i < tallies.size(); ++i) {
    BlobTally& tally = tallies[i];
    if (!tally.may_chain) continue;
    tally.may_chain = Akin(context.blobs[tally.blob], context.family);
    if (tally.may_chain) made.push_back(uint64_t{tally.blob} << 32 | i);
  }
  std::sort(made.begin(), made.end());
  uint32_t place = 0;
  for (const uint64_t blob_and_tally : made) {
    BlobTally& tally = tallies[static_cast<uint32_t>(blob_and_tally)];
    tally.place = place;
    place += tally.hits;
  }
  hits->resize(place);
  if (made.empty()) return postings;
  const uint32_t* next = tally_of.data();
  for (const GramPostings& gram : context.grams) {
    for (const Posting& posting : gram.postings) {
      BlobTally& tally = tallies[*next++];
      if (!tally.may_chain) continue;
      (*hits)[tally.place++] = {.blob = posting.blob,
                                .query = gram.query,
                                .source = posting.position,
                                .shape_rarity = gram.shape_rarity,
                                .text_rarity = posting.tag == gram.tag ? gram.text_rarity : 0};
    }
  }
  return postings;
}

std::span<const BlobTally> CountHits(const GatherContext& context, GatherScratch* scratch) {
  TallyTable table(CountPostings(context.grams), scratch);
  for (const GramPostings& gram : context.grams) {
    for (const Posting& posting : gram.postings) {
      ++scratch->tallies[table.Find(posting.blob)].hits;
    }
  }
  std::erase_if(scratch->tallies, [&](const BlobTally& tally) {
    return !Akin(context.blobs[tally.blob], context.family);
  });
  return scratch->tallies;
}

}  // namespace copytrace
