// The origin of copied code is not the file that matched first: the same lines stand in many
// versions, vendored copies and forks. Dates alone do not tell: a registry's mirror has none or its
// own, an archive is packed again, a carrier's release may be older than the oldest indexed version
// of what it carries. So places are weighed by points:
//
//   what their path and text say of whose code it is (ownership.cc), from −10 to +5
//   −0.5  a level (1.5 at most) by which the path lies deeper than the shallowest place that holds
//   a
//       file of the same name: what is taken in stands below a directory of its carrier
//   −1  the file is four times as large as the smallest that holds the code, or larger: it holds
//       much else
//   +2  their component's earliest release that holds the code is the earliest of all known dates
//   +1  several releases of their component hold it: it is kept there, not dropped in once
//   ±1  the licence stated in the file is, or is not, the one its release declares
//   −8·(1 − share)  where the place holds the region less well than the best does
//
// The last lets a project's own file be the origin of a copy that its carrier edited, where the
// carrier's path says that it is a copy. Between equals: a known date before none, the earlier
// date, of equal dates the harder one to forge (registry, tag, changelog, commit), the earlier
// version, then the purl and path, so that the choice is always the same.
#include "engine/match/attribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "engine/match/ownership.h"
#include "grammars/lower_case.h"

namespace copytrace {

struct Attributor::Candidate {
  Place place;
  float share = 1;
  std::string file_license;  // stated in the file itself
  uint32_t tokens = 0;       // of the file
  Ownership ownership;
  float points = 0;

  ComponentId component() const { return place.release.component; }
  const std::string& date() const { return place.release.released; }
  bool Equal() const { return share >= kEqualShare; }
};

namespace {

constexpr float kEarliestPoints = 2;
constexpr float kSeveralReleasesPoints = 1;
constexpr float kLicensePoints = 1;
constexpr float kShareCost = 8;
constexpr float kLevelCost = 0.5f;
constexpr ptrdiff_t kMostLevels = 3;
constexpr uint32_t kMuchLarger = 4;
constexpr float kMuchElseCost = 1;
constexpr float kBundleShare = 0.1f;  // by which a bundle may hold more than the file it is made of

std::string_view DateKindText(DateKind kind) {
  switch (kind) {
    case DateKind::kRegistry:
      return "by its registry";
    case DateKind::kTag:
      return "by its tag";
    case DateKind::kChangelog:
      return "by its changelog";
    case DateKind::kCommit:
      return "by its commit";
    case DateKind::kFile:
      return "by its files' dates";
    case DateKind::kNone:
      break;
  }
  return "";
}

// What one component's places say together.
struct ComponentFacts {
  std::string earliest;  // date; empty where none is known
  std::set<std::string> versions;
};

float LicensePoints(const std::string& of_file, const std::string& of_release) {
  if (of_file.empty() || of_release.empty()) return 0;
  const bool agree = of_release.find(of_file) != std::string::npos ||
                     of_file.find(of_release) != std::string::npos;
  return agree ? kLicensePoints : -kLicensePoints;
}

std::string_view FileName(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

ptrdiff_t Depth(std::string_view path) { return std::count(path.begin(), path.end(), '/'); }

std::string Others(ptrdiff_t count, std::string_view verb, std::string_view verbs) {
  return fmt::format("{} other{} {}", count, count == 1 ? "" : "s", count == 1 ? verb : verbs);
}

}  // namespace

bool VersionBefore(std::string_view a, std::string_view b) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      while (i < a.size() && a[i] == '0') ++i;
      while (j < b.size() && b[j] == '0') ++j;
      size_t x = i;
      size_t y = j;
      while (x < a.size() && digit(a[x])) ++x;
      while (y < b.size() && digit(b[y])) ++y;
      if (x - i != y - j) return x - i < y - j;
      if (const int order = a.substr(i, x - i).compare(b.substr(j, y - j)); order != 0) {
        return order < 0;
      }
      i = x;
      j = y;
    } else if (a[i] != b[j]) {
      // "1.0-rc1" < "1.0.1": a separator that starts a pre-release sorts before one that goes on.
      if (a[i] == '-' || a[i] == '~') return true;
      if (b[j] == '-' || b[j] == '~') return false;
      return a[i] < b[j];
    } else {
      ++i;
      ++j;
    }
  }
  const auto pre_release = [](std::string_view rest) {
    return !rest.empty() && (rest[0] == '-' || rest[0] == '~');
  };
  if (i < a.size()) return pre_release(a.substr(i));
  return j < b.size() && !pre_release(b.substr(j));
}

const Release& Attributor::GetRelease(ReleaseId id) {
  const auto [it, inserted] = releases_.try_emplace(id);
  if (inserted) it->second = store_.GetRelease(id);
  return it->second;
}

