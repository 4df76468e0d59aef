// What much code has in common, as hashes counted over many projects and shipped with the program:
// a store of a few packages cannot tell an idiom from what one author wrote. Immutable, so
// thread-safe. bench/common_code says how the table is made.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/fingerprint/winnow.h"
#include "engine/match/count_table.h"
#include "grammars/language.h"
#include "grammars/token.h"

namespace copytrace {

class CommonCode {
 public:
  using Counts = std::vector<std::pair<uint32_t, uint8_t>>;  // by key; a key once

  // What stands in the table's file.
  struct Tables {
    Counts shapes;   // ShapeKey → projects that hold a k-gram of this shape, 255 for more
    Counts texts;    // TextKey → projects that hold it to the letter
    Counts names;    // NameKey → one of so many files of the family, in quarters of a bit
    Counts phrases;  // PhraseKey → bits of the last token after the others, in sixteenths, plus 1
  };

  static const CommonCode& Shipped();

  // Throws Error where `bytes` are no such table.
  explicit CommonCode(std::span<const unsigned char> bytes);
  static std::string Encode(const Tables& tables);

  static uint32_t ShapeKey(const Fingerprint& fingerprint);
  static uint32_t TextKey(const Fingerprint& fingerprint);
  static uint32_t NameKey(LanguageFamily family, uint32_t n0);
  static uint32_t PhraseKey(LanguageFamily family, uint32_t ngram_key);

  // 0 where too few hold it to be listed.
  uint32_t ShapeProjects(const Fingerprint& fingerprint) const {
    return shapes_.Find(ShapeKey(fingerprint));
  }
  uint32_t TextProjects(const Fingerprint& fingerprint) const {
    return texts_.Find(TextKey(fingerprint));
  }
  // Bits of an identifier or literal that is common in files of the family; infinite where it is
  // not listed.
  float NameBits(LanguageFamily family, uint32_t n0) const {
    const uint32_t quarters = names_.Find(NameKey(family, n0));
    return quarters == 0 ? std::numeric_limits<float>::infinity()
                         : static_cast<float>(quarters) / 4;
  }

  // Load into the cache what ShapeProjects, NameBits and PhraseBits will ask for.
  void PrefetchShape(const Fingerprint& fingerprint) const {
    shapes_.Prefetch(ShapeKey(fingerprint));
  }
  void PrefetchName(LanguageFamily family, uint32_t n0) const {
    names_.Prefetch(NameKey(family, n0));
  }
  void PrefetchPhrase(LanguageFamily family, uint32_t ngram_key) const {
    phrases_.Prefetch(PhraseKey(family, ngram_key));
  }

  // Bits of a normalised token by itself (`ngram_key`: UnigramKey) or after two others
  // (TrigramKey), in code of the family; negative where it is not listed.
  float PhraseBits(LanguageFamily family, uint32_t ngram_key) const {
    return (static_cast<float>(phrases_.Find(PhraseKey(family, ngram_key))) - 1) / 16;
  }

 private:
  explicit CommonCode(const Tables& tables);

  CountTable shapes_;
  CountTable texts_;
  CountTable names_;
  CountTable phrases_;
};

}  // namespace copytrace
