#include "grammars/language.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace copytrace {
namespace {

struct Case {
  std::string_view path;
  std::string_view head;
  Language language;
  ContentKind kind = ContentKind::kCode;
};

TEST(LanguageTest, DetectsFileTypes) {
  using enum Language;
  using enum ContentKind;
  const Case cases[] = {
      {"a/b.c", "", kC},
      {"b.C", "", kCpp},
      {"b.cc", "", kCpp},
      {"b.HPP", "", kCpp},
      {"x.h", "#include <stdio.h>\nint f(void);\n", kC},
      {"x.h", "#ifdef __cplusplus\nextern \"C\" {\n#endif\n", kC},
      {"x.h", "/* */\nnamespace a {\n", kCpp},
      {"x.h", "  template <typename T>\nvoid f();", kCpp},
      {"x.h", "", kC},
      {"Main.java", "", kJava},
      {"a.js", "", kJavaScript},
      {"a.jsx", "", kJavaScript},
      {"a.mjs", "", kJavaScript},
      {"a.min.js", "", kJavaScript},
      {"a.d.ts", "", kTypeScript},
      {"a.mts", "", kTypeScript},
      {"a.tsx", "", kTsx},
      {"a.py", "", kPython},
      {"a.pyi", "", kPython},
      {"a.go", "", kGo},
      {"src/lib.rs", "", kRust},
      {"a.rb", "", kRuby},
      {"a.lua", "", kLua},
      {"a.el", "", kGenericSemicolon},
      {"a.erl", "", kGenericPercent},
      {"a.kt", "", kKotlin},
      {"a.m", "", kObjectiveC},
      {"a.cs", "", kCSharp},
      {"a.php", "", kPhp},
      {"Gemfile", "", kRuby},
      {"a.sh", "", kBash},
      {"a.swift", "", kSwift},
      {"a.scala", "", kScala},
      {"a.mm", "", kObjectiveC},
      {"a.pm", "", kPerl},
      {"a.R", "", kR},
      {"a.hs", "", kHaskell},
      {"a.exs", "", kElixir},
      {"a.dart", "", kDart},
      {"a.sql", "", kSql},
      {"a.psm1", "", kPowerShell},
      {"a.jl", "", kJulia},
      {"a.mli", "", kOCaml},
      {"a.zig", "", kZig},
      {"a.css", "", kCss},
      {"a.scss", "", kScss},
      {"a.groovy", "", kGeneric},
      {"a.nim", "", kGenericHash},
      {"a.ada", "", kGenericDash},
      {"Makefile", "", kGenericHash},
      {"deep/CMakeLists.txt", "", kGenericHash},
      {"run", "#!/usr/bin/env python3\n", kPython},
      {"run", "#!/usr/bin/env -S node --harmony\n", kJavaScript},
      {"run", "#! /bin/sh\n", kBash},
      {"run", "#!/usr/bin/perl -w", kPerl},
      {"run", "#!/opt/odd/thing\n", kGenericHash},
      {"run", "int main() {}", kGeneric},
      {"run.js", "#!/usr/bin/env python3\n", kJavaScript},
      {".bashrc", "", kBash},
      {"README.md", "", kGeneric, kProse},
      {"README", "", kGeneric, kProse},
      {"README.en", "", kGeneric, kProse},
      {"LICENSE-MIT", "", kGeneric, kProse},
      {"COPYING.LESSER", "", kGeneric, kProse},
      {"docs/notes.txt", "", kGeneric, kProse},
      {"package.json", "", kGeneric, kData},
      {"Cargo.lock", "", kGeneric, kData},
      {"a.js.map", "", kGeneric, kData},
      {"a.svg", "", kGeneric, kData},
      {"index.html", "", kGeneric, kData},
      // Former bugs: names of prose with the ending of code are code.
      {"license.cc", "", kCpp},
      {"history.js", "", kJavaScript},
      {"news.py", "", kPython},
      {"security.json", "", kGeneric, kData},
      {"", "", kGeneric},
      {"dir/", "", kGeneric},
  };
  for (const Case& c : cases) {
    const FileType type = DetectFileType(c.path, c.head);
    EXPECT_EQ(type.language, c.language) << c.path << " " << c.head;
    EXPECT_EQ(type.kind, c.kind) << c.path;
  }
}

TEST(LanguageTest, NamesAreDistinctAndNumbersStand) {
  std::set<std::string_view> names;
  int number = 0;
  for (const Language language : AllLanguages()) {
    EXPECT_EQ(static_cast<int>(language), number++);
    EXPECT_TRUE(names.insert(LanguageName(language)).second) << LanguageName(language);
    EXPECT_LT(static_cast<int>(FamilyOf(language)), kLanguageFamilies);
    EXPECT_FALSE(FamilyName(FamilyOf(language)).empty());
  }
  EXPECT_EQ(FamilyOf(Language::kCpp), FamilyOf(Language::kC));
  EXPECT_EQ(FamilyOf(Language::kTsx), FamilyOf(Language::kJavaScript));
  EXPECT_EQ(FamilyOf(Language::kGenericDash), LanguageFamily::kGeneric);
}

}  // namespace
}  // namespace copytrace
