// Five kinds of sentence count. A file is named as licence files are named ("LICENSE", "legal.txt",
// "the file copyright") within a few words of one that sends the reader there or speaks of terms.
// Or another file, an address or an agreement is to be seen for them ("see jam.c for copyright
// information", "the license is at https://…"). Or the terms are those of something else ("same
// license as …"). Or a licence is named that no table knows ("under the terms of the Example
// license"): its name then has a capital letter. Where none of these is found, "released under an
// open source license" still says that the work is free.
#include "engine/license/license_reference.h"

#include <algorithm>
#include <array>

#include "engine/license/license_talk.h"
#include "engine/license/own_grant.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr uint32_t kCueReach = 9;      // words between the file's name and what sends there
constexpr uint32_t kAddressReach = 6;  // between "license" and its address
constexpr uint32_t kNameWords = 4;     // of a licence that no table knows
constexpr uint32_t kUnderReach = 8;    // words from "under" to the licence's name

constexpr std::array kFileStems = {H("license"),   H("licenses"), H("copying"),
                                   H("copyright"), H("legal"),    H("copyleft")};
constexpr std::array kSends = {H("see"),    H("refer"),     H("consult"),      H("found"),
                               H("listed"), H("described"), H("accompanying"), H("details"),
                               H("stated"), H("view")};
constexpr std::array kTermWords = {
    H("terms"),     H("conditions"), H("permission"), H("permissions"), H("licensed"),
    H("licensing"), H("governed"),   H("subject"),    H("covered"),     H("copying"),
    H("details"),   H("describes"),  H("license"),    H("included"),    H("information")};
constexpr std::array kNoNames = {H("the"),   H("this"),  H("that"),     H("following"), H("a"),
                                 H("an"),    H("above"), H("same"),     H("its"),       H("their"),
                                 H("your"),  H("any"),   H("original"), H("such"),      H("our"),
                                 H("free"),  H("open"),  H("source"),   H("terms"),     H("of"),
                                 H("below"), H("other"), H("software"), H("public"),    H("under")};

