// A parse on demand of the code around the lines, and a walk down to the functions in reach.
//
// The parser is slow beside the lexer, and it recovers well from a text that begins or ends in the
// middle of something, so it is shown a window only: what stands at the left margin around the
// middle of the lines, from where it begins to where it ends. A function that holds most of the
// lines holds their middle, too, so that thousands of lines cost no more than a few; and of blocks
// beside the middle nothing but their braces and lines is shown (enclosing_blocks.h). The parser's
// work is bounded by a count of its own steps, not by the clock, so that the answer does not depend
// on how busy the machine is.
//
// What counts as a function is a table of node types. A definition's name stands in its `name`
// field or, in C and C++, at the end of its chain of declarators. Functions of JavaScript are often
// values: then the name is that of the variable, property or field which they are assigned to.
// A function without a name is passed over in favour of the named one around it.
#include "grammars/enclosing_function.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grammars/enclosing_blocks.h"
#include "grammars/grammar.h"
#include "grammars/injection.h"
#include "tree_sitter/api.h"

namespace copytrace {
namespace {

constexpr size_t kLargestWindow = size_t{1} << 18;  // bytes
constexpr size_t kReachBefore = size_t{20} << 10;   // bytes of the window before the middle line
constexpr size_t kReachBehind = size_t{20} << 10;
constexpr uint32_t kMaxParseSteps = 20000;  // of a hundred parser operations each
constexpr size_t kMaxNodes = 500000;

// Node types of definitions that bear a name or are given one by what surrounds them.
constexpr std::string_view kFunctionTypes[] = {
    "function_definition",              // C, C++, Python, PHP, Bash, Scala, Perl, R
    "function_declaration",             // JavaScript, Go, Kotlin, Swift, Lua, Zig
    "method_declaration",               // Java, Go, C#, PHP
    "method",                           // Ruby
    "singleton_method",                 // Ruby
    "local_function_statement",         // C#
    "constructor_declaration",          // Java
    "compact_constructor_declaration",  // Java
    "function_item",                    // Rust
    "method_definition",                // JavaScript
    "generator_function_declaration",   // JavaScript
    "function_expression",              // JavaScript
    "generator_function",               // JavaScript
    "arrow_function",                   // JavaScript
};

struct ParserDeleter {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
struct TreeDeleter {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

std::string_view TypeOf(TSNode node) { return ts_node_type(node); }
uint32_t FirstLine(TSNode node) { return ts_node_start_point(node).row + 1; }
uint32_t LastLine(TSNode node) { return ts_node_end_point(node).row + 1; }

TSNode Field(TSNode node, std::string_view name) {
  return ts_node_child_by_field_name(node, name.data(), static_cast<uint32_t>(name.size()));
}

std::string_view TextOf(TSNode node, std::string_view text) {
  const uint32_t begin = ts_node_start_byte(node);
  return text.substr(begin, ts_node_end_byte(node) - begin);
}

bool IsFunction(TSNode node) {
  return std::ranges::find(kFunctionTypes, TypeOf(node)) != std::end(kFunctionTypes);
}

// The innermost declarator of a C or C++ definition: past pointers, references and parameters.
TSNode DeclaredName(TSNode definition) {
  TSNode node = Field(definition, "declarator");
  while (!ts_node_is_null(node)) {
    TSNode inner = Field(node, "declarator");
    if (ts_node_is_null(inner) && TypeOf(node) == "reference_declarator") {
      inner = ts_node_named_child(node, 0);
    }
    if (ts_node_is_null(inner)) break;
    node = inner;
  }
  return node;
}

// The name that a function value is given: const f = …, f = …, { f: … }, class { f = … }.
TSNode AssignedName(TSNode parent) {
  const std::string_view type = ts_node_is_null(parent) ? "" : TypeOf(parent);
  if (type == "variable_declarator") return Field(parent, "name");
  if (type == "assignment_expression") {
    const TSNode left = Field(parent, "left");
    const TSNode property = Field(left, "property");
    return ts_node_is_null(property) ? left : property;
  }
  if (type == "binary_operator") return Field(parent, "lhs");  // R: f <- function()
  if (type == "pair") return Field(parent, "key");
  if (type == "field_definition" || type == "public_field_definition") {
    const TSNode name = Field(parent, "name");
    return ts_node_is_null(name) ? Field(parent, "property") : name;
  }
  return TSNode{};
}

std::string_view NameOf(TSNode function, TSNode parent, std::string_view text) {
  TSNode name = Field(function, "name");
  if (!ts_node_is_null(name) && !ts_node_is_named(name)) name = TSNode{};  // R: the word function
  if (ts_node_is_null(name)) name = DeclaredName(function);
  if (ts_node_is_null(name)) name = AssignedName(parent);
  return ts_node_is_null(name) ? std::string_view() : TextOf(name, text);
}

struct Window {
  std::string_view text;
  uint32_t lines_before = 0;                // of the whole text, before the window
  size_t middle_begin = 0, middle_end = 0;  // within the window: bytes of the middle lines
};

// Where line `number` (from 1) begins; the end of the text if it has fewer.
size_t LineStart(std::string_view text, uint32_t number) {
  size_t at = 0;
  for (uint32_t line = 1; line < number; ++line) {
    const size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return text.size();
    at = end + 1;
  }
  return at;
}

bool StartsAtMargin(std::string_view line) {
  return !line.empty() &&
         (std::isalpha(static_cast<unsigned char>(line[0])) || line[0] == '_' || line[0] == '@');
}

// Whether a line at the left margin is the label of a statement and begins nothing.
bool IsLabel(std::string_view line) {
  line = line.substr(0, line.find('\n'));
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) {
    line.remove_suffix(1);
  }
  return line.ends_with(':') && line.find_first_of(" (") == std::string_view::npos;
}

// What begins at the left margin behind an empty line or a bracket there, comments and directives
// between them or not, has nothing to do with the code before it: such lines, one after the other.
class MarginLines {
 public:
  MarginLines(std::string_view text, size_t begin) : text_(text), at_(begin) {}

