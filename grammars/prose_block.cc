// Blocks are found by their markup alone: a pair of fences, or a directive and what is indented
// under it. A block that names no language is code only where the sniffer is sure of one.
//
// A block may stand in quotes (CommonMark 0.31, section 5.1): then each of its lines loses the
// marks of as many quotes as its fence stands in, and is a segment of its own. It ends where fewer
// do.
#include "grammars/prose_block.h"

#include <algorithm>

#include "grammars/content_sniffer.h"
#include "grammars/lower_case.h"
#include "grammars/text_lines.h"

namespace copytrace {
namespace {

struct AliasRow {
  Language language;
  std::string_view names;  // separated and surrounded by spaces
};

constexpr AliasRow kAliases[] = {
    {Language::kC, " c h "},
    {Language::kCpp, " c++ cpp cc cxx hpp cuda arduino "},
    {Language::kJava, " java "},
    {Language::kJavaScript, " js javascript jsx mjs cjs node es6 ecmascript "},
    {Language::kTypeScript, " ts typescript "},
    {Language::kTsx, " tsx "},
    {Language::kPython, " python py python2 python3 ipython cython "},
    {Language::kGo, " go golang "},
    {Language::kRust, " rust rs "},
    {Language::kCSharp, " c# cs csharp "},
    {Language::kPhp, " php "},
    {Language::kRuby, " ruby rb "},
    {Language::kBash, " bash sh shell zsh "},
    {Language::kKotlin, " kotlin kt kts "},
    {Language::kSwift, " swift "},
    {Language::kScala, " scala sbt "},
    {Language::kLua, " lua "},
    {Language::kObjectiveC, " objc objective-c objectivec obj-c "},
    {Language::kPerl, " perl pl "},
    {Language::kR, " r rlang "},
    {Language::kHaskell, " haskell hs "},
    {Language::kElixir, " elixir ex exs "},
    {Language::kDart, " dart "},
    {Language::kSql, " sql mysql postgresql plpgsql "},
    {Language::kPowerShell, " powershell ps1 pwsh "},
    {Language::kJulia, " julia jl "},
    {Language::kOCaml, " ocaml ml "},
    {Language::kZig, " zig "},
    {Language::kCss, " css "},
    {Language::kScss, " scss less "},
};

// No code, whatever they look like.
constexpr std::string_view kNoCode =
    " text txt plain plaintext none console output log diff patch json yaml yml toml xml ini csv "
    "html markdown md mermaid latex math ascii shell-session session tree ";

bool NamedLanguage(std::string_view name, Language* language) {
  const std::string word = " " + LowerCase(name) + " ";
  for (const AliasRow& row : kAliases) {
    if (row.names.find(word) != std::string_view::npos) {
      *language = row.language;
      return true;
    }
  }
  return false;
}

// The language of a block by the name that its markup gives, or else by its content.
bool BlockLanguage(std::string_view name, std::string_view code, Language* language) {
  if (!name.empty()) {
    if (NamedLanguage(name, language)) return true;
    const std::string word = " " + LowerCase(name) + " ";
    if (kNoCode.find(word) != std::string_view::npos) return false;
  }
  const auto sniffed = SniffLanguage(code);
  if (sniffed) *language = *sniffed;
  return sniffed.has_value();
}

// The first word behind a fence: ```js, ``` {.python .numberLines}, ```{r, echo=FALSE}.
std::string_view InfoWord(std::string_view info) {
  info.remove_prefix(std::min(info.find_first_not_of(" \t{."), info.size()));
  return info.substr(0, info.find_first_of(" \t,;:{}"));
}

// Past the marks of at most `most` quotes at *at; how many there were.
size_t SkipQuoteMarks(std::string_view line, size_t most, size_t* at) {
  size_t marks = 0;
  while (marks < most) {
    const size_t mark = line.find_first_not_of(" \t", *at);
    if (mark == std::string_view::npos || line[mark] != '>') break;
    *at = mark + 1;
    if (*at < line.size() && line[*at] == ' ') ++*at;
    ++marks;
  }
  return marks;
}

class MarkdownReader {
 public:
  explicit MarkdownReader(std::string_view text) : text_(text) {}

  std::vector<CodeRegion> Read() {
    TextLines lines(text_);
    TextLine line;
    while (lines.Next(&line)) {
      if (fence_ != 0 && ContinueBlock(line)) continue;
      OpenBlock(line);
    }
    if (fence_ != 0) Close(text_.size());
    return std::move(regions_);
  }

