// Writes lexicon_tables.cc: the keywords and operators of every language, out of the anonymous
// symbols of its grammar. A build tool; usage: generate_tables OUTPUT.
//
// An anonymous symbol of a grammar is a literal in its rules: a word is a keyword, a run of
// punctuation an operator. Left out are symbols that are no token by themselves wherever they
// stand: quotes, comment openers, pairs of brackets (`operator()`, C++ attributes), JSX tags, and
// TypeScript's mapped-type annotations, which would swallow the `?:` of `a ?: b`. Operators that
// begin with `>>` go too: `>` always stands alone.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "grammars/grammar.h"
#include "grammars/language.h"
#include "tree_sitter/api.h"

namespace copytrace {
namespace {

struct Words {
  std::set<std::string> keywords;
  std::set<std::string> operators;
};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsKeyword(std::string_view symbol) {
  for (const char c : symbol) {
    if (!IsLetter(c) && !IsDigit(c)) return false;
  }
  return symbol != "_" && !symbol.empty() && IsLetter(symbol[0]);
}

bool IsOperator(std::string_view symbol) {
  static const std::set<std::string_view> kNoOperators = {"/*", "*/",  "//!", "///", "</", "/>",
                                                          "?:", "-?:", "+?:", "{|",  "|}", "#!"};
  if (symbol.size() < 2 || symbol.size() > 4 || kNoOperators.contains(symbol)) return false;
  for (const char c : symbol) {
    if (c <= ' ' || c >= 0x7f || IsLetter(c) || IsDigit(c)) return false;
    if (std::string_view("()[]{},;\"'`\\$").find(c) != std::string_view::npos) return false;
  }
  return !symbol.starts_with(">>");
}

void Collect(const TSLanguage* grammar, Words* words) {
  const uint32_t count = ts_language_symbol_count(grammar);
  for (uint32_t i = 0; i < count; ++i) {
    const auto symbol = static_cast<TSSymbol>(i);
    if (ts_language_symbol_type(grammar, symbol) != TSSymbolTypeAnonymous) continue;
    const std::string_view name = ts_language_symbol_name(grammar, symbol);
    if (IsKeyword(name)) words->keywords.emplace(name);
    if (IsOperator(name)) words->operators.emplace(name);
  }
}

void WriteArray(std::ostream& out, std::string_view name, const std::set<std::string>& words) {
  out << "constexpr std::string_view " << name << "[] = {";
  for (const std::string& word : words) {
    out << "\n    \"";
    for (const char c : word) out << (c == '?' ? "\\" : "") << c;  // else ??= were a trigraph
    out << "\",";
  }
  out << "\n};\n";
}

using Lexicons = std::map<Language, Words>;  // by LexiconOwner

std::string ArrayName(Language language, std::string_view kind) {
  std::string name = "k_" + std::to_string(static_cast<int>(language)) + "_";
  return name.append(kind);
}

void Write(const Lexicons& lexicons, std::ostream& out) {
  out << "// Written by generate_tables.cc.\n#include \"grammars/lexicon.h\"\n\n"
         "namespace copytrace {\nnamespace {\n\n";
  for (const auto& [language, words] : lexicons) {
    WriteArray(out, ArrayName(language, "keywords"), words.keywords);
    WriteArray(out, ArrayName(language, "operators"), words.operators);
  }
  out << "\n}  // namespace\n\nLexicon LexiconOf(Language language) {\n"
         "  const auto owner = static_cast<int>(LexiconOwner(language));\n";
  for (const auto& [language, words] : lexicons) {
    out << "  if (owner == " << static_cast<int>(language) << ") return {"
        << ArrayName(language, "keywords") << ", " << ArrayName(language, "operators") << "};\n";
  }
  out << "  return {};\n}\n\n}  // namespace copytrace\n";
}

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: generate_tables OUTPUT\n";
    return 2;
  }
  copytrace::Lexicons lexicons;
  for (const copytrace::Language language : copytrace::AllLanguages()) {
    const TSLanguage* grammar = copytrace::GrammarOf(language);
    if (grammar != nullptr)
      copytrace::Collect(grammar, &lexicons[copytrace::LexiconOwner(language)]);
  }
  std::ofstream out(argv[1]);
  copytrace::Write(lexicons, out);
  out.close();
  if (!out) {
    std::cerr << "generate_tables: cannot write " << argv[1] << "\n";
    return 1;
  }
  return 0;
}
