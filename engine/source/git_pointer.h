// What libgit2 hands out, owned. For the sources that call libgit2, not for headers of rooms.
#pragma once

#include <git2.h>

#include <memory>
#include <string>

#include "engine/source/source_tree.h"

namespace copytrace {

struct GitFree {
  void operator()(git_repository* object) const { ::git_repository_free(object); }
  void operator()(git_object* object) const { ::git_object_free(object); }
  void operator()(git_commit* object) const { ::git_commit_free(object); }
  void operator()(git_tree* object) const { ::git_tree_free(object); }
  void operator()(git_blob* object) const { ::git_blob_free(object); }
  void operator()(git_odb* object) const { ::git_odb_free(object); }
  void operator()(git_reference* object) const { ::git_reference_free(object); }
  void operator()(git_remote* object) const { ::git_remote_free(object); }
  void operator()(git_config* object) const { ::git_config_free(object); }
  void operator()(git_index* object) const { ::git_index_free(object); }
  void operator()(git_diff* object) const { ::git_diff_free(object); }
  void operator()(git_patch* object) const { ::git_patch_free(object); }
};
template <typename T>
using GitPointer = std::unique_ptr<T, GitFree>;

// Held by whoever calls into libgit2; it counts.
class GitLibrary {
 public:
  GitLibrary() { ::git_libgit2_init(); }
  ~GitLibrary() { ::git_libgit2_shutdown(); }
  GitLibrary(const GitLibrary&) = delete;
  GitLibrary& operator=(const GitLibrary&) = delete;
};

inline std::string LastGitError() {
  const git_error* error = ::git_error_last();
  return error == nullptr ? "unknown error" : EscapeInvalidUtf8(error->message);
}

}  // namespace copytrace
