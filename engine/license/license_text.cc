// Seed, chain, align, choose:
//   1. Every five-word fingerprint of the file is looked up among the winnowed fingerprints of the
//      SPDX texts (generate/text_table.cc). A shared run of ten words always gives a hit.
//   2. The hits of one text that lie on about one diagonal are one candidate.
//   3. A candidate is aligned word by word from its first hit: equal words are paired; at a
//      difference the nearest place is taken where two words in a row agree again, or else the next
//      hit. Copyright lines and one-letter words are on neither side.
//   4. Candidates are taken from the best down by paired words times a power of similarity, so that
//      of texts that contain one another (BSD-2-Clause in BSD-3-Clause) the one remains that fits
//      whole; of equals the plain licence before the vendor's variant. A vendor's licence that does
//      not name the vendor is somebody else's.
#include "engine/license/license_text.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <tuple>

#include "engine/license/license_data.h"
#include "engine/license/license_fingerprint.h"

namespace copytrace {
namespace {

constexpr double kLeastCoverage = 0.78;
constexpr double kLeastCoverageOfLong = 0.85;  // of texts over kLongWording words
constexpr uint32_t kLongWording = 320;
constexpr double kLeastCoverageOfShort = 0.93;  // of texts under kShortText words
constexpr uint32_t kShortText = 40;
constexpr double kLeastDensity = 0.72;  // paired words over the words of the file in their range
constexpr uint32_t kLongestSkip = 26;
constexpr uint32_t kLongestJump = 200;
constexpr double kLeastHitShare = 0.35;  // of a text's fingerprints, before it is aligned
// What a plain licence's score gains on a vendor's variant, and an earlier text's on a later one.
constexpr double kPlainGain = 0.075;
constexpr uint32_t kLongText = 600;  // variants of longer texts differ by design
constexpr double kOrderGain = 0.015;
constexpr double kOthersName = 0.7;  // of the score, where a vendor's licence lacks the vendor
constexpr uint32_t kLeastAddition = 1;

struct Hit {
  uint32_t file;
  uint32_t text;
};

int64_t DiagonalTolerance(size_t text_words) { return 40 + static_cast<int64_t>(text_words) / 8; }

struct Candidate {
  uint32_t text;
  uint32_t first;  // positions in the file's wording
  uint32_t last;
  double coverage;
  double similarity;
  double score;
  Hit seed;
};

class Alignment {
 public:
  Alignment(std::span<const uint16_t> file, uint32_t text)
      : file_(file), text_index_(text), text_(LicenseTextWords(LicenseTexts()[text])) {}

  // Pairs words outwards from `seed`.
  void Run(Hit seed) {
    first_ = last_ = seed.file;
    Backward(seed.file, seed.text);
    std::reverse(paired_.begin(), paired_.end());
    Forward(seed);
  }

  // Positions in the file's wording, in order.
  const std::vector<uint32_t>& paired() const { return paired_; }
  uint32_t first() const { return first_; }
  uint32_t last() const { return last_; }

 private:
  void Forward(Hit seed) {
    Hit at = seed;
    while (at.file < file_.size() && at.text < text_.size()) {
      if (file_[at.file] == text_[at.text]) {
        paired_.push_back(at.file);
        last_ = at.file;
        ++at.file;
        ++at.text;
      } else if (!Resync(&at.file, &at.text) && !JumpToHit(seed, &at)) {
        return;
      }
    }
  }

  // The next fingerprint of the text that the file shares, on about the seed's diagonal.
  bool JumpToHit(Hit seed, Hit* at) const {
    const int64_t tolerance = DiagonalTolerance(text_.size());
    const int64_t diagonal = static_cast<int64_t>(seed.file) - static_cast<int64_t>(seed.text);
    const size_t end = std::min<size_t>(file_.size(), at->file + kLongestJump + kLicenseShingle);
    for (uint32_t f = at->file; f + kLicenseShingle <= end; ++f) {
      for (const LicensePosting& posting : LicensePostings(LicenseShingleHash(&file_[f]))) {
        const int64_t here = static_cast<int64_t>(f) - static_cast<int64_t>(posting.position);
        if (posting.text != text_index_ || posting.position < at->text ||
            posting.position > at->text + kLongestJump || std::abs(here - diagonal) > tolerance) {
          continue;
        }
        *at = {f, posting.position};
        return true;
      }
    }
    return false;
  }

  bool Resync(uint32_t* f, uint32_t* t) const {
    for (uint32_t sum = 1; sum <= kLongestSkip; ++sum) {
      const uint32_t agree = sum > 8 ? 3 : 2;
      for (uint32_t skip = 0; skip <= sum; ++skip) {
        if (Agrees(*f + skip, *t + sum - skip, agree)) {
          *f += skip;
          *t += sum - skip;
          return true;
        }
      }
    }
    return false;
  }

