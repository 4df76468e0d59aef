// A hunk says how many lines of either side it holds, so its body is read by count: a removed line
// "-- " makes "--- ", which looks like the head of the next file to a reader that goes by the look
// of a line.
#include "engine/source/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "engine/error.h"

namespace copytrace {
namespace {

// Texts are built line by line up to the hunk; a diff that claims more lines is a false one.
constexpr uint32_t kMostLines = 1u << 24;

struct Hunk {
  uint32_t new_first = 0;
  uint32_t old_count = 1;
  uint32_t new_count = 1;
};

bool ReadNumber(std::string_view* text, uint32_t* number) {
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (error != std::errc()) return false;
  text->remove_prefix(static_cast<size_t>(end - text->data()));
  return true;
}

// "1,2" or "1" behind `sign`.
bool ReadSide(std::string_view* text, char sign, uint32_t* first, uint32_t* count) {
  while (text->starts_with(' ')) text->remove_prefix(1);
  if (!text->starts_with(sign)) return false;
  text->remove_prefix(1);
  *count = 1;
  if (!ReadNumber(text, first)) return false;
  if (!text->starts_with(',')) return true;
  text->remove_prefix(1);
  return ReadNumber(text, count);
}

// "@@ -1,2 +3,4 @@ in a function"
std::optional<Hunk> ReadHunkHeader(std::string_view line) {
  if (!line.starts_with("@@ ")) return std::nullopt;
  line.remove_prefix(3);
  Hunk hunk;
  uint32_t old_first = 0;
  if (!ReadSide(&line, '-', &old_first, &hunk.old_count) ||
      !ReadSide(&line, '+', &hunk.new_first, &hunk.new_count) || !line.starts_with(" @@")) {
    return std::nullopt;
  }
  if (hunk.new_first > kMostLines || hunk.new_count > kMostLines) return std::nullopt;
  return hunk;
}

// The path behind "+++ " or "--- ": quoted as git does or up to a tab, without a/ or b/. Empty for
// /dev/null.
std::string ReadPath(std::string_view rest, char prefix) {
  std::string path;
  if (rest.starts_with('"')) {
    for (size_t i = 1; i < rest.size() && rest[i] != '"'; ++i) {
      if (rest[i] != '\\' || i + 1 == rest.size()) {
        path += rest[i];
        continue;
      }
      const char c = rest[++i];
      if (c >= '0' && c <= '3' && i + 2 < rest.size()) {
        path += static_cast<char>((c - '0') << 6 | (rest[i + 1] - '0') << 3 | (rest[i + 2] - '0'));
        i += 2;
      } else {
        path += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
      }
    }
  } else {
    path = rest.substr(0, rest.find('\t'));
  }
  if (path == "/dev/null") return "";
  if (path.size() > 2 && path[0] == prefix && path[1] == '/') path.erase(0, 2);
  return path;
}

class DiffReader {
 public:
  DiffReader(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

  ChangeSet Read() {
    while (std::optional<std::string_view> line = NextLine()) {
      if (line->starts_with("--- ")) {
        Finish();
        old_path_ = ReadPath(line->substr(4), 'a');
      } else if (line->starts_with("+++ ")) {
        file_.path = ReadPath(line->substr(4), 'b');
        file_.old_path = old_path_;
        open_ = true;
      } else if (line->starts_with("@@ ")) {
        const std::optional<Hunk> hunk = ReadHunkHeader(*line);
        if (!hunk) Fail("the head of a hunk cannot be read");
        if (!open_) Fail("a hunk stands before the name of its file (+++)");
        ReadHunk(*hunk);
      } else if (line->starts_with("GIT binary patch") || line->starts_with("Binary files ")) {
        Finish();
      }
    }
    Finish();
    if (number_ > 0 && !any_file_) {
      throw Error(fmt::format("{}: not a unified diff; make one with `git diff`", name_));
    }
    std::ranges::sort(changes_.files, {}, &ChangedFile::path);
    changes_.base = "the diff's old side";
    changes_.head = name_;
    return std::move(changes_);
  }

 private:
  std::optional<std::string_view> NextLine() {
    if (rest_.empty()) return std::nullopt;
    const size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++number_;
    any_file_ |= line.starts_with("diff --git ");  // of a mere rename there is no more
    return line;
  }

  [[noreturn]] void Fail(std::string_view what) const {
    throw Error(fmt::format("{}:{}: {}; is this the output of `git diff`?", name_, number_, what));
  }

  void ReadHunk(const Hunk& hunk) {
    any_file_ = true;
    uint32_t number = hunk.new_first;
    uint32_t old_left = hunk.old_count;
    uint32_t new_left = hunk.new_count;
    while (old_left > 0 || new_left > 0) {
      const std::optional<std::string_view> line = NextLine();
      if (!line) Fail("the diff ends within a hunk");
      const char sign = line->empty() ? ' ' : line->front();
      const std::string_view text = line->empty() ? *line : line->substr(1);
      if (sign == '\\') continue;  // no newline at end of file
      if (sign != ' ' && sign != '+' && sign != '-') Fail("a line of a hunk has no sign");
      const bool in_old = sign != '+';
      const bool in_new = sign != '-';
      if ((in_old && old_left == 0) || (in_new && new_left == 0)) {
        Fail("a hunk holds more lines than its head says");
      }
      if (in_old) {
        --old_left;
        old_content_.append(text);
        old_content_ += '\n';
      }
      if (!in_new) continue;
      --new_left;
      AddLine(number, text, sign == '+');
      ++number;
    }
  }

  void AddLine(uint32_t number, std::string_view text, bool is_new) {
    if (number < next_) Fail("hunks overlap");
    content_.append(number - next_, '\n');
    content_.append(text);
    content_ += '\n';
    next_ = number + 1;
    if (!is_new) return;
    if (!file_.lines.empty() && file_.lines.back().last + 1 == number) {
      file_.lines.back().last = number;
    } else {
      file_.lines.push_back({number, number});
    }
  }

  void Finish() {
    if (open_ && !file_.path.empty() && !file_.lines.empty()) {
      file_.content = std::make_shared<const std::string>(std::move(content_));
    }
    if (open_ && !old_path_.empty()) {
      file_.old_content = std::make_shared<const std::string>(std::move(old_content_));
    }
    if (file_.content != nullptr || file_.old_content != nullptr) {
      changes_.files.push_back(std::move(file_));
    }
    file_ = {};
    content_.clear();
    old_content_.clear();
    old_path_.clear();
    next_ = 1;
    open_ = false;
  }

  std::string_view rest_;
  const std::string& name_;
  uint64_t number_ = 0;
  bool any_file_ = false;
  bool open_ = false;
  std::string old_path_;
  ChangedFile file_;
  std::string content_;
  std::string old_content_;  // lines of the old side, one after the other
  uint32_t next_ = 1;        // line that content_ goes on with
  ChangeSet changes_;
};

}  // namespace

bool Touches(const LineRange& range, const std::vector<LineRange>& lines) {
  return std::ranges::any_of(lines, [&](const LineRange& added) {
    return added.first <= range.last && added.last >= range.first;
  });
}

LineRange ClipTo(const LineRange& range, const std::vector<LineRange>& lines) {
  LineRange clipped{0, 0};
  for (const LineRange& added : lines) {
    if (added.first > range.last || added.last < range.first) continue;
    if (clipped.first == 0) clipped.first = std::max(range.first, added.first);
    clipped.last = std::min(range.last, added.last);
  }
  return clipped.first == 0 ? range : clipped;
}

ChangeSet ParseUnifiedDiff(std::string_view text, const std::string& name) {
  return DiffReader(text, name).Read();
}

}  // namespace copytrace
