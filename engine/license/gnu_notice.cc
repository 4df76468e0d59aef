// The name is read first ("GNU Lesser General Public License", "LGPL", "GPL"), then the version,
// either right after it ("GPLv2", "License as published by the Free Software Foundation, either
// version 2") or right before ("version 2 of the GNU …"), then whether later versions are allowed
// ("or (at your option) any later version", "or newer", "+") or excluded ("only"). A licence named
// without a version may be taken in any published one (section 9 of GPL-2.0), so it is the oldest
// "-or-later".
#include "engine/license/gnu_notice.h"

#include <algorithm>
#include <array>

#include "engine/license/license_data.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr size_t kVersionReach = 14;  // folded words between name and version
constexpr size_t kLaterReach = 12;    // between version and "later"
constexpr size_t kIndent = 40;        // bytes before the number of an entry of a list
constexpr size_t kBracketReach = 24;  // bytes between a bracket and the number in it

struct Version {
  uint32_t word;
  std::string_view text;
};
constexpr std::array<Version, 7> kVersions = {{{H("1"), "1.0"},
                                               {H("1.1"), "1.1"},
                                               {H("1.2"), "1.2"},
                                               {H("1.3"), "1.3"},
                                               {H("2"), "2.0"},
                                               {H("2.1"), "2.1"},
                                               {H("3"), "3.0"}}};

bool IsLaterWord(uint32_t word) {
  return word == H("later") || word == H("newer") || word == H("higher") || word == H("above") ||
         word == H("greater") || word == H("upwards") || word == H("subsequent") ||
         word == H("future");
}

class Reader {
 public:
  Reader(std::string_view text, std::span<const LicenseWord> words, std::span<const NameWord> names)
      : text_(text), words_(words), names_(names) {}

  std::optional<GnuNotice> Read(size_t at) {
    const size_t end = ReadName(at);
    if (end == 0) return std::nullopt;
    notice_.first = at;
    notice_.last = end - 1;
    std::optional<std::string> version = VersionAfter(end);
    if (!version) version = VersionBefore(at);
    notice_.has_version = version.has_value();
    if (notice_.family == "GPL" && version == "2.1") notice_.family = "LGPL";
    if (version) {
      notice_.expression = notice_.family + '-' + *version + (or_later_ ? "-or-later" : "-only");
      if (!second_.empty()) {
        notice_.expression += " OR " + notice_.family + '-' + second_ + "-only";
      }
    } else {
      const std::string_view oldest = notice_.family == "LGPL"   ? (is_lesser_ ? "2.1" : "2.0")
                                      : notice_.family == "GFDL" ? "1.1"
                                      : notice_.family == "AGPL" ? "3.0"
                                                                 : "1.0";
      notice_.expression = notice_.family + '-' + std::string(oldest) + "-or-later";
    }
    return notice_;
  }

 private:
  bool Is(size_t at, std::string_view word) const {
    return at < names_.size() && names_[at].hash == LicenseWordHash(word);
  }

  // "fdl-1.1", as in the addresses of the FSF's site.
  bool KnownAfter(size_t at) const {
    return Is(at + 1, "1.1") || Is(at + 1, "1.2") || Is(at + 1, "1.3");
  }

  // Whether "license" comes next, which folding leaves out: "GNU Lesser License", but not
  // "__GNU_LIBRARY__".
  bool LicenseFollows(size_t at) const {
    const uint32_t next = names_[at - 1].word + 1;
    return next < words_.size() && words_[next].hash == H("license");
  }

