// The origin of copied code is not the file that matched first: the same lines stand in many
// versions, vendored copies and forks. Places are ranked by, in this order:
//
// 1. own tree: a file under vendor/, third_party/ or node_modules/, or below a directory named
// after
//    another component that holds the code too, is a copy; so, less surely, is a bundle;
// 2. a known release date before an unknown one;
// 3. the earlier date; of equal dates the harder one to forge (registry, tag, changelog, commit);
// 4. the component that its own path is named after;
// 5. the earlier version, then the purl and path, so that the choice is always the same.
#include "engine/match/attribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 19> kVendorDirectories = {
    "vendor",       "vendors",    "vendored",  "_vendor",    "third_party",
    "third-party",  "thirdparty", "3rdparty",  "3rd_party",  "3rd-party",
    "node_modules", "external",   "externals", "extern",     "bower_components",
    "deps",         "contrib",    "bundled",   "subprojects"};
constexpr std::array<std::string_view, 5> kBuildDirectories = {"dist", "build", "bundle", "bundles",
                                                               "_build"};

template <typename Visit>
void ForEachDirectory(std::string_view path, Visit visit) {
  for (size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    visit(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
}

std::string Lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// "@babel/core" → "core", "org.apache:commons-io" → "commons-io".
std::string ShortName(std::string_view component_name) {
  const size_t cut = component_name.find_last_of("/:");
  return Lower(cut == std::string_view::npos ? component_name : component_name.substr(cut + 1));
}

struct Ranked {
  Place place;
  int vendored = 0;
  bool named_after = false;

  bool Dated() const { return !place.release.released.empty(); }
};

bool Before(const Ranked& a, const Ranked& b) {
  const auto key = [](const Ranked& r) {
    return std::tuple(r.vendored, !r.Dated(), std::string_view(r.place.release.released),
                      r.place.release.released_kind, !r.named_after);
  };
  if (const auto ka = key(a), kb = key(b); ka != kb) return ka < kb;
  if (a.place.release.component == b.place.release.component &&
      a.place.release.version != b.place.release.version) {
    return VersionBefore(a.place.release.version, b.place.release.version);
  }
  return std::tie(a.place.release.purl, a.place.occurrence.path, a.place.blob) <
         std::tie(b.place.release.purl, b.place.occurrence.path, b.place.blob);
}

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

std::string Reason(const Attribution& attribution, const Ranked& origin,
                   const std::vector<const Ranked*>& others) {
  std::string when = origin.Dated() ? fmt::format("released {} {}", origin.place.release.released,
                                                  DateKindText(origin.place.release.released_kind))
                                    : std::string("of unknown date");
  std::string versions;
  if (attribution.version_count > 1) {
    versions = fmt::format("; unchanged in {} releases, {} to {}", attribution.version_count,
                           attribution.first_version, attribution.last_version);
  }
  if (others.empty()) {
    return fmt::format("the only component in the store that holds it, {}{}", when, versions);
  }
  const auto vendored = std::count_if(
      others.begin(), others.end(), [&](const Ranked* o) { return o->vendored > origin.vendored; });
  const auto later = std::count_if(others.begin(), others.end(), [&](const Ranked* o) {
    return o->vendored == origin.vendored && o->Dated() && origin.Dated();
  });
  std::vector<std::string> grounds;
  if (later > 0)
    grounds.push_back(fmt::format("before {} other component{} that hold{} it", later,
                                  later == 1 ? "" : "s", later == 1 ? "s" : ""));
  if (vendored > 0) {
    grounds.push_back(
        fmt::format("{} other{} hold{} it under a path for third-party code or bundles", vendored,
                    vendored == 1 ? "" : "s", vendored == 1 ? "s" : ""));
  }
  const auto undated = static_cast<ptrdiff_t>(others.size()) - later - vendored;
  if (undated > 0) {
    grounds.push_back(fmt::format("{} other{} of unknown date hold{} it", undated,
                                  undated == 1 ? "" : "s", undated == 1 ? "s" : ""));
  }
  if (origin.named_after) grounds.push_back("its path is named after the component");
  return fmt::format("{}, {}{}", when, fmt::join(grounds, "; "), versions);
}

}  // namespace

int VendoredRank(std::string_view path) {
  int rank = 0;
  ForEachDirectory(path, [&](std::string_view directory) {
    const std::string name = Lower(directory);
    if (std::find(kVendorDirectories.begin(), kVendorDirectories.end(), name) !=
        kVendorDirectories.end()) {
      rank = 2;
    } else if (rank == 0 && std::find(kBuildDirectories.begin(), kBuildDirectories.end(), name) !=
                                kBuildDirectories.end()) {
      rank = 1;
    }
  });
  if (rank == 0 && (path.find(".min.") != std::string_view::npos ||
                    path.find(".bundle.") != std::string_view::npos)) {
    rank = 1;
  }
  return rank;
}

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

Attribution Attributor::Attribute(std::span<const BlobId> blobs) {
  std::vector<Ranked> places;
  for (const BlobId blob : blobs) {
    for (Occurrence& occurrence : store_.GetOccurrences(blob)) {
      if (places.size() >= options_.max_places) break;
      const Release& release = GetRelease(occurrence.release);
      places.push_back({.place = {.blob = blob,
                                  .occurrence = std::move(occurrence),
                                  .release = release,
                                  .component = GetComponent(release.component)}});
    }
  }
  std::set<std::string> names;
  for (const Ranked& ranked : places) names.insert(ShortName(ranked.place.component.name));
  for (Ranked& ranked : places) {
    const std::string_view path = ranked.place.occurrence.path;
    const std::string own = ShortName(ranked.place.component.name);
    ranked.vendored = VendoredRank(path);
    ForEachDirectory(path, [&](std::string_view directory) {
      const std::string name = Lower(directory);
      if (name != own && name.size() > 2 && names.contains(name)) ranked.vendored = 2;
    });
    const std::string_view file = path.substr(path.find_last_of('/') + 1);
    ranked.named_after = own.size() > 2 && Lower(file).find(own) != std::string::npos;
  }
  std::sort(places.begin(), places.end(), Before);

  Attribution result;
  if (places.empty()) return result;  // a blob without occurrences: its releases were removed
  const Ranked& origin = places.front();
  result.origin = origin.place;
  std::set<ComponentId> seen = {origin.place.release.component};
  std::vector<const Ranked*> others;
  std::vector<std::string_view> versions;
  for (const Ranked& ranked : places) {
    const Release& release = ranked.place.release;
    if (release.component == origin.place.release.component) {
      if (std::find(versions.begin(), versions.end(), release.version) == versions.end()) {
        versions.push_back(release.version);
      }
    } else if (seen.insert(release.component).second) {
      others.push_back(&ranked);
      if (result.carriers.size() < options_.max_carriers) result.carriers.push_back(ranked.place);
    }
  }
  std::sort(versions.begin(), versions.end(), VersionBefore);
  result.first_version = versions.front();
  result.last_version = versions.back();
  result.version_count = static_cast<uint32_t>(versions.size());
  result.carrier_count = static_cast<uint32_t>(others.size());
  result.reason = Reason(result, origin, others);
  return result;
}

}  // namespace copytrace
