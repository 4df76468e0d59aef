// A parse on demand, bounded in size and time, and a walk down to the functions in reach.
//
// What counts as a function is a table of node types. A definition's name stands in its `name`
// field or, in C and C++, at the end of its chain of declarators. Functions of JavaScript are often
// values: then the name is that of the variable, property or field which they are assigned to.
// A function without a name is passed over in favour of the named one around it.
#include "grammars/enclosing_function.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "grammars/grammar.h"
#include "tree_sitter/api.h"

namespace copytrace {
namespace {

constexpr size_t kLargestText = size_t{1} << 20;
constexpr auto kTimeBudget = std::chrono::milliseconds(100);

// Node types of definitions that bear a name or are given one by what surrounds them.
constexpr std::string_view kFunctionTypes[] = {
    "function_definition",              // C, C++, Python
    "function_declaration",             // JavaScript, Go
    "method_declaration",               // Java, Go
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
  if (type == "pair") return Field(parent, "key");
  if (type == "field_definition" || type == "public_field_definition") {
    const TSNode name = Field(parent, "name");
    return ts_node_is_null(name) ? Field(parent, "property") : name;
  }
  return TSNode{};
}

std::string_view NameOf(TSNode function, TSNode parent, std::string_view text) {
  TSNode name = Field(function, "name");
  if (ts_node_is_null(name)) name = DeclaredName(function);
  if (ts_node_is_null(name)) name = AssignedName(parent);
  return ts_node_is_null(name) ? std::string_view() : TextOf(name, text);
}

struct Deadline {
  std::chrono::steady_clock::time_point at = std::chrono::steady_clock::now() + kTimeBudget;
  bool Passed() const { return std::chrono::steady_clock::now() > at; }
};

std::unique_ptr<TSTree, TreeDeleter> Parse(const TSLanguage* grammar, std::string_view text,
                                           const Deadline& deadline) {
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
  options.payload = const_cast<Deadline*>(&deadline);
  options.progress_callback = [](TSParseState* state) {
    return static_cast<const Deadline*>(state->payload)->Passed();
  };
  return std::unique_ptr<TSTree, TreeDeleter>(
      ts_parser_parse_with_options(parser.get(), nullptr, input, options));
}

struct Candidate {
  TSNode node = {};
  std::string_view name;
  uint32_t overlap = 0;
};

// Walks the nodes that touch the lines. Lines below a node's end are cut off by its extent, so only
// the paths towards the region are followed; a later candidate is further in.
Candidate FindBest(TSNode root, std::string_view text, uint32_t first_line, uint32_t last_line,
                   const Deadline& deadline) {
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
    if ((++visited & 1023) == 0 && deadline.Passed()) break;
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

}  // namespace

std::optional<EnclosingFunction> FindEnclosingFunction(Language language, std::string_view text,
                                                       uint32_t first_line, uint32_t last_line) {
  const TSLanguage* grammar = GrammarOf(language);
  if (grammar == nullptr || text.size() > kLargestText || first_line > last_line) {
    return std::nullopt;
  }
  const Deadline deadline;
  const auto tree = Parse(grammar, text, deadline);
  if (tree == nullptr) return std::nullopt;
  const Candidate best =
      FindBest(ts_tree_root_node(tree.get()), text, first_line, last_line, deadline);
  if (best.name.empty()) return std::nullopt;
  return EnclosingFunction{std::string(best.name), FirstLine(best.node), LastLine(best.node)};
}

}  // namespace copytrace
