// Names are looked up in the table of folded names, the longest first; the GNU family has a reader
// of its own. A name counts only beside a word of licensing, since most names are also words of
// everyday speech or names of programs. license_exception.cc then joins exceptions to their
// licences, and license_choice.cc says which names are a choice.
#include "engine/license/license_notice.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "engine/license/gnu_notice.h"
#include "engine/license/license_choice.h"
#include "engine/license/license_data.h"
#include "engine/license/license_exception.h"
#include "engine/license/license_mention.h"
#include "engine/license/license_name.h"
#include "engine/license/license_talk.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr std::string_view kPublicDomain = "LicenseRef-scancode-public-domain";
constexpr std::string_view kSomeLgpl = "LGPL-2.0-or-later";
constexpr std::string_view kCommercial = "LicenseRef-scancode-commercial-license";
constexpr uint32_t kHoldersReach = 7;    // words between "licensees" and "commercial"
constexpr uint32_t kCueReach = 10;       // words before a name of several words
constexpr uint32_t kGrantWordReach = 9;  // words between "licensed under" and the name
constexpr size_t kTellingName = 4;       // words of a name that is nothing else
constexpr uint32_t kNearCueReach = 3;    // before a name of one word
constexpr uint32_t kNearCueBytes = 30;
constexpr size_t kLongestPath = 200;  // bytes before a name in an address
constexpr size_t kMostMentions =
    100'000;                           // of one range; megabytes of nothing but names must end, too
constexpr uint32_t kRepeatReach = 60;  // words between two names of one statement
constexpr uint32_t kJoinedReach = 6;   // words from "or" to the word of licensing

bool IsCue(uint32_t word) {
  return IsLicenseWord(word) || word == H("under") || word == H("terms") || word == H("released") ||
         word == H("distributed") || word == H("subject") || word == H("governed") ||
         word == H("copying");
}

class Finder {
 public:
  Finder(std::string_view text, std::span<const LicenseWord> words, std::span<const NameWord> names,
         const std::vector<bool>& masked, bool all_are_names)
      : text_(text), words_(words), masked_(masked), all_are_names_(all_are_names), names_(names) {}

  std::vector<LicenseNotice> Find() {
    for (size_t i = 0; i < names_.size() && mentions_.size() < kMostMentions;) {
      const size_t next = ReadAt(i);
      i = std::max(next, i + 1);
    }
    ShareVersions();
    DropRepeats();
    const std::optional<LicenseMention> apart = AttachExceptions(&mentions_);
    MergeNeighbours();
    std::vector<LicenseNotice> notices = JoinMentions(text_, words_, mentions_);
    if (apart) notices.push_back({apart->first, apart->last, apart->expression, true});
    return notices;
  }

 private:
  uint32_t Raw(size_t name) const { return names_[name].word; }

  bool IsMasked(uint32_t word) const { return !masked_.empty() && masked_[word]; }

  bool AnyWord(uint32_t begin, uint32_t end, bool (*is)(uint32_t)) const {
    for (uint32_t i = begin; i < end && i < words_.size(); ++i) {
      if (is(words_[i].hash)) return true;
    }
    return false;
  }

  // Reads the mention that begins at names_[at]; the index after it, or 0.
  size_t ReadAt(size_t at) {
    if (IsMasked(Raw(at))) return 0;
    const std::optional<GnuNotice> gnu = ReadGnuNotice(text_, words_, names_, at);
    size_t best = 0;
    const LicenseNameRow* row = nullptr;
    if (StartsLicenseName(names_[at].hash)) {
      uint64_t hash = 0;
      for (size_t i = at; i < names_.size() && i < at + kLongestLicenseName; ++i) {
        if (i > at && Raw(i) - Raw(i - 1) > 4) break;
        hash = ExtendNameHash(hash, names_[i].hash);
        if (i == at + 1 && !StartsLicenseNameOfTwo(hash)) break;
        if (const LicenseNameRow* found = FindLicenseName(hash)) {
          row = found;
          best = i + 1;
        }
      }
    }
    if (gnu && gnu->last + 1 >= best) return AddGnu(*gnu);
    if (row == nullptr && words_[Raw(at)].hash == H("commercial")) return AddCommercial(at);
    if (row == nullptr && words_[Raw(at)].hash == H("written")) return AddWrittenAgreement(at);
    if (row == nullptr || IsMasked(Raw(best - 1))) return 0;
    const uint32_t first = Raw(at);
    const uint32_t last = Raw(best - 1);
    const bool cued =
        row->needs_cue == kSureName || all_are_names_ ||
        (row->needs_cue == kNounName ? words_[last].hash == H("license") || HasNoun(last + 1)
                                     : HasCue(first, last, row->word_count));
    if (!cued) return 0;
    if (row->needs_cue != kSureName) {
      if (IsBare(first) && IsCompared(words_, first)) return best;
      if (Excludes(first, last) || IsLikeness(text_, words_, last)) return best;
    }
    LicenseMention mention{first, last, std::string(LicenseString(row->expression)), ""};
    if (mention.expression == kUnnamedGrant && IsRestricted(words_, first)) return best;
    if (mention.expression == kPublicDomain && IsDenied(words_, first)) return best;
    mention.is_exact = SaysVersion(*row, first, last);
    mention.is_bare = row->needs_cue != kSureName && IsBare(first);
    mentions_.push_back(std::move(mention));
    return best;
  }

