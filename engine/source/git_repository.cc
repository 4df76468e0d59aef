#include "engine/source/git_repository.h"

#include <fmt/format.h>
#include <git2.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "engine/error.h"
#include "engine/source/git_pointer.h"
#include "engine/source/source_file.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxTreeDepth = 256;
constexpr size_t kShortIdDigits = 10;
// Pairs of a removed and an added file that are compared line by line; identical ones are paired
// first, whatever their number.
constexpr size_t kRenameLimit = 300;

std::string HexId(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1];
  return ::git_oid_tostr(text, sizeof(text), &id);
}

git_oid ToGitId(const Sha1& sha1) {
  git_oid id;
  static_assert(sizeof(sha1) == GIT_OID_RAWSZ);
  std::memcpy(id.id, sha1.data(), sizeof(sha1));
  return id;
}

std::optional<git_oid> FindCommit(git_repository* repository, const std::string& revision) {
  git_object* found = nullptr;
  if (::git_revparse_single(&found, repository, revision.c_str()) != 0) return std::nullopt;
  const GitPointer<git_object> object(found);
  git_object* peeled = nullptr;
  if (::git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT) != 0) return std::nullopt;
  const GitPointer<git_object> commit(peeled);
  return *::git_object_id(commit.get());
}

constexpr char kDeepenRemedy[] =
    "fetch more history with `git fetch --deepen=200` or `git fetch --unshallow` (GitHub: "
    "fetch-depth: 0 of actions/checkout; GitLab: GIT_DEPTH: 0)";

// What `git fetch origin` would have to be asked for: nothing where the revision is counted from
// another one, as HEAD~2 is.
std::optional<std::string> RemoteName(std::string_view revision) {
  constexpr std::string_view kRemote = "origin/";
  if (revision.starts_with(kRemote)) revision.remove_prefix(kRemote.size());
  if (revision.empty() || revision.find_first_of("~^@:") != revision.npos) return {};
  return std::string(revision);
}

git_oid RequireCommit(git_repository* repository, const std::string& revision) {
  if (const auto commit = FindCommit(repository, revision)) return *commit;
  const std::optional<std::string> name = RemoteName(revision);
  std::string remedy = "`git log` lists what is there";
  if (::git_repository_is_shallow(repository) == 1) {
    remedy = fmt::format("this is a shallow clone: {}{}",
                         name ? fmt::format("fetch it with `git fetch origin {}`, or ", *name) : "",
                         kDeepenRemedy);
  } else if (name) {
    remedy = fmt::format(
        "if it is a branch of the remote, fetch it with `git fetch origin {0}` and name it "
        "origin/{0}",
        *name);
  }
  throw Error(fmt::format("{}: no such revision here; {}", revision, remedy));
}

// The name that a reference stands under, such as refs/remotes/origin/main; nothing where it is
// missing.
std::optional<std::string> ResolveReference(git_repository* repository, const std::string& name) {
  git_reference* found = nullptr;
  if (::git_reference_lookup(&found, repository, name.c_str()) != 0) return std::nullopt;
  const GitPointer<git_reference> reference(found);
  git_reference* resolved = nullptr;
  if (::git_reference_resolve(&resolved, reference.get()) != 0) return std::nullopt;
  const GitPointer<git_reference> target(resolved);
  return std::string(::git_reference_name(target.get()));
}

// The branch that HEAD is on, in full; empty where it is on none.
std::string CurrentBranch(git_repository* repository) {
  return ResolveReference(repository, "HEAD").value_or("");
}

// "main" of refs/heads/main and refs/remotes/origin/main.
std::string_view BranchName(std::string_view reference) {
  for (const std::string_view prefix : {"refs/heads/", "refs/remotes/origin/"}) {
    if (reference.starts_with(prefix)) return reference.substr(prefix.size());
  }
  return reference;
}

