// A region is code with its place in the outer text: tokens are made of the code and then moved.
// Most regions lie in the outer text byte by byte and need one segment. Cells of a notebook are
// strings of JSON, whose escapes shift what follows: each line of code, and what stands behind an
// escape, is a segment of its own. Lines of a patch lose their first byte.
//
// Regions are found by the markup alone: which bytes are prose is never guessed. A fenced block
// that names no language is code only where the sniffer is sure of one.
#include "grammars/injection.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "grammars/content_sniffer.h"
#include "grammars/notebook.h"

namespace copytrace {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// Lines of a text with their numbers, and numbers of offsets that only go up.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  uint32_t LineOf(size_t offset) {
    line_ += static_cast<uint32_t>(std::count(text_.begin() + at_, text_.begin() + offset, '\n'));
    at_ = offset;
    return line_;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
};

CodeRegion WholeRegion(Language language, std::string_view text, size_t begin, size_t end,
                       uint32_t line) {
  return {language,
          std::string(text.substr(begin, end - begin)),
          {{0, 1, static_cast<uint32_t>(begin), line}}};
}

// Pages.

std::string Attribute(std::string_view tag, std::string_view name) {
  for (size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    size_t i = at + name.size();
    if (at == 0 || !(IsBlank(tag[at - 1]) || tag[at - 1] == '\n') || i >= tag.size()) continue;
    if (tag[i] != '=') continue;
    ++i;
    const char quote = i < tag.size() && (tag[i] == '"' || tag[i] == '\'') ? tag[i] : ' ';
    if (quote != ' ') ++i;
    return std::string(tag.substr(i, tag.find(quote, i) - i));
  }
  return {};
}

bool ScriptLanguage(std::string_view tag, Language* language) {
  const std::string named = Attribute(tag, "lang");
  const std::string type = Attribute(tag, "type");
  if (named == "ts" || named == "typescript" || type.ends_with("typescript")) {
    *language = Language::kTypeScript;
    return true;
  }
  if (named == "tsx") {
    *language = Language::kTsx;
    return true;
  }
  *language = Language::kJavaScript;
  return type.empty() || type == "module" || type.ends_with("javascript") ||
         type.ends_with("ecmascript") || type.ends_with("babel") || type.ends_with("jsx");
}

bool StyleLanguage(std::string_view tag, Language* language) {
  const std::string named = Attribute(tag, "lang");
  *language = named == "scss" || named == "less" ? Language::kScss : Language::kCss;
  return named.empty() || named == "css" || *language == Language::kScss;
}

bool StartsWithWord(std::string_view text, size_t at, std::string_view word) {
  if (text.size() - at <= word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(text[at + i])) != word[i]) return false;
  }
  const char next = text[at + word.size()];
  return next == '>' || std::isspace(static_cast<unsigned char>(next));
}

// The next `</name` at or after `at`, or the end of the text.
size_t FindClosingTag(std::string_view text, size_t at, std::string_view name) {
  while (true) {
    at = text.find("</", at);
    if (at == std::string_view::npos) return text.size();
    if (StartsWithWord(text, at + 2, name)) return at;
    at += 2;
  }
}

std::vector<CodeRegion> FindInPage(std::string_view text) {
  std::vector<CodeRegion> regions;
  LineCounter lines(text);
  size_t at = 0;
  while ((at = text.find('<', at)) != std::string_view::npos) {
    if (text.substr(at).starts_with("<!--")) {
      const size_t close = text.find("-->", at);
      if (close == std::string_view::npos) break;
      at = close + 3;
      continue;
    }
    const bool script = StartsWithWord(text, at + 1, "script");
    if (!script && !StartsWithWord(text, at + 1, "style")) {
      ++at;
      continue;
    }
    const size_t tag_end = text.find('>', at);
    if (tag_end == std::string_view::npos) break;
    const std::string_view tag = text.substr(at, tag_end - at);
    const size_t begin = tag_end + 1;
    if (tag.ends_with('/')) {
      at = begin;
      continue;
    }
    const size_t end = FindClosingTag(text, begin, script ? "script" : "style");
    Language language;
    if (script ? ScriptLanguage(tag, &language) : StyleLanguage(tag, &language)) {
      regions.push_back(WholeRegion(language, text, begin, end, lines.LineOf(begin)));
    }
    at = end;
  }
  return regions;
}

std::vector<CodeRegion> FindInPhp(std::string_view text) {
  std::vector<CodeRegion> regions;
  regions.push_back(WholeRegion(Language::kPhp, text, 0, text.size(), 1));
  if (text.find("<?") == std::string_view::npos) return regions;
  // Scripts, with the islands in them and around them blanked.
  std::string page(text);
  bool in_code = false;
  for (size_t i = 0; i < page.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (!in_code && rest.starts_with("<?")) in_code = true;
    const bool closes = in_code && rest.starts_with("?>");
    if (in_code && page[i] != '\n') page[i] = ' ';
    if (closes) {
      page[++i] = ' ';
      in_code = false;
    }
  }
  for (CodeRegion& region : FindInPage(page)) regions.push_back(std::move(region));
  return regions;
}

