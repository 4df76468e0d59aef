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
    case Language::kGeneric:
    case Language::kGenericHash:
    case Language::kGenericDash:
    case Language::kGenericSemicolon:
    case Language::kGenericPercent:
      return nullptr;
  }
  return nullptr;
}

}  // namespace copytrace
