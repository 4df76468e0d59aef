// A blob's id in git is the store's own hash of a content, so what is known is told apart before it
// is read: of a hundred tags, only what changed between them is unpacked.
#include "indexer/git_reader.h"

#include <fmt/format.h>
#include <fnmatch.h>
#include <git2.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstring>
#include <optional>
#include <set>
#include <utility>

#include "engine/license/purl.h"
#include "engine/source/git_pointer.h"
#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxTreeDepth = 256;

GitPointer<git_repository> OpenRepository(const fs::path& directory) {
  git_repository* repository = nullptr;
  ::git_repository_open_ext(&repository, directory.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  return GitPointer<git_repository>(repository);
}

std::string IsoDate(git_time_t seconds) {
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string HexId(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1];
  return ::git_oid_tostr(text, sizeof(text), &id);
}

// "https://github.com/acme/rocket.git", "git@github.com:acme/rocket" → pkg:github/acme/rocket.
std::optional<Purl> PurlOfRemote(std::string_view url) {
  constexpr std::pair<std::string_view, const char*> kHosts[] = {
      {"github.com", "github"}, {"gitlab.com", "gitlab"}, {"bitbucket.org", "bitbucket"}};
  for (const auto& [host, type] : kHosts) {
    const size_t found = url.find(host);
    if (found == std::string_view::npos || found == 0) continue;
    if (std::strchr("/@.", url[found - 1]) == nullptr) continue;
    std::string_view path = url.substr(found + host.size());
    if (!path.starts_with('/') && !path.starts_with(':')) continue;
    path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    if (path.ends_with(".git")) path.remove_suffix(4);
    const size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == path.size()) continue;
    Purl purl;
    purl.type = type;
    purl.namespace_ = path.substr(0, slash);
    purl.name = path.substr(slash + 1);
    return purl;
  }
  return std::nullopt;
}

Purl PurlOfRepository(git_repository* repository, const fs::path& directory) {
  git_remote* found = nullptr;
  if (::git_remote_lookup(&found, repository, "origin") == 0) {
    const GitPointer<git_remote> remote(found);
    const char* url = ::git_remote_url(remote.get());
    if (const auto purl = PurlOfRemote(url == nullptr ? "" : url)) return *purl;
  }
  fs::path name = directory.filename();
  if (name == ".git") name = directory.parent_path().filename();
  if (name.extension() == ".git") name = name.stem();
  Purl purl;
  purl.type = "generic";
  purl.name = EscapeInvalidUtf8(name.native());
  return purl;
}

struct Tag {
  std::string name;
  std::string commit;
  git_time_t time = 0;
  DateKind kind = DateKind::kNone;
};

// Nothing where the reference leads to no commit.
std::optional<Tag> ReadTag(git_reference* reference) {
  git_object* found = nullptr;
  if (::git_reference_peel(&found, reference, GIT_OBJECT_COMMIT) != 0) return std::nullopt;
  const GitPointer<git_object> commit(found);
  Tag tag;
  tag.name = EscapeInvalidUtf8(::git_reference_shorthand(reference));
  tag.commit = HexId(*::git_object_id(commit.get()));
  tag.time = ::git_commit_time(reinterpret_cast<git_commit*>(commit.get()));
  tag.kind = DateKind::kCommit;
  git_object* peeled = nullptr;
  if (::git_reference_peel(&peeled, reference, GIT_OBJECT_TAG) == 0) {
    const GitPointer<git_object> annotated(peeled);
    const git_signature* tagger =
        ::git_tag_tagger(reinterpret_cast<const git_tag*>(annotated.get()));
    if (tagger != nullptr) {
      tag.time = tagger->when.time;
      tag.kind = DateKind::kTag;
    }
  }
  return tag;
}

