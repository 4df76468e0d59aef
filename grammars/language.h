// The languages that copytrace knows, one table row each, and how a file is told to be in one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace copytrace {

// Stored in indexes: numbers are never reused and never change their meaning.
enum class Language : uint8_t {
  kGeneric = 0,  // code in no language of ours, with the comments and strings of C
  kC = 1,
  kCpp = 2,
  kJava = 3,
  kJavaScript = 4,
  kTypeScript = 5,
  kTsx = 6,
  kPython = 7,
  kGo = 8,
  kRust = 9,
  kGenericHash = 10,       // as kGeneric, with # comments: shell, Ruby, Perl, R
  kGenericDash = 11,       // with -- comments: Lua, SQL, Haskell, Ada, VHDL
  kGenericSemicolon = 12,  // with ; comments: Lisps and assemblers
  kGenericPercent = 13,    // with % comments: TeX, Erlang, Prolog
  kCSharp = 14,
  kPhp = 15,  // in islands between <?php and ?>, or bare
  kRuby = 16,
  kBash = 17,
  kKotlin = 18,
  kSwift = 19,
  kScala = 20,
  kLua = 21,
  kObjectiveC = 22,
  kPerl = 23,
  kR = 24,
  kHaskell = 25,
  kElixir = 26,
  kDart = 27,
  kSql = 28,
  kPowerShell = 29,
  kJulia = 30,
  kOCaml = 31,
  kZig = 32,
  kCss = 33,
  kScss = 34,
};
inline constexpr int kLanguages = 35;

// Languages whose code is pasted into each other share a family. Document frequencies and token
// models are kept per family. Stored in indexes, as above; at most 16, which is why rarer languages
// that look alike are put together.
enum class LanguageFamily : uint8_t {
  kGeneric = 0,
  kC = 1,
  kJava = 2,
  kJavaScript = 3,
  kPython = 4,
  kGo = 5,
  kRust = 6,
  kCSharp = 7,
  kPhp = 8,
  kRuby = 9,
  kShell = 10,       // Bash, PowerShell
  kKotlin = 11,      // Kotlin, Scala
  kSwift = 12,       // Swift, Dart, Zig
  kScript = 13,      // Perl, Lua, R, Julia
  kFunctional = 14,  // Haskell, OCaml, Elixir
  kSheet = 15,       // SQL, CSS, SCSS
};
inline constexpr int kLanguageFamilies = 16;

// What a file holds, by its name and first bytes.
enum class ContentKind : uint8_t {
  kCode,
  kProse,  // Markdown, plain text, licence files
  kData,   // JSON, CSV, lock files, SVG
};

struct FileType {
  Language language = Language::kGeneric;
  ContentKind kind = ContentKind::kCode;
};

// The type of a file by its name, its ending, its shebang line, its content, in this order. `path`
// may have directories; `head` is the start of its text (16 KiB are enough, may be empty). What is
// code only in parts, such as a page, is prose or data here: see injection.h.
FileType DetectFileType(std::string_view path, std::string_view head);

std::string_view LanguageName(Language language);  // "c++", as in reports
LanguageFamily FamilyOf(Language language);
// The language whose keywords and operators this one shares: itself, or the first of those that
// share them (C for C++ and Objective-C, JavaScript for TypeScript, CSS for SCSS).
Language LexiconOwner(Language language);
std::string_view FamilyName(LanguageFamily family);
std::span<const Language> AllLanguages();

}  // namespace copytrace
