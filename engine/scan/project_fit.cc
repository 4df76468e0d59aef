#include "engine/scan/project_fit.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/scan/project_license.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// A root's project licences, as reports of several roots name their files.
struct Root {
  ProjectLicenseFinder finder;
  std::string prefix;
};

ProjectFit Fit(const ProjectLicense& project, const std::string& license) {
  CompatibilityAnswer answer =
      CheckCompatibility(project.expression, license, LicenseUse::kCopiedSource);
  return {project.expression,
          project.file,
          answer.answer,
          std::move(answer.rule),
          std::move(answer.reason),
          std::move(answer.choice),
          std::move(answer.narrows_project_to)};
}

}  // namespace

void FitToProject(std::span<const fs::path> roots, std::span<const TreeEntry> entries,
                  std::vector<Finding>* findings) {
  if (findings->empty()) return;
  std::vector<Root> finders;
  for (const fs::path& root : roots) {
    const bool is_only = roots.size() == 1;
    const std::string name = EscapeInvalidUtf8(root.lexically_normal().generic_string());
    finders.push_back(
        {ProjectLicenseFinder(root), is_only || !fs::is_directory(root) ? "" : name + "/"});
  }
  std::error_code error;
  finders.push_back({ProjectLicenseFinder(fs::current_path(error)), ""});

  std::map<std::pair<ProjectLicense, std::string>, ProjectFit> known;
  for (Finding& finding : *findings) {
    const auto entry = std::lower_bound(
        entries.begin(), entries.end(), finding.path,
        [](const TreeEntry& each, const std::string& path) { return each.path < path; });
    const bool is_file = entry != entries.end() && entry->path == finding.path && !entry->content;
    const fs::path file = is_file ? fs::path(entry->file) : fs::current_path(error) / "-";
    const auto holder = std::find_if(finders.begin(), finders.end() - 1,
                                     [&file](const Root& root) { return root.finder.Holds(file); });
    ProjectLicense project = holder->finder.Of(file);
    if (!project.expression.empty()) project.file = holder->prefix + project.file;
    const auto [fit, is_new] = known.try_emplace({project, finding.origin.license});
    if (is_new) fit->second = Fit(project, finding.origin.license);
    finding.fit = fit->second;
  }
}

}  // namespace copytrace
