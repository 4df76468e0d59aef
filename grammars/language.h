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
};
inline constexpr int kLanguages = 14;

// Languages whose code is pasted into each other share a family. Document frequencies and token
// models are kept per family. Stored in indexes, as above; at most 16.
enum class LanguageFamily : uint8_t {
  kGeneric = 0,
  kC = 1,
  kJava = 2,
  kJavaScript = 3,
  kPython = 4,
  kGo = 5,
  kRust = 6,
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

// The type of a file by its name, its ending, its shebang line, in this order. `path` may have
// directories; `head` is the start of its text (a few hundred bytes are enough, may be empty).
FileType DetectFileType(std::string_view path, std::string_view head);

std::string_view LanguageName(Language language);  // "c++", as in reports
LanguageFamily FamilyOf(Language language);
std::string_view FamilyName(LanguageFamily family);
std::span<const Language> AllLanguages();

}  // namespace copytrace