// See ChangeQuery. Empty where there is none: then HEAD itself.
std::string DefaultBase(git_repository* repository) {
  std::vector<std::string> names = {"refs/remotes/origin/HEAD"};
  for (const char* branch : {"main", "master", "trunk", "develop"}) {
    names.push_back(std::string("refs/remotes/origin/") + branch);
  }
  for (const char* branch : {"main", "master", "trunk", "develop"}) {
    names.push_back(std::string("refs/heads/") + branch);
  }
  const std::string current = CurrentBranch(repository);
  const auto found = std::ranges::find_if(names, [&](const std::string& name) {
    return ResolveReference(repository, name).has_value();
  });
  if (found == names.end()) return "";
  const std::string base = *ResolveReference(repository, *found);
  if (base != current && BranchName(base) != BranchName(current)) return base;
  git_buf upstream = GIT_BUF_INIT;
  std::string name;
  if (::git_branch_upstream_name(&upstream, repository, current.c_str()) == 0) name = upstream.ptr;
  ::git_buf_dispose(&upstream);
  return name;
}

std::string ShortName(std::string_view reference) {
  for (const std::string_view prefix : {"refs/heads/", "refs/remotes/", "refs/tags/"}) {
    if (reference.starts_with(prefix)) return std::string(reference.substr(prefix.size()));
  }
  return std::string(reference);
}

// What a change is held against: a commit, or nothing before the first one.
struct Base {
  std::optional<git_oid> commit;
  std::string words;
};

Base FindBase(git_repository* repository, const ChangeQuery& query) {
  const bool unborn = ::git_repository_head_unborn(repository) == 1;
  if (query.staged || unborn) {
    if (unborn) return {std::nullopt, "the empty repository"};
    return {RequireCommit(repository, "HEAD"), "HEAD"};
  }
  const git_oid head = RequireCommit(repository, query.head.empty() ? "HEAD" : query.head);
  const std::string name = query.base.empty() ? DefaultBase(repository) : query.base;
  const bool shallow = ::git_repository_is_shallow(repository) == 1;
  if (name.empty()) {
    if (shallow) {
      throw Error(fmt::format(
          "the branch to check against is not in this shallow clone; name it with --base, and {}",
          kDeepenRemedy));
    }
    return {head, "HEAD"};
  }
  const git_oid base = RequireCommit(repository, name);
  git_oid merge_base;
  if (::git_merge_base(&merge_base, repository, &head, &base) != 0) {
    if (shallow) {
      throw Error(
          fmt::format("the commit where this change left {} is not in this shallow clone: {}",
                      ShortName(name), kDeepenRemedy));
    }
    return {base, ShortName(name)};
  }
  const std::string id = HexId(merge_base).substr(0, kShortIdDigits);
  if (::git_oid_equal(&merge_base, &base) == 1) {
    return {merge_base, fmt::format("{} ({})", ShortName(name), id)};
  }
  return {merge_base, fmt::format("{}, where it left {}", id, ShortName(name))};
}

GitPointer<git_tree> TreeOf(git_repository* repository, const git_oid& commit) {
  git_object* found = nullptr;
  git_object* peeled = nullptr;
  if (::git_object_lookup(&found, repository, &commit, GIT_OBJECT_COMMIT) == 0) {
    const GitPointer<git_object> object(found);
    if (::git_object_peel(&peeled, object.get(), GIT_OBJECT_TREE) == 0) {
      return GitPointer<git_tree>(reinterpret_cast<git_tree*>(peeled));
    }
  }
  throw Error(fmt::format("{}: the tree of this commit cannot be read: {}; try `git fsck`",
                          HexId(commit), LastGitError()));
}

std::optional<std::string> ReadBlob(git_repository* repository, const git_oid& id,
                                    uint64_t max_bytes) {
  git_blob* found = nullptr;
  if (::git_blob_lookup(&found, repository, &id) != 0) return std::nullopt;
  const GitPointer<git_blob> blob(found);
  const auto size = static_cast<uint64_t>(::git_blob_rawsize(blob.get()));
  if (size > max_bytes) return std::nullopt;
  return std::string(static_cast<const char*>(::git_blob_rawcontent(blob.get())), size);
}