  // Sets the family; the index after the name, or 0.
  size_t ReadName(size_t at) {
    size_t i = at;
    bool gnu = Is(i, "gnu");
    if (gnu) ++i;
    std::string_view family = "GPL";
    bool kind_named = true;
    if (Is(i, "lesser") || Is(i, "library")) {
      family = "LGPL";
      is_lesser_ = Is(i, "lesser");
      ++i;
      if (Is(i, "or") && (Is(i + 1, "lesser") || Is(i + 1, "library"))) i += 2;
      if (Is(i, "gnu")) ++i, gnu = true;
    } else if (Is(i, "affero")) {
      family = "AGPL";
      ++i;
    } else {
      kind_named = false;
    }
    if (Is(i, "gpl")) {
      ++i;
    } else if (Is(i, "lgpl") && !kind_named) {
      family = "LGPL";
      ++i;
    } else if (Is(i, "agpl") && !kind_named) {
      family = "AGPL";
      ++i;
    } else if ((gnu || kind_named) && Is(i, "public")) {
      ++i;
    } else if (Is(i, "general") && Is(i + 1, "public")) {
      i += 2;
    } else if (gnu && Is(i, "general")) {
      ++i;
    } else if (gnu && Is(i, "free") && Is(i + 1, "documentation")) {
      family = "GFDL";
      i += 2;
    } else if (Is(i, "gfdl") || (Is(i, "fdl") && (gnu || KnownAfter(i)))) {
      family = "GFDL";
      ++i;
    } else if (!(gnu && kind_named && LicenseFollows(i))) {
      return 0;
    }
    notice_.family = family;
    // "(GPL)" and "(LGPL)" repeat the name.
    while (Is(i, "gpl") || Is(i, "lgpl") || Is(i, "agpl") || Is(i, "gnu")) {
      if (Is(i, "gnu") && !(Is(i + 1, "gpl") || Is(i + 1, "lgpl") || Is(i + 1, "agpl"))) break;
      ++i;
    }
    return i;
  }

  std::optional<std::string> KnownVersion(size_t at) const {
    if (at >= names_.size()) return std::nullopt;
    // "lgpl21", as in addresses.
    if (names_[at].hash == H("21") && notice_.family == "LGPL" && at > 0 &&
        names_[at].word == names_[at - 1].word) {
      return "2.1";
    }
    for (const Version& version : kVersions) {
      if (version.word != names_[at].hash) continue;
      // There never was a GPL 2.1: the LGPL is meant, as the rest of such notices shows.
      if (notice_.family == "GPL" && version.text == "2.1") return "2.1";
      std::string id = notice_.family + '-' + std::string(version.text);
      if (FindLicense(id + "-only") != nullptr) return std::string(version.text);
    }
    return std::nullopt;
  }

  // Whether "version" or "v" stands before the number.
  bool IsMarkedVersion(size_t at) const {
    const uint32_t word = names_[at].word;
    const char first = text_[words_[word].begin];
    if (first == 'v' || first == 'V') return true;
    if (word == 0) return false;
    const uint32_t before = words_[word - 1].hash;
    return before == H("version") || before == H("v") || before == H("versions") ||
           before == H("ver");
  }

  // A line with "Version: 1.0": that of the file.
  bool IsFieldOfOwn(size_t at) const {
    const uint32_t word = names_[at].word;
    if (word < 2 || words_[word - 1].hash != H("version")) return false;
    const LicenseWord& field = words_[word - 1];
    const LicenseWord& before = words_[word - 2];
    return text_.substr(field.end, 1) == ":" &&
           text_.substr(before.end, field.begin - before.end).find('\n') != std::string_view::npos;
  }

  // "2)" in front of the next entry of a list, or "1. " at the beginning of a line.
  bool NumbersList(size_t at) const {
    const uint32_t begin = words_[names_[at].word].begin;
    const uint32_t end = words_[names_[at].word].end;
    if (IsMarkedVersion(at)) return false;
    if (text_.substr(end, 2) == ". ") {
      const size_t limit = begin > kIndent ? begin - kIndent : 0;
      const std::string_view before = text_.substr(limit, begin - limit);
      const size_t line = before.rfind('\n');
      return (line != std::string_view::npos || limit == 0) &&
             before.substr(line + 1).find_first_not_of(" \t*#/") == std::string_view::npos;
    }
    return text_.substr(end, 1) == ")" && !IsOpened(begin);
  }

