// `copytrace-index list`: the components and releases of a store.
#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/store/store.h"
#include "indexer/commands.h"

namespace copytrace {
namespace {

struct ListedRelease {
  Release release;
  uint64_t files = 0;
};

struct ListedComponent {
  Component component;
  std::vector<ListedRelease> releases;  // by date, those without one first; then as added
};

std::string_view DateKindWord(DateKind kind) {
  switch (kind) {
    case DateKind::kNone:
      return "none";
    case DateKind::kRegistry:
      return "registry";
    case DateKind::kTag:
      return "tag";
    case DateKind::kChangelog:
      return "changelog";
    case DateKind::kCommit:
      return "commit";
    case DateKind::kFile:
      return "file";
  }
  return "none";
}

// A pattern with *, ? or [ is a glob over the whole purl, any other a part of it.
bool Matches(const std::string& pattern, const std::string& purl) {
  if (pattern.find_first_of("*?[") == std::string::npos) {
    return purl.find(pattern) != std::string::npos;
  }
  return ::fnmatch(pattern.c_str(), purl.c_str(), 0) == 0;
}

// A component whose purl matches is listed whole, any other with the releases that match.
std::vector<ListedComponent> Collect(const Store& store, const std::string& pattern) {
  std::vector<ListedComponent> all(store.info().components);
  for (ComponentId id = 0; id < all.size(); ++id) all[id].component = store.GetComponent(id);
  const std::vector<uint64_t> files = store.CountFiles();
  for (ReleaseId id = 0; id < store.info().releases; ++id) {
    Release release = store.GetRelease(id);
    ListedComponent& component = all.at(release.component);
    if (!Matches(pattern, component.component.purl) && !Matches(pattern, release.purl)) continue;
    component.releases.push_back({std::move(release), files[id]});
  }
  std::erase_if(all, [](const ListedComponent& component) { return component.releases.empty(); });
  std::ranges::sort(all, {}, [](const ListedComponent& listed) -> const std::string& {
    return listed.component.purl;
  });
  for (ListedComponent& component : all) {
    std::ranges::stable_sort(component.releases, {},
                             [](const ListedRelease& listed) { return listed.release.released; });
  }
  return all;
}

void PrintJson(const std::vector<ListedComponent>& components) {
  nlohmann::ordered_json json = {{"components", nlohmann::ordered_json::array()}};
  for (const ListedComponent& listed : components) {
    auto releases = nlohmann::ordered_json::array();
    for (const auto& [release, files] : listed.releases) {
      releases.push_back({{"purl", release.purl},
                          {"version", release.version},
                          {"released", release.released},
                          {"released_kind", DateKindWord(release.released_kind)},
                          {"license", release.declared_license},
                          {"license_path", release.license_path},
                          {"files", files}});
    }
    json["components"].push_back({{"purl", listed.component.purl},
                                  {"name", listed.component.name},
                                  {"releases", std::move(releases)}});
  }
  fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void PrintText(const std::vector<ListedComponent>& components) {
  size_t width = 0;
  size_t releases = 0;
  for (const ListedComponent& listed : components) {
    releases += listed.releases.size();
    for (const auto& [release, files] : listed.releases) {
      width = std::max(width, release.version.size());
    }
  }
  for (const ListedComponent& listed : components) {
    fmt::print("{}\n", listed.component.purl);
    for (const auto& [release, files] : listed.releases) {
      const std::string_view date = release.released;
      fmt::print(
          "  {:<{}}  {:<10}  {:>6} file{}  {}\n", release.version, width,
          date.empty() ? "no date" : date, files, files == 1 ? " " : "s",
          release.declared_license.empty() ? "no licence declared" : release.declared_license);
    }
  }
  fmt::print("{} component{}, {} release{}\n", components.size(), components.size() == 1 ? "" : "s",
             releases, releases == 1 ? "" : "s");
}

}  // namespace

int RunList(const std::filesystem::path& directory, const std::string& pattern, bool as_json) {
  const std::unique_ptr<Store> store = Store::Open(directory);
  const std::vector<ListedComponent> components = Collect(*store, pattern);
  if (as_json) {
    PrintJson(components);
  } else {
    PrintText(components);
  }
  return kExitOk;
}

}  // namespace copytrace
