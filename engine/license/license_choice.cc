// Two names are a choice where "or", "/" or "|" stands between them, where a word of choice
// ("dual", "either", "at your option") stands before, between or after them, or where a list of
// choices was opened ("under one of the following"); all else is an AND. What joins the last two of
// a list joins all of it.
#include "engine/license/license_choice.h"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr uint32_t kJoinReach = 12;          // words between two names that one conjunction joins
constexpr uint32_t kPortionReach = 8;        // words from "portions" to their licence
constexpr uint32_t kSelectReach = 30;        // words from the last name to "you may select"
constexpr uint32_t kOpenReach = 45;          // words from "one of the following" to the list
constexpr uint32_t kOpenChoiceGap = 45;      // and between its entries
constexpr uint32_t kChoiceGap = 40;          // where a word before says that there is a choice
constexpr uint32_t kOrReach = 16;            // and "or" stands this near to the second
constexpr uint32_t kAlternativeReach = 420;  // "alternatively" after a whole notice

// Whether a licence is one of the choices of an expression that is a plain choice.
bool IsAmong(std::string_view license, std::string_view choices) {
  if (choices.find(" OR ") == std::string_view::npos) return false;
  while (!choices.empty()) {
    const size_t end = choices.find(" OR ");
    if (choices.substr(0, end) == license) return true;
    choices.remove_prefix(end == std::string_view::npos ? choices.size() : end + 4);
  }
  return false;
}

class Joiner {
 public:
  Joiner(std::string_view text, std::span<const LicenseWord> words,
         std::span<const LicenseMention> mentions)
      : text_(text), words_(words), mentions_(mentions) {}

  std::vector<LicenseNotice> Join() const {
    std::vector<LicenseNotice> notices;
    bool is_open = false;  // inside a list of choices
    for (size_t i = 0; i < mentions_.size(); ++i) {
      const LicenseMention& mention = mentions_[i];
      const bool goes_on = is_open && IsLicense(mention) && i > 0 &&
                           mention.first - mentions_[i - 1].last <= kOpenChoiceGap;
      is_open = goes_on || OpensChoice(mention);
      // One of the choices named again, to say what it may be replaced by: that is one more of
      // them.
      if (!notices.empty() && i + 1 < mentions_.size() && IsSecondary(mentions_[i + 1]) &&
          IsAmong(mention.expression, notices.back().expression)) {
        notices.back().last_word = mention.last;
        continue;
      }
      if (i > 0 && !notices.empty() &&
          (goes_on || JoinsWithOr(mentions_[i - 1], mention) || ListsWithOr(i - 1))) {
        LicenseNotice& notice = notices.back();
        notice.last_word = mention.last;
        notice.is_bare = notice.is_bare && mention.is_bare;
        notice.is_choice_only = notice.is_choice_only && mention.is_choice_only;
        if (IsAmong(mention.expression, notice.expression)) continue;
        const std::string joined = notice.expression + " OR " + mention.expression;
        if (std::optional<std::string> text = NormalizeSpdxExpression(joined)) {
          notice.expression = *text;
        }
        continue;
      }
      notices.push_back({mention.first, mention.last, mention.expression, mention.is_bare,
                         mention.is_choice_only});
    }
    return notices;
  }

 private:
  bool AnyWord(uint32_t begin, uint32_t end, bool (*is)(uint32_t)) const {
    for (uint32_t i = begin; i < end && i < words_.size(); ++i) {
      if (is(words_[i].hash)) return true;
    }
    return false;
  }

  // False for what only says of which kind the terms are.
  static bool IsLicense(const LicenseMention& mention) {
    return !mention.expression.starts_with("LicenseRef-scancode-proprietary") &&
           mention.expression != kUnnamedGrant;
  }

