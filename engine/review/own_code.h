// Whether code that a change brings is new to the project, or was there before under another path,
// in another function or in an older form. One thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/source/change.h"
#include "engine/source/git_repository.h"
#include "engine/source/source_file.h"

namespace copytrace {

class OwnCode {
 public:
  // Both must outlive this. `repository` may be null, or `base`, the revision that the change is
  // held against, empty: then only the old sides of the change are known.
  OwnCode(const ChangeSet& change, const GitRepository* repository, std::string base);

  // Where the lines of `file`, which is in its new state, stood before the change: the path of a
  // file that held most of them. The file's own old state is asked first, by the shape of the code;
  // then, by its exact tokens, every file of the base in the same language family.
  std::optional<std::string> Find(const SourceFile& file, const LineRange& lines);

 private:
  const ChangeSet& change_;
  const GitRepository* repository_;
  std::string base_;
  std::optional<std::vector<GitFile>> files_;  // of the base, listed when first needed
};

}  // namespace copytrace
