// A copy says what one author wrote. Of equals and hashCode, of an iterator, of a program's reading
// of its options nearly every token follows from those before it: two authors write the same
// without having met, and such a region may be long, rare in the corpus and alike on every line.
// The score asks how unlikely chance is, and it was not chance.
//
// So the equal pairs of a region are told once more, by the model of phrases (phrase_model.h), each
// weighed by its novelty. A token is worth the fewer bits of the two readings: as it is written, or
// its class and, of a common name that was not met before in the region, the name's rarity. A name
// or literal that is no common one is worth kNameWeight times its rarity where it is first met; a
// common name that both sides have costs kCommonName, for such names come with an interface, and
// with it the code around them. A copy says kBitsOfToken a token, up to kMostTokens of them.
//
// What is lacking counts in full only where nothing else speaks for a copy: the less, the fewer of
// the names that authors choose differ on the two sides; and not at all where no common name is
// shared, since then no interface dictated the code.
//
// The constants were chosen by pairs of files that were written alike (tests/cases/noise), so that
// recall on bench/quality, on both halves, stays as it is.
#include "engine/match/surprise.h"

#include <algorithm>
#include <vector>

#include "engine/match/phrase_model.h"
#include "engine/store/hash_set.h"

namespace copytrace {
namespace {

constexpr float kBitsOfToken = 1.3f;
constexpr uint32_t kMostTokens = 250;
constexpr float kPlenty = 60;  // bits above what is needed at which the rest is not looked at
constexpr float kNameWeight = 3;
constexpr float kMaxNameBits = 8;
constexpr float kNameMetBefore = 0.5f;  // bits of a common name in the reading by classes
constexpr float kCommonName = 2;
constexpr float kInterface = 4;  // common names shared at which code may be all an interface's

// The query's tokens as the model reads them, from a few before the region on.
class Readings {
 public:
  Readings(const Query& query, uint32_t begin)
      : query_(query), first_(begin - std::min(begin, PhraseModel::kMaxContext)) {}

  // Reads on up to and with token `q`. REQUIRES: ascending.
  void ReadTo(uint32_t q) {
    while (first_ + shapes_.size() <= q) {
      const Token& token = query_.tokens[first_ + shapes_.size()];
      named_.push_back(PhraseModel::NamedSymbol(query_.family, token));
      shapes_.push_back(token.n1);
    }
  }
  bool LastIsCommonName() const { return named_.back() != shapes_.back(); }
  float NamedBits(uint32_t symbol) const { return Bits(PhraseReading::kNamed, named_, symbol); }
  float ShapeBits() const { return Bits(PhraseReading::kShape, shapes_, shapes_.back()); }
  uint32_t LastNamed() const { return named_.back(); }

 private:
  float Bits(PhraseReading reading, std::span<const uint32_t> symbols, uint32_t last) const {
    return PhraseModel::Shipped().Bits(query_.family, reading, symbols.first(symbols.size() - 1),
                                       last);
  }

  const Query& query_;
  uint32_t first_;
  std::vector<uint32_t> named_;
  std::vector<uint32_t> shapes_;
};

}  // namespace

float LackingSurprise(const Query& query, const Evidence& evidence,
                      std::span<const AlignedPair> pairs) {
  if (!PhraseModel::Shipped().Knows(query.family)) return 0;
  const float needed =
      kBitsOfToken * static_cast<float>(std::min<size_t>(pairs.size(), kMostTokens));
  Readings readings(query, pairs.front().query);
  thread_local HashSet met;
  thread_local HashSet common_names;
  thread_local HashSet own_names;    // chosen by an author, the same on both sides
  thread_local HashSet other_names;  // chosen by an author, different
  for (HashSet* set : {&met, &common_names, &own_names, &other_names}) set->Clear();
  float said = 0;
  for (const auto [q, s] : pairs) {
    if (said >= needed + kPlenty) return 0;
    readings.ReadTo(q);
    if (query.n1[q] != evidence[s].n1) continue;
    const Token& token = query.tokens[q];
    const bool equal = query.n0[q] == evidence[s].n0;
    const float novelty = query.novelty.n1[q];
    const float by_shape = readings.ShapeBits();
    if (!token.IsVariable()) {
      said += std::min(readings.NamedBits(token.n1), by_shape) * novelty;
      continue;
    }
    const float rarity = std::min(query.text_bits[q], kMaxNameBits);
    if (equal && readings.LastIsCommonName()) {
      const float name = met.Insert(token.n0) ? rarity : kNameMetBefore;
      said += std::min(readings.NamedBits(readings.LastNamed()), by_shape + name) * novelty;
      if (token.IsIdentifier()) {
        said -= kCommonName;
        common_names.Insert(token.n0);
      }
      continue;
    }
    said += std::min(readings.NamedBits(token.n1), by_shape) * novelty;
    if (equal && met.Insert(token.n0)) said += kNameWeight * rarity * query.novelty.n0[q];
    if (token.IsIdentifier() && !readings.LastIsCommonName()) {
      (equal ? own_names : other_names).Insert(token.n0);
    }
  }
  if (said >= needed || common_names.empty()) return 0;
  const size_t chosen = own_names.size() + other_names.size();
  const float share =
      chosen == 0 ? 1 : static_cast<float>(other_names.size()) / static_cast<float>(chosen);
  const float dictated = std::min(1.0f, static_cast<float>(common_names.size()) / kInterface);
  return (needed - said) * share * dictated;
}

}  // namespace copytrace
