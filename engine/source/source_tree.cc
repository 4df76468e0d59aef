#include "engine/source/source_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for_each.h>
#include <oneapi/tbb/task_arena.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "engine/error.h"
#include "engine/source/gitignore.h"
#include "engine/source/source_file.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// The length of the UTF-8 sequence that `bytes` starts with, or 0 where it starts with none.
size_t Utf8SequenceLength(std::string_view bytes) {
  const auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length) return 0;
  // Overlong forms, surrogates, and what lies above U+10FFFF, by the second byte.
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at(1) < low || at(1) > high) return 0;
  for (size_t i = 2; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

// The .gitignore files that hold for a directory: its own, then those above it, up to those of the
// git repository that the walk begins in.
struct IgnoreChain {
  GitIgnore rules;
  size_t prefix;  // bytes of the path of the directory they stand in, its slash included
  const IgnoreChain* above;
  // Of a directory above the root: the path from there to the root, with a slash.
  std::string to_root = {};
};

bool IsRepositoryRoot(const fs::path& directory) {
  std::error_code ignored;
  return fs::exists(directory / ".git", ignored);
}

GitIgnore ReadIgnoreRules(const fs::path& file) {
  SkipReason reason;
  std::string detail;
  const std::optional<std::string> text = ReadFileBytes(file, SourceLimits(), &reason, &detail);
  return GitIgnore::Parse(text.value_or(""));
}

// .git/info/exclude; of a worktree's or submodule's, whose .git is a file, there is none here.
GitIgnore ReadExcludeRules(const fs::path& repository) {
  return ReadIgnoreRules(repository / ".git" / "info" / "exclude");
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

std::string SystemMessage(int error) { return std::generic_category().message(error); }

// What the caller wants of a tree, by its globs.
class Selection {
 public:
  explicit Selection(const TreeOptions& options)
      : include_(Parse(options.include)), exclude_(Parse(options.exclude)) {}

  bool Excludes(std::string_view path, bool is_directory) const {
    return exclude_.Match(path, is_directory) == GitIgnore::Verdict::kIgnored;
  }

  bool Includes(std::string_view path) const {
    if (include_.empty()) return true;
    if (Matches(path, false)) return true;
    for (size_t slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      if (Matches(path.substr(0, slash), true)) return true;
    }
    return false;
  }

  // Of a path that was not walked to, so that nobody has asked for its directories.
  bool Wants(std::string_view path) const {
    for (size_t slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      if (slash > 0 && Excludes(path.substr(0, slash), true)) return false;
    }
    return !Excludes(path, false) && Includes(path);
  }

 private:
  static GitIgnore Parse(const std::vector<std::string>& patterns) {
    std::string text;
    for (const std::string& pattern : patterns) text += pattern + "\n";
    return GitIgnore::Parse(text);
  }
  bool Matches(std::string_view path, bool is_directory) const {
    return include_.Match(path, is_directory) == GitIgnore::Verdict::kIgnored;
  }

  GitIgnore include_;
  GitIgnore exclude_;
};

struct PendingDirectory {
  fs::path directory;
  std::string prefix;  // of the paths in it: empty or ending in a slash; raw bytes
  const IgnoreChain* ignores;
};

using Feeder = oneapi::tbb::feeder<PendingDirectory>;

class TreeWalk {
 public:
  explicit TreeWalk(const TreeOptions& options) : options_(options), selection_(options) {}

  // By all threads there may be: what takes time is the system's.
  TreeListing Run(const fs::path& root) {
    const PendingDirectory first = {root, "",
                                    options_.use_gitignore ? IgnoresAbove(root) : nullptr};
    // Whoever waits here takes no other work meanwhile, such as reading what was listed.
    oneapi::tbb::this_task_arena::isolate([&] {
      oneapi::tbb::parallel_for_each(
          &first, &first + 1, [this](const PendingDirectory& next, Feeder& feeder) {
            for (PendingDirectory& below : List(next, &listings_.local()))
              feeder.add(std::move(below));
          });
    });
    TreeListing all;
    for (TreeListing& part : listings_) {
      std::ranges::move(part.entries, std::back_inserter(all.entries));
      std::ranges::move(part.skips, std::back_inserter(all.skips));
    }
    std::ranges::sort(all.entries, {}, &TreeEntry::path);
    std::ranges::sort(all.skips, {}, &TreeSkip::path);
    return all;
  }

 private:
  struct Entry {
    std::string name;
    unsigned char type;  // DT_…, as the directory has it
  };

  // Returns the directories in this one.
  std::vector<PendingDirectory> List(const PendingDirectory& pending, TreeListing* listing) {
    std::vector<PendingDirectory> below;
    const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(pending.directory.c_str()));
    if (!directory) {
      const int error = errno;
      const std::string path =
          pending.prefix.empty() ? "." : pending.prefix.substr(0, pending.prefix.size() - 1);
      AddSkip(path, SkipReason::kUnreadable, "directory: " + SystemMessage(error), listing);
      return below;
    }
    std::vector<Entry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(directory.get())) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") entries.push_back({std::string(name), entry->d_type});
      errno = 0;
    }
    if (errno != 0) {
      AddSkip(pending.prefix, SkipReason::kUnreadable, "directory: " + SystemMessage(errno),
              listing);
    }
    const IgnoreChain* ignores = pending.ignores;
    if (options_.use_gitignore) ignores = ReadIgnoreFiles(pending, entries);
    for (const Entry& entry : entries) {
      Visit(entry, ::dirfd(directory.get()), pending, ignores, listing, &below);
    }
    return below;
  }

  void Visit(const Entry& entry, int directory, const PendingDirectory& pending,
             const IgnoreChain* ignores, TreeListing* listing,
             std::vector<PendingDirectory>* below) const {
    if (entry.name == ".git") return;
    std::string path = pending.prefix + entry.name;
    // Its status is asked for once, and not at all where it is not needed.
    struct stat status = {};
    int error = 0;
    unsigned char type = entry.type;
    if (type == DT_REG || type == DT_UNKNOWN) {
      if (::fstatat(directory, entry.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        error = errno;
      type = IFTODT(status.st_mode);
    }
    const bool is_directory = type == DT_DIR;
    if (IsIgnored(path, is_directory, ignores)) return;
    if (selection_.Excludes(path, is_directory)) return;
    if (!is_directory && !selection_.Includes(path)) return;
    if (error != 0) return AddSkip(path, SkipReason::kUnreadable, SystemMessage(error), listing);
    std::string file = pending.directory.native();
    if (!file.ends_with('/')) file += '/';
    file += entry.name;
    switch (type) {
      case DT_DIR:
        below->push_back({std::move(file), path + "/", ignores});
        return;
      case DT_REG:
        listing->entries.push_back({.file = std::move(file),
                                    .path = EscapeInvalidUtf8(path),
                                    .bytes = static_cast<uint64_t>(status.st_size)});
        return;
      case DT_LNK: {
        std::error_code ignored;
        const fs::path target = fs::read_symlink(file, ignored);
        return AddSkip(path, SkipReason::kSpecial,
                       "symbolic link to " + EscapeInvalidUtf8(target.native()), listing);
      }
      default:
        return AddSkip(path, SkipReason::kSpecial, "device, pipe or socket", listing);
    }
  }

  static bool IsIgnored(std::string_view path, bool is_directory, const IgnoreChain* ignores) {
    for (; ignores != nullptr; ignores = ignores->above) {
      const auto verdict =
          ignores->to_root.empty()
              ? ignores->rules.Match(path.substr(ignores->prefix), is_directory)
              : ignores->rules.Match(ignores->to_root + std::string(path), is_directory);
      if (verdict != GitIgnore::Verdict::kNone) return verdict == GitIgnore::Verdict::kIgnored;
    }
    return false;
  }

  const IgnoreChain* ReadIgnoreFiles(const PendingDirectory& pending,
                                     std::span<const Entry> entries) {
    const auto has = [&](std::string_view name) {
      return std::ranges::find(entries, name, &Entry::name) != entries.end();
    };
    const IgnoreChain* above = pending.ignores;
    if (has(".git")) {
      // A repository within another one answers to its own rules alone, as in git.
      above = AddChain({ReadExcludeRules(pending.directory), pending.prefix.size(), nullptr});
    }
    if (!has(".gitignore")) return above;
    return AddChain(
        {ReadIgnoreRules(pending.directory / ".gitignore"), pending.prefix.size(), above});
  }

  // The rules of the directories between `root` and the top of the repository that it lies in.
  const IgnoreChain* IgnoresAbove(const fs::path& root) {
    std::error_code error;
    const fs::path start = fs::canonical(root, error);
    if (error || IsRepositoryRoot(start)) return nullptr;
    std::vector<fs::path> above;
    for (fs::path at = start.parent_path();; at = at.parent_path()) {
      above.push_back(at);
      if (IsRepositoryRoot(at)) break;
      if (at == at.parent_path()) return nullptr;
    }
    const IgnoreChain* chain = nullptr;
    const auto add = [&](GitIgnore rules, const fs::path& directory) {
      const std::string to_root = start.lexically_relative(directory).native() + "/";
      chain = AddChain({std::move(rules), 0, chain, to_root});
    };
    add(ReadExcludeRules(above.back()), above.back());
    for (auto at = above.rbegin(); at != above.rend(); ++at) {
      add(ReadIgnoreRules(*at / ".gitignore"), *at);
    }
    return chain;
  }

  const IgnoreChain* AddChain(IgnoreChain chain) {
    if (chain.rules.empty()) return chain.above;
    const std::lock_guard lock(chains_mutex_);
    chains_.push_back(std::make_unique<IgnoreChain>(std::move(chain)));
    return chains_.back().get();
  }

  static void AddSkip(std::string_view path, SkipReason reason, std::string detail,
                      TreeListing* listing) {
    listing->skips.push_back({EscapeInvalidUtf8(path), reason, std::move(detail)});
  }

  const TreeOptions& options_;
  Selection selection_;
  std::mutex chains_mutex_;
  std::vector<std::unique_ptr<IgnoreChain>> chains_;
  oneapi::tbb::enumerable_thread_specific<TreeListing> listings_;
};

}  // namespace

