// The layers, cheapest first: the gate picks the regions worth reading, tags are read by the
// grammar, the words of a region are compared with the SPDX texts, and names are read in what is
// left. license_combiner.cc then drops what repeats another layer.
#include "engine/license/license_detector.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/license/declared_license.h"
#include "engine/license/license_amendment.h"
#include "engine/license/license_combiner.h"
#include "engine/license/license_data.h"
#include "engine/license/license_file_name.h"
#include "engine/license/license_gate.h"
#include "engine/license/license_mark.h"
#include "engine/license/license_mention.h"
#include "engine/license/license_notice.h"
#include "engine/license/license_talk.h"
#include "engine/license/license_text.h"
#include "engine/license/license_word.h"
#include "engine/license/manifest.h"
#include "engine/license/own_clause.h"
#include "engine/license/own_terms.h"
#include "engine/license/spdx_expression.h"
#include "engine/license/spdx_tag.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr uint32_t kAppendixGap = 40;     // words between a licence's terms and its appendix
constexpr uint32_t kAppendixWords = 520;  // words of "How to Apply These Terms"
constexpr uint32_t kChoiceReach = 45;     // words between a licence's text and the other choice
constexpr uint32_t kTitleReach = 60;      // words between a title and the text that it names
constexpr std::string_view kRestrictedGrant = "LicenseRef-scancode-proprietary-license";
constexpr size_t kMostRepeats = 1000;  // spans of the same expression
constexpr uint32_t kTitleAbove = 8;    // words above the title of a file
constexpr uint32_t kTitleRest = 3;     // words of its line after a licence's name
constexpr size_t kMostManifestCopyrights = 100;
constexpr double kPhraseConfidence = 0.5;  // a grant or restriction in words of its own

// Turns offsets into line numbers; offsets must come in order.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}

  uint32_t LineOf(size_t offset) {
    if (offset < at_) {
      at_ = 0;
      line_ = 1;
    }
    line_ += static_cast<uint32_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                              text_.begin() + static_cast<std::ptrdiff_t>(offset),
                                              '\n'));
    at_ = offset;
    return line_;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
};

class Detector {
 public:
  explicit Detector(std::string_view text) : text_(text) {}

  DetectedLicense Detect() {
    for (const TextRange& region : FindLicenseRegions(text_)) ReadRegion(region);
    if (!signs_.has_mark) found_.insert(found_.end(), general_.begin(), general_.end());
    SettleOwnTerms(text_, signs_, &found_);
    CombineLicenses(&found_);
    DropMostRepeats();
    DetectedLicense detected;
    LineCounter lines(text_);
    std::vector<std::string> expressions;
    std::sort(found_.begin(), found_.end(),
              [](const FoundLicense& a, const FoundLicense& b) { return a.begin < b.begin; });
    for (FoundLicense& found : found_) {
      expressions.push_back(found.expression);
      const uint32_t first_line = lines.LineOf(found.begin);
      detected.spans.push_back({first_line, lines.LineOf(found.end), found.layer,
                                std::move(found.expression), found.confidence});
    }
    detected.expression = JoinAnd(expressions);
    if (!detected.spans.empty()) detected.confidence = 1;
    for (const LicenseSpan& span : detected.spans) {
      detected.confidence = std::min(detected.confidence, span.confidence);
    }
    detected.copyrights = std::move(copyrights_);
    if (!detected.copyrights.empty()) detected.copyright = detected.copyrights.front().statement;
    return detected;
  }

 private:
  struct Region {
    std::vector<LicenseWord> words;
    std::vector<bool> masked;  // words that belong to what is read already
    std::vector<NameWord> names;
    std::vector<LicenseMark> marks;
    std::vector<LicenseTextMatch> texts;
    bool begins_file;
  };