const Component& Attributor::GetComponent(ComponentId id) {
  const auto [it, inserted] = components_.try_emplace(id);
  if (inserted) it->second = store_.GetComponent(id);
  return it->second;
}

std::string Attributor::LowerText(BlobId blob) const {
  std::string text = store_.GetSource(blob).value_or("");
  if (text.empty()) text = store_.GetBlob(blob).copyright;
  return LowerCase(std::string_view(text).substr(0, kSearchedBytes));
}

void Attributor::JudgePlaces(std::vector<Candidate>* places) {
  std::vector<Holder> holders;
  std::map<ComponentId, size_t> holder_of;
  std::map<ComponentId, ComponentFacts> facts;
  std::string earliest;
  for (const Candidate& candidate : *places) {
    const ComponentId id = candidate.component();
    if (holder_of.try_emplace(id, holders.size()).second) {
      holders.push_back({ProjectNames(candidate.place.component.name)});
    }
    ComponentFacts& of = facts[id];
    of.versions.insert(candidate.place.release.version);
    const std::string& date = candidate.date();
    if (!date.empty() && (of.earliest.empty() || date < of.earliest)) of.earliest = date;
    if (!date.empty() && (earliest.empty() || date < earliest)) earliest = date;
  }
  std::map<std::string_view, ptrdiff_t> shallowest;  // by file name
  uint32_t smallest = UINT32_MAX;
  for (const Candidate& candidate : *places) {
    const std::string_view path = candidate.place.occurrence.path;
    const auto [it, inserted] = shallowest.try_emplace(FileName(path), Depth(path));
    if (!inserted) it->second = std::min(it->second, Depth(path));
    smallest = std::min(smallest, candidate.tokens);
  }
  std::map<BlobId, std::string> texts;  // in lower case; not needed where nobody else holds it
  for (Candidate& candidate : *places) {
    const BlobId blob = candidate.place.blob;
    if (holders.size() > 1 && texts.size() < options_.max_texts && !texts.contains(blob)) {
      texts[blob] = LowerText(blob);
    }
    const auto text = texts.find(blob);
    candidate.ownership =
        JudgePlace(candidate.place.occurrence.path, text == texts.end() ? "" : text->second,
                   holders, holder_of[candidate.component()]);
    const ComponentFacts& of = facts[candidate.component()];
    candidate.points =
        OwnershipPoints(candidate.ownership) +
        LicensePoints(candidate.file_license, candidate.place.release.declared_license) -
        kShareCost * (candidate.Equal() ? 0 : 1 - candidate.share);
    const std::string_view path = candidate.place.occurrence.path;
    candidate.points -= kLevelCost * static_cast<float>(std::min(
                                         kMostLevels, Depth(path) - shallowest[FileName(path)]));
    if (candidate.tokens / kMuchLarger >= std::max(1u, smallest)) {
      candidate.points -= kMuchElseCost;
    }
    if (!earliest.empty() && of.earliest == earliest) candidate.points += kEarliestPoints;
    if (of.versions.size() > 1) candidate.points += kSeveralReleasesPoints;
  }
  std::sort(places->begin(), places->end(), [](const Candidate& a, const Candidate& b) {
    const auto key = [](const Candidate& c) {
      return std::tuple(-c.points, c.date().empty(), std::string_view(c.date()),
                        c.place.release.released_kind);
    };
    if (const auto ka = key(a), kb = key(b); ka != kb) return ka < kb;
    if (a.component() == b.component() && a.place.release.version != b.place.release.version) {
      return VersionBefore(a.place.release.version, b.place.release.version);
    }
    return std::tie(a.place.release.purl, a.place.occurrence.path, a.place.blob) <
           std::tie(b.place.release.purl, b.place.occurrence.path, b.place.blob);
  });
}

