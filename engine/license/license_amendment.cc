// A clause put into a plain licence that takes a kind of use back makes it a proprietary one,
// however little of the text that is. So does, the other way round, a right that is left out: the
// MIT licence without "sublicense" or "free of charge" grants less, and is a permissive licence of
// its own.
#include "engine/license/license_amendment.h"

#include <algorithm>
#include <array>
#include <string>

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr std::string_view kRestrictedGrant = "LicenseRef-scancode-proprietary-license";
constexpr std::string_view kUnnamedGrant = "LicenseRef-scancode-other-permissive";
constexpr uint32_t kTitleReach = 20;  // words between "The MIT License" and its text
constexpr uint32_t kTitleWords = 3;   // of the text itself that may be its title
constexpr std::array kMitRights = {H("charge"),     H("restriction"), H("copy"),
                                   H("modify"),     H("merge"),       H("publish"),
                                   H("distribute"), H("sublicense"),  H("sell")};

// "may not be used to endorse", "… in advertising": about names, not about the work.
bool EndorsesOnly(std::span<const LicenseWord> words, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to && i < from + kOwnClause; ++i) {
    const uint32_t word = words[i].hash;
    if (word == H("endorse") || word == H("promote") || word == H("advertising")) return true;
  }
  return false;
}

// Whether a clause that somebody put into a plain licence takes back a kind of use.
bool Restricts(std::span<const LicenseWord> words, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; ++i) {
    const uint32_t word = words[i].hash;
    const bool is_narrow = word == H("noncommercial") || word == H("evaluation") ||
                           word == H("academic") || word == H("military") ||
                           word == H("prohibited") || word == H("forbidden") ||
                           word == H("disallowed");
    if (is_narrow) return true;
    // "may only be exercised to …"
    if (word == H("only") && i + 2 < to && words[i + 1].hash == H("be") && i > from &&
        words[i - 1].hash == H("may")) {
      return true;
    }
    const uint32_t before = i > from ? words[i - 1].hash : 0;
    if (before == H("non") && word == H("commercial")) return true;
    if (before != H("not")) continue;
    for (uint32_t j = i; j < to && j < i + 6; ++j) {
      const uint32_t next = words[j].hash;
      if (next == H("sell") || next == H("sold") || next == H("service") ||
          next == H("commercial") || next == H("commercially") || next == H("permitted") ||
          next == H("allowed") || next == H("redistribute") || next == H("redistributed") ||
          next == H("modify") || next == H("modified")) {
        return true;
      }
    }
    // "may not be used to offer a service"
    if (words[i].hash == H("be") && i + 2 < to && words[i + 1].hash == H("used") &&
        (words[i + 2].hash == H("to") || words[i + 2].hash == H("for"))) {
      return !EndorsesOnly(words, i, to);
    }
  }
  return false;
}

// "You must … or contact the author to obtain permission".
bool BindsToLeave(std::span<const LicenseWord> clause) {
  const auto is_asked = [](const LicenseWord& word) {
    return word.hash == H("contact") || word.hash == H("obtain") || word.hash == H("purchase");
  };
  const auto is_leave = [](const LicenseWord& word) {
    return word.hash == H("permission") || word.hash == H("commercial") || word.hash == H("paid");
  };
  const auto is_name = [](const LicenseWord& word) {
    return word.hash == H("name") || word.hash == H("names");
  };
  const auto is_duty = [](const LicenseWord& word) {
    return word.hash == H("must") || word.hash == H("shall") || word.hash == H("required");
  };
  return std::any_of(clause.begin(), clause.end(), is_duty) &&
         std::any_of(clause.begin(), clause.end(), is_asked) &&
         std::any_of(clause.begin(), clause.end(), is_leave) &&
         std::none_of(clause.begin(), clause.end(), is_name);
}

// Of a word and the next, as of one: "sub license", "dis-" at the end of a line and "tribute".
uint32_t JoinedHash(std::string_view text, const LicenseWord& word, const LicenseWord& next) {
  std::string joined(text.substr(word.begin, word.end - word.begin));
  joined += text.substr(next.begin, next.end - next.begin);
  std::transform(joined.begin(), joined.end(), joined.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return LicenseWordHash(joined);
}

bool LacksRight(std::string_view text, std::span<const LicenseWord> words) {
  return std::any_of(kMitRights.begin(), kMitRights.end(), [&](uint32_t right) {
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i].hash == right) return false;
    }
    for (size_t i = 0; i + 1 < words.size(); ++i) {
      if (JoinedHash(text, words[i], words[i + 1]) == right) return false;
    }
    return true;
  });
}

}  // namespace

std::string_view AmendedLicense(std::string_view text, std::span<const LicenseWord> words,
                                const LicenseTextMatch& match) {
  if (match.is_long) return {};
  for (const auto& [from, to] : match.additions) {
    if (Restricts(words, from, to) || BindsToLeave(words.subspan(from, to - from))) {
      return kRestrictedGrant;
    }
  }
  const uint32_t title = match.first_word > kTitleReach ? match.first_word - kTitleReach : 0;
  const bool is_titled =
      std::any_of(words.begin() + title, words.begin() + match.first_word + kTitleWords,
                  [](const LicenseWord& word) { return word.hash == H("mit"); });
  const auto own = words.subspan(match.first_word, match.last_word - match.first_word + 1);
  return match.id == "MIT" && !is_titled && LacksRight(text, own) ? kUnnamedGrant
                                                                  : std::string_view();
}

}  // namespace copytrace