// Prose.

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
  const std::string word = " " + Lower(name) + " ";
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
    const std::string word = " " + Lower(name) + " ";
    if (kNoCode.find(word) != std::string_view::npos) return false;
  }
  const auto sniffed = SniffLanguage(code);
  if (sniffed) *language = *sniffed;
  return sniffed.has_value();
}

struct Line {
  size_t begin;
  size_t end;  // at its line end
  uint32_t number;
  size_t indent;
};

// Walks the lines of a text.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  bool Next(Line* line) {
    if (at_ >= text_.size()) return false;
    line->begin = at_;
    line->end = std::min(text_.find('\n', at_), text_.size());
    line->number = ++number_;
    size_t word = at_;
    while (word < line->end && IsBlank(text_[word])) ++word;
    line->indent = word - at_;
    at_ = line->end + 1;
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint32_t number_ = 0;
};

// The first word behind a fence: ```js, ``` {.python .numberLines}, ```{r, echo=FALSE}.
std::string_view InfoWord(std::string_view info) {
  info.remove_prefix(std::min(info.find_first_not_of(" \t{."), info.size()));
  return info.substr(0, info.find_first_of(" \t,;:{}"));
}

std::vector<CodeRegion> FindInMarkdown(std::string_view text) {
  std::vector<CodeRegion> regions;
  Lines lines(text);
  Line line;
  char fence = 0;  // 0: outside of a block
  size_t fence_size = 0;
  std::string_view name;
  size_t begin = 0;
  uint32_t first_line = 0;
  const auto close = [&](size_t end) {
    Language language;
    if (BlockLanguage(name, text.substr(begin, end - begin), &language)) {
      regions.push_back(WholeRegion(language, text, begin, end, first_line));
    }
    fence = 0;
  };
  while (lines.Next(&line)) {
    std::string_view rest =
        text.substr(line.begin + line.indent, line.end - line.begin - line.indent);
    if (fence == 0 && rest.starts_with("- ")) rest.remove_prefix(2);
    const char c = rest.empty() ? '\0' : rest[0];
    if (c != '`' && c != '~') continue;
    const size_t size = std::min(rest.find_first_not_of(c), rest.size());
    const std::string_view info = rest.substr(size);
    if (fence == 0) {
      if (size < 3 || (c == '`' && info.find('`') != std::string_view::npos)) continue;
      fence = c;
      fence_size = size;
      name = InfoWord(info);
      begin = std::min(line.end + 1, text.size());
      first_line = line.number + 1;
    } else if (c == fence && size >= fence_size &&
               info.find_first_not_of(" \t") == std::string_view::npos) {
      close(line.begin);
    }
  }
  if (fence != 0) close(text.size());
  return regions;
}