namespace {

// Why the first is named before the others, one place of each other component.
template <typename Candidate>
std::string Reason(const Candidate& origin, const std::vector<const Candidate*>& others) {
  const std::string when = origin.date().empty()
                               ? std::string("of unknown date")
                               : fmt::format("released {} {}", origin.date(),
                                             DateKindText(origin.place.release.released_kind));
  std::string reason;
  if (others.empty()) {
    reason = "the only component in the store that holds it, " + when;
    if (!origin.ownership.OwnTree()) {
      reason +=
          "; its path is one for third-party code, so the project it came from may be missing";
    }
    return reason;
  }
  std::vector<std::string> grounds = {when};
  const auto count = [&](auto accept) {
    return std::count_if(others.begin(), others.end(),
                         [&](const Candidate* other) { return accept(*other); });
  };
  if (origin.ownership.own != Mention::kNone) grounds.push_back("its text names the component");
  if (origin.ownership.own_name) grounds.push_back("its path is named after the component");
  if (!origin.Equal()) {
    grounds.push_back("the copy follows an edited one that another component carries");
  }
  const auto vendored = [](const Candidate& c) { return !c.ownership.OwnTree(); };
  if (const auto n = count(vendored); n > 0) {
    grounds.push_back(Others(n, "holds", "hold") +
                      " it under a path for third-party code or named after another holder");
  }
  if (const auto n = count([&](const Candidate& c) {
        return !vendored(c) && c.ownership.vendored > origin.ownership.vendored;
      });
      n > 0) {
    grounds.push_back(Others(n, "holds", "hold") + " it in a bundle or build");
  }
  if (!origin.date().empty()) {
    const auto later =
        count([&](const Candidate& c) { return !c.date().empty() && c.date() > origin.date(); });
    const auto earlier =
        count([&](const Candidate& c) { return !c.date().empty() && c.date() < origin.date(); });
    if (later > 0) grounds.push_back(Others(later, "is", "are") + " dated later");
    if (earlier > 0) grounds.push_back(Others(earlier, "is", "are") + " dated earlier");
  }
  if (const auto n = count([](const Candidate& c) { return c.date().empty(); }); n > 0) {
    grounds.push_back(Others(n, "is", "are") + " of unknown date");
  }
  return fmt::format("{}", fmt::join(grounds, "; "));
}

// The origin's component is that of the first place. Of its files that hold the region about as
// well, the origin is one that is no bundle, if there is one. REQUIRES: not empty.
template <typename Candidate>
const Candidate& OriginalIn(const std::vector<Candidate>& places) {
  const Candidate* original = &places.front();
  for (const Candidate& candidate : places) {
    if (candidate.component() == original->component() &&
        candidate.share >= places.front().share - kBundleShare &&
        candidate.ownership.vendored < original->ownership.vendored) {
      original = &candidate;
    }
  }
  return *original;
}

}  // namespace

Attribution Attributor::Attribute(std::span<const HoldingBlob> blobs) {
  std::vector<Candidate> places;
  for (const auto& [blob, share] : blobs) {
    const Blob record = store_.GetBlob(blob);
    for (Occurrence& occurrence : store_.GetOccurrences(blob)) {
      if (places.size() >= options_.max_places) break;
      const Release& release = GetRelease(occurrence.release);
      places.push_back({.place = {.blob = blob,
                                  .occurrence = std::move(occurrence),
                                  .release = release,
                                  .component = GetComponent(release.component)},
                        .share = share,
                        .file_license = record.license,
                        .tokens = record.tokens});
    }
  }
  Attribution result;
  if (places.empty()) return result;  // a blob without occurrences: its releases were removed
  JudgePlaces(&places);
  const Candidate& origin = OriginalIn(places);
  result.origin = origin.place;
  result.origin_share = origin.share;
  result.own_tree = origin.ownership.OwnTree();
  std::set<ComponentId> seen = {origin.component()};
  std::vector<const Candidate*> others;
  for (const Candidate& candidate : places) {
    if (!candidate.Equal() || !seen.insert(candidate.component()).second) continue;
    others.push_back(&candidate);
    if (result.carriers.size() < options_.max_carriers) {
      result.carriers.push_back(candidate.place);
    }
  }
  result.carrier_count = static_cast<uint32_t>(others.size());
  result.reason = Reason(origin, others);
  return result;
}

bool Attributor::MayBeAtHome(BlobId blob, ComponentId not_in) {
  const std::vector<Occurrence> occurrences = store_.GetOccurrences(blob);
  return std::any_of(occurrences.begin(), occurrences.end(), [&](const Occurrence& occurrence) {
    return VendoredRank(occurrence.path) < 2 && GetRelease(occurrence.release).component != not_in;
  });
}

void Attributor::SetVersions(std::span<const BlobId> blobs, Attribution* attribution) {
  const Release& origin = attribution->origin.release;
  std::vector<std::string> versions = {origin.version};
  for (const BlobId blob : blobs) {
    for (const Occurrence& occurrence : store_.GetOccurrences(blob)) {
      const Release& release = GetRelease(occurrence.release);
      if (release.component == origin.component &&
          std::find(versions.begin(), versions.end(), release.version) == versions.end()) {
        versions.push_back(release.version);
      }
    }
  }
  std::sort(versions.begin(), versions.end(), VersionBefore);
  attribution->first_version = versions.front();
  attribution->last_version = versions.back();
  attribution->version_count = static_cast<uint32_t>(versions.size());
  if (versions.size() > 1) {
    attribution->reason += fmt::format("; unchanged in {} indexed releases, {} to {}",
                                       versions.size(), versions.front(), versions.back());
  }
}

}  // namespace copytrace
