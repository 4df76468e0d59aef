#include "indexer/package_info.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/license/debian_copyright.h"
#include "engine/license/license_detector.h"
#include "engine/license/license_file_name.h"
#include "engine/license/manifest.h"
#include "engine/license/purl.h"
#include "engine/license/spdx_expression.h"
#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "grammars/encoding.h"
#include "indexer/archive_name.h"
#include "indexer/debian_source_reader.h"
#include "indexer/release_date.h"

namespace copytrace {
namespace {

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view Directory(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

constexpr int kMavenRank = 8;
constexpr size_t kShortCommit = 12;  // digits of a commit's id that stand for a version

// How well the manifest at this path says who the package is, best first; nothing where it speaks
// of something else than the whole package. What only a published package has, comes first.
std::optional<int> ManifestRank(std::string_view path) {
  const std::string_view name = FileName(path);
  const std::string_view directory = Directory(path);
  if (!directory.empty()) {
    if (name == "METADATA" && directory.ends_with(".dist-info")) return 1;
    if (name == "PKG-INFO" && directory == "EGG-INFO") return 1;
    if (name == "pom.properties" && directory.starts_with("META-INF/maven/")) return kMavenRank;
    if (name == "pom.xml" && directory.starts_with("META-INF/maven/")) return kMavenRank + 1;
    if (path == "debian/changelog") return 13;
    return std::nullopt;
  }
  if (name == "PKG-INFO" || name == "metadata.gz") return 0;
  if (name.ends_with(".nuspec")) return 2;
  if (name == "Cargo.toml") return 3;
  if (name == "package.json") return 4;
  if (name == "composer.json") return 5;
  if (name == "pyproject.toml") return 6;
  if (name == "pom.xml") return 7;
  if (name == "go.mod") return 10;
  if (name.ends_with(".gemspec")) return 11;
  if (name == "DESCRIPTION") return 12;
  return 14;
}

struct FoundManifest {
  std::string path;  // without the wrapper
  int rank;
  PackageManifest manifest;
};

// A private package.json names no package of the registry; another may well have its name.
bool IsPrivate(std::string_view path, std::string_view text) {
  if (FileName(path) != "package.json") return false;
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return false;
  const auto found = json.find("private");
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

std::string TextOf(const PackageFile& file) {
  std::string storage;
  const auto text = DecodeText(file.bytes, &storage);
  return text ? std::string(*text) : std::string();
}

// The length of "golang.org/x/text@v0.3.0/", in which all files of a Go module's zip stand.
size_t GoWrapperLength(std::string_view path) {
  const size_t at = path.find("@v");
  if (at == std::string_view::npos) return 0;
  const size_t slash = path.find('/', at);
  return slash == std::string_view::npos ? 0 : slash + 1;
}

// What one pass over a package yields. Paths are as the reader gives them, with the wrapper.
struct Survey {
  std::vector<std::pair<std::string, std::string>> manifests;  // path, text
  std::vector<std::pair<std::string, std::string>> licenses;   // path, expression
  std::string wrapper;  // the one directory that all files stand in, with its slash; may be empty
  // Of a binary Debian package: path and text of its copyright file.
  std::pair<std::string, std::string> debian_copyright;
};

// "usr/share/doc/NAME/copyright": what a binary Debian package has in place of debian/copyright.
bool IsCopyrightOfBinary(std::string_view path) {
  return path.starts_with("usr/share/doc/") && path.ends_with("/copyright");
}

Survey SurveyPackage(PackageReader* reader) {
  Survey survey;
  bool first = true;
  size_t go_wrapper = 0;
  reader->Rewind([&](std::string_view path) {
    if (first) go_wrapper = GoWrapperLength(path);
    const size_t length = go_wrapper > 0 ? go_wrapper : path.find('/') + 1;
    const std::string_view top = path.substr(0, length);
    if (first) survey.wrapper = top;
    if (survey.wrapper != top) survey.wrapper.clear();
    first = false;
    return IsMetadataPath(path);
  });
  while (std::optional<PackageFile> file = reader->Next()) {
    if (file->skipped) continue;
    std::string text = TextOf(*file);
    if (survey.debian_copyright.first.empty() && IsCopyrightOfBinary(file->path)) {
      survey.debian_copyright = {file->path, text};
    }
    if (IsLicenseFileName(file->path)) {
      std::string expression = DetectLicense(text).expression;
      if (!expression.empty()) survey.licenses.emplace_back(file->path, std::move(expression));
    }
    if (IsManifestFileName(file->path)) {
      survey.manifests.emplace_back(std::move(file->path), std::move(text));
    }
  }
  return survey;
}

// A PATENTS file gives more than the licence that it stands beside, and takes nothing from it.
bool IsPatentGrant(std::string_view path) {
  return FileName(path) == "PATENTS" || FileName(path).starts_with("PATENTS.");
}

bool HasLicenseBeside(const Survey& survey, std::string_view patents) {
  return std::ranges::any_of(survey.licenses, [&](const auto& found) {
    return Directory(found.first) == Directory(patents) && !IsPatentGrant(found.first);
  });
}

// Whether the one top directory is a wrapper put around the files, not a part of their paths.
bool IsWrapper(const Survey& survey, std::string_view archive_stem) {
  const std::string_view name =
      std::string_view(survey.wrapper).substr(0, survey.wrapper.size() - 1);
  if (name == "package" || !SplitNameVersion(name).version.empty()) return true;
  const NameVersion stem = SplitNameVersion(archive_stem);
  if (name.starts_with(stem.name) || stem.name.starts_with(name)) return true;
  const auto at_its_root = [&](const auto& found) { return Directory(found.first) == name; };
  return std::ranges::any_of(survey.manifests, at_its_root) ||
         std::ranges::any_of(survey.licenses, at_its_root);
}

std::string NameOf(const PackageSource& source) {
  return EscapeInvalidUtf8(source.location.filename().native());
}

// "golang.org/x/text@v0.3.0/" names a module; a directory alone, as in "text@1.2/", does not.
Purl GoModulePurl(std::string_view wrapper) {
  const size_t at = wrapper.find("@v");
  const std::string_view path = wrapper.substr(0, at);
  Purl purl;
  purl.type = "golang";
  purl.namespace_ = Directory(path);
  purl.name = FileName(path);
  purl.version = wrapper.substr(at + 1, wrapper.size() - at - 2);
  return purl;
}

// A jar may hold no metadata but that of what is shaded into it: neither its name nor its version.
bool IsOfShadedJar(std::string_view path, const PackageManifest& manifest,
                   const ArchiveName& archive) {
  return path.starts_with("META-INF/maven/") && !archive.version.empty() &&
         manifest.name != archive.name && manifest.version != archive.version;
}

// Jars and wheels keep the licence of all files in the directory of their metadata.
std::string_view PlaceOfLicense(std::string_view path) {
  const std::string_view directory = Directory(path);
  const bool of_all = directory == "META-INF" || directory.ends_with(".dist-info") ||
                      directory.ends_with(".dist-info/licenses");
  return of_all ? FileName(path) : path;
}

// In a Maven repository, the .pom lies beside the jars of the same name.
void AddPomBeside(const PackageSource& source, const ArchiveName& archive,
                  std::vector<FoundManifest>* manifests) {
  if (source.location.extension() != ".jar") return;
  const std::string name = archive.name + "-" + archive.version + ".pom";
  SkipReason reason;
  std::string detail;
  const std::optional<std::string> text =
      ReadFileBytes(source.location.parent_path() / name, SourceLimits(), &reason, &detail);
  if (!text) return;
  std::optional<PackageManifest> manifest = ParseManifest(name, *text);
  if (manifest && manifest->name == archive.name) {
    manifests->push_back({name, kMavenRank - 1, std::move(*manifest)});
  }
}

// In a module cache, VERSION.info beside VERSION.zip has the time of the version's commit.
std::string DateBesideGoModule(const PackageSource& source) {
  std::filesystem::path file = source.location;
  file.replace_extension(".info");
  SkipReason reason;
  std::string detail;
  const std::optional<std::string> text = ReadFileBytes(file, SourceLimits(), &reason, &detail);
  if (!text) return "";
  const auto json = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return "";
  const auto time = json.find("Time");
  if (time == json.end() || !time->is_string()) return "";
  return DateOfTimestamp(time->get<std::string>());
}

// CRAN writes the day of publication into a package; a gem has that of its build.
DateKind KindOfDate(const PackageManifest& manifest) {
  if (manifest.purl_type == "cran") return DateKind::kRegistry;
  return manifest.purl_type == "gem" ? DateKind::kFile : DateKind::kChangelog;
}

// Whether the files are those of a Debian source package, which may well hold manifests of others.
bool IsDebianTree(const Survey& survey, std::string_view prefix) {
  const auto holds = [&](std::string_view name) {
    return std::ranges::any_of(survey.manifests, [&](const auto& found) {
      return std::string_view(found.first).substr(prefix.size()) == name;
    });
  };
  return holds("debian/changelog") && holds("debian/copyright");
}

// The manifest that says who the package is: of the archive's own kind if it has one, named like
// the archive (a jar may hold the poms of what is shaded into it), then by rank, then by path.
const FoundManifest* ChooseManifest(const std::vector<FoundManifest>& found,
                                    const ArchiveName& archive) {
  const auto order = [&](const FoundManifest& manifest) {
    return std::make_tuple(
        !archive.purl_type.empty() && manifest.manifest.purl_type != archive.purl_type,
        (manifest.rank == kMavenRank || manifest.rank == kMavenRank + 1) &&
            manifest.manifest.name != archive.name,
        manifest.rank, std::string_view(manifest.path));
  };
  const FoundManifest* best = nullptr;
  for (const FoundManifest& manifest : found) {
    if (manifest.manifest.name.empty()) continue;
    if (best == nullptr || order(manifest) < order(*best)) best = &manifest;
  }
  return best;
}

// The manifest that declares the package's licence: its own, or another of the same package, as a
// jar's pom.xml beside its pom.properties.
const FoundManifest* FindDeclaration(const std::vector<FoundManifest>& found,
                                     const FoundManifest* own) {
  if (own == nullptr || !own->manifest.license.empty()) return own;
  for (const FoundManifest& other : found) {
    if (other.manifest.purl_type == own->manifest.purl_type &&
        other.manifest.name == own->manifest.name && !other.manifest.license.empty()) {
      return &other;
    }
  }
  return nullptr;
}

Purl PurlByName(const ArchiveName& name) {
  Purl purl;
  purl.type = name.purl_type.empty() ? "generic" : name.purl_type;
  if (purl.type == "deb") purl.namespace_ = "debian";
  purl.name = name.name;
  purl.version = name.version;
  return purl;
}

void CollectIds(const SpdxExpression& expression, std::set<std::string>* ids) {
  if (expression.kind == SpdxExpression::Kind::kLicense) ids->insert(expression.license);
  for (const SpdxExpression& operand : expression.operands) CollectIds(operand, ids);
}

// Whether the declaration names every licence of the root's licence files: then the declaration
// says best how they stand to each other.
bool Covers(std::string_view declared, std::string_view detected) {
  const auto declared_expression = ParseSpdxExpression(declared);
  const auto detected_expression = ParseSpdxExpression(detected);
  if (!declared_expression || !detected_expression) return false;
  std::set<std::string> declared_ids, detected_ids;
  CollectIds(*declared_expression, &declared_ids);
  CollectIds(*detected_expression, &detected_ids);
  return std::ranges::includes(declared_ids, detected_ids);
}

}  // namespace

void DirectoryLicenses::Add(std::string_view license_file, std::string expression) {
  std::string& here = by_directory_[std::string(Directory(license_file))];
  // LICENSE-MIT beside LICENSE-APACHE is how Rust's packages offer a choice of the two; anything
  // else that stands side by side holds together.
  const bool choice = FileName(license_file).starts_with("LICENSE-") &&
                      ((here == "Apache-2.0" && expression == "MIT") ||
                       (here == "MIT" && expression == "Apache-2.0"));
  here = choice ? "Apache-2.0 OR MIT" : JoinAnd({here, std::move(expression)});
}

const std::string& DirectoryLicenses::Of(std::string_view path) const {
  static const std::string kNone;
  for (std::string_view directory = Directory(path);; directory = Directory(directory)) {
    const auto found = by_directory_.find(directory);
    if (found != by_directory_.end()) return found->second;
    if (directory.empty()) return kNone;
  }
}

std::string DirectoryLicenses::TakeRoot() {
  const auto found = by_directory_.find("");
  if (found == by_directory_.end()) return "";
  std::string expression = std::move(found->second);
  by_directory_.erase(found);
  return expression;
}

bool IsMetadataPath(std::string_view path) {
  if (IsLicenseFileName(path) || IsCopyrightOfBinary(path)) return true;
  if (!IsManifestFileName(path)) return false;
  const std::string_view inner = path.substr(path.find('/') + 1);
  return ManifestRank(path).has_value() || ManifestRank(inner).has_value() ||
         path.ends_with("debian/copyright");
}

const std::string& PackageInfo::LicenseAround(std::string_view path) const {
  const std::string& stated = debian_copyright.Of(path);
  return stated.empty() ? directory_licenses.Of(path) : stated;
}

PackageInfo ReadPackageInfo(const PackageSource& source, PackageReader* reader) {
  PackageInfo info;
  // A dump of many gigabytes holds no metadata but that of each of its parts.
  Survey survey;
  if (source.kind != SourceKind::kForumDump) survey = SurveyPackage(reader);

  ArchiveName archive;
  const bool is_archive = source.kind == SourceKind::kArchive;
  if (is_archive) {
    archive = ParseArchiveName(NameOf(source));
  } else if (source.kind == SourceKind::kDebianSource) {
    DebianControl control = ReadDebianControl(source.location);
    archive = {.name = std::move(control.source), .version = std::move(control.version)};
  }
  if (archive.name.empty()) {
    NameVersion split = SplitNameVersion(NameOf(source));
    archive = {.name = std::move(split.name), .version = std::move(split.version)};
  }
  const bool is_go_module = is_archive && GoWrapperLength(survey.wrapper) > 0;
  if (is_go_module || (is_archive && archive.has_wrapper && !survey.wrapper.empty() &&
                       IsWrapper(survey, NameOf(source)))) {
    info.strip_prefix = survey.wrapper;
  }
  const auto strip = [&](std::string_view path) { return path.substr(info.strip_prefix.size()); };
  const bool is_debian_binary = archive.purl_type == "deb";
  if (source.kind == SourceKind::kDebianSource ||
      (archive.purl_type.empty() && IsDebianTree(survey, info.strip_prefix))) {
    archive.purl_type = "deb";
  }

  std::vector<FoundManifest> manifests;
  for (const auto& [path, text] : survey.manifests) {
    const std::string_view stripped = strip(path);
    if (stripped == "debian/copyright") info.debian_copyright = DebianCopyright::Parse(text);
    std::optional<PackageManifest> manifest = ParseManifest(stripped, text);
    if (!manifest || manifest->name.empty()) continue;
    if (IsOfShadedJar(stripped, *manifest, archive)) continue;
    if (const auto rank = ManifestRank(stripped)) {
      if (IsPrivate(stripped, text)) manifest->purl_type = "generic";
      manifests.push_back({std::string(stripped), *rank, std::move(*manifest)});
    }
  }
  AddPomBeside(source, archive, &manifests);
  // In the order of their paths, so that neither the order of an archive nor that of a directory
  // shows in the expression.
  std::ranges::sort(survey.licenses);
  std::string root_license_path;
  for (auto& [path, expression] : survey.licenses) {
    const std::string_view stripped = strip(path);
    if (IsPatentGrant(path) && HasLicenseBeside(survey, path)) continue;
    // It speaks of the whole package, stanza by stanza, and not of the directory it stands in.
    if (stripped == "debian/copyright") continue;
    const std::string_view place = is_archive ? PlaceOfLicense(stripped) : stripped;
    if (Directory(place).empty() && root_license_path.empty()) root_license_path = stripped;
    info.directory_licenses.Add(place, std::move(expression));
  }

  const FoundManifest* own = ChooseManifest(manifests, archive);
  Purl purl = PurlByName(archive);
  if (is_go_module) {
    purl = GoModulePurl(survey.wrapper);
  } else if (own != nullptr) {
    purl = ParsePurl(MakePurl(own->manifest)).value_or(purl);
    if (purl.version.empty()) purl.version = archive.version;
  }
  if (!source.purl.empty()) {
    Purl told = *ParsePurl(source.purl);
    if (told.version.empty()) told.version = purl.version;
    purl = std::move(told);
  }
  if (purl.version.empty()) purl.version = source.commit.substr(0, kShortCommit);
  info.component.purl = WithoutVersion(purl);
  info.component.name = ComponentName(purl);
  info.release.version = purl.version;
  info.release.purl = ToString(purl);

  if (!source.released.empty()) {
    info.release.released = source.released;
    info.release.released_kind = source.released_kind;
  } else if (own != nullptr && !own->manifest.released.empty()) {
    info.release.released = own->manifest.released;
    info.release.released_kind = KindOfDate(own->manifest);
  } else if (is_go_module) {
    info.release.released = DateBesideGoModule(source);
    if (!info.release.released.empty()) info.release.released_kind = DateKind::kCommit;
  }
  if (info.release.released.empty() && is_archive) {
    info.release.released = DateOfNewestMember(reader->newest_time());
    if (!info.release.released.empty()) info.release.released_kind = DateKind::kFile;
  }

  std::string root_license = info.directory_licenses.TakeRoot();
  const std::string& debian_license = info.debian_copyright.declared();
  const FoundManifest* declaring = FindDeclaration(manifests, own);
  if (!source.license.empty()) {
    info.release.declared_license = source.license;
  } else if (purl.type == "deb" && !debian_license.empty()) {
    info.release.declared_license = debian_license;
    info.release.license_path = "debian/copyright";
    // It was written for all files with the licence files in view.
    if (info.debian_copyright.covers_all()) root_license.clear();
  } else if (is_debian_binary && !survey.debian_copyright.first.empty()) {
    // Its patterns speak of the source package's paths, so it is the whole package's licence only.
    info.release.declared_license =
        DebianCopyright::Parse(survey.debian_copyright.second).declared();
    info.release.license_path = survey.debian_copyright.first;
  } else if (declaring != nullptr) {
    info.release.declared_license = declaring->manifest.license;
    info.release.license_path = declaring->path;
  } else if (!debian_license.empty()) {
    info.release.declared_license = debian_license;
    info.release.license_path = "debian/copyright";
  } else {
    info.release.declared_license = root_license;
    info.release.license_path = root_license_path;
  }
  if (!root_license.empty() && !Covers(info.release.declared_license, root_license)) {
    info.directory_licenses.Add("LICENSE", std::move(root_license));
  }
  return info;
}

PackageInfo InfoOfOwnRelease(const OwnRelease& own) {
  PackageInfo info;
  const Purl purl = ParsePurl(own.purl).value();
  info.component.purl = WithoutVersion(purl);
  info.component.name = ComponentName(purl);
  info.release.version = purl.version;
  info.release.purl = own.purl;
  info.release.released = own.released;
  info.release.released_kind = own.released_kind;
  info.release.declared_license = own.license;
  return info;
}

}  // namespace copytrace