  bool Agrees(uint32_t f, uint32_t t, uint32_t count) const {
    if (f >= file_.size() || t >= text_.size()) return false;
    // At the end of either side fewer words have to do.
    count = static_cast<uint32_t>(
        std::min<size_t>(count, std::min(file_.size() - f, text_.size() - t)));
    for (uint32_t i = 0; i < count; ++i) {
      if (file_[f + i] != text_[t + i]) return false;
    }
    return true;
  }

  void Backward(uint32_t f, uint32_t t) {
    while (f > 0 && t > 0) {
      if (file_[f - 1] == text_[t - 1]) {
        --f;
        --t;
        paired_.push_back(f);
        first_ = f;
        continue;
      }
      if (!ResyncBackward(&f, &t)) return;
    }
  }

  bool ResyncBackward(uint32_t* f, uint32_t* t) const {
    for (uint32_t sum = 1; sum <= kLongestSkip; ++sum) {
      for (uint32_t skip = 0; skip <= sum; ++skip) {
        const uint32_t other = sum - skip;
        if (*f < skip + 2 || *t < other + 2) continue;
        if (file_[*f - skip - 1] == text_[*t - other - 1] &&
            file_[*f - skip - 2] == text_[*t - other - 2]) {
          *f -= skip;
          *t -= other;
          return true;
        }
      }
    }
    return false;
  }

  std::span<const uint16_t> file_;
  uint32_t text_index_;
  std::span<const uint16_t> text_;
  std::vector<uint32_t> paired_;
  uint32_t first_ = 0;
  uint32_t last_ = 0;
};

// Hits of one text on about one diagonal: where a copy of it may stand.
struct HitGroup {
  uint32_t text;
  int64_t diagonal;  // of its first hit
  Hit first;
  Hit last;
  Hit seed;  // the first of two neighbours on the same diagonal, where there are such
  uint32_t count;
  uint32_t previous;  // of the same text; HitGrouper's index
  bool is_seeded = false;
  double share = 0;  // of the text's fingerprints
};

// Puts each hit, in the order of the file, into the last group of its text that it fits.
class HitGrouper {
 public:
  HitGrouper() : last_of_text_(LicenseTexts().size(), kNone) {}

  void Add(uint32_t text, Hit hit) {
    const int64_t diagonal = static_cast<int64_t>(hit.file) - static_cast<int64_t>(hit.text);
    const int64_t text_words = texts_[text].word_count;
    const int64_t tolerance = DiagonalTolerance(texts_[text].word_count);
    uint32_t at = last_of_text_[text];
    for (size_t back = 0; at != kNone && back < kOpenGroups; ++back, at = groups_[at].previous) {
      HitGroup& group = groups_[at];
      // Older groups lie further back in the file, by more than a text's length.
      if (diagonal - group.diagonal > tolerance + text_words) break;
      if (std::abs(diagonal - group.diagonal) > tolerance) continue;
      if (!group.is_seeded && hit.file - hit.text == group.last.file - group.last.text) {
        group.seed = group.last;
        group.is_seeded = true;
      }
      group.last = hit;
      ++group.count;
      return;
    }
    groups_.push_back({text, diagonal, hit, hit, hit, 1, last_of_text_[text]});
    last_of_text_[text] = static_cast<uint32_t>(groups_.size() - 1);
  }

  // Groups with enough hits, at each place of the file the best only, from the best down.
  std::vector<HitGroup> Take(size_t file_words) {
    for (HitGroup& group : groups_) {
      const double expected = LicenseTexts()[group.text].word_count * 2.0 / (kLicenseWinnow + 1);
      group.share = group.count / expected;
    }
    std::erase_if(groups_, [](const HitGroup& group) { return group.share < kLeastHitShare; });
    const auto quality = [](const HitGroup& group) {
      return group.count * std::min(1.0, group.share);
    };
    std::sort(groups_.begin(), groups_.end(), [&](const HitGroup& a, const HitGroup& b) {
      return std::tuple(-quality(a), a.text, a.diagonal) <
             std::tuple(-quality(b), b.text, b.diagonal);
    });
    const uint8_t most = file_words > kHugeWording ? kMostAtPlaceOfHuge : kMostAtPlace;
    std::vector<uint8_t> crowd(file_words / kPlace + 1);
    std::erase_if(groups_, [&crowd, most](const HitGroup& group) {
      const size_t first = group.first.file / kPlace;
      const size_t last = group.last.file / kPlace;
      if (crowd[(first + last) / 2] >= most) return true;
      for (size_t place = first; place <= last; ++place) {
        if (crowd[place] < most) ++crowd[place];
      }
      return false;
    });
    return std::move(groups_);
  }

 private:
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  static constexpr size_t kOpenGroups = 8;
  static constexpr size_t kPlace = 32;  // words
  // Candidates that are aligned; fewer in megabytes of nothing but licences, which must end, too.
  static constexpr uint8_t kMostAtPlace = 24;
  static constexpr uint8_t kMostAtPlaceOfHuge = 14;
  static constexpr size_t kHugeWording = 1'000'000;  // words

