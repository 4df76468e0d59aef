#include "engine/report/side_view.h"

#include <algorithm>

#include "engine/report/printable.h"
#include "grammars/injection.h"
#include "grammars/language.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

constexpr size_t kTab = 4;
constexpr size_t kMaxLineBytes = 2000;  // of one line; a longer one ends in an ellipsis
constexpr size_t kLongToken = 255;      // lengths from here on are not kept: see token.h

struct FileSide {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<CodeLine> lines;
};

FileSide Cut(std::string_view path, std::optional<std::string_view> text, const LineRange& range) {
  FileSide side;
  if (!text) return side;
  side.text = *text;
  if (text->size() <= kMaxTextBytes) {
    TokenizedText tokenized;
    FileType type = DetectFileType(path, text->substr(0, 4096));
    TokenizeFile(path, *text, &type, &tokenized);
    side.tokens = std::move(tokenized.tokens);
  }
  side.lines = LinesOf(side.text, side.tokens, range);
  return side;
}

Syntax SyntaxOf(const Token& token) {
  switch (static_cast<TokenClass>(token.token_class)) {
    case TokenClass::kIdentifier:
      return Syntax::kIdentifier;
    case TokenClass::kNumber:
      return Syntax::kNumber;
    case TokenClass::kString:
      return Syntax::kString;
    case TokenClass::kKeyword:
      return Syntax::kKeyword;
    case TokenClass::kOperator:
      break;
  }
  return Syntax::kOperator;
}

// Cuts the lines of one side, in order, into pieces.
class LineCutter {
 public:
  explicit LineCutter(const FileSide& side) : side_(side) {}

  // `relations`: of the line's tokens to the line it is paired with.
  ShownLine Cut(const CodeLine& line, const std::vector<TokenRelation>& relations) {
    shown_ = {line.number, {}};
    column_ = 0;
    size_t at = line.offset;
    const size_t end = line.offset + std::min(line.text.size(), kMaxLineBytes);
    for (size_t i = 0; i < line.tokens.size() && at < end; ++i) {
      const Token& token = line.tokens[i];
      AddGap(at, std::min<size_t>(token.offset, end));
      at = std::max<size_t>(at, token.offset);
      const size_t token_end = std::min(EndOf(token), end);
      if (token_end <= at) continue;
      Add(at, token_end, SyntaxOf(token), relations[i]);
      at = token_end;
    }
    AddGap(at, end);
    if (line.text.size() > kMaxLineBytes) shown_.pieces.push_back({" …", Syntax::kComment});
    return std::move(shown_);
  }

 private:
  // Of a token whose length is not kept: where the text before the next token ends.
  size_t EndOf(const Token& token) const {
    if (token.length < kLongToken) return token.offset + token.length;
    const size_t index = static_cast<size_t>(&token - side_.tokens.data());
    size_t end =
        index + 1 < side_.tokens.size() ? side_.tokens[index + 1].offset : side_.text.size();
    while (end > token.offset && (side_.text[end - 1] == ' ' || side_.text[end - 1] == '\n')) --end;
    return end;
  }

  // What is no token: white space, comments, imports, and the further lines of a long literal.
  void AddGap(size_t begin, size_t end) {
    if (begin >= end) return;
    const std::string_view gap = side_.text.substr(begin, end - begin);
    const size_t first = gap.find_first_not_of(" \t");
    if (first == std::string_view::npos)
      return Add(begin, end, Syntax::kPlain, TokenRelation::kEqual);
    const std::string_view words = gap.substr(first);
    if (!in_comment_ && InLiteral(begin)) return Add(begin, end, Syntax::kString, {});
    if (words.starts_with("/*")) in_comment_ = true;
    const bool comment = in_comment_ || words.starts_with("//") || words.starts_with('#') ||
                         words.starts_with("--") || words.starts_with("<!--") ||
                         words.starts_with(';') || words.starts_with('%');
    if (words.find("*/") != std::string_view::npos) in_comment_ = false;
    Add(begin, end, comment ? Syntax::kComment : Syntax::kPlain, {});
  }

  bool InLiteral(size_t offset) const {
    const auto after =
        std::upper_bound(side_.tokens.begin(), side_.tokens.end(), offset,
                         [](size_t at, const Token& token) { return at < token.offset; });
    return after != side_.tokens.begin() && EndOf(*(after - 1)) > offset;
  }

  void Add(size_t begin, size_t end, Syntax syntax, TokenRelation relation) {
    std::string text;
    for (std::string_view rest = side_.text.substr(begin, end - begin); !rest.empty();) {
      if (rest.front() == '\t') {
        const size_t width = kTab - column_ % kTab;
        text.append(width, ' ');
        column_ += width;
        rest.remove_prefix(1);
        continue;
      }
      const std::string_view plain = rest.substr(0, rest.find('\t'));
      const std::string printable = Printable(plain);
      text += printable;
      column_ += DisplayWidth(printable);
      rest.remove_prefix(plain.size());
    }
    if (!shown_.pieces.empty() && shown_.pieces.back().syntax == syntax &&
        shown_.pieces.back().relation == relation && syntax != Syntax::kIdentifier) {
      shown_.pieces.back().text += text;
    } else {
      shown_.pieces.push_back({std::move(text), syntax, relation});
    }
  }

  const FileSide& side_;
  ShownLine shown_;
  size_t column_ = 0;
  bool in_comment_ = false;
};

}  // namespace

SideView MakeSideView(const Finding& finding, std::optional<std::string_view> here,
                      std::optional<std::string_view> there, size_t max_rows) {
  const FileSide left = Cut(finding.path, here, finding.lines);
  const FileSide right = Cut(finding.origin.path, there, finding.origin.lines);
  SideView view;
  view.here_missing = left.lines.size() < finding.lines.last - finding.lines.first + 1;
  view.there_missing = !there.has_value();

  std::vector<LinePair> pairs;
  if (there && here) {
    pairs = AlignLines(left.lines, right.lines);
  } else {
    for (size_t i = 0; i < left.lines.size(); ++i) {
      pairs.push_back({i, std::nullopt, LineRelation::kEqual});
    }
    for (size_t i = 0; i < right.lines.size(); ++i) {
      pairs.push_back({std::nullopt, i, LineRelation::kEqual});
    }
  }
  if (pairs.size() > max_rows) {
    view.rows_left_out = static_cast<uint32_t>(pairs.size() - max_rows);
    pairs.resize(max_rows);
  }

  LineCutter cut_left(left);
  LineCutter cut_right(right);
  for (const LinePair& pair : pairs) {
    SideRow row{pair.relation, {}, {}};
    const CodeLine* l = pair.left ? &left.lines[*pair.left] : nullptr;
    const CodeLine* r = pair.right ? &right.lines[*pair.right] : nullptr;
    const auto relate = [](const CodeLine& of, const CodeLine* other) {
      return other == nullptr ? std::vector<TokenRelation>(of.tokens.size())
                              : RelateTokens(of.tokens, other->tokens);
    };
    if (l != nullptr) row.here = cut_left.Cut(*l, relate(*l, r));
    if (r != nullptr) row.there = cut_right.Cut(*r, relate(*r, l));
    view.rows.push_back(std::move(row));
  }
  return view;
}

}  // namespace copytrace