  void ReadRegion(const TextRange& range) {
    Region region;
    region.begins_file = range.begin == 0;
    AppendLicenseWords(text_, range.begin, range.end, &region.words);
    ReadCopyrights(range);
    NoteSigns(region.words, region.begins_file, &signs_);
    region.masked.resize(region.words.size());
    ReadTags(range, &region);
    region.names = FoldNameWords(text_, region.words);
    region.marks = FindLicenseMarks(region.names);
    region.texts = MatchLicenseTexts(region.words);
    for (const LicenseTextMatch& match : region.texts) ReadText(match, &region);
    const size_t untitled = ReadMarks(&region);
    ReadRefusal(region.words, region.masked);
    ReadNotices(region, untitled);
    signs_.regions.push_back(std::move(region.words));
  }

  void ReadTags(const TextRange& range, Region* region) {
    const std::vector<LicenseWord>& words = region->words;
    for (SpdxTag& tag : FindSpdxTags(text_, range.begin, range.end)) {
      for (size_t i = FirstWordAt(words, tag.begin); i < words.size() && words[i].begin < tag.end;
           ++i) {
        region->masked[i] = true;
      }
      if (tag.expression.find(' ') == std::string::npos) ReadPlainName(&tag, region);
      found_.push_back({tag.begin, tag.end, LicenseLayer::kTag, std::move(tag.expression), 1});
    }
  }

  // "BSD-2", "GPL" and "GPL 2.0+" are no SPDX ids but plain enough.
  void ReadPlainName(SpdxTag* tag, Region* region) const {
    std::string known = ExpressionOfDeclaredLicense(tag->expression);
    const size_t next = FirstWordAt(region->words, tag->end);
    if (FindLicense(tag->expression) == nullptr && next < region->words.size()) {
      const LicenseWord& word = region->words[next];
      const size_t end = word.end + (text_.substr(word.end, 1) == "+" ? 1 : 0);
      const std::string_view longer = text_.substr(word.begin, end - word.begin);
      const bool is_version = longer.find_first_not_of("0123456789.+v") == std::string::npos;
      if (is_version && text_.substr(tag->end, word.begin - tag->end) == " ") {
        known = ExpressionOfDeclaredLicense(tag->expression + ' ' + std::string(longer));
        region->masked[next] = true;
        tag->end = end;
      }
    }
    if (!known.empty()) tag->expression = known;
  }

  void ReadText(const LicenseTextMatch& match, Region* region) {
    const std::vector<LicenseWord>& words = region->words;
    // Tags in a licence's articles are samples of how to use it.
    if (match.is_long) {
      std::erase_if(found_, [&](const FoundLicense& found) {
        return found.layer == LicenseLayer::kTag && found.begin > words[match.first_word].begin &&
               found.end < words[match.last_word].end;
      });
    }
    std::vector<bool>& masked = region->masked;
    const uint32_t end = EndOfAppendix(words, match.last_word + 1);
    std::fill(masked.begin() + match.first_word, masked.begin() + end, true);
    std::string id(match.id);
    const LicenseMark* mark = MarkOf(match, *region);
    if (mark != nullptr) {
      id = mark->expression;
      renamed_.emplace(match.id);
    }
    double confidence = std::min(match.coverage, 1.0);
    if (!match.is_long) {
      for (const auto& [from, to] : match.additions) {
        if (to - from >= kOwnClause) std::fill(masked.begin() + from, masked.begin() + to, false);
      }
    }
    const std::string_view amended =
        mark != nullptr ? std::string_view() : AmendedLicense(text_, words, match);
    if (!amended.empty()) {
      id = amended;
      confidence = kPhraseConfidence;
    }
    found_.push_back({words[match.first_word].begin, words[match.last_word].end,
                      LicenseLayer::kText, std::move(id), confidence, false, match.is_long});
  }

  // The last mark that says what the text really is, or null.
  static const LicenseMark* MarkOf(const LicenseTextMatch& match, const Region& region) {
    const auto is_apart = [&region](const LicenseMark& mark) {
      return std::none_of(
          region.texts.begin(), region.texts.end(), [&mark](const LicenseTextMatch& text) {
            return text.first_word <= mark.last_word && mark.first_word <= text.last_word;
          });
    };
    const LicenseMark* found = nullptr;
    const auto first = std::lower_bound(
        region.marks.begin(), region.marks.end(), match.first_word,
        [](const LicenseMark& mark, uint32_t word) { return mark.last_word + kTitleReach < word; });
    for (auto mark = first; mark != region.marks.end(); ++mark) {
      if (mark->first_word > match.last_word + kTitleReach) break;
      const bool is_within =
          match.first_word <= mark->last_word && mark->first_word <= match.last_word;
      // What tells a licence outside of texts is no part of any, and so makes a text of few clauses
      // around it another one.
      const bool is_own = is_within && !match.is_long && CountsAs(*mark, '-');
      if (is_own || (NamesTextOf(*mark, match.id) && (is_within || is_apart(*mark)))) {
        found = &*mark;
      }
    }
    return found;
  }

