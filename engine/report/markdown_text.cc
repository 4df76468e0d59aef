#include "engine/report/markdown_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/report/printable.h"

namespace copytrace {
namespace {

size_t LongestRun(std::string_view text, char sought) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == sought ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string MarkdownText(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    if (c == '@') {
      out += "@&#8203;";
      continue;
    }
    if (std::string_view("\\`*_{}[]()<>#+!|~&$").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string MarkdownCode(std::string_view text) {
  const std::string printable = Printable(text);
  const std::string fence(LongestRun(printable, '`') + 1, '`');
  const bool pad = printable.starts_with('`') || printable.ends_with('`');
  std::string out = fence + (pad ? " " : "");
  for (const char c : printable) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out + (pad ? " " : "") + fence;
}

std::string MarkdownHtmlText(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    if (std::string_view("&<>@`*_[]()!~|\\").find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("&#{};", static_cast<int>(c));
      if (c == '@') out += "&#8203;";
    }
  }
  return out;
}

std::string MarkdownCodeBlock(std::string_view text) {
  const std::string fence(std::max<size_t>(3, LongestRun(text, '`') + 1), '`');
  std::string out = fence + "\n";
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out += Printable(text.substr(0, end)) + "\n";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out + fence + "\n";
}

}  // namespace copytrace