bool IsIn(std::span<const uint32_t> set, uint32_t word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

class Reader {
 public:
  Reader(std::string_view text, std::span<const LicenseWord> words) : text_(text), words_(words) {}

  std::optional<LicenseReference> Find() const {
    for (uint32_t i = 0; i < words_.size(); ++i) {
      const uint32_t word = words_[i].hash;
      if (IsIn(kFileStems, word) && IsFileName(i) && IsSentTo(i)) return LicenseReference{i, i};
      if (word == H("same") && (Is(i + 1, "license") || Is(i + 1, "terms")) && Is(i + 2, "as")) {
        return LicenseReference{i, i + 2};
      }
      if (word == H("licensing") && Is(i + 1, "governed") && Is(i + 2, "by")) {
        return LicenseReference{i, i + 2};
      }
      if (IsAskedOf(i) || IsFileOfDetails(i) || IsPlaceOf(i)) return LicenseReference{i, i};
      if (word == H("license") && IsThatOfTheRest(i)) return LicenseReference{i, i + 1};
      if ((word == H("under") || GovernsUse(i)) && !IsDenied(words_, i)) {
        if (const uint32_t last = EndOfUnknownName(i)) return LicenseReference{i, last};
      }
    }
    for (uint32_t i = 0; i < words_.size(); ++i) {
      if (CallsItselfFree(i)) return LicenseReference{i, i + 1, kUnnamedFree};
    }
    return std::nullopt;
  }

 private:
  bool Is(uint32_t at, std::string_view word) const {
    return at < words_.size() && words_[at].hash == LicenseWordHash(word);
  }

  std::string_view Raw(uint32_t at) const {
    return text_.substr(words_[at].begin, words_[at].end - words_[at].begin);
  }

  // "The license agreement for this file is the same as the rest of the library".
  bool IsThatOfTheRest(uint32_t at) const {
    for (uint32_t i = at + 1; i + 1 < words_.size() && i < at + kCueReach; ++i) {
      if (Is(i, "same") && Is(i + 1, "as") && i > 1 && (Is(i - 1, "the") || Is(i - 1, "is"))) {
        return true;
      }
    }
    return false;
  }

  // "governed by", "subject to", in front of a licence's name.
  bool GovernsUse(uint32_t at) const {
    return (Is(at, "by") && at > 0 && (Is(at - 1, "governed") || Is(at - 1, "covered"))) ||
           (Is(at, "to") && at > 0 && Is(at - 1, "subject"));
  }

  // "license: https://…", "the license can be found at www.…", "see your license agreement",
  // "consult your license regarding …".
  bool IsPlaceOf(uint32_t at) const {
    if (!Is(at, "license") && !Is(at, "licensing")) return false;
    const bool is_yours = at > 1 && (Is(at - 1, "your") || Is(at - 1, "the")) &&
                          (Is(at - 2, "see") || Is(at - 2, "consult") || Is(at - 2, "read"));
    if (is_yours && (Is(at + 1, "agreement") || Is(at - 1, "your"))) return true;
    for (uint32_t i = at + 1; i < words_.size() && i < at + kAddressReach; ++i) {
      const bool is_address = Is(i, "http") || Is(i, "https") || Is(i, "www");
      const std::string_view between =
          text_.substr(words_[at].end, words_[i].begin - words_[at].end);
      if (between.find('\n') != std::string_view::npos) return false;
      if (is_address) return between.find(':') != std::string_view::npos || Is(i - 1, "at");
    }
    return false;
  }

  // "released under an open source license", "this is free software".
  bool CallsItselfFree(uint32_t at) const {
    const bool is_free = Is(at, "free") && Is(at + 1, "software");
    const bool is_open = Is(at, "open") && Is(at + 1, "source");
    if (!is_free && !is_open) return false;
    const uint32_t next = Is(at + 2, "software") ? at + 3 : at + 2;
    const bool is_under = at > 1 && (Is(at - 1, "an") || Is(at - 1, "a")) && Is(at - 2, "under");
    if (is_under) return Is(next, "license");
    return is_free && at > 1 && Is(at - 1, "is") &&
           (Is(at - 2, "this") || Is(at - 2, "it") || Is(at - 2, "program") ||
            Is(at - 2, "software"));
  }

  bool IsUpper(uint32_t at) const {
    if (at >= words_.size()) return false;
    const std::string_view raw = Raw(at);
    return raw.size() > 1 &&
           std::all_of(raw.begin(), raw.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  // "LICENSE" in a sentence of small letters, "License.txt", "the file copyright", "legal notice
  // file".
  bool IsFileName(uint32_t at) const {
    const std::string_view rest = text_.substr(words_[at].end, 5);
    for (const std::string_view ending : {".txt", ".TXT", ".md", ".rst", ".html"}) {
      if (rest.starts_with(ending)) return true;
    }
    if (rest.starts_with("_") || rest.starts_with("(") || rest.starts_with("=")) return false;
    if (at > 0 && Is(at - 1, "file")) return true;
    if (Is(at + 1, "file") || (Is(at + 1, "notice") && (Is(at + 2, "file") || Is(at + 2, "in")))) {
      return true;
    }
    const bool shouts = at > 0 && IsUpper(at - 1) && !Is(at - 1, "the");
    return IsUpper(at) && !shouts && !IsUpper(at + 1);
  }

  // "see jam.c for Copyright information", "see ../README.txt for License", "see Copyright for the
  // status of this software".
  bool IsAskedOf(uint32_t at) const {
    if (!Is(at, "see")) return false;
    for (uint32_t i = at + 2; i < at + kCueReach && i + 1 < words_.size(); ++i) {
      if (!Is(i, "for")) continue;
      const uint32_t next = Is(i + 1, "the") || Is(i + 1, "more") ? i + 2 : i + 1;
      if (Is(next, "license") || Is(next, "licensing")) return true;
      if (Is(next, "copyright")) return Is(next + 1, "information") || Is(next + 1, "and");
      return IsIn(kFileStems, words_[i - 1].hash) &&
             (Is(next, "status") || Is(next, "details") || Is(next, "terms"));
    }
    return false;
  }

  // "For details on the license for this file, please see the file README".
  bool IsFileOfDetails(uint32_t at) const {
    if (!Is(at, "see") || !Is(at + 1, "the") || !Is(at + 2, "file")) return false;
    for (uint32_t i = at > kCueReach ? at - kCueReach : 0; i + 3 < at; ++i) {
      if (Is(i, "details") && Is(i + 1, "on") && Is(i + 2, "the") && Is(i + 3, "license")) {
        return true;
      }
    }
    return false;
  }

  bool IsSentTo(uint32_t at) const {
    const uint32_t begin = at > kCueReach ? at - kCueReach : 0;
    bool sends = false;
    bool speaks_of_terms = false;
    for (uint32_t i = begin; i < words_.size() && i <= at + kCueReach; ++i) {
      if (i == at) continue;
      sends = sends || (i < at && IsIn(kSends, words_[i].hash));
      speaks_of_terms = speaks_of_terms || IsIn(kTermWords, words_[i].hash);
    }
    return sends || (speaks_of_terms && IsNamedAsPlace(at));
  }

  // "in the LICENSE file", "the file COPYING describes".
  bool IsNamedAsPlace(uint32_t at) const {
    const uint32_t begin = at > 3 ? at - 3 : 0;
    for (uint32_t i = begin; i < at; ++i) {
      if (Is(i, "in") || Is(i, "by") || Is(i, "to") || Is(i, "with") || Is(i, "file")) return true;
    }
    return Is(at + 1, "file") && Is(at + 2, "describes");
  }

  // The last word of "under the terms of the Example license", or 0.
  uint32_t EndOfUnknownName(uint32_t under) const {
    const auto limit = static_cast<uint32_t>(
        std::min<size_t>(words_.size(), size_t{under} + kUnderReach + kNameWords));
    for (uint32_t i = under + 2; i < limit; ++i) {
      if (words_[i].hash != H("license")) continue;
      // "the Example Software License": the words that any licence may have are no name.
      uint32_t name = i - 1;
      while (name > under + 1 && (Is(name, "software") || Is(name, "public"))) --name;
      const char first = Raw(name)[0];
      const bool is_name = first >= 'A' && first <= 'Z' && !IsIn(kNoNames, words_[name].hash);
      return is_name ? i : 0;
    }
    return 0;
  }

  std::string_view text_;
  std::span<const LicenseWord> words_;
};

}  // namespace

std::optional<LicenseReference> FindLicenseReference(std::string_view text,
                                                     std::span<const LicenseWord> words) {
  return Reader(text, words).Find();
}

bool StatesNoLicense(std::string_view expression) {
  return expression.empty() || expression == kLicenseElsewhere || expression == kUnnamedFree ||
         expression == kDisclaimerOnly;
}

}  // namespace copytrace