std::vector<Tag> ReadTags(git_repository* repository, const std::string& pattern) {
  std::vector<Tag> tags;
  git_strarray names{};
  if (::git_tag_list(&names, repository) != 0) return tags;
  for (size_t i = 0; i < names.count; ++i) {
    if (::fnmatch(pattern.c_str(), names.strings[i], 0) != 0) continue;
    git_reference* found = nullptr;
    const std::string full = std::string("refs/tags/") + names.strings[i];
    if (::git_reference_lookup(&found, repository, full.c_str()) != 0) continue;
    const GitPointer<git_reference> reference(found);
    if (std::optional<Tag> tag = ReadTag(reference.get())) tags.push_back(std::move(*tag));
  }
  ::git_strarray_dispose(&names);
  std::ranges::sort(tags, {}, [](const Tag& tag) { return std::pair(tag.time, tag.name); });
  return tags;
}

struct Entry {
  std::string path;
  git_oid id;
  git_filemode_t mode;
};

class GitReader : public PackageReader {
 public:
  GitReader(const PackageSource& source, const ReadLimits& limits)
      : location_(source.location), commit_(source.commit), limits_(limits.file) {}

  void Rewind(PathFilter wanted) override {
    wanted_ = std::move(wanted);
    next_ = 0;
    if (!opened_) {
      opened_ = true;
      repository_ = OpenRepository(location_);
      if (repository_ == nullptr || !List()) {
        error_ = LastGitError();
        entries_.clear();
      }
    }
    error_pending_ = !error_.empty();
  }

  std::optional<PackageFile> Next() override {
    if (std::exchange(error_pending_, false)) {
      return PackageFile{.skipped = SkipReason::kUnreadable, .skip_detail = error_};
    }
    while (next_ < entries_.size()) {
      const Entry& entry = entries_[next_++];
      if (wanted_(entry.path)) return Read(entry);
    }
    return std::nullopt;
  }

 private:
  bool List() {
    git_oid id;
    git_commit* found = nullptr;
    if (::git_oid_fromstr(&id, commit_.c_str()) != 0 ||
        ::git_commit_lookup(&found, repository_.get(), &id) != 0) {
      return false;
    }
    const GitPointer<git_commit> commit(found);
    git_tree* root = nullptr;
    if (::git_commit_tree(&root, commit.get()) != 0) return false;
    const GitPointer<git_tree> tree(root);
    if (!ListTree(tree.get(), "", 0)) return false;
    git_odb* odb = nullptr;
    if (::git_repository_odb(&odb, repository_.get()) != 0) return false;
    odb_.reset(odb);
    std::ranges::sort(entries_, {}, &Entry::path);
    return true;
  }

  bool ListTree(git_tree* tree, const std::string& prefix, int depth) {
    const size_t count = ::git_tree_entrycount(tree);
    for (size_t i = 0; i < count; ++i) {
      const git_tree_entry* entry = ::git_tree_entry_byindex(tree, i);
      std::string path = prefix + EscapeInvalidUtf8(::git_tree_entry_name(entry));
      const git_oid& id = *::git_tree_entry_id(entry);
      const git_filemode_t mode = ::git_tree_entry_filemode(entry);
      if (mode != GIT_FILEMODE_TREE) {
        entries_.push_back({std::move(path), id, mode});
        continue;
      }
      git_tree* found = nullptr;
      if (depth == kMaxTreeDepth || ::git_tree_lookup(&found, repository_.get(), &id) != 0) {
        return false;
      }
      const GitPointer<git_tree> child(found);
      if (!ListTree(child.get(), path + '/', depth + 1)) return false;
    }
    return true;
  }