  // "a commercial license", "valid commercial Example licenses": the other choice beside a free
  // licence; by itself it says nothing of this file.
  size_t AddCommercial(size_t at) {
    const uint32_t first = Raw(at);
    // "our license for commercial use".
    if (first > 2 && IsLicenseWord(words_[first - 2].hash) && words_[first - 1].hash == H("for")) {
      mentions_.push_back({first - 2, first, std::string(kCommercial), ""});
      mentions_.back().is_choice_only = true;
      return at + 1;
    }
    for (uint32_t last = first + 1; last < first + 4 && last < words_.size(); ++last) {
      if (words_[last].hash != H("license") && words_[last].hash != H("licenses")) continue;
      // "holding a valid commercial license … in accordance with the commercial license agreement"
      if (!mentions_.empty() && mentions_.back().expression == kCommercial) return at + 1;
      mentions_.push_back({first, last, std::string(kCommercial), ""});
      mentions_.back().is_choice_only = true;
      mentions_.back().is_alternative = IsForHolders(first);
      return at + 1;
    }
    return 0;
  }

  // "the terms contained in a signed written agreement between you and …": a commercial licence.
  size_t AddWrittenAgreement(size_t at) {
    static constexpr std::array kRest = {H("agreement"), H("between"), H("you"), H("and")};
    const uint32_t first = Raw(at);
    if (first + kRest.size() >= words_.size()) return 0;
    for (size_t i = 0; i < kRest.size(); ++i) {
      if (words_[first + 1 + i].hash != kRest[i]) return 0;
    }
    if (!mentions_.empty() && mentions_.back().expression == kCommercial) return at + 1;
    const auto last = static_cast<uint32_t>(first + kRest.size());
    mentions_.push_back({first, last, std::string(kCommercial), ""});
    mentions_.back().is_choice_only = mentions_.back().is_alternative = true;
    return at + 1;
  }

  // "Licensees holding valid … commercial licenses may use this file in accordance with those".
  bool IsForHolders(uint32_t first) const {
    const uint32_t begin = first > kHoldersReach ? first - kHoldersReach : 0;
    for (uint32_t i = begin; i + 1 < first; ++i) {
      if (words_[i].hash == H("licensees") && words_[i + 1].hash == H("holding")) return true;
    }
    return false;
  }

  bool IsBare(uint32_t first) const {
    // "License: MIT", but not "the Zlib license, the MIT license, …".
    if (first > 0 && IsLicenseWord(words_[first - 1].hash) &&
        text_.substr(words_[first - 1].end, words_[first].begin - words_[first - 1].end)
                .find(',') == std::string_view::npos) {
      return false;
    }
    return !AnyWord(
        first > kGrantWordReach ? first - kGrantWordReach : 0, first, [](uint32_t word) {
          return word == H("under") || word == H("terms") || word == H("subject") ||
                 word == H("released") || word == H("distributed") || word == H("licensed") ||
                 word == H("governed") || word == H("covered") || word == H("dual");
        });
  }

