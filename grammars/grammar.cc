#include "grammars/grammar.h"

extern "C" {
const TSLanguage* tree_sitter_c();
const TSLanguage* tree_sitter_cpp();
const TSLanguage* tree_sitter_java();
const TSLanguage* tree_sitter_javascript();
const TSLanguage* tree_sitter_typescript();
const TSLanguage* tree_sitter_tsx();
const TSLanguage* tree_sitter_python();
const TSLanguage* tree_sitter_go();
const TSLanguage* tree_sitter_rust();
const TSLanguage* tree_sitter_c_sharp();
const TSLanguage* tree_sitter_php();
const TSLanguage* tree_sitter_ruby();
const TSLanguage* tree_sitter_bash();
const TSLanguage* tree_sitter_kotlin();
const TSLanguage* tree_sitter_swift();
const TSLanguage* tree_sitter_scala();
const TSLanguage* tree_sitter_lua();
const TSLanguage* tree_sitter_objc();
const TSLanguage* tree_sitter_perl();
const TSLanguage* tree_sitter_r();
const TSLanguage* tree_sitter_haskell();
const TSLanguage* tree_sitter_elixir();
const TSLanguage* tree_sitter_dart();
const TSLanguage* tree_sitter_sql();
const TSLanguage* tree_sitter_powershell();
const TSLanguage* tree_sitter_zig();
const TSLanguage* tree_sitter_css();
const TSLanguage* tree_sitter_scss();
}

namespace copytrace {

const TSLanguage* GrammarOf(Language language) {
  switch (language) {
    case Language::kC:
      return tree_sitter_c();
    case Language::kCpp:
      return tree_sitter_cpp();
    case Language::kJava:
      return tree_sitter_java();
    case Language::kJavaScript:
      return tree_sitter_javascript();
    case Language::kTypeScript:
      return tree_sitter_typescript();
    case Language::kTsx:
      return tree_sitter_tsx();
    case Language::kPython:
      return tree_sitter_python();
    case Language::kGo:
      return tree_sitter_go();
    case Language::kRust:
      return tree_sitter_rust();
    case Language::kCSharp:
      return tree_sitter_c_sharp();
    case Language::kPhp:
      return tree_sitter_php();
    case Language::kRuby:
      return tree_sitter_ruby();
    case Language::kBash:
      return tree_sitter_bash();
    case Language::kKotlin:
      return tree_sitter_kotlin();
    case Language::kSwift:
      return tree_sitter_swift();
    case Language::kScala:
      return tree_sitter_scala();
    case Language::kLua:
      return tree_sitter_lua();
    case Language::kObjectiveC:
      return tree_sitter_objc();
    case Language::kPerl:
      return tree_sitter_perl();
    case Language::kR:
      return tree_sitter_r();
    case Language::kHaskell:
      return tree_sitter_haskell();
    case Language::kElixir:
      return tree_sitter_elixir();
    case Language::kDart:
      return tree_sitter_dart();
    case Language::kSql:
      return tree_sitter_sql();
    case Language::kPowerShell:
      return tree_sitter_powershell();
    case Language::kZig:
      return tree_sitter_zig();
    case Language::kCss:
      return tree_sitter_css();
    case Language::kScss:
      return tree_sitter_scss();
    case Language::kGeneric:
    case Language::kGenericHash:
    case Language::kGenericDash:
    case Language::kGenericSemicolon:
    case Language::kGenericPercent:
    case Language::kJulia:
    case Language::kOCaml:
      return nullptr;
  }
  return nullptr;
}

}  // namespace copytrace