void AddLine(uint32_t number, std::vector<LineRange>* lines) {
  if (!lines->empty() && lines->back().last + 1 == number) {
    lines->back().last = number;
  } else {
    lines->push_back({number, number});
  }
}

// A diff of libgit2, read file by file.
class DiffWalk {
 public:
  DiffWalk(git_repository* repository, const fs::path& root, const ChangeQuery& query)
      : repository_(repository), root_(root), query_(query) {}

  ChangeSet Read(const std::optional<git_oid>& base) {
    const GitPointer<git_tree> old_tree = base ? TreeOf(repository_, *base) : nullptr;
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_IGNORE_WHITESPACE | GIT_DIFF_IGNORE_SUBMODULES |
                    GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS;
    options.context_lines = 0;
    options.max_size = static_cast<git_off_t>(query_.max_file_bytes);
    git_diff* made = nullptr;
    int error = 0;
    if (query_.staged) {
      error = ::git_diff_tree_to_index(&made, repository_, old_tree.get(), nullptr, &options);
    } else if (!query_.head.empty()) {
      const GitPointer<git_tree> new_tree =
          TreeOf(repository_, RequireCommit(repository_, query_.head));
      error = ::git_diff_tree_to_tree(&made, repository_, old_tree.get(), new_tree.get(), &options);
    } else {
      error = ::git_diff_tree_to_workdir_with_index(&made, repository_, old_tree.get(), &options);
    }
    if (error != 0) throw Error(fmt::format("{}: {}", root_.string(), LastGitError()));
    const GitPointer<git_diff> diff(made);
    git_diff_find_options find = GIT_DIFF_FIND_OPTIONS_INIT;
    find.flags = GIT_DIFF_FIND_RENAMES | GIT_DIFF_FIND_FOR_UNTRACKED;
    find.rename_limit = kRenameLimit;
    if (::git_diff_find_similar(diff.get(), &find) != 0) {
      throw Error(fmt::format("{}: {}", root_.string(), LastGitError()));
    }
    for (size_t i = 0; i < ::git_diff_num_deltas(diff.get()); ++i) ReadDelta(diff.get(), i);
    std::ranges::sort(changes_.files, {}, &ChangedFile::path);
    std::ranges::sort(changes_.skips, {}, &TreeSkip::path);
    return std::move(changes_);
  }

 private:
  void ReadDelta(git_diff* diff, size_t index) {
    const git_diff_delta& delta = *::git_diff_get_delta(diff, index);
    if (delta.status == GIT_DELTA_UNMODIFIED || delta.status == GIT_DELTA_IGNORED) return;
    ChangedFile file;
    if (delta.status == GIT_DELTA_DELETED) {
      file.path = file.old_path = EscapeInvalidUtf8(delta.old_file.path);
      file.old_content = ReadOld(delta);
      if (file.old_content) changes_.files.push_back(std::move(file));
      return;
    }
    const std::string raw_path = delta.new_file.path;
    file.path = EscapeInvalidUtf8(raw_path);
    if (delta.new_file.mode == GIT_FILEMODE_LINK || delta.new_file.mode == GIT_FILEMODE_COMMIT) {
      Skip(file.path, SkipReason::kSpecial,
           delta.new_file.mode == GIT_FILEMODE_LINK ? "symbolic link" : "submodule");
      return;
    }
    if (!ReadNewContent(delta, raw_path, &file)) return;
    const bool is_new = delta.status == GIT_DELTA_ADDED || delta.status == GIT_DELTA_UNTRACKED ||
                        ::git_oid_is_zero(&delta.old_file.id) == 1;
    if (is_new) {
      const auto lines = static_cast<uint32_t>(std::ranges::count(*file.content, '\n')) +
                         (file.content->ends_with('\n') ? 0 : 1);
      if (file.content->empty()) return;
      file.lines = {{1, lines}};
    } else {
      file.old_path = EscapeInvalidUtf8(delta.old_file.path);
      if (!ReadLines(diff, index, &file)) return;
      file.old_content = ReadOld(delta);
    }
    changes_.files.push_back(std::move(file));
  }

