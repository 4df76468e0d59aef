// A grant names at least three of the things that copyright reserves ("use, copy, modify and
// distribute"), or two and "freely", within a few words, and beside them a word that permits. One
// is enough where the sentence says what of ("this module") and either "freely" or how wide the
// grant is ("for any purpose", "without restriction", "as you wish"). A negation in front of them
// makes it no grant; a use that is left out ("for non-commercial …") makes it a restricted one.
// Both are for a person to read.
#include "engine/license/own_grant.h"

#include <algorithm>
#include <array>

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr std::string_view kRestrictedGrant = "LicenseRef-scancode-proprietary-license";
constexpr uint32_t kList = 14;       // words that the list of permitted acts spans
constexpr uint32_t kBefore = 14;     // words before it, and
constexpr uint32_t kAfter = 12;      // after it, in which it is permitted
constexpr uint32_t kNegation = 4;    // words before it in which it is forbidden
constexpr uint32_t kDisclaimer = 4;  // words between "without" and "any warranty"
constexpr uint32_t kLeave = 8;       // words between "without" and "permission"
constexpr uint32_t kCondition = 90;  // words after it that may take a use back

struct Act {
  std::array<uint32_t, 3> words;
};
constexpr std::array<Act, 8> kActs = {{
    {{H("use"), H("used"), H("using")}},
    {{H("copy"), H("copied"), H("copying")}},
    {{H("modify"), H("modified"), H("modification")}},
    {{H("distribute"), H("distributed"), H("distribution")}},
    {{H("redistribute"), H("redistributed"), H("redistribution")}},
    {{H("sell"), H("sold"), H("sublicense")}},
    {{H("reproduce"), H("reproduced"), H("duplicate")}},
    {{H("publish"), H("merge"), H("relicense")}},
}};

constexpr std::array kPermits = {H("may"),   H("permission"), H("granted"), H("grants"),
                                 H("grant"), H("permitted"),  H("free"),    H("freely"),
                                 H("give"),  H("allowed"),    H("rights"),  H("authorized")};
// Permit where the sentence also says how wide.
constexpr std::array kOffers = {H("given"), H("can"), H("feel"), H("anyone")};

constexpr std::array kTells = {H("may"), H("shall"), H("must"), H("can"), H("is"), H("are")};
constexpr std::array kLeaves = {H("permission"), H("consent"), H("approval"), H("authorization"),
                                H("agreement")};

constexpr std::array kWorks = {H("software"), H("program"),   H("code"),     H("file"),
                               H("files"),    H("module"),    H("library"),  H("source"),
                               H("sources"),  H("material"),  H("document"), H("documentation"),
                               H("package"),  H("script"),    H("work"),     H("data"),
                               H("copies"),   H("materials"), H("tables"),   H("definitions")};

bool IsIn(std::span<const uint32_t> set, uint32_t word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

// "for any purpose", "without restriction", "in any manner", "as desired".
bool IsWide(std::span<const LicenseWord> words, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i + 1 < end; ++i) {
    const uint32_t word = words[i].hash;
    const uint32_t next = words[i + 1].hash;
    if (word == H("any") && (next == H("purpose") || next == H("manner") || next == H("way") ||
                             next == H("use") || next == H("reason"))) {
      return true;
    }
    if (word == H("without") && (next == H("restriction") || next == H("restrictions") ||
                                 next == H("limitation") || next == H("charge"))) {
      return true;
    }
    if (word == H("as") &&
        (next == H("desired") || next == H("necessary") || next == H("required"))) {
      return true;
    }
    if (word == H("unlimited") && next == H("rights")) return true;
    if (word == H("any") && (next == H("program") || next == H("project"))) return true;
  }
  return false;
}

// Whether "this" or, unless it has to be near, "the" work is what is spoken of: "this module may be
// …".
bool NamesWork(std::span<const LicenseWord> words, uint32_t begin, uint32_t end,
               bool is_near = false) {
  for (uint32_t i = begin; i < end; ++i) {
    if (!IsIn(kWorks, words[i].hash)) continue;
    const uint32_t from = i > 3 ? i - 3 : 0;
    for (uint32_t j = from; j < i; ++j) {
      if (words[j].hash == H("this") || words[j].hash == H("these")) return true;
      if (!is_near && words[j].hash == H("the")) return true;
    }
  }
  return false;
}

// A point and a space, or an empty line, stands between two neighbours.
bool EndsSentence(std::string_view text, const LicenseWord& word, const LicenseWord& next) {
  const std::string_view between = text.substr(word.end, next.begin - word.end);
  return between.starts_with(". ") || between.starts_with(".\n") ||
         between.find("\n\n") != std::string_view::npos;
}

