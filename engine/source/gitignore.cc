// Patterns are cut at their slashes, so that `*` and `?`, which never match a slash, are a matter
// of one segment, and `**` one of whole segments. Both levels are matched the same way: where a
// match fails, only the last star before it is tried again, one step further. Earlier stars need no
// second try, since whatever they could swallow in addition the last one can swallow too; so
// matching takes no more than the product of both lengths, whatever the pattern. See gitignore(5).
#include "engine/source/gitignore.h"

#include <cctype>
#include <cstddef>
#include <utility>

namespace copytrace {
namespace {

bool InPosixClass(std::string_view name, unsigned char c) {
  constexpr std::pair<std::string_view, int (*)(int)> kClasses[] = {
      {"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
      {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
      {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit}};
  for (const auto& [class_name, test] : kClasses) {
    if (name == class_name) return test(c) != 0;
  }
  return false;
}

// `pattern` starts behind '['. Returns the bytes of the set, its ']' included, or 0 where the set
// is never closed.
size_t MatchSet(std::string_view pattern, unsigned char c, bool* matched) {
  size_t i = 0;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  i += negated;
  bool found = false;
  const auto next_char = [&](unsigned char* out) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    *out = pattern[i++];
  };
  for (bool first = true; i < pattern.size(); first = false) {
    if (pattern[i] == ']' && !first) {
      *matched = found != negated;
      return i + 1;
    }
    if (pattern.substr(i, 2) == "[:") {
      const size_t end = pattern.find(":]", i + 2);
      if (end != std::string_view::npos) {
        found |= InPosixClass(pattern.substr(i + 2, end - i - 2), c);
        i = end + 2;
        continue;
      }
    }
    unsigned char low;
    next_char(&low);
    unsigned char high = low;
    if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
      ++i;
      next_char(&high);
    }
    found |= low <= c && c <= high;
  }
  return 0;
}

// Matches one element of the pattern (not a star) with one byte. Returns the element's length in
// the pattern, or 0 where it does not match.
size_t MatchElement(std::string_view pattern, char c) {
  switch (pattern[0]) {
    case '?':
      return 1;
    case '[': {
      bool matched = false;
      const size_t length = MatchSet(pattern.substr(1), c, &matched);
      return length != 0 && matched ? length + 1 : 0;
    }
    case '\\':
      return pattern.size() > 1 && pattern[1] == c ? 2 : 0;
    default:
      return pattern[0] == c ? 1 : 0;
  }
}

bool MatchSegments(const std::vector<std::string>& pattern,
                   const std::vector<std::string_view>& path) {
  constexpr size_t kNone = static_cast<size_t>(-1);
  size_t p = 0, t = 0, star = kNone, star_text = 0;
  while (t < path.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      // At the end, `dir/**` means what is below dir: at least one segment.
      if (p + 1 == pattern.size()) return true;
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && MatchGlobSegment(pattern[p], path[t])) {
      ++p;
      ++t;
    } else if (star != kNone) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return p == pattern.size();
}

std::vector<std::string_view> SplitPath(std::string_view path) {
  std::vector<std::string_view> segments;
  for (;;) {
    const size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

// Spaces at the end of a line do not count, unless a backslash stands before them.
std::string_view TrimTrailingSpaces(std::string_view line) {
  size_t end = line.size();
  while (end > 0 && line[end - 1] == ' ' && !(end > 1 && line[end - 2] == '\\')) --end;
  return line.substr(0, end);
}

}  // namespace

bool MatchGlobSegment(std::string_view pattern, std::string_view text) {
  constexpr size_t kNone = static_cast<size_t>(-1);
  size_t p = 0, t = 0, star = kNone, star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    const size_t length = p < pattern.size() ? MatchElement(pattern.substr(p), text[t]) : 0;
    if (length != 0) {
      p += length;
      ++t;
    } else if (star != kNone) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

GitIgnore GitIgnore::Parse(std::string_view text) {
  GitIgnore result;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = TrimTrailingSpaces(line);
    if (line.empty() || line[0] == '#') continue;

    Pattern pattern;
    if (line[0] == '!') {
      pattern.negated = true;
      line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
      pattern.directory_only = true;
      line.remove_suffix(1);
    }
    const bool anchored = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) continue;
    if (!anchored) pattern.segments.push_back("**");
    for (std::string_view segment : SplitPath(line)) {
      // `**/**` says no more than `**`.
      if (segment == "**" && !pattern.segments.empty() && pattern.segments.back() == "**") continue;
      pattern.segments.emplace_back(segment);
    }
    result.patterns_.push_back(std::move(pattern));
  }
  return result;
}

GitIgnore::Verdict GitIgnore::Match(std::string_view path, bool is_directory) const {
  if (patterns_.empty()) return Verdict::kNone;
  const std::vector<std::string_view> segments = SplitPath(path);
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->directory_only && !is_directory) continue;
    if (MatchSegments(pattern->segments, segments)) {
      return pattern->negated ? Verdict::kKept : Verdict::kIgnored;
    }
  }
  return Verdict::kNone;
}

}  // namespace copytrace
