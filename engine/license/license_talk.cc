// What a name is said to be stands within a few words before it, but for "like", which follows.
#include "engine/license/license_talk.h"

#include <algorithm>
#include <array>

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr uint32_t kDenialReach = 3;    // words between "not" and "in the public domain"
constexpr uint32_t kExcludedReach = 5;  // between "not" and "the GPL"
constexpr uint32_t kAnotherReach = 14;  // between "the rest of" and the name
constexpr uint32_t kGrantedReach = 7;   // between "is licensed" and the name
constexpr uint32_t kLikenessReach = 6;  // between "similar" and the name
constexpr uint32_t kGrantReach = 160;   // words of a grant that are read for restrictions

}  // namespace

bool IsLicenseWord(uint32_t word) {
  return word == H("license") || word == H("licensed") || word == H("licenses") ||
         word == H("licensing") || word == H("sublicense");
}

bool IsDenied(std::span<const LicenseWord> words, uint32_t first) {
  for (uint32_t i = first > kDenialReach ? first - kDenialReach : 0; i < first; ++i) {
    const uint32_t word = words[i].hash;
    const bool denies =
        word == H("not") || word == H("nor") || word == H("never") || word == H("isn");
    if (denies && words[i + 1].hash != H("copyrighted")) return true;
    // "Derived from public domain code": where it comes from, not what it is.
    const bool comes = word == H("derived") || word == H("based") || word == H("adapted");
    if (comes && (words[i + 1].hash == H("from") || words[i + 1].hash == H("on"))) return true;
  }
  return false;
}

bool IsExcluded(std::span<const LicenseWord> words, uint32_t first) {
  static constexpr std::array kGiven = {H("under"),    H("licensed"), H("covered"),
                                        H("released"), H("governed"), H("bound"),
                                        H("subject"),  H("upgrade"),  H("available")};
  for (uint32_t i = first > kExcludedReach ? first - kExcludedReach : 0; i + 1 < first; ++i) {
    if (words[i].hash != H("not")) continue;
    if (std::find(kGiven.begin(), kGiven.end(), words[i + 1].hash) != kGiven.end()) return true;
  }
  return false;
}

bool IsOfAnotherWork(std::span<const LicenseWord> words, uint32_t first) {
  for (uint32_t i = first > kAnotherReach ? first - kAnotherReach : 0; i + 2 < first; ++i) {
    const bool is_another = (words[i].hash == H("actual") && words[i + 1].hash == H("code")) ||
                            (words[i].hash == H("rest") && words[i + 1].hash == H("of") &&
                             words[i + 2].hash == H("the"));
    if (!is_another) continue;
    for (uint32_t j = i + 2; j + 1 < first; ++j) {
      // A line's comment sign may stand between.
      const uint32_t by = IsCommentWord(words[j + 1].hash) ? j + 2 : j + 1;
      if (words[j].hash == H("covered") && words[by].hash == H("by")) return true;
    }
  }
  return false;
}

bool IsGranted(std::span<const LicenseWord> words, uint32_t first) {
  static constexpr std::array kGiven = {H("licensed"), H("released"), H("covered"), H("under")};
  for (uint32_t i = first > kGrantedReach ? first - kGrantedReach : 0; i + 1 < first; ++i) {
    if (words[i].hash != H("is") && words[i].hash != H("are")) continue;
    if (std::find(kGiven.begin(), kGiven.end(), words[i + 1].hash) != kGiven.end()) return true;
  }
  return false;
}

bool IsCompared(std::span<const LicenseWord> words, uint32_t first) {
  for (uint32_t i = first > kLikenessReach ? first - kLikenessReach : 0; i < first; ++i) {
    const uint32_t word = words[i].hash;
    if (word == H("similar") || word == H("compatible") || word == H("incompatible")) return true;
  }
  return false;
}

bool IsLikeness(std::string_view text, std::span<const LicenseWord> words, uint32_t last) {
  return last + 1 < words.size() && words[last + 1].hash == H("like") &&
         text.substr(words[last].end, 1) == "-";
}

bool IsRestricted(std::span<const LicenseWord> words, uint32_t first) {
  static constexpr std::array kNarrow = {H("commercial"), H("noncommercial"), H("educational"),
                                         H("academic"),   H("research"),      H("evaluation"),
                                         H("internal"),   H("personal"),      H("military")};
  for (uint32_t i = first; i < words.size() && i < first + kGrantReach; ++i) {
    if (std::find(kNarrow.begin(), kNarrow.end(), words[i].hash) != kNarrow.end()) return true;
    if (i + 2 < words.size() && words[i].hash == H("may") && words[i + 1].hash == H("only") &&
        words[i + 2].hash == H("be")) {
      return true;
    }
  }
  return false;
}

}  // namespace copytrace