int ActOf(uint32_t word) {
  for (size_t i = 0; i < kActs.size(); ++i) {
    if (std::find(kActs[i].words.begin(), kActs[i].words.end(), word) != kActs[i].words.end()) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

// "as you wish", "however you like", "whatever you want", "feel free to", "free for anyone".
bool IsAtWill(std::span<const LicenseWord> words, uint32_t begin, uint32_t end) {
  static constexpr std::array kWishes = {H("wish"), H("like"), H("please"), H("want"), H("see")};
  for (uint32_t i = begin; i + 1 < end; ++i) {
    const uint32_t word = words[i].hash;
    const uint32_t next = words[i + 1].hash;
    const uint32_t third = i + 2 < end ? words[i + 2].hash : 0;
    if (word == H("feel") && next == H("free")) {
      for (uint32_t j = i + 3; j < std::min(end, i + 5); ++j) {
        if (ActOf(words[j].hash) >= 0) return true;
      }
    }
    if (word == H("free") && next == H("for") && (third == H("anyone") || third == H("all"))) {
      return true;
    }
    if (word == H("for") && next == H("free")) return true;
    const bool is_manner = word == H("as") || word == H("however") || word == H("whatever") ||
                           word == H("what") || word == H("anything");
    if (is_manner && next == H("you") && IsIn(kWishes, third)) return true;
  }
  return false;
}

bool Permits(uint32_t word) { return IsIn(kPermits, word); }

// "may not be copied, modified or distributed without the prior consent of …": at least two acts,
// or one that somebody's leave is needed for.
bool IsProhibition(std::span<const LicenseWord> words, uint32_t begin, uint32_t end,
                   uint32_t acts) {
  const bool needs_leave = [&] {
    for (uint32_t i = begin; i + 1 < end; ++i) {
      if (words[i].hash != H("without")) continue;
      for (uint32_t j = i + 1; j < std::min(end, i + kLeave); ++j) {
        if (IsIn(kLeaves, words[j].hash)) return true;
      }
    }
    return false;
  }();
  bool is_told = false;  // "you may not", "shall not", "is not permitted", and not "does not use"
  for (uint32_t i = begin; i + 1 < end; ++i) {
    const uint32_t next = words[i + 1].hash;
    is_told = is_told || (IsIn(kTells, words[i].hash) && next == H("not")) ||
              (words[i].hash == H("not") && (next == H("permitted") || next == H("allowed")));
  }
  return is_told &&
         (needs_leave || (__builtin_popcount(acts) >= 3 && NamesWork(words, begin, end)));
}

bool LeavesUseOut(std::span<const LicenseWord> words, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to && i < words.size(); ++i) {
    const uint32_t word = words[i].hash;
    const uint32_t before = i == 0 ? 0 : words[i - 1].hash;
    if (word == H("noncommercial") || word == H("academic") || word == H("educational") ||
        word == H("evaluation") || word == H("internal") || word == H("disallowed")) {
      return true;
    }
    // "may only be exercised to …"
    const uint32_t next = i + 1 < words.size() ? words[i + 1].hash : 0;
    if (before == H("may") && word == H("only") && next == H("be")) return true;
    if (word == H("commercial") &&
        (before == H("non") || before == H("not") || before == H("for") || before == H("in"))) {
      // "for commercial purposes" alone, or beside others, may also be granted.
      bool is_negated = false;
      bool is_also_granted = false;
      for (uint32_t j = i > 8 ? i - 8 : 0; j < i; ++j) {
        const bool negates = words[j].hash == H("non") || words[j].hash == H("not");
        is_negated = is_negated || negates;
        is_also_granted = is_also_granted || words[j].hash == H("commercial");
      }
      if (is_negated && !is_also_granted) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<OwnGrant> FindOwnGrant(std::string_view text, std::span<const LicenseWord> words) {
  const auto size = static_cast<uint32_t>(words.size());
  std::optional<OwnGrant> forbidden;  // counts where nothing is permitted
  for (uint32_t i = 0; i < size; ++i) {
    if (ActOf(words[i].hash) < 0) continue;
    uint32_t acts = 0;
    uint32_t last = i;
    bool is_free = false;
    for (uint32_t j = i; j < std::min(size, i + kList); ++j) {
      if (j > i && EndsSentence(text, words[j - 1], words[j])) break;
      is_free = is_free || words[j].hash == H("freely");
      const int act = ActOf(words[j].hash);
      if (act < 0) continue;
      acts |= 1u << act;
      last = j;
    }
    const uint32_t begin = i > kBefore ? i - kBefore : 0;
    const uint32_t end = std::min(size, last + kAfter);
    bool is_permitted = false;
    bool is_offered = false;
    bool is_forbidden = false;
    for (uint32_t j = begin; j < end; ++j) {
      is_permitted = is_permitted || Permits(words[j].hash);
      is_offered = is_offered || IsIn(kOffers, words[j].hash);
      is_free = is_free || (j < i && words[j].hash == H("freely"));
      const bool negates = words[j].hash == H("not") || words[j].hash == H("no");
      is_forbidden = is_forbidden || (negates && j < last && j + kNegation >= i);
    }
    if (is_forbidden && !forbidden && IsProhibition(words, begin, end, acts)) {
      forbidden = OwnGrant{i, last, kRestrictedGrant};
    }
    if (!(is_permitted || is_offered) || is_forbidden) continue;
    const int count = __builtin_popcount(acts);
    const bool is_plain = is_permitted && count >= (is_free ? 2 : 3);
    const bool is_wide = (is_free || IsWide(words, begin, end)) && NamesWork(words, begin, end);
    const bool is_at_will = IsAtWill(words, begin, end) && NamesWork(words, begin, end, true);
    if (!is_plain && !is_wide && !is_at_will) continue;
    const bool restricted = LeavesUseOut(words, i, last + kCondition);
    return OwnGrant{i, last,
                    restricted ? kRestrictedGrant : "LicenseRef-scancode-other-permissive"};
  }
  return forbidden;
}

std::optional<uint32_t> FindWarrantyDisclaimer(std::span<const LicenseWord> words) {
  constexpr std::array kBefore = {H("any"), H("without"), H("implied")};
  constexpr std::array kDenies = {H("without"), H("no"), H("disclaims"), H("disclaim")};
  for (uint32_t i = 1; i < words.size(); ++i) {
    if (words[i].hash != H("warranty") && words[i].hash != H("warranties")) continue;
    if (!IsIn(kBefore, words[i - 1].hash)) continue;
    for (uint32_t j = i > kDisclaimer ? i - kDisclaimer : 0; j < i; ++j) {
      if (IsIn(kDenies, words[j].hash)) return i;
    }
  }
  return std::nullopt;
}

}  // namespace copytrace
