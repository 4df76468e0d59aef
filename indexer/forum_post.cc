#include "indexer/forum_post.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace copytrace {
namespace {

void AppendUtf8(uint32_t code, std::string* text) {
  if (code < 0x80) {
    *text += static_cast<char>(code);
  } else if (code < 0x800) {
    *text += static_cast<char>(0xC0 | code >> 6);
    *text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *text += static_cast<char>(0xE0 | code >> 12);
    *text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    *text += static_cast<char>(0xF0 | code >> 18);
    *text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    *text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Appends what the entity's inside ("lt", "#39") stands for; false where it is none that is known.
bool AppendEntity(std::string_view name, std::string* text) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"lt", "<"}, {"gt", ">"}, {"amp", "&"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
  for (const auto& [known, character] : kNames) {
    if (name == known) {
      *text += character;
      return true;
    }
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  const bool is_character = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  if (error != std::errc() || end != name.data() + name.size() || !is_character) return false;
  AppendUtf8(code, text);
  return true;
}

// Text of HTML: tags taken out, entities decoded.
std::string TextOf(std::string_view html) {
  std::string text;
  for (size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<') {
      const size_t close = html.find('>', i);
      if (close == std::string_view::npos) break;
      i = close;
      continue;
    }
    if (html[i] == '&') {
      const size_t end = html.substr(0, i + 12).find(';', i);
      if (end != std::string_view::npos && AppendEntity(html.substr(i + 1, end - i - 1), &text)) {
        i = end;
        continue;
      }
    }
    text += html[i];
  }
  return text;
}

std::string LanguageOfClass(std::string_view tag) {
  const size_t begin = tag.find("lang-");
  if (begin == std::string_view::npos) return "";
  tag.remove_prefix(begin + 5);
  return std::string(tag.substr(0, tag.find_first_of(" \"'>")));
}

}  // namespace

std::vector<CodeBlock> CodeBlocksOf(std::string_view html) {
  std::vector<CodeBlock> blocks;
  while (true) {
    const size_t pre = html.find("<pre");
    if (pre == std::string_view::npos) return blocks;
    html.remove_prefix(pre);
    const size_t tag_end = html.find('>');
    const size_t end = html.find("</pre>");
    if (tag_end == std::string_view::npos || end == std::string_view::npos) return blocks;
    if (tag_end < end && (html[4] == '>' || html[4] == ' ')) {
      const std::string_view inside = html.substr(tag_end + 1, end - tag_end - 1);
      const size_t code = inside.find("<code");
      if (code != std::string_view::npos) {
        const std::string_view opening = html.substr(0, tag_end);
        blocks.push_back({TextOf(inside.substr(code)), LanguageOfClass(opening)});
      }
    }
    html.remove_prefix(end + 6);
  }
}

std::string_view EndingOfTag(std::string_view tag) {
  // By tag. Tags of a language's versions and frameworks follow the language's own.
  constexpr std::pair<std::string_view, std::string_view> kEndings[] = {{"android", "java"},
                                                                        {"angular", "ts"},
                                                                        {"asp.net", "cs"},
                                                                        {"asp.net-mvc", "cs"},
                                                                        {"bash", "sh"},
                                                                        {"bsh", "sh"},
                                                                        {"c", "c"},
                                                                        {"c#", "cs"},
                                                                        {"c++", "cpp"},
                                                                        {"c++11", "cpp"},
                                                                        {"c++14", "cpp"},
                                                                        {"c++17", "cpp"},
                                                                        {"c++20", "cpp"},
                                                                        {"clojure", "clj"},
                                                                        {"cpp", "cpp"},
                                                                        {"cs", "cs"},
                                                                        {"csharp", "cs"},
                                                                        {"css", "css"},
                                                                        {"dart", "dart"},
                                                                        {"django", "py"},
                                                                        {"elixir", "ex"},
                                                                        {"erlang", "erl"},
                                                                        {"f#", "fs"},
                                                                        {"flutter", "dart"},
                                                                        {"go", "go"},
                                                                        {"groovy", "groovy"},
                                                                        {"haskell", "hs"},
                                                                        {"hs", "hs"},
                                                                        {"html", "html"},
                                                                        {"java", "java"},
                                                                        {"java-8", "java"},
                                                                        {"javascript", "js"},
                                                                        {"jquery", "js"},
                                                                        {"js", "js"},
                                                                        {"julia", "jl"},
                                                                        {"kotlin", "kt"},
                                                                        {"kt", "kt"},
                                                                        {"laravel", "php"},
                                                                        {"lua", "lua"},
                                                                        {"matlab", "m"},
                                                                        {"mysql", "sql"},
                                                                        {"node.js", "js"},
                                                                        {"numpy", "py"},
                                                                        {"objective-c", "m"},
                                                                        {"ocaml", "ml"},
                                                                        {"pandas", "py"},
                                                                        {"perl", "pl"},
                                                                        {"php", "php"},
                                                                        {"pl", "pl"},
                                                                        {"postgresql", "sql"},
                                                                        {"powershell", "ps1"},
                                                                        {"py", "py"},
                                                                        {"python", "py"},
                                                                        {"python-2.7", "py"},
                                                                        {"python-3.x", "py"},
                                                                        {"r", "r"},
                                                                        {"rb", "rb"},
                                                                        {"reactjs", "jsx"},
                                                                        {"ruby", "rb"},
                                                                        {"ruby-on-rails", "rb"},
                                                                        {"rust", "rs"},
                                                                        {"scala", "scala"},
                                                                        {"sh", "sh"},
                                                                        {"shell", "sh"},
                                                                        {"spring", "java"},
                                                                        {"sql", "sql"},
                                                                        {"sql-server", "sql"},
                                                                        {"swift", "swift"},
                                                                        {"ts", "ts"},
                                                                        {"typescript", "ts"},
                                                                        {"vb", "vb"},
                                                                        {"vb.net", "vb"},
                                                                        {"xml", "xml"},
                                                                        {"zig", "zig"}};
  const auto found =
      std::ranges::lower_bound(kEndings, tag, {}, [](const auto& ending) { return ending.first; });
  return found != std::end(kEndings) && found->first == tag ? found->second : "";
}

std::string_view StackExchangeLicense(std::string_view date) {
  if (date < "2011-04-08") return "CC-BY-SA-2.5";
  return date < "2018-05-02" ? "CC-BY-SA-3.0" : "CC-BY-SA-4.0";
}

}  // namespace copytrace