  PackageFile Read(const Entry& entry) {
    PackageFile file{.path = entry.path};
    const auto skip = [&](SkipReason reason, std::string detail) {
      file.skipped = reason;
      file.skip_detail = std::move(detail);
      return std::move(file);
    };
    if (entry.mode == GIT_FILEMODE_COMMIT) return skip(SkipReason::kSpecial, "submodule");
    if (entry.mode == GIT_FILEMODE_LINK) return skip(SkipReason::kSpecial, "symbolic link");
    Sha1 sha1;
    static_assert(sizeof(sha1) == GIT_OID_RAWSZ);
    std::memcpy(sha1.data(), entry.id.id, sizeof(sha1));
    if (IsKnown(sha1)) {
      file.known_content = sha1;
      return file;
    }
    size_t size = 0;
    git_object_t type;
    if (::git_odb_read_header(&size, &type, odb_.get(), &entry.id) != 0) {
      return skip(SkipReason::kUnreadable, LastGitError());
    }
    if (size > limits_.max_file_bytes) {
      return skip(SkipReason::kTooLarge, fmt::format("{}, limit {}", FormatBytes(size),
                                                     FormatBytes(limits_.max_file_bytes)));
    }
    git_blob* found = nullptr;
    if (::git_blob_lookup(&found, repository_.get(), &entry.id) != 0) {
      return skip(SkipReason::kUnreadable, LastGitError());
    }
    const GitPointer<git_blob> blob(found);
    file.bytes.assign(static_cast<const char*>(::git_blob_rawcontent(blob.get())),
                      static_cast<size_t>(::git_blob_rawsize(blob.get())));
    return file;
  }

  const GitLibrary library_;
  fs::path location_;
  std::string commit_;
  SourceLimits limits_;
  PathFilter wanted_;
  bool opened_ = false;
  GitPointer<git_repository> repository_;
  GitPointer<git_odb> odb_;
  std::vector<Entry> entries_;  // filled by the first Rewind
  size_t next_ = 0;
  std::string error_;  // why there are none
  bool error_pending_ = false;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool StartsWithNoCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) ==
                  std::tolower(static_cast<unsigned char>(b));
         });
}

}  // namespace

bool IsGitRepository(const fs::path& directory) {
  std::error_code ignored;
  if (fs::exists(directory / ".git", ignored)) return true;
  return fs::is_regular_file(directory / "HEAD", ignored) &&
         fs::is_directory(directory / "objects", ignored) &&
         fs::is_directory(directory / "refs", ignored);
}

std::string VersionOfTag(std::string_view tag, std::string_view project) {
  std::string_view rest = tag;
  for (const std::string_view prefix : {project, std::string_view("release"),
                                        std::string_view("version"), std::string_view("rel")}) {
    if (prefix.empty() || !StartsWithNoCase(rest, prefix) || rest.size() <= prefix.size() + 1) {
      continue;
    }
    if (std::strchr("-_/@.", rest[prefix.size()]) != nullptr) rest.remove_prefix(prefix.size() + 1);
  }
  if (rest.size() > 1 && (rest[0] == 'v' || rest[0] == 'V') && IsDigit(rest[1])) {
    rest.remove_prefix(1);
  }
  std::string version(rest);
  const bool underscores =
      !version.empty() && IsDigit(version[0]) && version.find('_') != std::string::npos &&
      std::ranges::all_of(version, [](char c) { return IsDigit(c) || c == '_'; });
  if (underscores) std::ranges::replace(version, '_', '.');
  return version;
}

std::vector<PackageSource> ListGitReleases(const fs::path& repository, const std::string& tags) {
  const GitLibrary library;
  std::vector<PackageSource> releases;
  const GitPointer<git_repository> opened = OpenRepository(repository);
  if (opened == nullptr) return releases;
  Purl purl = PurlOfRepository(opened.get(), repository);
  const auto add = [&](const Tag& tag) {
    releases.push_back({.location = repository,
                        .kind = SourceKind::kGitCommit,
                        .commit = tag.commit,
                        .purl = ToString(purl),
                        .released = IsoDate(tag.time),
                        .released_kind = tag.kind});
  };
  std::set<std::string> versions;
  for (const Tag& tag : ReadTags(opened.get(), tags)) {
    purl.version = VersionOfTag(tag.name, purl.name);
    if (versions.insert(purl.version).second) add(tag);
  }
  if (!releases.empty()) return releases;
  git_reference* head = nullptr;
  if (::git_repository_head(&head, opened.get()) != 0) return releases;
  const GitPointer<git_reference> reference(head);
  if (const std::optional<Tag> tag = ReadTag(reference.get())) add(*tag);
  return releases;
}

std::unique_ptr<PackageReader> MakeGitReader(const PackageSource& source,
                                             const ReadLimits& limits) {
  return std::make_unique<GitReader>(source, limits);
}

}  // namespace copytrace