 private:
  void OpenBlock(const TextLine& line) {
    const std::string_view row = text_.substr(line.begin, line.end - line.begin);
    size_t at = 0;
    const size_t quotes = SkipQuoteMarks(row, row.size(), &at);
    std::string_view rest = row.substr(std::min(row.find_first_not_of(" \t", at), row.size()));
    if (rest.starts_with("- ")) rest.remove_prefix(2);
    const char c = rest.empty() ? '\0' : rest[0];
    if (c != '`' && c != '~') return;
    const size_t size = std::min(rest.find_first_not_of(c), rest.size());
    const std::string_view info = rest.substr(size);
    if (size < 3 || (c == '`' && info.find('`') != std::string_view::npos)) return;
    fence_ = c;
    fence_size_ = size;
    quotes_ = quotes;
    name_ = InfoWord(info);
    region_ = {};
    begin_ = std::min(line.end + 1, text_.size());
    if (quotes_ == 0) {
      region_.segments.push_back({0, 1, static_cast<uint32_t>(begin_), line.number + 1});
    }
  }

  // False if the block ended before this line.
  bool ContinueBlock(const TextLine& line) {
    const std::string_view row = text_.substr(line.begin, line.end - line.begin);
    size_t at = 0;
    if (SkipQuoteMarks(row, quotes_, &at) < quotes_) {
      Close(line.begin);
      return false;
    }
    const std::string_view rest =
        row.substr(std::min(row.find_first_not_of(" \t", at), row.size()));
    const size_t size = std::min(rest.find_first_not_of(fence_), rest.size());
    if (size >= fence_size_ && rest.find_first_not_of(" \t", size) == std::string_view::npos) {
      Close(line.begin);
      return true;
    }
    if (quotes_ > 0) {
      const auto number = static_cast<uint32_t>(region_.segments.size() + 1);
      region_.segments.push_back({static_cast<uint32_t>(region_.code.size()), number,
                                  static_cast<uint32_t>(line.begin + at), line.number});
      region_.code.append(row.substr(at)).push_back('\n');
    }
    return true;
  }

  void Close(size_t end) {
    if (quotes_ == 0) region_.code = text_.substr(begin_, end - begin_);
    if (!region_.segments.empty() && BlockLanguage(name_, region_.code, &region_.language)) {
      regions_.push_back(std::move(region_));
    }
    fence_ = 0;
  }

  const std::string_view text_;
  char fence_ = 0;  // 0: outside of a block
  size_t fence_size_ = 0;
  size_t quotes_ = 0;  // that the block stands in
  std::string_view name_;
  size_t begin_ = 0;
  CodeRegion region_{};
  std::vector<CodeRegion> regions_;
};

}  // namespace

std::vector<CodeRegion> FindInMarkdown(std::string_view text) {
  return MarkdownReader(text).Read();
}

std::vector<CodeRegion> FindInReStructuredText(std::string_view text) {
  constexpr std::string_view kDirectives[] = {".. code-block::", ".. code::", ".. sourcecode::"};
  std::vector<CodeRegion> regions;
  TextLines lines(text);
  TextLine line;
  bool in_block = false;
  size_t directive_indent = 0;
  std::string_view name;
  size_t begin = 0;
  size_t end = 0;
  uint32_t first_line = 0;
  const auto close = [&] {
    Language language;
    if (end > begin && BlockLanguage(name, text.substr(begin, end - begin), &language)) {
      regions.push_back({language,
                         std::string(text.substr(begin, end - begin)),
                         {{0, 1, static_cast<uint32_t>(begin), first_line}}});
    }
    in_block = false;
  };
  while (lines.Next(&line)) {
    const std::string_view rest =
        text.substr(line.begin + line.indent, line.end - line.begin - line.indent);
    if (in_block) {
      if (rest.empty()) continue;
      if (line.indent > directive_indent) {
        if (end == 0 && rest.starts_with(":")) continue;  // an option
        if (end == 0) {
          begin = line.begin;
          first_line = line.number;
        }
        end = std::min(line.end + 1, text.size());
        continue;
      }
      close();
    }
    for (const std::string_view directive : kDirectives) {
      if (!rest.starts_with(directive)) continue;
      in_block = true;
      directive_indent = line.indent;
      name = InfoWord(rest.substr(directive.size()));
      begin = 0;
      end = 0;
    }
  }
  if (in_block) close();
  return regions;
}

}  // namespace copytrace