  // "not under the GPL or the LGPL": what is joined to an excluded name is excluded, too.
  bool Excludes(uint32_t first, uint32_t last) {
    const auto is_or = [](uint32_t word) { return word == H("or") || word == H("nor"); };
    const bool is_joined = excluded_end_ > 0 && first - excluded_end_ <= kJoinedReach &&
                           AnyWord(excluded_end_, first, is_or);
    if (!is_joined && !IsExcluded(words_, first) && !IsOfAnotherWork(words_, first)) return false;
    excluded_end_ = last + 1;
    return true;
  }

  // False where the licence has versions and the name left it open which.
  bool SaysVersion(const LicenseNameRow& row, uint32_t first, uint32_t last) const {
    const std::string_view expression = LicenseString(row.expression);
    const auto has_digit = [](std::string_view text) {
      return text.find_first_of("0123456789") != std::string_view::npos;
    };
    if (row.word_count == 1 && expression != "MIT") return false;
    return !has_digit(expression) ||
           has_digit(text_.substr(words_[first].begin, words_[last].end - words_[first].begin));
  }

  size_t AddGnu(const GnuNotice& gnu) {
    const uint32_t first = Raw(gnu.first);
    const uint32_t last = Raw(gnu.last);
    LicenseMention mention{first, last, gnu.expression, gnu.family, gnu.has_version};
    const auto before = [&](uint32_t back, std::string_view word) {
      return first >= back && words_[first - back].hash == LicenseWordHash(word);
    };
    const auto after = [&](uint32_t ahead, std::string_view word) {
      return last + ahead < words_.size() && words_[last + ahead].hash == LicenseWordHash(word);
    };
    // "GPL" alone needs a word of licensing, as other names do.
    if (!gnu.has_version && !all_are_names_ && gnu.last - gnu.first < 2 &&
        !AnyWord(first > kNearCueReach ? first - kNearCueReach : 0, first, IsCue) &&
        !AnyWord(last + 1, last + 4,
                 [](uint32_t word) { return IsLicenseWord(word) || word == H("governs"); }) &&
        !IsJoined(first, last)) {
      return 0;
    }
    if (Excludes(first, last)) return gnu.last + 1;
    // "COPYING.gplv3": the name of a file.
    if (first > 0 && IsFileEnding(first) &&
        (words_[first - 1].hash == H("copying") || words_[first - 1].hash == H("license"))) {
      return gnu.last + 1;
    }
    if (after(1, "compatible") || after(1, "incompatible") || after(1, "compatibility")) {
      return gnu.last + 1;
    }
    mention.is_bare = IsBare(first);
    mention.is_weak =
        !gnu.has_version && (before(3, "copy") || before(2, "see") || after(3, "details") ||
                             after(4, "details") || after(2, "along"));
    mentions_.push_back(std::move(mention));
    return gnu.last + 1;
  }

  bool HasNoun(uint32_t at) const {
    return at < words_.size() && (words_[at].hash == H("license") || words_[at].hash == H("eula"));
  }

  bool HasCue(uint32_t first, uint32_t last, size_t folded_words) const {
    // "jquery.min.js", "license.php", "gpl.php. 3)", "<?php": part of a file's name, or of code.
    if (IsFileEnding(first) && (folded_words == 1 || words_[first].hash == H("php"))) return false;
    // "Programming Language :: Python :: 2".
    const std::string_view span =
        text_.substr(words_[first].begin, words_[last].end - words_[first].begin);
    if (span.find("::") != std::string_view::npos) return false;
    if (span == "public-domain") return false;  // a word of policies, not a statement
    if (folded_words >= kTellingName) return true;
    if (IsOtherClassifier(first)) return false;
    // German for "with"; a language, more often than its licence.
    if (span == "mit" || span == "PHP" || span == "php") {
      return (first > 0 && IsLicenseWord(words_[first - 1].hash)) ||
             (last + 1 < words_.size() && IsLicenseWord(words_[last + 1].hash) &&
              text_.substr(words_[last].end, words_[last + 1].begin - words_[last].end)
                      .find('\n') == std::string_view::npos) ||
             IsJoined(first, last);
    }
    // "apache.org/licenses" and not the site of a project of theirs; folding leaves "licenses" out.
    if (folded_words == 2 && words_[last].hash == H("org") &&
        words_[first].hash != H("unlicense")) {
      return text_.substr(words_[last].end, 7) == "/licens";
    }
    if (IsTitle(first, last)) return true;
    if (folded_words == 1 && IsInPath(first)) return false;
    if (AnyWord(first, last + 3, IsLicenseWord)) return true;
    if (AnyWord(first, last + 1,
                [](uint32_t word) { return word == H("domain") || word == H("org"); })) {
      return true;
    }
    if (IsInPath(first)) return false;
    if (IsJoined(first, last)) return true;
    const uint32_t reach = folded_words > 1 ? kCueReach : kNearCueReach;
    uint32_t begin = first > reach ? first - reach : 0;
    while (folded_words == 1 && begin < first &&
           words_[first].begin - words_[begin].end > kNearCueBytes) {
      ++begin;
    }
    return AnyWord(begin, first, IsCue);
  }

