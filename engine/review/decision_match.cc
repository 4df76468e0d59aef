// A decision is about a piece of code, so the code is looked for, not its line numbers:
//
// 1. Each decided content is searched in the files that have findings it may be about: those under
//    its path, of its origin, or of exactly its words. Where it stands is a spot.
// 2. A spot covers a finding if it holds most of the finding's words. The corpus may have moved the
//    finding's edges by a line; it may not have doubled the finding.
// 3. Every decision is given one spot: under its own path, one that no finding is about, because
// the
//    change that is checked left it alone, else the nearest to its old lines; only if
//    its own file holds the code no more, the first elsewhere: the code was moved. What is left
//    over is a second copy, about which nobody has decided.
// 4. A decision that has found its finding holds until its date, and while the licence and the
//    origin are those it was made for.
// 5. A finding that no spot covers, but whose path and origin somebody has decided about, was
//    edited or has grown: it is open again, and says so.
#include "engine/review/decision_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/license/purl.h"

namespace copytrace {
namespace {

constexpr double kCovered = 0.8;  // of a finding's words

std::string ComponentOf(const std::string& purl) {
  const auto parsed = ParsePurl(purl);
  return parsed ? WithoutVersion(*parsed) : purl;
}

std::string LicenseOrNone(const std::string& license) {
  return license.empty() ? "no licence" : license;
}

class DecisionMatch {
 public:
  DecisionMatch(const std::vector<Finding>& findings, const std::vector<CopyPlace>& places,
                const std::vector<Decision>& decisions, const std::string& today,
                const WordsByPath& words)
      : findings_(findings),
        places_(places),
        decisions_(decisions),
        today_(today),
        words_(words),
        answers_(findings.size()) {
    for (size_t i = 0; i < findings.size(); ++i) by_path_[places[i].path].push_back(i);
  }

  std::vector<DecisionAnswer> Run() {
    if (decisions_.empty()) return std::move(answers_);
    FindSpots();
    for (auto& [content, spots] : spots_) Assign(content, &spots);
    for (size_t i = 0; i < findings_.size(); ++i) {
      if (answers_[i].decision == nullptr) LookForEdited(i);
    }
    return std::move(answers_);
  }

 private:
  // A place where a decided content stands, and the findings that it covers.
  struct Spot {
    std::string path;
    LineRange lines;
    std::vector<size_t> findings;
    const Decision* decision = nullptr;
  };

  void FindSpots() {
    std::map<std::string, std::set<ContentKey>> of_path;
    std::map<std::pair<std::string, std::string>, std::set<ContentKey>> of_origin;
    std::set<ContentKey> all;
    for (const Decision& decision : decisions_) {
      const CopyPlace& about = decision.place;
      of_path[about.path].insert(about.content);
      of_origin[{about.component, about.origin_path}].insert(about.content);
      all.insert(about.content);
    }
    for (const auto& [path, indexes] : by_path_) {
      const FileWords* words = words_(path);
      if (words == nullptr) continue;
      std::set<ContentKey> wanted = of_path[path];
      for (const size_t i : indexes) {
        const CopyPlace& place = places_[i];
        if (all.contains(place.content)) wanted.insert(place.content);
        wanted.merge(std::set(of_origin[{place.component, place.origin_path}]));
      }
      for (const ContentKey& content : wanted) AddSpots(path, indexes, content, *words);
    }
  }

  void AddSpots(const std::string& path, const std::vector<size_t>& indexes,
                const ContentKey& content, const FileWords& words) {
    for (const FileWords::Run& run : words.Find(content)) {
      Spot spot{path, run.lines};
      for (const size_t i : indexes) {
        const FileWords::Run own = words.RunOf(findings_[i].lines);
        const size_t begin = std::max(own.begin, run.begin);
        const size_t end = std::min(own.end, run.end);
        if (begin >= end) continue;
        const double share =
            static_cast<double>(end - begin) / static_cast<double>(own.end - own.begin);
        if (share >= kCovered) {
          spot.findings.push_back(i);
        } else {
          grown_[i] = content;
        }
      }
      spots_[content].push_back(std::move(spot));
    }
  }