  // Whether a bracket opens shortly before: "(version 2)", "(2)".
  bool IsOpened(size_t offset) const {
    const size_t begin = offset > kBracketReach ? offset - kBracketReach : 0;
    const std::string_view before = text_.substr(begin, offset - begin);
    const size_t open = before.rfind('(');
    return open != std::string_view::npos && before.find(')', open) == std::string_view::npos;
  }

  std::optional<std::string> VersionAfter(size_t from) {
    const size_t limit = std::min(names_.size(), from + kVersionReach);
    for (size_t i = from; i < limit; ++i) {
      const uint32_t word = names_[i].hash;
      if (word == H("details") || word == H("copy") || word == H("gpl") || word == H("lgpl") ||
          word == H("gnu") || word == H("mozilla") || word == H("apache") || word == H("along")) {
        return std::nullopt;
      }
      std::optional<std::string> version = KnownVersion(i);
      if (IsFieldOfOwn(i)) return std::nullopt;
      if (!version || NumbersList(i) || (i > from + 1 && !IsMarkedVersion(i))) continue;
      notice_.last = i;
      ReadLater(i, i + 1);
      return version;
    }
    return std::nullopt;
  }

  // "version 2 of the GNU …", "version 2 or any later version of the GNU …"
  std::optional<std::string> VersionBefore(size_t at) {
    if (at == 0 || !Is(at - 1, "of")) return std::nullopt;
    for (size_t back = 2; back <= 9 && back <= at; ++back) {
      const size_t i = at - back;
      std::optional<std::string> version = KnownVersion(i);
      if (!version || !IsMarkedVersion(i)) continue;
      const size_t last = notice_.last;
      notice_.first = i;
      ReadLater(i, i + 1);
      // "version 2 of the License, or …" may also go on behind the name.
      if (!or_later_) ReadLater(last, last + 1);
      notice_.last = std::max(notice_.last, last);
      return version;
    }
    return std::nullopt;
  }

  void ReadLater(size_t version, size_t from) {
    const uint32_t end = words_[names_[version].word].end;
    if (end < text_.size() && text_[end] == '+') or_later_ = true;
    bool joined = false;
    bool offered = false;
    const size_t limit = std::min(names_.size(), from + kLaterReach);
    for (size_t i = from; i < limit && !or_later_; ++i) {
      const uint32_t word = names_[i].hash;
      if (word == H("no") && (Is(i + 1, "later") || Is(i + 1, "other"))) return;
      if (word == H("only") && (!joined || names_[i - 1].hash == H("and"))) {
        notice_.last = i;
        return;
      }
      if (word == H("gnu") || word == H("gpl") || word == H("lgpl") || word == H("agpl") ||
          word == H("mit") || word == H("bsd") || word == H("mozilla") ||
          word == H("distributed")) {
        return;
      }
      if (word == H("or") || word == H("and")) {
        joined = true;
        offered = offered || word == H("or");
        const std::optional<std::string> other = KnownVersion(i + 1);
        if (word == H("or") && i == from && other) {
          second_ = *other;
          from = i + 2;
          ++i;
          notice_.last = i;
        }
        continue;
      }
      // "version 2 …, or (at your option) version 3 …"
      const std::optional<std::string> other = offered ? KnownVersion(i) : std::nullopt;
      if (other && IsMarkedVersion(i) && *other != KnownVersion(version)) {
        second_ = *other;
        notice_.last = i;
        return;
      }
      if (joined && IsLaterWord(word)) {
        or_later_ = true;
        second_.clear();
        notice_.last = i;
        return;
      }
    }
  }

  std::string_view text_;
  std::span<const LicenseWord> words_;
  std::span<const NameWord> names_;
  GnuNotice notice_{};
  std::string second_;  // "version 2 or version 3": the other one
  bool or_later_ = false;
  bool is_lesser_ = false;  // a name that the LGPL has since its version 2.1
};

}  // namespace

std::optional<GnuNotice> ReadGnuNotice(std::string_view text, std::span<const LicenseWord> words,
                                       std::span<const NameWord> names, size_t at) {
  return Reader(text, words, names).Read(at);
}

}  // namespace copytrace
