// Names are looked up in the table of folded names, the longest first; the GNU family has a reader
// of its own. A name counts only beside a word of licensing, since most names are also words of
// everyday speech or names of programs. What then stands between two names says how they are
// joined: "or", "dual licensed", "at your option", "alternatively" give OR, all else gives AND.
#include "engine/license/license_notice.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "engine/license/gnu_notice.h"
#include "engine/license/license_data.h"
#include "engine/license/license_name.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr std::string_view kWith = "WITH ";
constexpr std::string_view kOpenSsl = "LicenseRef-scancode-openssl-exception-";
constexpr std::string_view kUnnamedGrant = "LicenseRef-scancode-other-permissive";
constexpr std::string_view kPublicDomain = "LicenseRef-scancode-public-domain";
constexpr std::string_view kCommercial = "LicenseRef-scancode-commercial-license";
constexpr uint32_t kGrantReach = 160;    // words of a grant that are read for restrictions
constexpr uint32_t kDenialReach = 3;     // words between "not" and "in the public domain"
constexpr uint32_t kHoldersReach = 7;    // words between "licensees" and "commercial"
constexpr uint32_t kLikenessReach = 6;   // words between "similar" and the name
constexpr uint32_t kCueReach = 10;       // words before a name of several words
constexpr uint32_t kGrantWordReach = 9;  // words between "licensed under" and the name
constexpr size_t kTellingName = 4;       // words of a name that is nothing else
constexpr uint32_t kNearCueReach = 3;    // before a name of one word
constexpr uint32_t kNearCueBytes = 30;
constexpr size_t kLongestPath = 200;         // bytes before a name in an address
constexpr uint32_t kRepeatReach = 60;        // words between two names of one statement
constexpr uint32_t kJoinedReach = 6;         // words from "or" to the word of licensing
constexpr uint32_t kJoinReach = 12;          // words between two names that one conjunction joins
constexpr uint32_t kSelectReach = 30;        // words from the last name to "you may select"
constexpr uint32_t kOpenReach = 16;          // words from "one of the following" to the list
constexpr uint32_t kOpenChoiceGap = 45;      // and between its entries
constexpr uint32_t kChoiceGap = 40;          // where a word before says that there is a choice
constexpr uint32_t kOrReach = 12;            // and "or" stands this near to the second
constexpr uint32_t kAlternativeReach = 260;  // "alternatively" after a whole notice

bool IsLicenseWord(uint32_t word) {
  return word == H("license") || word == H("licensed") || word == H("licenses") ||
         word == H("licensing") || word == H("sublicense");
}

bool IsCue(uint32_t word) {
  return IsLicenseWord(word) || word == H("under") || word == H("terms") || word == H("released") ||
         word == H("distributed") || word == H("subject") || word == H("governed") ||
         word == H("copying");
}

struct Mention {
  uint32_t first;  // raw words
  uint32_t last;
  std::string expression;
  std::string family;           // of GNU licences
  bool is_exact = true;         // the name has a version or needs none
  bool is_bare = false;         // no word that grants stands before it
  bool is_choice_only = false;  // counts only where it is joined to another by "or"
  bool is_alternative = false;  // the other choice beside whatever licence is named
  bool is_weak = false;         // "you should have received a copy of …": no grant by itself
};

class Finder {
 public:
  Finder(std::string_view text, std::span<const LicenseWord> words, std::span<const NameWord> names,
         const std::vector<bool>& masked, bool all_are_names)
      : text_(text), words_(words), masked_(masked), all_are_names_(all_are_names), names_(names) {}

