// Seed, chain, align, choose:
//   1. Every five-word fingerprint of the file is looked up among the winnowed fingerprints of the
//      SPDX texts (generate_license_data.cc). A shared run of ten words always gives a hit.
//   2. The hits of one text that lie on about one diagonal are one candidate.
//   3. A candidate is aligned word by word from its first hit: equal words are paired; at a
//      difference the nearest place is taken where two words in a row agree again, or else the next
//      hit. Copyright lines and one-letter words are on neither side.
//   4. Candidates are taken from the best down by paired words times a power of similarity, so that
//      of texts that contain one another (BSD-2-Clause in BSD-3-Clause) the one remains that fits
//      whole; of equals the plain licence before the vendor's variant.
#include "engine/license/license_text.h"

#include <algorithm>
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
// What a plain licence's score gains on a vendor's variant, and an earlier text's on a later one.
constexpr double kPlainGain = 0.075;
constexpr uint32_t kLongText = 600;  // variants of longer texts differ by design
constexpr double kOrderGain = 0.015;

struct Hit {
  uint32_t file;
  uint32_t text;
};

struct Candidate {
  uint32_t text;
  uint32_t first;  // positions in the file's wording
  uint32_t last;
  double coverage;
  double similarity;
  double score;
};

class Alignment {
 public:
  Alignment(std::span<const uint16_t> file, std::span<const uint16_t> text)
      : file_(file), text_(text) {}

  // Pairs words outwards from the first hit. REQUIRES: hits in order, not empty.
  void Run(std::span<const Hit> hits) {
    first_ = last_ = hits.front().file;
    Backward(hits.front().file, hits.front().text);
    Forward(hits);
  }

  uint32_t paired() const { return paired_; }
  uint32_t first() const { return first_; }
  uint32_t last() const { return last_; }

 private:
  void Forward(std::span<const Hit> hits) {
    uint32_t f = hits.front().file;
    uint32_t t = hits.front().text;
    size_t next = 0;
    while (f < file_.size() && t < text_.size()) {
      if (file_[f] == text_[t]) {
        ++paired_;
        last_ = f;
        ++f;
        ++t;
        continue;
      }
      if (Resync(&f, &t)) continue;
      while (next < hits.size() && (hits[next].file < f || hits[next].text < t)) ++next;
      if (next == hits.size()) return;
      f = hits[next].file;
      t = hits[next].text;
    }
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
        ++paired_;
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
  std::span<const uint16_t> text_;
  uint32_t paired_ = 0;
  uint32_t first_ = 0;
  uint32_t last_ = 0;
};

// Hits that run on together: one group a candidate.
std::vector<std::vector<Hit>> GroupHits(std::vector<Hit> hits, uint32_t text_words) {
  const int64_t tolerance = 40 + text_words / 8;
  const auto diagonal = [](const Hit& hit) {
    return static_cast<int64_t>(hit.file) - static_cast<int64_t>(hit.text);
  };
  std::sort(hits.begin(), hits.end(), [&](const Hit& a, const Hit& b) {
    return std::tuple(diagonal(a), a.file) < std::tuple(diagonal(b), b.file);
  });
  std::vector<std::vector<Hit>> groups;
  int64_t start = 0;
  for (const Hit& hit : hits) {
    if (groups.empty() || diagonal(hit) - start > tolerance) {
      groups.emplace_back();
      start = diagonal(hit);
    }
    groups.back().push_back(hit);
  }
  for (std::vector<Hit>& group : groups) {
    std::sort(group.begin(), group.end(),
              [](const Hit& a, const Hit& b) { return a.file < b.file; });
  }
  return groups;
}

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

void AddCandidates(std::span<const uint16_t> file, uint32_t text_index, std::vector<Hit> hits,
                   std::vector<Candidate>* candidates) {
  const std::span<const uint16_t> text = LicenseTextWords(LicenseTexts()[text_index]);
  const double expected = static_cast<double>(text.size()) * 2 / (kLicenseWinnow + 1);
  if (static_cast<double>(hits.size()) < expected * 0.2) return;
  for (const std::vector<Hit>& group : GroupHits(std::move(hits), text.size())) {
    if (static_cast<double>(group.size()) < expected * 0.2) continue;
    Alignment alignment(file, text);
    alignment.Run(group);
    const double paired = alignment.paired();
    const double range = alignment.last() - alignment.first() + 1;
    const double coverage = paired / static_cast<double>(text.size());
    if (coverage < LeastCoverage(text.size())) continue;
    if (paired / range < kLeastDensity) continue;
    const double similarity = 2 * paired / (static_cast<double>(text.size()) + range);
    candidates->push_back({text_index, alignment.first(), alignment.last(), coverage, similarity,
                           Score(text_index, paired, similarity)});
  }
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

  std::vector<std::vector<Hit>> hits(LicenseTexts().size());
  std::vector<uint32_t> touched;
  for (uint32_t i = 0; i + kLicenseShingle <= file.size(); ++i) {
    for (const LicensePosting& posting : LicensePostings(LicenseShingleHash(&file[i]))) {
      if (hits[posting.text].empty()) touched.push_back(posting.text);
      hits[posting.text].push_back({i, posting.position});
    }
  }
  std::vector<Candidate> candidates;
  for (const uint32_t text : touched) {
    AddCandidates(file, text, std::move(hits[text]), &candidates);
  }
  std::vector<LicenseTextMatch> matches;
  for (const Candidate& candidate : Choose(std::move(candidates), file.size())) {
    matches.push_back({origin[candidate.first], origin[candidate.last],
                       LicenseString(LicenseRows()[LicenseTexts()[candidate.text].license].id),
                       candidate.coverage, candidate.similarity});
  }
  return matches;
}

}  // namespace copytrace
