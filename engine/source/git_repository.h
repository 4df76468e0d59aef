// A git repository, read only: what a change brings, and the files of a revision. One thread at a
// time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/source/change.h"
#include "engine/store/records.h"

namespace copytrace {

struct ChangeQuery {
  // Revisions as git names them. The change is what `head` has since it left `base`: it is held
  // against their merge base, as a pull request is.
  //
  // No base: the default branch (where origin/HEAD points; else main, master, trunk or develop, of
  // origin before the local one); on the default branch itself, what it tracks; without any of
  // them, the last commit. No head: the working tree, with files that git does not know yet.
  std::string base;
  std::string head;
  bool staged = false;  // the index against the last commit; base and head are not looked at
  uint64_t max_file_bytes = uint64_t{4} << 20;
};

// A file of a revision.
struct GitFile {
  std::string path;
  Sha1 id{};
};

class GitRepository {
 public:
  // The repository that a file or directory lies in; null where it lies in none. Throws Error where
  // there is one that cannot be opened.
  static std::unique_ptr<GitRepository> Find(const std::filesystem::path& inside);
  ~GitRepository();
  GitRepository(const GitRepository&) = delete;
  GitRepository& operator=(const GitRepository&) = delete;

  const std::filesystem::path& root() const;  // of the working tree; of a bare one, the repository

  // Throws Error, with the remedy, where a revision is not known or, in a shallow clone, the merge
  // base was not fetched. Blobs that did not change are not read.
  ChangeSet ReadChange(const ChangeQuery& query) const;

  // The commit that ReadChange holds the change against, as a name for ListFiles and ReadFile;
  // empty where all is new, because there is no commit yet. Throws as ReadChange does.
  std::string BaseRevision(const ChangeQuery& query) const;

  // Regular files of a revision, by path. Throws Error where it is not known.
  std::vector<GitFile> ListFiles(const std::string& revision) const;

  std::string UserName() const;  // as commits would carry it; may be empty

  // Nothing where it is missing, or larger than the limit.
  std::optional<std::string> ReadFile(const GitFile& file, uint64_t max_bytes) const;
  std::optional<std::string> ReadFile(const std::string& revision, const std::string& path) const;
  std::optional<std::string> ReadStagedFile(const std::string& path) const;

 private:
  struct Impl;
  explicit GitRepository(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace copytrace
