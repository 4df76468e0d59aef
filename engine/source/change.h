// What a change brings: the files it touches in their new state, and which of their lines are new.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/line_range.h"
#include "engine/source/source_tree.h"

namespace copytrace {

struct ChangedFile {
  std::string path;      // in the new state, relative to the repository's root
  std::string old_path;  // in the old state; differs where the file was moved; empty for a new file
  std::vector<LineRange> lines;                    // added or rewritten, ascending, none adjoining
  std::shared_ptr<const std::string> content;      // bytes of the new state
  std::shared_ptr<const std::string> old_content;  // of the old state; null where not known
};

struct ChangeSet {
  std::vector<ChangedFile> files;  // by path: those with new lines, and removed ones
  std::vector<TreeSkip> skips;     // links, submodules, binary files
  std::string base;  // what it is held against, in words: "merge base 1a2b3c4 of main"
  std::string head;  // "HEAD", "the index", "the working tree"
};

// Whether any of `lines`, ascending, lies in `range`.
bool Touches(const LineRange& range, const std::vector<LineRange>& lines);

// The least range that holds all new lines within `range`; `range` itself where there are none.
LineRange ClipTo(const LineRange& range, const std::vector<LineRange>& lines);

// The new side of a unified diff, as `git diff` and `diff -u` write it. The content of each file is
// made of its hunks, on their own line numbers, with empty lines between; the caller may know
// better; the old content is the hunks' old lines alone. Binary and merely renamed files are left
// out. Throws Error, with the line, where `text` is no unified diff; `name` is what the message
// calls it.
ChangeSet ParseUnifiedDiff(std::string_view text, const std::string& name);

}  // namespace copytrace