  std::vector<LicenseNotice> Find() {
    for (size_t i = 0; i < names_.size();) {
      const size_t next = ReadAt(i);
      i = std::max(next, i + 1);
    }
    DropRepeats();
    AttachExceptions();
    MergeNeighbours();
    return Join();
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
    if (row == nullptr || IsMasked(Raw(best - 1))) return 0;
    const uint32_t first = Raw(at);
    const uint32_t last = Raw(best - 1);
    const bool cued =
        row->needs_cue == kSureName || all_are_names_ ||
        (row->needs_cue == kNounName ? words_[last].hash == H("license") || HasNoun(last + 1)
                                     : HasCue(first, last, row->word_count));
    if (!cued) return 0;
    if (row->needs_cue != kSureName && IsCompared(first)) return best;
    Mention mention{first, last, std::string(LicenseString(row->expression)), ""};
    if (mention.expression == kUnnamedGrant && IsRestricted(first)) return best;
    if (mention.expression == kPublicDomain && IsDenied(first)) return best;
    mention.is_exact = SaysVersion(*row, first, last);
    mention.is_bare = row->needs_cue != kSureName && IsBare(first);
    mentions_.push_back(std::move(mention));
    return best;
  }

  // "a commercial license", "valid commercial Example licenses": the other choice beside a free
  // licence; by itself it says nothing of this file.
  size_t AddCommercial(size_t at) {
    const uint32_t first = Raw(at);
    for (uint32_t last = first + 1; last < first + 4 && last < words_.size(); ++last) {
      if (words_[last].hash != H("license") && words_[last].hash != H("licenses")) continue;
      if (!mentions_.empty() && mentions_.back().expression == kCommercial) mentions_.pop_back();
      mentions_.push_back({first, last, std::string(kCommercial), ""});
      mentions_.back().is_choice_only = true;
      mentions_.back().is_alternative = IsForHolders(first);
      return at + 1;
    }
    return 0;
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

  // "not in the public domain", "neither … nor in the public domain".
  bool IsDenied(uint32_t first) const {
    for (uint32_t i = first > kDenialReach ? first - kDenialReach : 0; i < first; ++i) {
      const uint32_t word = words_[i].hash;
      const bool denies =
          word == H("not") || word == H("nor") || word == H("never") || word == H("isn");
      if (denies && words_[i + 1].hash != H("copyrighted")) return true;
    }
    return false;
  }

  // "which is similar in effect to the BSD licence": a comparison.
  bool IsCompared(uint32_t first) const {
    for (uint32_t i = first > kLikenessReach ? first - kLikenessReach : 0; i < first; ++i) {
      if (words_[i].hash == H("similar") && IsBare(first)) return true;
    }
    return false;
  }

  // Whether a grant in its own words goes on to take back a kind of use.
  bool IsRestricted(uint32_t first) const {
    return AnyWord(first, first + kGrantReach, [](uint32_t word) {
      return word == H("commercial") || word == H("noncommercial") || word == H("educational") ||
             word == H("academic") || word == H("research") || word == H("evaluation") ||
             word == H("internal") || word == H("personal") || word == H("military");
    });
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
    Mention mention{first, last, gnu.expression, gnu.family, gnu.has_version};
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

  static std::string FamilyOf(const Mention& mention) {
    return mention.family.empty() ? mention.expression.substr(0, mention.expression.find('-'))
                                  : mention.family;
  }

  // A name without a version, or one in passing, says nothing new where its family is named in
  // full.
  void DropRepeats() {
    std::map<std::string, std::vector<const Mention*>> kinds;  // by family, each kind once
    for (const Mention& mention : mentions_) {
      std::vector<const Mention*>& same = kinds[FamilyOf(mention)];
      const bool is_new = std::none_of(same.begin(), same.end(), [&](const Mention* other) {
        return other->expression == mention.expression && other->is_exact == mention.is_exact &&
               other->is_weak == mention.is_weak;
      });
      if (is_new) same.push_back(&mention);
    }
    const bool gnu_granted = std::any_of(mentions_.begin(), mentions_.end(), [](const Mention& m) {
      return !m.family.empty() && !m.is_weak;
    });
    std::vector<Mention> kept;
    for (const Mention& mention : mentions_) {
      if (mention.is_weak && gnu_granted) continue;
      const std::vector<const Mention*>& others = kinds[FamilyOf(mention)];
      const bool drop = std::any_of(others.begin(), others.end(), [&](const Mention* other) {
        return other->is_exact &&
               (!mention.is_exact || IsNarrower(mention.expression, other->expression));
      });
      if (!drop) kept.push_back(mention);
    }
    mentions_ = std::move(kept);
  }

  // "GPL-2.0-only" beside "GPL-2.0-or-later": the name and version alone, in passing.
  static bool IsNarrower(std::string_view one, std::string_view other) {
    return one.ends_with("-only") && other.ends_with("-or-later") &&
           one.substr(0, one.size() - 5) == other.substr(0, other.size() - 9);
  }

  // Joins "WITH …" to the nearest GNU licence, the one before it first.
  void AttachExceptions() {
    std::vector<Mention> kept;
    std::string waiting;
    bool links_openssl = false;
    for (Mention& mention : mentions_) {
      if (mention.expression.starts_with(kWith)) {
        const std::string exception = mention.expression.substr(kWith.size());
        if (exception == kOpenSsl) {
          // OpenSSL is then named as what may be linked, not as a licence of this work.
          links_openssl = true;
          if (!kept.empty() && !kept.back().family.empty()) AllowOpenSsl(&kept.back());
          continue;
        }
        if (!kept.empty() && TakesException(kept.back(), exception)) {
          // The first that is named counts, or a closer name of the same one.
          const size_t with = kept.back().expression.find(" WITH ");
          if (with == std::string::npos) {
            kept.back().expression += " WITH " + exception;
          } else if (exception.starts_with(kept.back().expression.substr(with + 6))) {
            kept.back().expression.replace(with + 6, std::string::npos, exception);
          }
          kept.back().last = mention.last;
        } else {
          waiting = exception;
        }
        continue;
      }
      if (links_openssl && mention.expression == "OpenSSL") continue;
      if (!waiting.empty() && TakesException(mention, waiting)) {
        mention.expression += " WITH " + waiting;
        waiting.clear();
      }
      kept.push_back(std::move(mention));
    }
    mentions_ = std::move(kept);
  }

  // A licence that is named twice in a row is one, with the exception that either has.
  void MergeNeighbours() {
    const auto without_exception = [](const Mention& mention) {
      const std::string_view expression = mention.expression;
      return expression.substr(0, expression.find(" WITH "));
    };
    std::vector<Mention> kept;
    for (Mention& mention : mentions_) {
      const bool repeats = !kept.empty() &&
                           without_exception(kept.back()) == without_exception(mention) &&
                           mention.first - kept.back().last <= kRepeatReach;
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

  // The permission to link with OpenSSL has an id for each GNU licence that it is given with.
  static void AllowOpenSsl(Mention* mention) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kAllowances = {{
        {"GPL-2.0-only", "x11vnc-openssl-exception"},
        {"GPL-2.0-or-later", "LicenseRef-scancode-openssl-exception-gpl-2.0-plus"},
        {"GPL-3.0-or-later", "LicenseRef-scancode-openssl-exception-gpl-3.0-plus"},
        {"LGPL-2.0-or-later", "LicenseRef-scancode-openssl-exception-lgpl2.0plus"},
        {"LGPL-3.0-or-later", "LicenseRef-scancode-openssl-exception-lgpl3.0plus"},
        {"LGPL-2.1-or-later", "LicenseRef-scancode-openssl-exception-lgpl"},
        {"AGPL-3.0-only", "LicenseRef-scancode-openssl-exception-agpl-3.0"},
        {"AGPL-3.0-or-later", "LicenseRef-scancode-openssl-exception-agpl3.0plus"},
    }};
    for (const auto& [license, exception] : kAllowances) {
      if (mention->expression == license) {
        mention->expression.append(" WITH ").append(exception);
        return;
      }
    }
  }

  static bool TakesException(const Mention& mention, std::string_view exception) {
    if (exception == "LLVM-exception") return mention.expression.starts_with("Apache-2.0");
    return !mention.family.empty() && mention.expression.find(" OR ") == std::string::npos;
  }

  // False for what only says of which kind the terms are.
  static bool IsLicense(const Mention& mention) {
    return !mention.expression.starts_with("LicenseRef-scancode-proprietary") &&
           mention.expression != kUnnamedGrant;
  }

  bool JoinsWithOr(const Mention& a, const Mention& b) const {
    if (!IsLicense(a) || !IsLicense(b)) return false;
    if (a.is_alternative || b.is_alternative) return true;
    const uint32_t gap = b.first > a.last ? b.first - a.last - 1 : 0;
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
    return gap <= kAlternativeReach &&
           AnyWord(a.last + 1, b.first, [](uint32_t word) { return word == H("alternatively"); });
  }

  // "the LGPL, MPL or BSD license": what joins the last two of a list joins all.
  bool ListsWithOr(size_t at) const {
    for (size_t i = at; i + 1 < mentions_.size(); ++i) {
      const Mention& a = mentions_[i];
      const Mention& b = mentions_[i + 1];
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
  bool OpensChoice(const Mention& mention) const {
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

  std::vector<LicenseNotice> Join() const {
    std::vector<LicenseNotice> notices;
    bool is_open = false;  // inside a list of choices
    for (size_t i = 0; i < mentions_.size(); ++i) {
      const Mention& mention = mentions_[i];
      const bool goes_on = is_open && IsLicense(mention) && i > 0 &&
                           mention.first - mentions_[i - 1].last <= kOpenChoiceGap;
      is_open = goes_on || OpensChoice(mention);
      if (i > 0 && !notices.empty() &&
          (goes_on || JoinsWithOr(mentions_[i - 1], mention) || ListsWithOr(i - 1))) {
        LicenseNotice& notice = notices.back();
        notice.last_word = mention.last;
        notice.is_bare = notice.is_bare && mention.is_bare;
        notice.is_choice_only = notice.is_choice_only && mention.is_choice_only;
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

  std::string_view text_;
  std::span<const LicenseWord> words_;
  const std::vector<bool>& masked_;
  bool all_are_names_;
  std::span<const NameWord> names_;
  std::vector<Mention> mentions_;
};

// Whether every id of the expression is known.
bool IsKnown(const SpdxExpression& expression) {
  if (expression.kind != SpdxExpression::Kind::kLicense) {
    return std::all_of(expression.operands.begin(), expression.operands.end(), IsKnown);
  }
  std::string_view id = expression.license;
  if (id.find("Ref-") != std::string_view::npos) return true;
  if (id.ends_with('+')) id.remove_suffix(1);
  return FindLicense(id) != nullptr;
}

}  // namespace

std::vector<LicenseNotice> FindLicenseNotices(std::string_view text,
                                              std::span<const LicenseWord> words,
                                              std::span<const NameWord> names,
                                              const std::vector<bool>& masked) {
  return Finder(text, words, names, masked, false).Find();
}

std::string LicenseOfName(std::string_view name) {
  std::vector<LicenseWord> words;
  AppendLicenseWords(name, 0, name.size(), &words);
  uint64_t hash = 0;
  for (const NameWord& word : FoldNameWords(name, words)) hash = ExtendNameHash(hash, word.hash);
  const LicenseNameRow* row = FindLicenseName(hash);
  return row == nullptr ? std::string() : std::string(LicenseString(row->expression));
}

std::string ExpressionOfDeclaredLicense(std::string_view declared) {
  const std::optional<SpdxExpression> expression = ParseSpdxExpression(declared);
  if (expression && IsKnown(*expression)) return ToString(*expression);
  if (std::string expression = LicenseOfName(declared); !expression.empty()) return expression;
  // "MIT/Apache-2.0" and "MIT | Apache-2.0": the copier may choose.
  if (declared.find('/') != std::string_view::npos &&
      declared.find(':') == std::string_view::npos) {
    std::string spaced;
    for (const char c : declared) spaced += c == '/' ? std::string(" OR ") : std::string(1, c);
    const std::optional<SpdxExpression> choice = ParseSpdxExpression(spaced);
    if (choice && IsKnown(*choice)) return ToString(*choice);
  }
  std::vector<LicenseWord> words;
  AppendLicenseWords(declared, 0, declared.size(), &words);
  const std::vector<NameWord> names = FoldNameWords(declared, words);
  const std::vector<bool> masked;
  std::vector<std::string> parts;
  for (LicenseNotice& notice : Finder(declared, words, names, masked, true).Find()) {
    parts.push_back(std::move(notice.expression));
  }
  return JoinAnd(parts);
}

}  // namespace copytrace