std::string EscapeInvalidUtf8(std::string_view name) {
  constexpr char kHex[] = "0123456789ABCDEF";
  const auto is_ascii = [](char c) { return static_cast<signed char>(c) >= 0; };
  if (std::ranges::all_of(name, is_ascii)) return std::string(name);
  std::string result;
  result.reserve(name.size());
  while (!name.empty()) {
    const size_t length = Utf8SequenceLength(name);
    if (length == 0) {
      const auto byte = static_cast<unsigned char>(name[0]);
      result += {'%', kHex[byte >> 4], kHex[byte & 15]};
      name.remove_prefix(1);
    } else {
      result.append(name.substr(0, length));
      name.remove_prefix(length);
    }
  }
  return result;
}

TreeListing ListTree(const fs::path& root, const TreeOptions& options) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (!fs::exists(status)) {
    throw Error("cannot read " + EscapeInvalidUtf8(root.native()) + ": " +
                (error ? error.message() : "no such file or directory") +
                "; check the path that was given");
  }
  if (fs::is_directory(status)) return TreeWalk(options).Run(root);

  TreeListing listing;
  const std::string name = EscapeInvalidUtf8(root.filename().native());
  if (!fs::is_regular_file(status)) {
    listing.skips.push_back({name, SkipReason::kSpecial, "device, pipe or socket"});
    return listing;
  }
  // A link that the caller names is followed: only links met on the way are not.
  const fs::path file = fs::canonical(root, error);
  const uint64_t bytes = error ? 0 : fs::file_size(file, error);
  if (error) {
    listing.skips.push_back({name, SkipReason::kUnreadable, error.message()});
  } else {
    listing.entries.push_back({.file = file, .path = name, .bytes = bytes});
  }
  return listing;
}

