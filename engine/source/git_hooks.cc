#include "engine/source/git_hooks.h"

#include <fmt/format.h>
#include <git2.h>

#include <memory>

#include "engine/error.h"
#include "engine/source/git_repository.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

template <auto kFree>
struct Free {
  template <typename Object>
  void operator()(Object* object) const {
    kFree(object);
  }
};

}  // namespace

fs::path HooksDirectory(const fs::path& inside) {
  // Find looks for the repository as git does, and has set up the library.
  const std::unique_ptr<GitRepository> found = GitRepository::Find(inside);
  if (found == nullptr) {
    throw Error(fmt::format("{}: in no git repository; hooks are git's", inside.string()));
  }
  git_repository* opened = nullptr;
  if (::git_repository_open(&opened, found->root().c_str()) != 0) {
    throw Error(fmt::format("{}: the git repository cannot be opened", found->root().string()));
  }
  const std::unique_ptr<git_repository, Free<::git_repository_free>> repository(opened);
  git_config* config_read = nullptr;
  if (::git_repository_config_snapshot(&config_read, repository.get()) == 0) {
    const std::unique_ptr<git_config, Free<::git_config_free>> config(config_read);
    git_buf path = {};
    if (::git_config_get_path(&path, config.get(), "core.hooksPath") == 0) {
      // Relative to where hooks run: the top of the working tree (git-config, core.hooksPath).
      const fs::path hooks = found->root() / path.ptr;
      ::git_buf_dispose(&path);
      return fs::absolute(hooks).lexically_normal();
    }
  }
  return fs::absolute(fs::path(::git_repository_commondir(repository.get())) / "hooks")
      .lexically_normal();
}

}  // namespace copytrace
