// What a place in the corpus says of whose code it holds: by its path, and by the names its text
// mentions. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

// How much a path says that its file is somebody else's: 0 not at all, 1 a bundle or build product,
// 2 under a directory for third-party code.
int VendoredRank(std::string_view path);

// What a component is called in paths and texts, in lower case, the longest first: "lua5.4" is
// "lua5.4" and "lua"; "@scope/libyaml" is "libyaml" and "yaml".
std::vector<std::string> ProjectNames(std::string_view component_name);

inline constexpr size_t kSearchedBytes = size_t{64} << 10;  // of a text, from its start

enum class Mention : uint8_t { kNone, kText, kHeader };

// Where a text mentions one of the names as a word: in what it opens with, or farther down.
// REQUIRES: `lower_text` in lower case.
Mention FindMention(std::string_view lower_text, std::span<const std::string> names);

// One of the projects that hold a piece of code.
struct Holder {
  std::vector<std::string> names;  // ProjectNames
};

struct Ownership {
  int vendored = 0;                 // VendoredRank
  bool others_tree = false;         // a directory is named after another holder
  bool others_file = false;         // the file is, and not after its own component
  bool own_name = false;            // the file or a directory is named after its own component
  Mention own = Mention::kNone;     // of its own component in its text
  Mention others = Mention::kNone;  // of another holder, where it mentions its own less plainly

  bool OwnTree() const { return vendored < 2 && !others_tree && !others_file; }
};

// `text` may be empty where it is not kept. REQUIRES: own < holders.size().
Ownership JudgePlace(std::string_view path, std::string_view lower_text,
                     std::span<const Holder> holders, size_t own);

// Higher where the place is more likely the code's home; 0 where nothing speaks.
float OwnershipPoints(const Ownership& ownership);

}  // namespace copytrace