std::vector<CodeRegion> FindInReStructuredText(std::string_view text) {
  constexpr std::string_view kDirectives[] = {".. code-block::", ".. code::", ".. sourcecode::"};
  std::vector<CodeRegion> regions;
  Lines lines(text);
  Line line;
  bool in_block = false;
  size_t directive_indent = 0;
  std::string_view name;
  size_t begin = 0;
  size_t end = 0;
  uint32_t first_line = 0;
  const auto close = [&] {
    Language language;
    if (end > begin && BlockLanguage(name, text.substr(begin, end - begin), &language)) {
      regions.push_back(WholeRegion(language, text, begin, end, first_line));
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

// Patches.

// "+++ b/src/a.c<TAB>date" names src/a.c.
std::string_view PatchedPath(std::string_view line) {
  line.remove_prefix(4);
  line = line.substr(0, line.find('\t'));
  return line.starts_with("b/") ? line.substr(2) : line;
}

std::vector<CodeRegion> FindInPatch(std::string_view text) {
  std::vector<CodeRegion> regions;
  Lines lines(text);
  Line line;
  bool is_code = false;
  bool in_hunk = false;
  Language language = Language::kGeneric;
  bool opens_region = true;
  while (lines.Next(&line)) {
    const std::string_view row = text.substr(line.begin, line.end - line.begin);
    if (row.starts_with("+++ ") && !in_hunk) {
      const FileType type = DetectFileType(PatchedPath(row), {});
      is_code = type.kind == ContentKind::kCode;
      language = type.language;
    } else if (row.starts_with("@@ ")) {
      in_hunk = true;
      opens_region = true;
    } else if (row.starts_with("diff ") || row.starts_with("Index: ") || row.starts_with("--- ")) {
      in_hunk = false;
    } else if (in_hunk && is_code && row.starts_with("+")) {
      if (opens_region) {
        regions.push_back({language, {}, {}});
        opens_region = false;
      }
      CodeRegion& region = regions.back();
      const auto code_line =
          static_cast<uint32_t>(region.segments.empty() ? 1 : region.segments.back().line + 1);
      region.segments.push_back({static_cast<uint32_t>(region.code.size()), code_line,
                                 static_cast<uint32_t>(line.begin + 1), line.number});
      region.code.append(row.substr(1)).push_back('\n');
    }
  }
  return regions;
}

// Moves the tokens of a region to their places in the outer text.
void MoveTokens(const CodeRegion& region, std::vector<Token>* tokens) {
  auto segment = region.segments.begin();
  for (Token& token : *tokens) {
    while (std::next(segment) != region.segments.end() &&
           std::next(segment)->begin <= token.offset) {
      ++segment;
    }
    token.line = segment->outer_line + (token.line - segment->line);
    token.offset = segment->outer_begin + (token.offset - segment->begin);
  }
}

uint64_t Mix(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdu;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53u;
  return x ^ x >> 33;
}

// Over all that is no white space: two pages with the same script are not the same file.
uint64_t TextDigest(std::string_view text) {
  uint64_t digest = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : text) {
    if (IsBlank(c) || c == '\n' || c == '\r') continue;
    digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  return digest;
}

uint32_t CountLines(std::string_view text) {
  const auto ends = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
  return ends + (!text.empty() && text.back() != '\n');
}

}  // namespace

Container ContainerOf(std::string_view path) {
  struct Row {
    Container container;
    std::string_view endings;
  };
  static constexpr Row kRows[] = {
      {Container::kPage, " html htm xhtml vue svelte "},
      {Container::kPhp, " php php3 php4 php5 php7 phtml phpt "},
      {Container::kMarkdown, " md markdown mdx rmd qmd "},
      {Container::kReStructuredText, " rst "},
      {Container::kNotebook, " ipynb "},
      {Container::kPatch, " patch diff "},
  };
  const std::string_view base = path.substr(path.rfind('/') + 1);
  const size_t dot = base.rfind('.');
  if (dot == std::string_view::npos) return Container::kNone;
  const std::string word = " " + Lower(base.substr(dot + 1)) + " ";
  for (const Row& row : kRows) {
    if (row.endings.find(word) != std::string_view::npos) return row.container;
  }
  return Container::kNone;
}

std::vector<CodeRegion> FindCodeRegions(Container container, std::string_view text) {
  switch (container) {
    case Container::kNone:
      return {};
    case Container::kPage:
      return FindInPage(text);
    case Container::kPhp:
      return FindInPhp(text);
    case Container::kMarkdown:
      return FindInMarkdown(text);
    case Container::kReStructuredText:
      return FindInReStructuredText(text);
    case Container::kNotebook:
      return FindInNotebook(text);
    case Container::kPatch:
      return FindInPatch(text);
  }
  return {};
}

void TokenizeFile(std::string_view path, std::string_view text, FileType* type,
                  TokenizedText* result) {
  const Container container = ContainerOf(path);
  const std::vector<CodeRegion> regions = FindCodeRegions(container, text);
  // A PHP file without scripts in it is read as it is.
  if (container == Container::kNone || (container == Container::kPhp && regions.size() == 1)) {
    *result = TokenizedText();
    if (type->kind == ContentKind::kCode) Tokenize(type->language, text, result);
    return;
  }
  TokenizedText all;
  std::array<size_t, kLanguages> counts{};
  TokenizedText part;
  for (const CodeRegion& region : regions) {
    if (region.segments.empty()) continue;
    Tokenize(region.language, region.code, &part);
    MoveTokens(region, &part.tokens);
    counts[static_cast<size_t>(region.language)] += part.tokens.size();
    all.digest = Mix(all.digest ^ part.digest);
    all.raw_token_count += part.raw_token_count;
    all.tokens.insert(all.tokens.end(), part.tokens.begin(), part.tokens.end());
  }
  if (all.raw_token_count < kLeastInjectedTokens && type->kind != ContentKind::kCode) {
    *result = TokenizedText();
    return;
  }
  std::ranges::stable_sort(all.tokens, {},
                           [](const Token& token) -> uint32_t { return token.offset; });
  all.digest = Mix(all.digest ^ TextDigest(text));
  all.line_count = CountLines(text);
  type->kind = ContentKind::kCode;
  const auto most = std::ranges::max_element(counts);
  if (*most > 0) type->language = static_cast<Language>(most - counts.begin());
  *result = std::move(all);
}

}  // namespace copytrace
