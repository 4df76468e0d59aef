// The table of languages and the tables that tell a file's language by its name.
//
// A name decides before an ending, an ending before the shebang line, and that before the content.
// `.h` is shared by C, C++ and Objective-C and is decided by its head: a line that begins with a
// word only C++ has makes it C++. All read with the same words and operators, so that a wrong guess
// costs nothing in matching. Endings that say nothing (.txt, .inc, none at all) leave it to the
// sniffer.
#include "grammars/language.h"

#include <algorithm>
#include <array>
#include <string>

#include "grammars/content_sniffer.h"
#include "grammars/lower_case.h"

namespace copytrace {
namespace {

struct LanguageRow {
  Language language;
  LanguageFamily family;
  std::string_view name;
};

constexpr std::array<LanguageRow, kLanguages> kLanguageRows = {{
    {Language::kGeneric, LanguageFamily::kGeneric, "generic"},
    {Language::kC, LanguageFamily::kC, "c"},
    {Language::kCpp, LanguageFamily::kC, "c++"},
    {Language::kJava, LanguageFamily::kJava, "java"},
    {Language::kJavaScript, LanguageFamily::kJavaScript, "javascript"},
    {Language::kTypeScript, LanguageFamily::kJavaScript, "typescript"},
    {Language::kTsx, LanguageFamily::kJavaScript, "tsx"},
    {Language::kPython, LanguageFamily::kPython, "python"},
    {Language::kGo, LanguageFamily::kGo, "go"},
    {Language::kRust, LanguageFamily::kRust, "rust"},
    {Language::kGenericHash, LanguageFamily::kGeneric, "generic (# comments)"},
    {Language::kGenericDash, LanguageFamily::kGeneric, "generic (-- comments)"},
    {Language::kGenericSemicolon, LanguageFamily::kGeneric, "generic (; comments)"},
    {Language::kGenericPercent, LanguageFamily::kGeneric, "generic (% comments)"},
    {Language::kCSharp, LanguageFamily::kCSharp, "c#"},
    {Language::kPhp, LanguageFamily::kPhp, "php"},
    {Language::kRuby, LanguageFamily::kRuby, "ruby"},
    {Language::kBash, LanguageFamily::kShell, "bash"},
    {Language::kKotlin, LanguageFamily::kKotlin, "kotlin"},
    {Language::kSwift, LanguageFamily::kSwift, "swift"},
    {Language::kScala, LanguageFamily::kKotlin, "scala"},
    {Language::kLua, LanguageFamily::kScript, "lua"},
    {Language::kObjectiveC, LanguageFamily::kC, "objective-c"},
    {Language::kPerl, LanguageFamily::kScript, "perl"},
    {Language::kR, LanguageFamily::kScript, "r"},
    {Language::kHaskell, LanguageFamily::kFunctional, "haskell"},
    {Language::kElixir, LanguageFamily::kFunctional, "elixir"},
    {Language::kDart, LanguageFamily::kSwift, "dart"},
    {Language::kSql, LanguageFamily::kSheet, "sql"},
    {Language::kPowerShell, LanguageFamily::kShell, "powershell"},
    {Language::kJulia, LanguageFamily::kScript, "julia"},
    {Language::kOCaml, LanguageFamily::kFunctional, "ocaml"},
    {Language::kZig, LanguageFamily::kSwift, "zig"},
    {Language::kCss, LanguageFamily::kSheet, "css"},
    {Language::kScss, LanguageFamily::kSheet, "scss"},
}};

constexpr FileType Code(Language language) { return {language, ContentKind::kCode}; }
constexpr FileType kProse = {Language::kGeneric, ContentKind::kProse};
constexpr FileType kData = {Language::kGeneric, ContentKind::kData};

struct EndingRow {
  FileType type;
  std::string_view endings;  // in lower case, separated by spaces
};

constexpr EndingRow kEndings[] = {
    {Code(Language::kC), "c h"},
    {Code(Language::kCpp), "cc cpp cxx c++ hpp hh hxx h++ inl ipp tpp txx tcc ixx cppm cu cuh ino"},
    {Code(Language::kJava), "java"},
    {Code(Language::kJavaScript), "js jsx mjs cjs es6"},
    {Code(Language::kTypeScript), "ts mts cts"},
    {Code(Language::kTsx), "tsx"},
    {Code(Language::kPython), "py pyi pyw pyx pxd"},
    {Code(Language::kGo), "go"},
    {Code(Language::kRust), "rs"},
    {Code(Language::kCSharp), "cs csx"},
    {Code(Language::kPhp), "php php3 php4 php5 php7 phtml phpt"},
    {Code(Language::kRuby), "rb rake gemspec ru podspec"},
    {Code(Language::kBash), "sh bash zsh ksh ash bats ebuild"},
    {Code(Language::kKotlin), "kt kts"},
    {Code(Language::kSwift), "swift"},
    {Code(Language::kScala), "scala sc sbt"},
    {Code(Language::kLua), "lua rockspec"},
    {Code(Language::kObjectiveC), "m mm"},
    {Code(Language::kPerl), "pl pm t psgi"},
    {Code(Language::kR), "r"},
    {Code(Language::kHaskell), "hs hsc"},
    {Code(Language::kElixir), "ex exs"},
    {Code(Language::kDart), "dart"},
    {Code(Language::kSql), "sql ddl psql pgsql mysql plsql"},
    {Code(Language::kPowerShell), "ps1 psm1 psd1"},
    {Code(Language::kJulia), "jl"},
    {Code(Language::kOCaml), "ml mli"},
    {Code(Language::kZig), "zig"},
    {Code(Language::kCss), "css"},
    {Code(Language::kScss), "scss less"},
    {Code(Language::kGeneric),
     "groovy gradle proto d vala hx as glsl vert frag hlsl wgsl metal v sv svh thrift sol y l yy "
     "ll "
     "pas f90 fs fsx sass styl"},
    {Code(Language::kGenericHash),
     "fish tcl awk sed coffee nim cr cmake mk am ac bzl bazel star nix tf"},
    {Code(Language::kGenericDash), "lhs ada adb ads vhd vhdl elm purs"},
    {Code(Language::kGenericSemicolon), "lisp lsp cl clj cljs cljc el scm ss rkt asm s nasm"},
    {Code(Language::kGenericPercent), "erl hrl tex sty cls bib pro prolog"},
    {kProse, "md markdown mdx rst txt text adoc asciidoc org pod rtf man 1 2 3 4 5 6 7 8"},
    {kData,
     "json json5 jsonc jsonl ndjson geojson xml xsd xsl xslt svg csv tsv yaml yml toml ini cfg "
     "conf properties lock map html htm xhtml po pot snap ipynb plist resx strings log diff patch "
     "pem crt srt dat data sum ico ttf woff lst xlf ts.map"},
};

struct NameRow {
  FileType type;
  std::string_view names;  // in lower case, separated by spaces; also with any ending of prose
};

constexpr NameRow kNames[] = {
    {kProse,
     "license licence licenses unlicense copying copying.lesser copying.lib copyright notice "
     "patents readme changelog changes news authors contributors maintainers thanks credits "
     "history todo install code_of_conduct security"},
    {kData, "package-lock.json yarn.lock cargo.lock go.sum go.mod codeowners"},
    {Code(Language::kGenericHash),
     "makefile gnumakefile dockerfile containerfile cmakelists.txt configure.ac justfile build "
     "workspace"},
    {Code(Language::kRuby), "rakefile gemfile vagrantfile brewfile podfile fastfile guardfile"},
    {Code(Language::kBash), ".bashrc .bash_profile .profile .zshrc configure pkgbuild"},
    {Code(Language::kPython), "sconstruct sconscript wscript"},
    {Code(Language::kGeneric), "jenkinsfile"},
};

struct InterpreterRow {
  Language language;
  std::string_view interpreters;
};

constexpr InterpreterRow kInterpreters[] = {
    {Language::kPython, "python pypy"},
    {Language::kJavaScript, "node nodejs bun"},
    {Language::kTypeScript, "ts-node deno tsx"},
    {Language::kBash, "sh bash dash zsh ksh ash busybox bats"},
    {Language::kPerl, "perl"},
    {Language::kRuby, "ruby jruby"},
    {Language::kR, "rscript"},
    {Language::kJulia, "julia"},
    {Language::kElixir, "elixir"},
    {Language::kLua, "lua luajit"},
    {Language::kHaskell, "runghc runhaskell"},
    {Language::kOCaml, "ocaml"},
    {Language::kPhp, "php"},
    {Language::kSwift, "swift"},
    {Language::kKotlin, "kotlin"},
    {Language::kScala, "scala"},
    {Language::kDart, "dart"},
    {Language::kPowerShell, "pwsh powershell"},
    {Language::kGenericHash, "fish awk gawk tclsh"},
    {Language::kGenericPercent, "escript"},
    {Language::kGeneric, "groovy"},
};

bool HasWord(std::string_view words, std::string_view word) {
  if (word.empty()) return false;
  for (size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const size_t end = at + word.size();
    const bool begins = at == 0 || words[at - 1] == ' ';
    if (begins && (end == words.size() || words[end] == ' ')) return true;
  }
  return false;
}

const EndingRow* FindEnding(std::string_view ending) {
  for (const EndingRow& row : kEndings) {
    if (HasWord(row.endings, ending)) return &row;
  }
  return nullptr;
}

// The program that a `#!` line starts: its base name without a version, past `env` and its options.
std::string Interpreter(std::string_view head) {
  if (!head.starts_with("#!")) return {};
  std::string_view line = head.substr(2, head.find('\n') - 2);
  while (!line.empty()) {
    const size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) break;
    line.remove_prefix(begin);
    std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
    line.remove_prefix(word.size());
    word.remove_prefix(word.rfind('/') + 1);  // npos + 1 is 0
    if (word == "env" || word.starts_with("-") || word.find('=') != std::string_view::npos)
      continue;
    return LowerCase(word.substr(0, word.find_last_not_of("0123456789.") + 1));
  }
  return {};
}

constexpr std::string_view kCppOpenings[] = {"class ",
                                             "namespace ",
                                             "namespace{",
                                             "template<",
                                             "template <",
                                             "using ",
                                             "public:",
                                             "private:",
                                             "protected:",
                                             "constexpr ",
                                             "#include <string>",
                                             "#include <vector>",
                                             "#include <memory>",
                                             "#include <map>",
                                             "#include <cstd"};
constexpr std::string_view kObjectiveCOpenings[] = {"@interface ", "@protocol ", "@implementation ",
                                                    "@class ", "#import "};
constexpr std::string_view kMatlabOpenings[] = {"%", "function ", "classdef "};

// Whether a line begins with one of these, past its indentation.
bool HasLine(std::string_view head, std::span<const std::string_view> openings) {
  while (!head.empty()) {
    const size_t end = head.find('\n');
    std::string_view line = head.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    for (const std::string_view opening : openings) {
      if (line.starts_with(opening)) return true;
    }
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

FileType DetectFileType(std::string_view path, std::string_view head) {
  const std::string_view base = path.substr(path.rfind('/') + 1);
  const std::string name = LowerCase(base);
  const size_t dot = name.rfind('.');
  const bool has_ending = dot != std::string::npos && dot > 0;
  const std::string ending = has_ending ? name.substr(dot + 1) : std::string();
  const EndingRow* by_ending = FindEnding(ending);

  for (const NameRow& row : kNames) {
    if (HasWord(row.names, name)) return row.type;
    // LICENSE-MIT, README.en, COPYING.v3; but license.cc is code
    const bool plain = by_ending == nullptr || by_ending->type.kind == ContentKind::kProse;
    if (row.type.kind == ContentKind::kProse && plain &&
        HasWord(row.names, std::string_view(name).substr(0, name.find_first_of(".-_")))) {
      return row.type;
    }
  }
  if (by_ending != nullptr) {
    if (ending == "c" && base.ends_with(".C")) return Code(Language::kCpp);
    if (ending == "h" && HasLine(head, kObjectiveCOpenings)) return Code(Language::kObjectiveC);
    if (ending == "h" && HasLine(head, kCppOpenings)) return Code(Language::kCpp);
    if (ending == "m" && HasLine(head, kMatlabOpenings) && !HasLine(head, kObjectiveCOpenings)) {
      return Code(Language::kGenericPercent);
    }
    if (ending == "ts" && head.starts_with("<")) return kData;  // a translation of Qt's
    if (ending == "txt") {
      if (const auto sniffed = SniffLanguage(head)) return Code(*sniffed);
    }
    return by_ending->type;
  }
  if (const std::string interpreter = Interpreter(head); !interpreter.empty()) {
    for (const InterpreterRow& row : kInterpreters) {
      if (HasWord(row.interpreters, interpreter)) return Code(row.language);
    }
    return Code(Language::kGenericHash);
  }
  if (const auto sniffed = SniffLanguage(head)) return Code(*sniffed);
  return LooksLikeProse(head) ? kProse : Code(Language::kGeneric);
}

std::string_view LanguageName(Language language) {
  return kLanguageRows[static_cast<size_t>(language)].name;
}

LanguageFamily FamilyOf(Language language) {
  return kLanguageRows[static_cast<size_t>(language)].family;
}

Language LexiconOwner(Language language) {
  switch (language) {
    case Language::kCpp:
    case Language::kObjectiveC:
      return Language::kC;
    case Language::kTypeScript:
    case Language::kTsx:
      return Language::kJavaScript;
    case Language::kScss:
      return Language::kCss;
    default:
      return language;
  }
}

std::string_view FamilyName(LanguageFamily family) {
  switch (family) {
    case LanguageFamily::kGeneric:
      return "generic";
    case LanguageFamily::kC:
      return "c";
    case LanguageFamily::kJava:
      return "java";
    case LanguageFamily::kJavaScript:
      return "javascript";
    case LanguageFamily::kPython:
      return "python";
    case LanguageFamily::kGo:
      return "go";
    case LanguageFamily::kRust:
      return "rust";
    case LanguageFamily::kCSharp:
      return "c#";
    case LanguageFamily::kPhp:
      return "php";
    case LanguageFamily::kRuby:
      return "ruby";
    case LanguageFamily::kShell:
      return "shell";
    case LanguageFamily::kKotlin:
      return "kotlin";
    case LanguageFamily::kSwift:
      return "swift";
    case LanguageFamily::kScript:
      return "script";
    case LanguageFamily::kFunctional:
      return "functional";
    case LanguageFamily::kSheet:
      return "sheet";
  }
  return "generic";
}

std::span<const Language> AllLanguages() {
  static constexpr auto kAll = [] {
    std::array<Language, kLanguages> all{};
    for (size_t i = 0; i < all.size(); ++i) all[i] = kLanguageRows[i].language;
    return all;
  }();
  return kAll;
}

}  // namespace copytrace