  // Spots that cover nothing still hold their decision: the code is where it was, and a copy of it
  // elsewhere is another one.
  void Assign(const ContentKey& content, std::vector<Spot>* spots) {
    std::vector<const Decision*> moved;
    std::vector<const Decision*> here;
    for (const Decision& decision : decisions_) {
      if (decision.place.content != content) continue;
      here.push_back(&decision);
      Spot* nearest = nullptr;
      for (Spot& spot : *spots) {
        if (spot.decision != nullptr || spot.path != decision.place.path) continue;
        if (nearest == nullptr || Rank(spot, decision) < Rank(*nearest, decision)) nearest = &spot;
      }
      if (nearest != nullptr) {
        nearest->decision = &decision;
      } else if (!StandsInItsFile(decision)) {
        moved.push_back(&decision);
      }
    }
    for (const Decision* decision : moved) {
      const auto free = std::ranges::find_if(*spots, [](const Spot& spot) {
        return spot.decision == nullptr && !spot.findings.empty();
      });
      if (free != spots->end()) free->decision = decision;
    }
    for (const Spot& spot : *spots) {
      for (const size_t i : spot.findings) Answer(i, spot, here);
    }
  }

  // Of several spots in one file, code that no finding is about comes first: where a change is
  // checked, it was there before. Then the nearest.
  static std::pair<bool, uint32_t> Rank(const Spot& spot, const Decision& decision) {
    return {!spot.findings.empty(), std::max(spot.lines.first, decision.lines.first) -
                                        std::min(spot.lines.first, decision.lines.first)};
  }

  bool StandsInItsFile(const Decision& decision) {
    const FileWords* words = words_(decision.place.path);
    return words != nullptr && !words->Find(decision.place.content).empty();
  }

  void Answer(size_t i, const Spot& spot, const std::vector<const Decision*>& here) {
    DecisionAnswer& answer = answers_[i];
    if (answer.decision != nullptr && !answer.second_copy && answer.reopened.empty()) return;
    if (spot.decision == nullptr) {
      if (answer.decision == nullptr) answer = {here.front(), "", true};
      return;
    }
    answer = {spot.decision, WhyReopened(findings_[i], *spot.decision), false};
  }

  std::string WhyReopened(const Finding& finding, const Decision& decision) const {
    const Origin& origin = finding.origin;
    if (!decision.until.empty() && decision.until < today_) {
      return fmt::format("it held until {}", decision.until);
    }
    const std::string component = ComponentOf(origin.purl);
    if (decision.license != origin.license) {
      const std::string from =
          component == decision.place.component ? "" : fmt::format(" of {}", origin.purl);
      return fmt::format("it was made for {}; the licence{} is now {}",
                         LicenseOrNone(decision.license), from, LicenseOrNone(origin.license));
    }
    if (component == decision.place.component) return "";
    const bool still_held = finding.carrier_count > finding.carriers.size() ||
                            std::ranges::any_of(finding.carriers, [&](const Carrier& carrier) {
                              return ComponentOf(carrier.purl) == decision.place.component;
                            });
    if (still_held) return "";
    return fmt::format("it was made for code of {}; the origin is now {}", decision.origin,
                       origin.purl);
  }

  void LookForEdited(size_t i) {
    const CopyPlace& place = places_[i];
    const Decision* nearest = nullptr;
    for (const Decision& decision : decisions_) {
      const CopyPlace& about = decision.place;
      if (about.path != place.path || about.component != place.component ||
          about.origin_path != place.origin_path) {
        continue;
      }
      const auto grown = grown_.find(i);
      const bool has_grown = grown != grown_.end() && grown->second == about.content;
      if (!has_grown && StandsInItsFile(decision)) continue;  // it is about another copy
      if (nearest == nullptr || Gap(findings_[i], decision) < Gap(findings_[i], *nearest)) {
        nearest = &decision;
      }
    }
    if (nearest == nullptr) return;
    const uint32_t before = nearest->place.content.words;
    const uint32_t now = place.content.words;
    answers_[i] = {
        nearest,
        grown_.contains(i)
            ? fmt::format("the copy has grown since, from {} tokens to {}", before, now)
            : fmt::format("the code was edited since ({} tokens then, {} now)", before, now),
        false};
  }

  static uint32_t Gap(const Finding& finding, const Decision& decision) {
    return std::max(finding.lines.first, decision.lines.first) -
           std::min(finding.lines.first, decision.lines.first);
  }

  const std::vector<Finding>& findings_;
  const std::vector<CopyPlace>& places_;
  const std::vector<Decision>& decisions_;
  const std::string& today_;
  const WordsByPath& words_;
  std::map<std::string, std::vector<size_t>> by_path_;
  std::map<ContentKey, std::vector<Spot>> spots_;
  std::map<size_t, ContentKey> grown_;  // finding → content that it holds, and more
  std::vector<DecisionAnswer> answers_;
};

}  // namespace

std::vector<DecisionAnswer> MatchDecisions(const std::vector<Finding>& findings,
                                           const std::vector<CopyPlace>& places,
                                           const std::vector<Decision>& decisions,
                                           const std::string& today, const WordsByPath& words) {
  return DecisionMatch(findings, places, decisions, today, words).Run();
}

}  // namespace copytrace