  // Where the terms of some title begin, as an index of words.
  size_t ReadMarks(Region* region) {
    size_t untitled = region->words.size();
    for (const LicenseMark& mark : region->marks) {
      if (CountsAs(mark, '@') && signs_.author.empty()) signs_.author = mark.expression;
      const bool is_general = CountsAs(mark, '?');
      const bool is_title = is_general || CountsAs(mark, '!');
      const bool stands_alone = is_title || CountsAs(mark, '-');
      const bool is_masked = region->masked[mark.first_word];
      if (!CountsAs(mark, '*') && (!stands_alone || is_masked)) continue;
      for (uint32_t i = mark.first_word; i <= mark.last_word; ++i) region->masked[i] = true;
      if (is_title) untitled = std::min<size_t>(untitled, mark.first_word);
      FoundLicense found{region->words[mark.first_word].begin, region->words[mark.last_word].end,
                         LicenseLayer::kNotice, std::string(mark.expression), 1};
      if (is_general) {
        general_.push_back(std::move(found));
      } else {
        found_.push_back(std::move(found));
        signs_.has_mark = true;
      }
    }
    return untitled;
  }

  void ReadNotices(const Region& region, size_t untitled) {
    const std::vector<LicenseWord>& words = region.words;
    for (LicenseNotice& notice : FindLicenseNotices(text_, words, region.names, region.masked)) {
      // "the BSD license" above a text of it that is another one.
      if (renamed_.contains(notice.expression)) continue;
      if (notice.expression.starts_with("WITH ")) {
        AddException(notice.expression);
        continue;
      }
      if (JoinChoice(words, notice) || notice.is_choice_only || notice.first_word > untitled) {
        continue;
      }
      if (region.begins_file && IsTitleOfFile(words, notice)) notice.is_bare = false;
      const double confidence = IsPhraseOfOwn(notice.expression) ? kPhraseConfidence : 1;
      found_.push_back({words[notice.first_word].begin, words[notice.last_word].end,
                        LicenseLayer::kNotice, std::move(notice.expression), confidence,
                        notice.is_bare});
      found_.back().is_granted = IsGranted(words, notice.first_word);
    }
  }

  // "You are not allowed to distribute a changed version": takes something from any licence that
  // stands beside it.
  void ReadRefusal(std::span<const LicenseWord> words, const std::vector<bool>& masked) {
    for (size_t begin = 0; begin < words.size();) {
      size_t end = begin;
      while (end < words.size() && masked[end] == masked[begin]) ++end;
      const std::span<const LicenseWord> run = words.subspan(begin, end - begin);
      const std::optional<OwnRefusal> refusal =
          masked[begin] ? std::nullopt : FindRefusal(text_, run);
      begin = end;
      if (!refusal) continue;
      found_.push_back({run[refusal->first_word].begin, run[refusal->last_word].end,
                        LicenseLayer::kNotice, std::string(kRestrictedGrant), kPhraseConfidence});
      found_.back().is_refusal = true;
    }
  }

  // A name that has a line at the top of the file to itself.
  bool IsTitleOfFile(std::span<const LicenseWord> words, const LicenseNotice& notice) const {
    if (notice.first_word > kTitleAbove) return false;
    const auto line_ends_between = [&](uint32_t word, uint32_t next) {
      return text_.substr(words[word].end, words[next].begin - words[word].end).find('\n') !=
             std::string_view::npos;
    };
    if (notice.first_word > 0 && !line_ends_between(notice.first_word - 1, notice.first_word)) {
      return false;
    }
    const auto end = static_cast<uint32_t>(
        std::min<size_t>(words.size(), size_t{notice.last_word} + kTitleRest));
    for (uint32_t i = notice.last_word; i + 1 < end; ++i) {
      if (line_ends_between(i, i + 1)) return true;
    }
    return false;
  }