TreeListing ListFiles(std::span<const fs::path> files, const TreeOptions& options) {
  const Selection selection(options);
  TreeListing listing;
  for (const fs::path& file : files) {
    const std::string path = file.lexically_normal().generic_string();
    std::error_code error;
    const bool is_directory = fs::is_directory(file, error);
    if (!is_directory && !selection.Wants(path)) continue;
    if (!fs::exists(file, error)) {
      listing.skips.push_back({EscapeInvalidUtf8(path), SkipReason::kUnreadable,
                               error ? error.message() : "no such file or directory"});
      continue;
    }
    const std::string name = EscapeInvalidUtf8(path);
    const std::string prefix = name == "." ? "" : name.ends_with('/') ? name : name + "/";
    const auto path_of = [&](const std::string& below) {
      return is_directory ? prefix + below : name;
    };
    TreeListing found = ListTree(file, options);
    for (TreeEntry& entry : found.entries) {
      entry.path = path_of(entry.path);
      listing.entries.push_back(std::move(entry));
    }
    for (TreeSkip& skip : found.skips) {
      skip.path = path_of(skip.path);
      listing.skips.push_back(std::move(skip));
    }
  }
  // What is named twice, or within a directory that is named, is listed once.
  std::ranges::sort(listing.entries, {}, &TreeEntry::path);
  const auto same = std::ranges::unique(listing.entries, {}, &TreeEntry::path);
  listing.entries.erase(same.begin(), same.end());
  std::ranges::sort(listing.skips, {}, &TreeSkip::path);
  return listing;
}

}  // namespace copytrace
