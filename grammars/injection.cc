// A region is code with its place in the outer text: tokens are made of the code and then moved.
// Most regions lie in the outer text byte by byte and need one segment. Cells of a notebook are
// strings of JSON, whose escapes shift what follows: each line of code, and what stands behind an
// escape, is a segment of its own. Lines of a patch lose their first byte.
//
// Regions are found by the markup alone: which bytes are prose is never guessed.
#include "grammars/injection.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "grammars/lower_case.h"
#include "grammars/notebook.h"
#include "grammars/prose_block.h"
#include "grammars/text_lines.h"

namespace copytrace {
namespace {

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

// Patches.

// "+++ b/src/a.c<TAB>date" names src/a.c.
std::string_view PatchedPath(std::string_view line) {
  line.remove_prefix(4);
  line = line.substr(0, line.find('\t'));
  return line.starts_with("b/") ? line.substr(2) : line;
}

// How many lines of the old file and of the new one follow "@@ -12,7 +12,9 @@"; a count that is not
// given is 1.
bool ReadHunkHeader(std::string_view row, uint32_t* old_lines, uint32_t* new_lines) {
  if (!row.starts_with("@@ -")) return false;
  const auto count_behind = [&](char sign) -> uint32_t {
    size_t at = std::min(row.find(sign), row.size());
    at = std::min(row.find_first_of(", ", at), row.size());
    if (at == row.size() || row[at] == ' ') return 1;
    uint32_t count = 0;
    while (++at < row.size() && std::isdigit(static_cast<unsigned char>(row[at])) &&
           count < kMaxTextBytes) {
      count = count * 10 + static_cast<uint32_t>(row[at] - '0');
    }
    return count;
  };
  *old_lines = count_behind('-');
  *new_lines = count_behind('+');
  return true;
}

// The header of a hunk says how many lines it has: a removed SQL comment looks like "--- a/file".
// Behind a count that is too small, as hand-edited patches have it, lines are still taken.
std::vector<CodeRegion> FindInPatch(std::string_view text) {
  std::vector<CodeRegion> regions;
  TextLines lines(text);
  TextLine line;
  bool is_code = false;
  Language language = Language::kGeneric;
  uint32_t old_lines = 0;  // that the hunk still has
  uint32_t new_lines = 0;
  bool in_hunk = false;
  bool opens_region = true;
  while (lines.Next(&line)) {
    const std::string_view row = text.substr(line.begin, line.end - line.begin);
    const char mark = row.empty() ? ' ' : row[0];  // mailers cut blanks at a line's end
    const bool counted = old_lines > 0 || new_lines > 0;
    if (!counted && row.starts_with("+++ ")) {
      const FileType type = DetectFileType(PatchedPath(row), {});
      is_code = type.kind == ContentKind::kCode;
      language = type.language;
      in_hunk = false;
    } else if (!counted && ReadHunkHeader(row, &old_lines, &new_lines)) {
      in_hunk = true;
      opens_region = true;
      continue;
    } else if (mark != '+' && mark != '-' && mark != ' ' && mark != '\\') {  // cut short
      in_hunk = false;
      old_lines = new_lines = 0;
    }
    if (!in_hunk || mark == '\\') continue;  // "\ No newline at end of file"
    if (mark != '+' && old_lines > 0) --old_lines;
    if (mark != '-' && new_lines > 0) --new_lines;
    if (mark != '+' || !is_code) continue;
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
  const std::string word = " " + LowerCase(base.substr(dot + 1)) + " ";
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