  // The start of the next that begins something; `limit` or the text's end where that comes first.
  size_t Next(size_t limit) {
    limit = std::min(limit, text_.size());
    while (at_ < limit) {
      const size_t start = at_;
      const std::string_view line = text_.substr(start);
      const bool begins = apart_ && StartsAtMargin(line) && !IsLabel(line);
      if (line.starts_with("/*")) at_ = std::min(line.find("*/"), line.size()) + start;
      const bool comment = line[0] == '/' || line[0] == '#' || line[0] == '-';
      apart_ = line[0] == '\n' || line[0] == '}' || (comment && apart_);
      at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
      if (begins) return start;
    }
    return limit;
  }

 private:
  std::string_view text_;
  size_t at_;
  bool apart_ = false;
};

enum class Reach {
  kNear,  // from where what is around the middle begins, as far as its margin tells
  kFar,   // from as far before as is allowed: the margin may mislead, as in a text over many lines
};

Window WindowAround(std::string_view text, uint32_t first_line, uint32_t last_line, Reach reach) {
  const uint32_t count = last_line - first_line + 1;
  const size_t middle_begin = LineStart(text, first_line + (count - 1) / 2);
  const size_t middle_end = middle_begin + LineStart(text.substr(middle_begin), 3 - count % 2);
  size_t begin = 0;
  if (middle_begin > kReachBefore) {
    const size_t cut = text.find('\n', middle_begin - kReachBefore) + 1;
    begin = cut;
    while (begin < middle_begin && !StartsAtMargin(text.substr(begin))) {
      begin = text.find('\n', begin) + 1;
    }
    if (begin >= middle_begin) begin = cut;  // all is indented: begin in the middle of it
  }
  if (reach == Reach::kNear) {
    MarginLines lines(text, begin);
    const size_t limit = std::min(text.size(), middle_begin + 1);
    for (size_t next; (next = lines.Next(limit)) < limit;) begin = next;
  }
  const size_t end =
      MarginLines(text, middle_end).Next(std::min(text.size(), middle_end + kReachBehind));
  return {
      .text = text.substr(begin, end - begin),
      .lines_before = static_cast<uint32_t>(std::count(text.begin(), text.begin() + begin, '\n')),
      .middle_begin = middle_begin - begin,
      .middle_end = middle_end - begin};
}

// Whether what is shown may begin inside of something, in a language with braces: it ends more
// blocks than it begins, or the literals over lines in it do not pair, so that code is read as
// text. (Where it begins in a comment the parser recovers.)
bool MayBeginInside(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth < 0) return true;
  }
  const auto unpaired = [&](std::string_view mark) {
    size_t count = 0;
    for (size_t at = 0; (at = text.find(mark, at)) != std::string_view::npos; at += mark.size()) {
      ++count;
    }
    return count % 2 != 0;
  };
  return unpaired("`") || unpaired("\"\"\"");
}

std::unique_ptr<TSTree, TreeDeleter> Parse(const TSLanguage* grammar, std::string_view text) {
  const std::unique_ptr<TSParser, ParserDeleter> parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), grammar)) return nullptr;
  const auto read = [](void* payload, uint32_t byte, TSPoint, uint32_t* bytes) {
    const auto& whole = *static_cast<const std::string_view*>(payload);
    const std::string_view rest = whole.substr(std::min<size_t>(byte, whole.size()));
    *bytes = static_cast<uint32_t>(rest.size());
    return rest.data();
  };
  TSInput input = {};
  input.payload = &text;
  input.read = read;
  input.encoding = TSInputEncodingUTF8;
  TSParseOptions options = {};
  uint32_t steps = 0;
  options.payload = &steps;
  options.progress_callback = [](TSParseState* state) {
    return ++*static_cast<uint32_t*>(state->payload) > kMaxParseSteps;
  };
  return std::unique_ptr<TSTree, TreeDeleter>(
      ts_parser_parse_with_options(parser.get(), nullptr, input, options));
}