  // What stands before a word on its line; of a long line, the end of that.
  std::string_view LineBefore(uint32_t word) const {
    const size_t end = words_[word].begin;
    const size_t limit = end > kLongestPath ? end - kLongestPath : 0;
    const std::string_view before = text_.substr(limit, end - limit);
    return before.substr(before.rfind('\n') + 1);
  }

  // "Environment :: X11 Applications", beside "License :: …".
  bool IsOtherClassifier(uint32_t first) const {
    const std::string_view before = LineBefore(first);
    const size_t at = before.find(" :: ");
    return at != std::string_view::npos && at > 0 && IsPathChar(before[at - 1]) &&
           before.find("License") == std::string_view::npos;
  }

  // A line that is the name alone, and then "Permission is hereby granted …".
  bool IsTitle(uint32_t first, uint32_t last) const {
    if (last + 1 >= words_.size()) return false;
    const uint32_t next = words_[last + 1].hash;
    if (next != H("permission") && next != H("redistribution")) return false;
    const std::string_view before = LineBefore(first);
    const std::string_view after =
        text_.substr(words_[last].end, words_[last + 1].begin - words_[last].end);
    return before.find_first_not_of(" \t*#/;%-") == std::string_view::npos &&
           after.find('\n') != std::string_view::npos;
  }

  // "golang.org/x/net": part of an address or of the name of a module.
  bool IsInPath(uint32_t word) const {
    size_t begin = words_[word].begin;
    if (begin == 0 || text_[begin - 1] != '/') return false;
    bool has_point = false;
    const size_t limit = begin > kLongestPath ? begin - kLongestPath : 0;
    for (--begin; begin > limit && IsPathChar(text_[begin - 1]); --begin) {
      has_point = has_point || text_[begin - 1] == '.';
    }
    return has_point;
  }