  bool JoinsWithOr(const LicenseMention& a, const LicenseMention& b) const {
    if (!IsLicense(a) || !IsLicense(b)) return false;
    if (a.is_alternative || b.is_alternative) return true;
    if (!b.family.empty() && IsSecondary(b)) return true;
    const uint32_t gap = b.first > a.last ? b.first - a.last - 1 : 0;
    if (IsOfPortions(a, b)) return false;
    if (gap <= kJoinReach) {
      for (uint32_t i = a.last + 1; i < b.first; ++i) {
        if (words_[i].hash == H("or")) return true;
      }
      const std::string_view between =
          text_.substr(words_[a.last].end, words_[b.first].begin - words_[a.last].end);
      if (between == "/" || between == " / " || between.find('|') != std::string_view::npos) {
        return true;
      }
      const uint32_t begin = a.first > 12 ? a.first - 12 : 0;
      const auto is_choice = [](uint32_t word) {
        return word == H("dual") || word == H("either") || word == H("choice") ||
               word == H("dually") || word == H("tri") || word == H("alternatively") ||
               word == H("duallicensed");
      };
      if (AnyWord(begin, a.first, is_choice) || AnyWord(b.last + 1, b.last + 6, is_choice)) {
        return true;
      }
    }
    // "dual-licensed under either … as published by …, or … under …"
    if (gap <= kChoiceGap && b.first >= kOrReach) {
      const auto is_either = [](uint32_t word) {
        return word == H("dual") || word == H("either") || word == H("one") || word == H("choice");
      };
      if (AnyWord(a.first > 12 ? a.first - 12 : 0, a.first, is_either) &&
          AnyWord(std::max(a.last + 1, b.first - kOrReach), b.first,
                  [](uint32_t word) { return word == H("or"); })) {
        return true;
      }
    }
    // "under both … and …, meaning you may select, at your option, one of the above"
    const auto is_select = [](uint32_t word) {
      return word == H("select") || word == H("choose") || word == H("choosing");
    };
    const auto is_of_those = [](uint32_t word) {
      return word == H("option") || word == H("above") || word == H("either") || word == H("which");
    };
    if (gap <= kChoiceGap && AnyWord(b.last + 1, b.last + kSelectReach, is_select) &&
        AnyWord(b.last + 1, b.last + kSelectReach, is_of_those)) {
      return true;
    }
    return gap <= kAlternativeReach && SaysAlternatively(a.last + 1, b.first);
  }

  // "…, with portions subject to a BSD license": of a part, whatever is said of the whole.
  bool IsOfPortions(const LicenseMention& a, const LicenseMention& b) const {
    return AnyWord(std::max(a.last + 1, b.first > kPortionReach ? b.first - kPortionReach : 0),
                   b.first, [](uint32_t word) { return word == H("portions"); });
  }

  // "Alternatively, …", but not "Alternatively, if you modify it, you may …".
  bool SaysAlternatively(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i + 1 < end; ++i) {
      const uint32_t next = words_[i + 1].hash;
      if (words_[i].hash == H("alternatively") && next != H("if")) return true;
    }
    return false;
  }

  // The Eclipse licence's "also … under the following Secondary Licenses when …: the GPL".
  bool IsSecondary(const LicenseMention& mention) const {
    const uint32_t begin = mention.first > kOpenChoiceGap ? mention.first - kOpenChoiceGap : 0;
    for (uint32_t i = begin; i + 1 < mention.first; ++i) {
      if (words_[i].hash == H("secondary") && words_[i + 1].hash == H("licenses")) return true;
    }
    return false;
  }

  // "the LGPL, MPL or BSD license": what joins the last two of a list joins all.
  bool ListsWithOr(size_t at) const {
    for (size_t i = at; i + 1 < mentions_.size(); ++i) {
      const LicenseMention& a = mentions_[i];
      const LicenseMention& b = mentions_[i + 1];
      if (!IsLicense(a) || !IsLicense(b) || b.first <= a.last || b.first - a.last > 3) return false;
      const std::string_view between =
          text_.substr(words_[a.last].end, words_[b.first].begin - words_[a.last].end);
      for (uint32_t word = a.last + 1; word < b.first; ++word) {
        if (words_[word].hash == H("or")) return i > at;
        if (words_[word].hash == H("and")) return false;
      }
      if (between.find(',') == std::string_view::npos) return false;
    }
    return false;
  }

  // "under one of the following licences: …", "under any one of these …", "triple licensed": a list
  // follows of which the reader may choose.
  bool OpensChoice(const LicenseMention& mention) const {
    if (!IsLicense(mention)) return false;
    const uint32_t begin = mention.first > kOpenReach ? mention.first - kOpenReach : 0;
    for (uint32_t i = begin; i < mention.first; ++i) {
      const uint32_t word = words_[i].hash;
      if (word == H("triple") || word == H("tri")) return true;
      const bool of = i + 2 < mention.first && words_[i + 1].hash == H("of");
      if ((word == H("one") || word == H("any") || word == H("either")) && of &&
          AnyWord(i + 2, std::min(i + 6, mention.first), [](uint32_t next) {
            return next == H("following") || next == H("these") || next == H("licenses");
          })) {
        return true;
      }
    }
    return false;
  }

  std::string_view text_;
  std::span<const LicenseWord> words_;
  std::span<const LicenseMention> mentions_;
};

}  // namespace

std::vector<LicenseNotice> JoinMentions(std::string_view text, std::span<const LicenseWord> words,
                                        std::span<const LicenseMention> mentions) {
  return Joiner(text, words, mentions).Join();
}

}  // namespace copytrace