  void DropMostRepeats() {
    if (found_.size() <= kMostRepeats) return;
    std::map<std::pair<LicenseLayer, std::string>, size_t> counts;
    std::erase_if(found_, [&counts](const FoundLicense& found) {
      return ++counts[{found.layer, found.expression}] > kMostRepeats;
    });
  }

  // The whole GPL, and an exception to it above or below.
  void AddException(const std::string& exception) {
    for (FoundLicense& found : found_) {
      const bool is_gnu = found.is_articles && found.expression.find("GPL-") != std::string::npos &&
                          found.expression.find(' ') == std::string::npos;
      if (!is_gnu) continue;
      found.expression += ' ' + exception;
      return;
    }
  }

  // "Alternatively, this may be shared under …" after a text, or "you may choose … or the licence
  // below" before one: text and notice are one choice. True where the notice went into the text.
  bool JoinChoice(const std::vector<LicenseWord>& words, const LicenseNotice& notice) {
    if (IsPhraseOfOwn(notice.expression)) return false;
    const auto any_of = [&words](uint32_t begin, uint32_t end, auto... hashes) {
      for (uint32_t i = begin; i < end && i < words.size(); ++i) {
        if (((words[i].hash == hashes) || ...)) return true;
      }
      return false;
    };
    const uint32_t before = notice.first_word > kChoiceReach ? notice.first_word - kChoiceReach : 0;
    // Within it, where a heading with the same name was taken for its beginning.
    const bool other = any_of(before, notice.last_word, H("alternatively"), H("alternately"));
    const bool choice = any_of(before, notice.last_word + kChoiceReach, H("choice"), H("choose"),
                               H("either"), H("dual"));
    if (!other && !choice) return false;
    // "a dual license: both the conditions of … and of …" is no choice.
    if (any_of(before, notice.last_word + kChoiceReach, H("both"))) return notice.is_bare;
    for (FoundLicense& found : found_) {
      // The same licence with an exception is no other choice.
      if (found.layer != LicenseLayer::kText ||
          notice.expression.starts_with(found.expression + " WITH ")) {
        continue;
      }
      const size_t first = FirstWordAt(words, found.begin);
      const size_t last = FirstWordAt(words, found.end);
      const bool follows = first > notice.last_word && first - notice.last_word < kChoiceReach;
      const bool precedes = last <= notice.first_word && notice.first_word - last < kChoiceReach;
      const bool within = first <= notice.first_word && notice.last_word < last;
      const bool is_offered = choice && (follows || (within && notice.is_choice_only));
      if (!(other && (precedes || within)) && !is_offered) continue;
      const std::string joined = found.expression + " OR " + notice.expression;
      found.expression = NormalizeSpdxExpression(joined).value_or(found.expression);
      found.begin = std::min<size_t>(found.begin, words[notice.first_word].begin);
      found.end = std::max<size_t>(found.end, words[notice.last_word].end);
      return true;
    }
    return false;
  }

  static size_t FirstWordAt(const std::vector<LicenseWord>& words, size_t offset) {
    return static_cast<size_t>(
        std::lower_bound(words.begin(), words.end(), offset,
                         [](const LicenseWord& word, size_t at) { return word.begin < at; }) -
        words.begin());
  }

  // "How to Apply These Terms" after a licence's terms shows a notice and is none.
  static uint32_t EndOfAppendix(const std::vector<LicenseWord>& words, uint32_t from) {
    const auto limit = static_cast<uint32_t>(std::min<size_t>(words.size(), from + kAppendixGap));
    for (uint32_t i = from; i + 2 < limit; ++i) {
      if (words[i].hash == H("how") && words[i + 2].hash == H("apply")) {
        const auto end =
            static_cast<uint32_t>(std::min<size_t>(words.size(), from + kAppendixWords));
        for (uint32_t word = i; word + 4 <= end; ++word) {
          if (ClosesAppendix(words, word)) return word + 4;
        }
        return end;
      }
    }
    return from;
  }