  std::vector<HitGroup> groups_;
  std::span<const LicenseTextRow> texts_ = LicenseTexts();
  std::vector<uint32_t> last_of_text_;
};

double Power4(double x) { return x * x * x * x; }

double Score(uint32_t text, double paired, double similarity) {
  const std::span<const LicenseTextRow> texts = LicenseTexts();
  const double order = static_cast<double>(text) / static_cast<double>(texts.size());
  const bool is_plain = texts[text].is_plain && texts[text].word_count < kLongText;
  const double gain = (is_plain ? kPlainGain : 0) + kOrderGain * (1 - order);
  return paired * Power4(similarity) * (1 + gain);
}

double LeastCoverage(size_t words) {
  if (words < kShortText) return kLeastCoverageOfShort;
  return words > kLongWording ? kLeastCoverageOfLong : kLeastCoverage;
}

std::optional<Candidate> Verify(std::span<const uint16_t> file, const HitGroup& group) {
  const size_t text_words = LicenseTexts()[group.text].word_count;
  Alignment alignment(file, group.text);
  alignment.Run(group.seed);
  const auto paired = static_cast<double>(alignment.paired().size());
  const double range = alignment.last() - alignment.first() + 1;
  const double coverage = paired / static_cast<double>(text_words);
  if (coverage < LeastCoverage(text_words) || paired / range < kLeastDensity) return std::nullopt;
  const double similarity = 2 * paired / (static_cast<double>(text_words) + range);
  double score = Score(group.text, paired, similarity);
  const uint16_t own_word = LicenseTexts()[group.text].own_word;
  const auto begin = file.begin() + alignment.first();
  const auto end = file.begin() + alignment.last() + 1;
  if (own_word != 0 && std::find(begin, end, own_word) == end) score *= kOthersName;
  return Candidate{group.text, alignment.first(), alignment.last(), coverage, similarity,
                   score,      group.seed};
}

// The best candidates that do not overlap.
std::vector<Candidate> Choose(std::vector<Candidate> candidates, size_t file_words) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(-a.score, a.text, a.first) < std::tuple(-b.score, b.text, b.first);
  });
  std::vector<bool> taken(file_words);
  std::vector<Candidate> chosen;
  for (const Candidate& candidate : candidates) {
    const auto begin = taken.begin() + candidate.first;
    const auto end = taken.begin() + candidate.last + 1;
    if (std::count(begin, end, true) * 10 > end - begin) continue;
    std::fill(begin, end, true);
    chosen.push_back(candidate);
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const Candidate& a, const Candidate& b) { return a.first < b.first; });
  return chosen;
}

}  // namespace

std::vector<LicenseTextMatch> MatchLicenseTexts(std::span<const LicenseWord> words) {
  std::vector<uint16_t> file;
  std::vector<uint32_t> origin;
  for (uint32_t i = 0; i < words.size(); ++i) {
    if (!words[i].in_wording) continue;
    file.push_back(static_cast<uint16_t>(words[i].hash));
    origin.push_back(i);
  }
  if (file.size() < kLicenseShingle) return {};

  HitGrouper grouper;
  for (uint32_t i = 0; i + kLicenseShingle <= file.size(); ++i) {
    const uint32_t hash = LicenseShingleHash(&file[i]);
    if (!MayHaveLicensePostings(hash)) continue;
    for (const LicensePosting& posting : LicensePostings(hash)) {
      grouper.Add(posting.text, {i, posting.position});
    }
  }
  std::vector<Candidate> candidates;
  for (const HitGroup& group : grouper.Take(file.size())) {
    if (std::optional<Candidate> candidate = Verify(file, group)) candidates.push_back(*candidate);
  }
  std::vector<LicenseTextMatch> matches;
  // The few that were chosen are aligned again, so that the many others need no memory.
  const auto additions_of = [&file, &origin](const Candidate& candidate) {
    Alignment alignment(file, candidate.text);
    alignment.Run(candidate.seed);
    const std::vector<uint32_t>& paired = alignment.paired();
    std::vector<std::pair<uint32_t, uint32_t>> additions;
    for (size_t i = 1; i < paired.size(); ++i) {
      if (paired[i] - paired[i - 1] <= kLeastAddition) continue;
      additions.emplace_back(origin[paired[i - 1]] + 1, origin[paired[i]]);
    }
    return additions;
  };
  for (const Candidate& candidate : Choose(std::move(candidates), file.size())) {
    matches.push_back({origin[candidate.first], origin[candidate.last],
                       LicenseString(LicenseRows()[LicenseTexts()[candidate.text].license].id),
                       candidate.coverage, candidate.similarity,
                       LicenseTexts()[candidate.text].word_count > kLongWording,
                       additions_of(candidate)});
  }
  return matches;
}

}  // namespace copytrace