// The latest windows of a thread and their trees: two findings in one function, and both sides of a
// copy to the letter, are shown the same text.
class ParsedWindows {
 public:
  // Null where the parser gave up. What it points to stays for the next kKept - 1 calls.
  const TSTree* TreeOf(const TSLanguage* grammar, std::string text) {
    for (const Parsed& parsed : kept_) {
      if (parsed.grammar == grammar && parsed.text == text) return parsed.tree.get();
    }
    Parsed& parsed = kept_[next_++ % kKept];
    parsed = {grammar, std::move(text), nullptr};
    parsed.tree = Parse(grammar, parsed.text);
    return parsed.tree.get();
  }

 private:
  static constexpr size_t kKept = 8;
  struct Parsed {
    const TSLanguage* grammar = nullptr;
    std::string text;
    std::unique_ptr<TSTree, TreeDeleter> tree;
  };
  std::array<Parsed, kKept> kept_;
  size_t next_ = 0;
};

struct Candidate {
  TSNode node = {};
  std::string_view name;
  uint32_t overlap = 0;
};

// Walks the nodes that touch the lines. Lines below a node's end are cut off by its extent, so only
// the paths towards the region are followed; a later candidate is further in.
Candidate FindBest(TSNode root, std::string_view text, uint32_t first_line, uint32_t last_line) {
  struct Step {
    TSNode node;
    TSNode parent;
  };
  Candidate best;
  std::vector<Step> steps = {{root, TSNode{}}};
  size_t visited = 0;
  while (!steps.empty()) {
    const Step step = steps.back();
    steps.pop_back();
    if (++visited > kMaxNodes) break;
    if (LastLine(step.node) < first_line || FirstLine(step.node) > last_line) continue;
    if (IsFunction(step.node)) {
      const uint32_t overlap =
          std::min(LastLine(step.node), last_line) - std::max(FirstLine(step.node), first_line) + 1;
      const std::string_view name = NameOf(step.node, step.parent, text);
      if (!name.empty() && overlap >= best.overlap) best = {step.node, name, overlap};
    }
    TSTreeCursor cursor = ts_tree_cursor_new(step.node);
    const size_t first_child = steps.size();
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      do {
        steps.push_back({ts_tree_cursor_current_node(&cursor), step.node});
      } while (ts_tree_cursor_goto_next_sibling(&cursor));
    }
    ts_tree_cursor_delete(&cursor);
    std::reverse(steps.begin() + static_cast<ptrdiff_t>(first_child), steps.end());
  }
  return best;
}

// The lines of a region's code that lie on outer lines first..last; none if first is 0.
struct CodeLines {
  uint32_t first = 0;
  uint32_t last = 0;
  uint32_t Count() const { return first == 0 ? 0 : last - first + 1; }
};