  static bool IsPathChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '/' || c == '-' || c == '_';
  }

  // "under the GPL or LGPL", "via the MIT or new BSD license": the cue of one name is the other's.
  bool IsJoined(uint32_t first, uint32_t last) const {
    if (last + 1 < words_.size() && words_[last + 1].hash == H("or") &&
        AnyWord(last + 2, last + kJoinedReach, IsLicenseWord)) {
      return true;
    }
    if (mentions_.empty() || first == 0) return false;
    const uint32_t before = mentions_.back().last;
    return before < first && first - before <= 3 &&
           AnyWord(before + 1, first, [](uint32_t word) { return word == H("or"); });
  }

  bool IsFileEnding(uint32_t word) const {
    const uint32_t begin = words_[word].begin;
    return begin > 0 && (text_[begin - 1] == '.' || text_[begin - 1] == '?');
  }

  static std::string FamilyOf(const LicenseMention& mention) {
    return mention.family.empty() ? mention.expression.substr(0, mention.expression.find('-'))
                                  : mention.family;
  }

  // "the GPL or LGPL version 2 licenses": the version is that of both.
  void ShareVersions() {
    for (size_t i = 0; i + 1 < mentions_.size(); ++i) {
      LicenseMention& mention = mentions_[i];
      const LicenseMention& next = mentions_[i + 1];
      const bool is_pair = !mention.is_exact && next.is_exact && !mention.family.empty() &&
                           !next.family.empty() && mention.family != next.family &&
                           next.first > mention.last && next.first - mention.last <= 2;
      if (!is_pair || !IsPlural(next.last + 1)) continue;
      const std::string shared = mention.family + next.expression.substr(next.family.size());
      if (FindLicense(shared) == nullptr) continue;
      mention.expression = shared;
      mention.is_exact = true;
    }
  }

  bool IsPlural(uint32_t word) const {
    return word < words_.size() && words_[word].hash == H("licenses");
  }

  // A name without a version, or one in passing, says nothing new where its family is named in
  // full.
  void DropRepeats() {
    std::map<std::string, std::vector<const LicenseMention*>> kinds;  // by family, each kind once
    for (const LicenseMention& mention : mentions_) {
      std::vector<const LicenseMention*>& same = kinds[FamilyOf(mention)];
      const bool is_new = std::none_of(same.begin(), same.end(), [&](const LicenseMention* other) {
        return other->expression == mention.expression && other->is_exact == mention.is_exact &&
               other->is_weak == mention.is_weak;
      });
      if (is_new) same.push_back(&mention);
    }
    const bool gnu_granted =
        std::any_of(mentions_.begin(), mentions_.end(),
                    [](const LicenseMention& m) { return !m.family.empty() && !m.is_weak; });
    std::vector<LicenseMention> kept;
    for (const LicenseMention& mention : mentions_) {
      if (mention.is_weak && gnu_granted) continue;
      const std::vector<const LicenseMention*>& others = kinds[FamilyOf(mention)];
      if (!mention.is_exact && mention.expression == kSomeLgpl && NamesLesser(others)) continue;
      const bool drop = std::any_of(others.begin(), others.end(), [&](const LicenseMention* other) {
        return other->is_exact &&
               (!mention.is_exact || IsNarrower(mention.expression, other->expression));
      });
      if (!drop) kept.push_back(mention);
    }
    mentions_ = std::move(kept);
  }

  // "LGPL" is the GNU Lesser General Public License where that is named, too.
  static bool NamesLesser(const std::vector<const LicenseMention*>& same) {
    return std::any_of(same.begin(), same.end(), [](const LicenseMention* other) {
      return other->expression.starts_with("LGPL-2.1-");
    });
  }

  // "GPL-2.0-only" beside "GPL-2.0-or-later": the name and version alone, in passing.
  static bool IsNarrower(std::string_view one, std::string_view other) {
    return one.ends_with("-only") && other.ends_with("-or-later") &&
           one.substr(0, one.size() - 5) == other.substr(0, other.size() - 9);
  }

  // "GPL v2 with the GNU Classpath exception and GPL v2 with …": two, each with its own.
  static bool HaveTwoExceptions(const LicenseMention& one, const LicenseMention& other) {
    return one.is_exact && other.is_exact && one.expression != other.expression &&
           one.expression.find(" WITH ") != std::string::npos &&
           other.expression.find(" WITH ") != std::string::npos;
  }

  // A licence that is named twice in a row is one, with the exception that either has.
  void MergeNeighbours() {
    const auto without_exception = [](const LicenseMention& mention) {
      const std::string_view expression = mention.expression;
      return expression.substr(0, expression.find(" WITH "));
    };
    std::vector<LicenseMention> kept;
    for (LicenseMention& mention : mentions_) {
      const bool repeats = !kept.empty() &&
                           without_exception(kept.back()) == without_exception(mention) &&
                           mention.first - kept.back().last <= kRepeatReach &&
                           !HaveTwoExceptions(kept.back(), mention);
      if (!repeats) {
        kept.push_back(std::move(mention));
        continue;
      }
      kept.back().last = mention.last;
      kept.back().is_bare = kept.back().is_bare && mention.is_bare;
      if (kept.back().expression.find(" WITH ") == std::string::npos) {
        kept.back().expression = std::move(mention.expression);
      }
    }
    mentions_ = std::move(kept);
  }

  std::string_view text_;
  std::span<const LicenseWord> words_;
  const std::vector<bool>& masked_;
  bool all_are_names_;
  std::span<const NameWord> names_;
  std::vector<LicenseMention> mentions_;
  uint32_t excluded_end_ = 0;  // the word after the last name that is said not to count
};

}  // namespace

std::vector<LicenseNotice> FindLicenseNotices(std::string_view text,
                                              std::span<const LicenseWord> words,
                                              std::span<const NameWord> names,
                                              const std::vector<bool>& masked) {
  return Finder(text, words, names, masked, false).Find();
}

std::vector<LicenseNotice> FindDeclaredLicenses(std::string_view text,
                                                std::span<const LicenseWord> words) {
  return Finder(text, words, FoldNameWords(text, words), {}, true).Find();
}

}  // namespace copytrace
