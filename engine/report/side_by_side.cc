#include "engine/report/side_by_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/report/line_alignment.h"
#include "engine/report/printable.h"
#include "engine/report/terminal_style.h"
#include "engine/report/text_report.h"
#include "grammars/injection.h"
#include "grammars/language.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

constexpr size_t kNumberWidth = 6;
constexpr size_t kTab = 4;
constexpr size_t kMaxRows = 40;  // of one line of code; the rest of a longer one is left out

std::vector<Token> TokensOf(std::string_view path, std::string_view text) {
  if (text.size() > kMaxTextBytes) return {};
  TokenizedText tokenized;
  FileType type = DetectFileType(path, text.substr(0, 4096));
  TokenizeFile(path, text, &type, &tokenized);
  return std::move(tokenized.tokens);
}

// White space that all lines of a side begin with, in bytes.
size_t CommonIndent(const std::vector<CodeLine>& lines) {
  std::optional<std::string_view> indent;
  for (const CodeLine& line : lines) {
    const size_t end = line.text.find_first_not_of(" \t");
    if (end == std::string_view::npos) continue;
    const std::string_view own = line.text.substr(0, end);
    if (!indent) indent = own;
    const auto differ = std::mismatch(indent->begin(), indent->end(), own.begin(), own.end());
    indent = indent->substr(0, static_cast<size_t>(differ.first - indent->begin()));
  }
  return indent ? indent->size() : 0;
}

// Breaks code into rows of a fixed width.
class RowBuilder {
 public:
  RowBuilder(size_t width, const TerminalStyle& style) : width_(width), style_(style) {
    rows_.emplace_back();
  }

  void Add(std::string_view text, bool marked) {
    while (!text.empty() && rows_.size() <= kMaxRows) {
      const size_t tab = text.find('\t');
      if (tab == 0) {
        AddPrintable(std::string(kTab - column_ % kTab, ' '), false);
        text.remove_prefix(1);
        continue;
      }
      const std::string_view piece = text.substr(0, tab);
      AddPrintable(Printable(piece), marked);
      text.remove_prefix(piece.size());
    }
  }

  // Each padded to the full width.
  std::vector<std::string> Finish() && {
    if (rows_.size() > kMaxRows) {
      rows_.resize(kMaxRows);
      rows_.push_back("…");
      column_ = 1;
    }
    rows_.back().append(width_ - std::min(width_, column_), ' ');
    return std::move(rows_);
  }

 private:
  void AddPrintable(std::string_view text, bool marked) {
    while (!text.empty()) {
      const std::string_view head = HeadOfWidth(text, width_ - column_);
      if (head.empty()) {
        rows_.back().append(width_ - column_, ' ');
        rows_.emplace_back();
        column_ = 0;
        continue;
      }
      rows_.back() += marked ? style_.Red(head) : std::string(head);
      column_ += DisplayWidth(head);
      text.remove_prefix(head.size());
    }
  }

  size_t width_;
  const TerminalStyle& style_;
  std::vector<std::string> rows_;
  size_t column_ = 0;
};

// The rows of one line of code, held against its partner; what is not equal stands out.
std::vector<std::string> Render(const CodeLine& line, const CodeLine* partner, size_t indent,
                                size_t width, const TerminalStyle& style) {
  const std::vector<TokenRelation> relations =
      RelateTokens(line.tokens, partner == nullptr ? std::span<const Token>() : partner->tokens);
  RowBuilder rows(width, style);
  size_t at = std::min(indent, line.text.size());
  for (size_t i = 0; i < relations.size(); ++i) {
    if (relations[i] == TokenRelation::kEqual) continue;
    const size_t begin =
        std::clamp<size_t>(line.tokens[i].offset - line.offset, at, line.text.size());
    const size_t end = std::min(begin + line.tokens[i].length, line.text.size());
    rows.Add(line.text.substr(at, begin - at), false);
    rows.Add(line.text.substr(begin, end - begin), true);
    at = end;
  }
  rows.Add(line.text.substr(at), false);
  return std::move(rows).Finish();
}

std::string_view MarkOf(LineRelation relation) {
  switch (relation) {
    case LineRelation::kEqual:
      return " ";
    case LineRelation::kRenamed:
      return "~";
    case LineRelation::kChanged:
      return "|";
    case LineRelation::kOnlyLeft:
      return "<";
    case LineRelation::kOnlyRight:
      break;
  }
  return ">";
}