CodeLines LinesInside(const CodeRegion& region, uint32_t first_line, uint32_t last_line) {
  CodeLines result;
  for (size_t i = 0; i < region.segments.size(); ++i) {
    const CodeRegion::Segment& segment = region.segments[i];
    const size_t end =
        i + 1 < region.segments.size() ? region.segments[i + 1].begin : region.code.size();
    const std::string_view code =
        std::string_view(region.code).substr(segment.begin, end - segment.begin);
    auto more = static_cast<uint32_t>(std::ranges::count(code, '\n'));
    if (more > 0 && code.back() == '\n') --more;
    const uint32_t first = std::max(segment.outer_line, first_line);
    const uint32_t last = std::min(segment.outer_line + more, last_line);
    if (first > last) continue;
    const uint32_t code_first = segment.line + (first - segment.outer_line);
    result.first = result.first == 0 ? code_first : std::min(result.first, code_first);
    result.last = std::max(result.last, segment.line + (last - segment.outer_line));
  }
  return result;
}

uint32_t OuterLine(const CodeRegion& region, uint32_t line) {
  const auto behind =
      std::ranges::upper_bound(region.segments, line, {}, &CodeRegion::Segment::line);
  const CodeRegion::Segment& segment =
      behind == region.segments.begin() ? *behind : *std::prev(behind);
  return segment.outer_line + (line - segment.line);
}

}  // namespace

std::optional<EnclosingFunction> FindEnclosingFunction(Language language, std::string_view text,
                                                       uint32_t first_line, uint32_t last_line) {
  const TSLanguage* grammar = GrammarOf(language);
  if (grammar == nullptr || first_line == 0 || first_line > last_line) return std::nullopt;
  thread_local ParsedWindows windows;
  const bool braces = HasBlocksInBraces(language);
  size_t tried = 0;  // bytes of the window before
  for (const Reach reach : {Reach::kNear, Reach::kFar}) {
    const Window window = WindowAround(text, first_line, last_line, reach);
    if (window.text.size() == tried || window.text.size() > kLargestWindow) break;
    tried = window.text.size();
    // The grammar takes what stands before the first tag for text, not code.
    const bool opened = language != Language::kPhp || window.lines_before == 0;
    const std::string code =
        braces ? KeepEnclosingBlocks(language, window.text, window.middle_begin, window.middle_end)
               : (opened ? "" : "<?php ") + std::string(window.text);
    const TSTree* tree = windows.TreeOf(grammar, code);
    if (tree == nullptr) break;
    const TSNode root = ts_tree_root_node(tree);
    const Candidate best =
        FindBest(root, code, std::max(first_line, window.lines_before + 1) - window.lines_before,
                 last_line - window.lines_before);
    if (best.name.empty()) {
      if (!ts_node_has_error(root)) break;  // the window begins where it should
      if (braces && !MayBeginInside(window.text)) break;
      continue;
    }
    return EnclosingFunction{std::string(best.name), FirstLine(best.node) + window.lines_before,
                             LastLine(best.node) + window.lines_before};
  }
  return std::nullopt;
}

std::optional<EnclosingFunction> FindFunctionInFile(std::string_view path, Language language,
                                                    std::string_view text, uint32_t first_line,
                                                    uint32_t last_line) {
  const Container container = ContainerOf(path);
  if (container == Container::kNone) {
    return FindEnclosingFunction(language, text, first_line, last_line);
  }
  const std::vector<CodeRegion> regions = FindCodeRegions(container, text);
  const CodeRegion* best = nullptr;
  CodeLines lines;
  for (const CodeRegion& region : regions) {
    const CodeLines inside = LinesInside(region, first_line, last_line);
    // A script in PHP lies inside the region of the PHP around it.
    const bool closer = best != nullptr && inside.Count() > 0 && inside.Count() == lines.Count() &&
                        region.code.size() < best->code.size();
    if (inside.Count() <= lines.Count() && !closer) continue;
    best = &region;
    lines = inside;
  }
  if (best == nullptr) return std::nullopt;
  auto function = FindEnclosingFunction(best->language, best->code, lines.first, lines.last);
  if (!function) return std::nullopt;
  function->first_line = OuterLine(*best, function->first_line);
  function->last_line = OuterLine(*best, function->last_line);
  return function;
}

}  // namespace copytrace
