// The patterns of one .gitignore file, matched as git does. Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

class GitIgnore {
 public:
  enum class Verdict { kNone, kIgnored, kKept };  // kKept: by a negated pattern

  // Malformed lines match nothing; parsing never fails.
  static GitIgnore Parse(std::string_view text);

  // `path` is relative to the directory of the .gitignore file, with forward slashes and no slash
  // at its ends. The last pattern that matches decides. That a file cannot be kept in an ignored
  // directory is up to the caller, who does not descend.
  Verdict Match(std::string_view path, bool is_directory) const;

  bool empty() const { return patterns_.empty(); }

 private:
  struct Pattern {
    std::vector<std::string> segments;  // between slashes; "**" stands for any number of them
    bool negated = false;
    bool directory_only = false;
  };
  std::vector<Pattern> patterns_;
};

// Whether `pattern` (*, ?, [a-z], [!a], [[:alpha:]], backslash) matches all of `text`, a path's
// segment. Takes time in the product of both lengths at most.
bool MatchGlobSegment(std::string_view pattern, std::string_view text);

}  // namespace copytrace
