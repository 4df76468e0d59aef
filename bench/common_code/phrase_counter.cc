// Length by length of the context, from none up: all places of a family are sorted by context and
// phrase, so that what follows a context stands together. What a shorter context says is looked up
// among the phrases that are listed already, as the model itself will do.
#include "bench/common_code/phrase_counter.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace copytrace {
namespace {

constexpr uint64_t kMostSymbolsOfProject = 400000;  // of a family
constexpr uint64_t kLeastSymbolsOfFamily = 150000;
constexpr uint32_t kLeastProjects = 3;
constexpr double kDiscount = 0.75;
constexpr double kLeastGain = 0.8;      // bits by which a longer context changes the expectation
constexpr uint32_t kShortContext = 2;   // up to which every place counts; of longer ones, a
                                        // project's many count for their square root
constexpr double kUnlistedSymbol = 14;  // bits

struct Place {
  uint64_t context;
  uint64_t phrase;
  uint32_t position;
};

// A phrase of the context at hand.
struct Following {
  uint64_t phrase;
  uint32_t position;  // one of its places
  uint32_t projects;
  double count;
};

using Listed = std::unordered_map<uint32_t, uint8_t>;

// Bits of the symbol by contexts shorter than `length`.
double ShorterBits(LanguageFamily family, PhraseReading reading, std::span<const uint32_t> before,
                   uint32_t last, const Listed& listed) {
  double bits = kUnlistedSymbol;
  PhraseModel::VisitPhrases(family, reading, before.subspan(1), last,
                            [&](uint32_t, uint64_t, uint64_t phrase) {
                              const auto found = listed.find(PhraseModel::PhraseKey(phrase));
                              if (found != listed.end())
                                bits = PhraseModel::DecodeBits(found->second);
                            });
  return bits;
}

}  // namespace

void PhraseCounter::Add(LanguageFamily family, PhraseReading reading, uint32_t project,
                        std::span<const uint32_t> symbols, const std::vector<bool>& copied) {
  Text& text = texts_[static_cast<size_t>(family)][static_cast<size_t>(reading)];
  if (text.project != project) text.of_project = 0;
  text.project = project;
  if (text.of_project > kMostSymbolsOfProject) return;
  text.of_project += symbols.size();
  uint32_t reach = 0;
  for (size_t i = 0; i < symbols.size(); ++i) {
    if (copied[i]) {
      reach = 0;
      continue;
    }
    text.symbols.push_back(symbols[i]);
    text.projects.push_back(static_cast<uint16_t>(project));
    text.reach.push_back(static_cast<uint8_t>(std::min(reach, PhraseModel::kMaxContext)));
    ++reach;
  }
}

void PhraseCounter::List(LanguageFamily family, PhraseReading reading, const Text& text,
                         Listed* all) {
  std::vector<Place> places;
  std::vector<Following> following;
  Listed listed;
  for (uint32_t length = 0; length <= PhraseModel::kMaxContext; ++length) {
    const auto before = [&](uint32_t position) {
      return std::span(text.symbols).subspan(position - length, length);
    };
    places.clear();
    for (uint32_t i = 0; i < text.symbols.size(); ++i) {
      if (text.reach[i] < length) continue;
      Place place{.context = 0, .phrase = 0, .position = i};
      PhraseModel::VisitPhrases(family, reading, before(i), text.symbols[i],
                                [&](uint32_t, uint64_t context, uint64_t phrase) {
                                  place.context = context;
                                  place.phrase = phrase;
                                });
      places.push_back(place);
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
      return std::tie(a.context, a.phrase, a.position) < std::tie(b.context, b.phrase, b.position);
    });
    Listed longer;
    for (size_t at = 0; at < places.size();) {
      const uint64_t context = places[at].context;
      following.clear();
      double total = 0;
      while (at < places.size() && places[at].context == context) {
        Following phrase{.phrase = places[at].phrase,
                         .position = places[at].position,
                         .projects = 0,
                         .count = 0};
        const auto same = [&] {
          return at < places.size() && places[at].context == context &&
                 places[at].phrase == phrase.phrase;
        };
        while (same()) {
          const uint16_t project = text.projects[places[at].position];
          double of_project = 0;
          for (; same() && text.projects[places[at].position] == project; ++at) ++of_project;
          ++phrase.projects;
          phrase.count += length <= kShortContext ? of_project : std::sqrt(of_project);
        }
        total += phrase.count;
        following.push_back(phrase);
      }
      for (const Following& phrase : following) {
        if (phrase.projects < kLeastProjects) continue;
        double bits = -std::log2(phrase.count / total);
        if (length > 0) {
          const double shorter = ShorterBits(family, reading, before(phrase.position),
                                             text.symbols[phrase.position], listed);
          const double kept = (phrase.count - kDiscount) / total;
          const double left = kDiscount * static_cast<double>(following.size()) / total;
          bits = -std::log2(std::min(1.0, kept + left * std::exp2(-shorter)));
          if (std::abs(bits - shorter) < kLeastGain) continue;
        }
        longer[PhraseModel::PhraseKey(phrase.phrase)] = PhraseModel::EncodeBits(bits);
      }
    }
    listed.merge(longer);
  }
  all->merge(listed);
}

PhraseModel::Phrases PhraseCounter::Take() {
  Listed all;
  for (int f = 0; f < kLanguageFamilies; ++f) {
    const auto family = static_cast<LanguageFamily>(f);
    const std::array<Text, 2> texts = std::exchange(texts_[f], {});
    if (texts[0].symbols.size() < kLeastSymbolsOfFamily) continue;
    for (const PhraseReading reading : {PhraseReading::kNamed, PhraseReading::kShape}) {
      List(family, reading, texts[static_cast<size_t>(reading)], &all);
    }
    all[PhraseModel::FamilyKey(family)] = 1;
  }
  PhraseModel::Phrases sorted(all.begin(), all.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

}  // namespace copytrace