  std::shared_ptr<const std::string> ReadOld(const git_diff_delta& delta) const {
    auto bytes = ReadBlob(repository_, delta.old_file.id, query_.max_file_bytes);
    return bytes ? std::make_shared<const std::string>(std::move(*bytes)) : nullptr;
  }

  bool ReadNewContent(const git_diff_delta& delta, const std::string& raw_path, ChangedFile* file) {
    const bool in_tree = query_.staged || !query_.head.empty();
    std::optional<std::string> bytes;
    SkipReason reason = SkipReason::kUnreadable;
    std::string detail;
    if (in_tree) {
      bytes = ReadBlob(repository_, delta.new_file.id, query_.max_file_bytes);
      if (!bytes) {
        reason = SkipReason::kTooLarge;
        detail = fmt::format("{}, limit {}", FormatBytes(delta.new_file.size),
                             FormatBytes(query_.max_file_bytes));
      }
    } else {
      bytes = ReadFileBytes(root_ / raw_path, {.max_file_bytes = query_.max_file_bytes}, &reason,
                            &detail);
    }
    if (!bytes) {
      Skip(file->path, reason, detail);
      return false;
    }
    file->content = std::make_shared<const std::string>(std::move(*bytes));
    return true;
  }

  // The new lines of a file that there was before. False where there are none.
  bool ReadLines(git_diff* diff, size_t index, ChangedFile* file) {
    git_patch* made = nullptr;
    if (::git_patch_from_diff(&made, diff, index) != 0) {
      Skip(file->path, SkipReason::kUnreadable, LastGitError());
      return false;
    }
    if (made == nullptr) return false;
    const GitPointer<git_patch> patch(made);
    if ((::git_patch_get_delta(patch.get())->flags & GIT_DIFF_FLAG_BINARY) != 0) {
      Skip(file->path, SkipReason::kBinary, "");
      return false;
    }
    for (size_t h = 0; h < ::git_patch_num_hunks(patch.get()); ++h) {
      const int count = ::git_patch_num_lines_in_hunk(patch.get(), h);
      for (int l = 0; l < count; ++l) {
        const git_diff_line* line = nullptr;
        if (::git_patch_get_line_in_hunk(&line, patch.get(), h, static_cast<size_t>(l)) != 0) break;
        if (line->origin == GIT_DIFF_LINE_ADDITION && line->new_lineno > 0) {
          AddLine(static_cast<uint32_t>(line->new_lineno), &file->lines);
        }
      }
    }
    return !file->lines.empty();
  }

  void Skip(const std::string& path, SkipReason reason, const std::string& detail) {
    changes_.skips.push_back({path, reason, detail});
  }

  git_repository* repository_;
  const fs::path& root_;
  const ChangeQuery& query_;
  ChangeSet changes_;
};

bool ListTree(git_repository* repository, const git_tree* tree, const std::string& prefix,
              int depth, std::vector<GitFile>* files) {
  if (depth > kMaxTreeDepth) return false;
  for (size_t i = 0; i < ::git_tree_entrycount(tree); ++i) {
    const git_tree_entry* entry = ::git_tree_entry_byindex(tree, i);
    const std::string path = prefix + ::git_tree_entry_name(entry);
    const git_filemode_t mode = ::git_tree_entry_filemode(entry);
    if (mode == GIT_FILEMODE_TREE) {
      git_tree* found = nullptr;
      if (::git_tree_lookup(&found, repository, ::git_tree_entry_id(entry)) != 0) return false;
      const GitPointer<git_tree> child(found);
      if (!ListTree(repository, child.get(), path + '/', depth + 1, files)) return false;
    } else if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE) {
      GitFile file{.path = EscapeInvalidUtf8(path)};
      std::memcpy(file.id.data(), ::git_tree_entry_id(entry)->id, file.id.size());
      files->push_back(std::move(file));
    }
  }
  return true;
}

}  // namespace

