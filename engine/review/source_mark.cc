#include "engine/review/source_mark.h"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/license/spdx_expression.h"
#include "engine/source/mark_tag.h"

namespace copytrace {
namespace {

constexpr std::string_view kSnippetEnd = "SPDX-SnippetEnd";
constexpr std::string_view kLicense = "SPDX-License-Identifier:";
constexpr std::string_view kCopyright = "SPDX-SnippetCopyrightText:";
constexpr std::string_view kIgnore = "copytrace: ignore";
constexpr std::string_view kIgnoreBegin = "copytrace: ignore-begin";
constexpr std::string_view kIgnoreEnd = "copytrace: ignore-end";

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// What a comment says behind a tag: without the comment's end.
std::string_view ValueBehind(std::string_view line, std::string_view tag) {
  std::string_view value = line.substr(line.find(tag) + tag.size());
  for (const std::string_view end : {"*/", "-->", "--]]", "#}", "=#", "*)"}) {
    if (const size_t found = value.find(end); found != std::string_view::npos) {
      value = value.substr(0, found);
    }
  }
  return Trim(value);
}

std::string PurlIn(std::string_view line) {
  const size_t begin = line.find("pkg:");
  if (begin == std::string_view::npos) return "";
  const std::string_view rest = line.substr(begin);
  std::string_view purl = rest.substr(0, rest.find_first_of(" \t\"'<>()"));
  while (purl.ends_with('.') || purl.ends_with(',') || purl.ends_with(';')) purl.remove_suffix(1);
  return std::string(purl);
}

class MarkReader {
 public:
  explicit MarkReader(const SourceFile& file) : file_(file), tokens_(file.tokenized.tokens) {
    std::string_view text = file.text;
    while (!text.empty()) {
      const size_t end = text.find('\n');
      lines_.push_back(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }

  SourceMarks Read() {
    for (uint32_t number = 1; number <= lines_.size(); ++number) ReadLine(number);
    if (snippet_) {
      snippet_->closed = false;
      snippet_->lines.last = static_cast<uint32_t>(lines_.size());
      marks_.snippets.push_back(std::move(*snippet_));
    }
    if (begun_) {
      begun_->lines.last = static_cast<uint32_t>(lines_.size());
      marks_.ignores.push_back(std::move(*begun_));
    }
    return std::move(marks_);
  }

 private:
  std::string_view Line(uint32_t number) const { return lines_[number - 1]; }

  // Whether the bytes at this place belong to a token, such as a string.
  bool InToken(const char* at) const {
    const auto offset = static_cast<uint32_t>(at - file_.text.data());
    const auto next = std::ranges::upper_bound(
        tokens_, offset, {}, [](const Token& token) -> uint32_t { return token.offset; });
    if (next == tokens_.begin()) return false;
    const Token& token = *std::prev(next);
    if (token.length < 255) return offset < uint32_t{token.offset} + uint32_t{token.length};
    return token.IsString() && next != tokens_.end() && next->line > token.line + 1;
  }

  bool Has(std::string_view line, std::string_view tag) const {
    const size_t found = line.find(tag);
    return found != std::string_view::npos && !InToken(line.data() + found);
  }

  void ReadLine(uint32_t number) {
    const std::string_view line = Line(number);
    if (Has(line, kSnippetBeginTag)) {
      snippet_ = SnippetMark{.lines = {number, number}};
    } else if (snippet_) {
      ReadSnippetLine(number, line);
    }
    if (!Has(line, kIgnore)) return;
    if (Has(line, kIgnoreEnd)) {
      if (begun_) {
        begun_->lines.last = number;
        marks_.ignores.push_back(std::move(*begun_));
        begun_.reset();
      }
    } else if (Has(line, kIgnoreBegin)) {
      begun_ = IgnoreMark{{number, number}, number, std::string(ValueBehind(line, kIgnoreBegin))};
    } else {
      std::string_view reason = ValueBehind(line, kIgnore);
      if (reason.starts_with(':') || reason.starts_with('-')) reason = Trim(reason.substr(1));
      marks_.ignores.push_back({Extent(number), number, std::string(reason)});
    }
  }

  void ReadSnippetLine(uint32_t number, std::string_view line) {
    if (Has(line, kSnippetEnd)) {
      snippet_->lines.last = number;
      marks_.snippets.push_back(std::move(*snippet_));
      snippet_.reset();
      return;
    }
    if (Has(line, kLicense)) {
      const auto license = NormalizeSpdxExpression(ValueBehind(line, kLicense));
      if (license) snippet_->license = JoinAnd({snippet_->license, *license});
    }
    if (Has(line, kCopyright)) {
      snippet_->copyrights.emplace_back(ValueBehind(line, kCopyright));
    }
    if (snippet_->origin.empty() && Has(line, "pkg:")) snippet_->origin = PurlIn(line);
  }

  auto FirstTokenOn(uint32_t line) const {
    return std::ranges::lower_bound(tokens_, line, {},
                                    [](const Token& token) -> uint32_t { return token.line; });
  }
  bool HasCode(uint32_t line) const {
    const auto token = FirstTokenOn(line);
    return token != tokens_.end() && token->line == line;
  }

  // The lines that a mark on this line is about.
  LineRange Extent(uint32_t line) const {
    uint32_t first = line;
    if (!HasCode(line)) {
      const auto next = FirstTokenOn(line);
      if (next == tokens_.end()) return {line, line};
      first = next->line;
    }
    const uint32_t last = std::max(EndOfBrackets(first), EndOfIndented(first));
    if (last > first || first == line) return {line, last};
    return {line, EndOfParagraph(first)};
  }

  // The line where the brackets that this one opens are closed. A bracket alone on the next line
  // belongs to it.
  uint32_t EndOfBrackets(uint32_t line) const {
    int depth = 0;
    uint32_t current = line;
    for (auto token = FirstTokenOn(line); token != tokens_.end(); ++token) {
      const bool opens = token->n0 == open_[0] || token->n0 == open_[1] || token->n0 == open_[2];
      if (token->line != current) {
        if (depth <= 0 && !(current == line && token->n0 == open_[0])) return current;
        current = token->line;
      }
      if (opens) ++depth;
      if (token->n0 == close_[0] || token->n0 == close_[1] || token->n0 == close_[2]) --depth;
    }
    return current;
  }

  static size_t Indentation(std::string_view line) {
    return std::min(line.find_first_not_of(" \t"), line.size());
  }

  // Of a line that ends in a colon: the last of the lines that are indented deeper.
  uint32_t EndOfIndented(uint32_t line) const {
    if (!Trim(Line(line)).ends_with(':')) return line;
    uint32_t last = line;
    for (uint32_t number = line + 1; number <= lines_.size(); ++number) {
      if (Trim(Line(number)).empty()) continue;
      if (Indentation(Line(number)) <= Indentation(Line(line))) break;
      last = number;
    }
    return last;
  }

  uint32_t EndOfParagraph(uint32_t line) const {
    uint32_t last = line;
    while (last < lines_.size() && !Trim(Line(last + 1)).empty()) ++last;
    return last;
  }

  const SourceFile& file_;
  const std::vector<Token>& tokens_;
  std::vector<std::string_view> lines_;
  std::optional<SnippetMark> snippet_;
  std::optional<IgnoreMark> begun_;
  SourceMarks marks_;
  const uint32_t open_[3] = {TokenHash("{"), TokenHash("("), TokenHash("[")};
  const uint32_t close_[3] = {TokenHash("}"), TokenHash(")"), TokenHash("]")};
};

void AddLeaves(const SpdxExpression& expression, std::set<std::string>* leaves) {
  if (expression.kind == SpdxExpression::Kind::kLicense) {
    leaves->insert(ToString(expression));
    return;
  }
  for (const SpdxExpression& operand : expression.operands) AddLeaves(operand, leaves);
}

// Whether the licences named are what the expression asks for.
bool Fulfils(const std::set<std::string>& named, const SpdxExpression& expression) {
  switch (expression.kind) {
    case SpdxExpression::Kind::kLicense:
      return named.contains(ToString(expression));
    case SpdxExpression::Kind::kAnd:
      return std::ranges::all_of(expression.operands,
                                 [&](const auto& operand) { return Fulfils(named, operand); });
    case SpdxExpression::Kind::kOr:
      break;
  }
  return std::ranges::any_of(expression.operands,
                             [&](const auto& operand) { return Fulfils(named, operand); });
}

}  // namespace

SourceMarks ReadSourceMarks(const SourceFile& file) {
  return MayHoldMarks(file.text) ? MarkReader(file).Read() : SourceMarks();
}

bool DeclaresRightly(std::string_view declared, std::string_view origin) {
  const std::optional<SpdxExpression> said = ParseSpdxExpression(declared);
  const std::optional<SpdxExpression> wanted = ParseSpdxExpression(origin);
  if (!said || !wanted) return false;
  if (*said == *wanted) return true;
  // "MIT OR GPL-2.0-only" declares no more than each of its sides does.
  if (said->kind == SpdxExpression::Kind::kOr) return false;
  std::set<std::string> named;
  AddLeaves(*said, &named);
  return Fulfils(named, *wanted);
}

double CoveredShare(const LineRange& range, const LineRange& cover) {
  const uint32_t first = std::max(range.first, cover.first);
  const uint32_t last = std::min(range.last, cover.last);
  if (first > last) return 0;
  return static_cast<double>(last - first + 1) / static_cast<double>(range.last - range.first + 1);
}

}  // namespace copytrace