  // "… instead of this License", "… limitations under the License": the last words of the appendix
  // of the GPL and of the Apache licence.
  static bool ClosesAppendix(const std::vector<LicenseWord>& words, uint32_t at) {
    const auto is = [&](uint32_t ahead, uint32_t hash) { return words[at + ahead].hash == hash; };
    if (!is(3, H("license"))) return false;
    return (is(0, H("instead")) && is(1, H("of")) && is(2, H("this"))) ||
           (is(0, H("limitations")) && is(1, H("under")) && is(2, H("the")));
  }

  void ReadCopyrights(const TextRange& region) {
    for (CopyrightMatch& match : FindCopyrightStatements(text_, region.begin, region.end)) {
      if (!statements_.insert(match.copyright.statement).second) continue;
      match.copyright.line = copyright_lines_.LineOf(match.begin);
      copyrights_.push_back(std::move(match.copyright));
    }
  }

  std::string_view text_;
  std::vector<FoundLicense> found_;
  std::vector<CopyrightStatement> copyrights_;
  std::set<std::string> statements_;
  std::vector<FoundLicense> general_;  // titles that count where there is no other mark
  std::set<std::string> renamed_;      // plain licences whose text was another one
  FileSigns signs_;
  LineCounter copyright_lines_{text_};
};

// A manifest's declaration, with the lines that speak of licences as its place.
DetectedLicense DetectManifest(const PackageManifest& manifest, std::string_view text) {
  DetectedLicense detected;
  detected.expression = manifest.license;
  detected.confidence = 1;
  uint32_t first = 0;
  uint32_t last = 0;
  uint32_t line = 1;
  for (size_t i = 0; i < text.size() && first == 0; ++i) {
    if (text[i] == '\n') ++line;
    if ((text[i] | 0x20) == 'l' && text.size() - i > 5 && (text[i + 1] | 0x20) == 'i' &&
        (text[i + 2] | 0x20) == 'c' && (text[i + 3] | 0x20) == 'e' && (text[i + 4] | 0x20) == 'n') {
      first = last = line;
    }
  }
  if (first == 0) first = last = 1;
  detected.spans.push_back({first, last, LicenseLayer::kManifest, manifest.license, 1});
  for (CopyrightMatch& match : FindCopyrightStatements(text, 0, text.size())) {
    match.copyright.line =
        1 + static_cast<uint32_t>(std::count(
                text.begin(), text.begin() + static_cast<std::ptrdiff_t>(match.begin), '\n'));
    detected.copyrights.push_back(std::move(match.copyright));
    if (detected.copyrights.size() == kMostManifestCopyrights) break;
  }
  if (!detected.copyrights.empty()) detected.copyright = detected.copyrights.front().statement;
  return detected;
}

}  // namespace

DetectedLicense DetectLicense(std::string_view text) {
  constexpr size_t kLargest = 0xFFFFFFFF;
  return Detector(text.substr(0, kLargest)).Detect();
}

std::string_view LicenseLayerName(LicenseLayer layer) {
  constexpr std::array<std::string_view, 4> kNames = {"tag", "text", "notice", "manifest"};
  return kNames[static_cast<size_t>(layer)];
}

DetectedLicense DetectFileLicense(std::string_view path, std::string_view text) {
  if (IsManifestFileName(path)) {
    const std::optional<PackageManifest> manifest = ParseManifest(path, text);
    if (manifest && !manifest->license.empty()) return DetectManifest(*manifest, text);
  }
  DetectedLicense detected = DetectLicense(text);
  if (IsChangeLog(path)) {
    std::erase_if(detected.spans,
                  [](const LicenseSpan& span) { return span.layer == LicenseLayer::kNotice; });
    std::vector<std::string> expressions;
    for (const LicenseSpan& span : detected.spans) expressions.push_back(span.expression);
    detected.expression = JoinAnd(expressions);
    if (expressions.empty()) detected.confidence = 0;
  }
  return detected;
}

}  // namespace copytrace