struct GitRepository::Impl {
  const GitLibrary library;
  GitPointer<git_repository> repository;
  fs::path root;
};

GitRepository::GitRepository(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
GitRepository::~GitRepository() = default;

std::unique_ptr<GitRepository> GitRepository::Find(const fs::path& inside) {
  auto impl = std::make_unique<Impl>();
  git_repository* found = nullptr;
  const int error = ::git_repository_open_ext(&found, inside.c_str(), 0, nullptr);
  if (error == GIT_ENOTFOUND) return nullptr;
  if (error != 0) {
    throw Error(fmt::format("{}: the git repository cannot be opened: {}", inside.string(),
                            LastGitError()));
  }
  impl->repository.reset(found);
  const char* directory = ::git_repository_workdir(found);
  if (directory == nullptr) directory = ::git_repository_path(found);
  impl->root = fs::path(directory);
  if (impl->root.filename().empty()) impl->root = impl->root.parent_path();
  return std::unique_ptr<GitRepository>(new GitRepository(std::move(impl)));
}

const fs::path& GitRepository::root() const { return impl_->root; }

ChangeSet GitRepository::ReadChange(const ChangeQuery& query) const {
  git_repository* repository = impl_->repository.get();
  if (query.head.empty() && ::git_repository_is_bare(repository) == 1) {
    throw Error(fmt::format("{}: has no working tree: name what to check with --head",
                            impl_->root.string()));
  }
  const Base base = FindBase(repository, query);
  ChangeSet changes = DiffWalk(repository, impl_->root, query).Read(base.commit);
  changes.base = base.words;
  changes.head = query.staged ? "the index" : query.head.empty() ? "the working tree" : query.head;
  return changes;
}

std::string GitRepository::BaseRevision(const ChangeQuery& query) const {
  const Base base = FindBase(impl_->repository.get(), query);
  return base.commit ? HexId(*base.commit) : "";
}

std::vector<GitFile> GitRepository::ListFiles(const std::string& revision) const {
  git_repository* repository = impl_->repository.get();
  const GitPointer<git_tree> tree = TreeOf(repository, RequireCommit(repository, revision));
  std::vector<GitFile> files;
  if (!ListTree(repository, tree.get(), "", 0, &files)) {
    throw Error(
        fmt::format("{}: its tree cannot be read: {}; try `git fsck`", revision, LastGitError()));
  }
  std::ranges::sort(files, {}, &GitFile::path);
  return files;
}

std::optional<std::string> GitRepository::ReadFile(const GitFile& file, uint64_t max_bytes) const {
  return ReadBlob(impl_->repository.get(), ToGitId(file.id), max_bytes);
}

std::optional<std::string> GitRepository::ReadFile(const std::string& revision,
                                                   const std::string& path) const {
  git_object* found = nullptr;
  const std::string name = revision + ":" + path;
  if (::git_revparse_single(&found, impl_->repository.get(), name.c_str()) != 0) {
    return std::nullopt;
  }
  const GitPointer<git_object> object(found);
  return ReadBlob(impl_->repository.get(), *::git_object_id(object.get()), UINT64_MAX);
}

std::string GitRepository::UserName() const {
  git_config* found = nullptr;
  if (::git_repository_config_snapshot(&found, impl_->repository.get()) != 0) return "";
  const GitPointer<git_config> config(found);
  const char* name = nullptr;
  if (::git_config_get_string(&name, config.get(), "user.name") != 0) return "";
  return EscapeInvalidUtf8(name);
}

std::optional<std::string> GitRepository::ReadStagedFile(const std::string& path) const {
  git_index* found = nullptr;
  if (::git_repository_index(&found, impl_->repository.get()) != 0) return std::nullopt;
  const GitPointer<git_index> index(found);
  const git_index_entry* entry = ::git_index_get_bypath(index.get(), path.c_str(), 0);
  if (entry == nullptr) return std::nullopt;
  return ReadBlob(impl_->repository.get(), entry->id, UINT64_MAX);
}

}  // namespace copytrace