std::string Numbered(size_t row, const CodeLine& line, const TerminalStyle& style) {
  return style.Dim(row == 0 ? fmt::format("{:>{}} ", line.number, kNumberWidth)
                            : std::string(kNumberWidth + 1, ' '));
}

std::string Heading(std::string_view text, size_t width) {
  const std::string printable = Printable(text);
  std::string out(HeadOfWidth(printable, width));
  return out.append(width - DisplayWidth(out), ' ');
}

std::string OneSide(const std::vector<CodeLine>& lines, size_t width, const TerminalStyle& style) {
  std::string out;
  const size_t indent = CommonIndent(lines);
  for (const CodeLine& line : lines) {
    const auto rows = Render(line, &line, indent, width - kNumberWidth - 1, style);
    for (size_t row = 0; row < rows.size(); ++row) {
      out += Numbered(row, line, style) + rows[row] + '\n';
    }
  }
  return out;
}

std::string BothSides(const std::vector<CodeLine>& left, const std::vector<CodeLine>& right,
                      size_t width, const TerminalStyle& style) {
  const size_t left_indent = CommonIndent(left);
  const size_t right_indent = CommonIndent(right);
  const std::string blank(width + kNumberWidth + 1, ' ');
  std::string out;
  for (const LinePair& pair : AlignLines(left, right)) {
    std::vector<std::string> left_rows;
    std::vector<std::string> right_rows;
    const CodeLine* l = pair.left ? &left[*pair.left] : nullptr;
    const CodeLine* r = pair.right ? &right[*pair.right] : nullptr;
    if (l != nullptr) left_rows = Render(*l, r, left_indent, width, style);
    if (r != nullptr) right_rows = Render(*r, l, right_indent, width, style);
    for (size_t row = 0; row < std::max(left_rows.size(), right_rows.size()); ++row) {
      out += row < left_rows.size() ? Numbered(row, *l, style) + left_rows[row] : blank;
      out += ' ';
      out += style.Yellow(row == 0 ? MarkOf(pair.relation) : " ");
      out += ' ';
      if (row < right_rows.size()) {
        out += Numbered(row, *r, style) + right_rows[row];
      }
      out.erase(out.find_last_not_of(' ') + 1);
      out += '\n';
    }
  }
  return out;
}

}  // namespace

std::string WriteSideBySide(const Finding& finding, std::string_view here,
                            std::optional<std::string_view> there,
                            const SideBySideOptions& options) {
  const TerminalStyle style(options.color);
  const size_t width = std::max(options.width, kMinSideBySideWidth);
  const Origin& origin = finding.origin;

  std::string out =
      fmt::format("{}  {}  {}\n",
                  style.Bold(fmt::format("{}:{}-{}", Printable(finding.path), finding.lines.first,
                                         finding.lines.last)),
                  style.Yellow(MatchKindName(finding.kind)), style.Dim(Printable(finding.id)));
  out += DescribeFinding(finding, {.color = options.color});
  out += '\n';

  const std::vector<Token> here_tokens = TokensOf(finding.path, here);
  const std::vector<CodeLine> left = LinesOf(here, here_tokens, finding.lines);
  if (left.size() < finding.lines.last - finding.lines.first + 1) {
    out +=
        style.Red("This file has changed since the scan: lines of the finding are gone.") + "\n\n";
  }
  if (!there) {
    out += fmt::format(
        "The store keeps no source of the origin, so this side stands alone. The other is lines "
        "{}-{} of {} in {}.\n\n",
        origin.lines.first, origin.lines.last, Printable(origin.path), Printable(origin.purl));
    return out + OneSide(left, width, style);
  }
  const std::vector<Token> there_tokens = TokensOf(origin.path, *there);
  const std::vector<CodeLine> right = LinesOf(*there, there_tokens, origin.lines);
  const size_t side = (width - 3) / 2;
  out += style.Bold(Heading(finding.path, side)) + "   ";
  out += style.Bold(Heading(origin.purl + "  " + origin.path, side));
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
  return out + BothSides(left, right, side - kNumberWidth - 1, style);
}

}  // namespace copytrace
