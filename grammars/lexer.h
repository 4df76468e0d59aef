// The lexer: one pass over a text, driven by a LexTable, that hands every token to a sink.
//
// Included by tokenizer.cc alone; a template so that the sink is inlined.
//
// The lexer goes by the class of the byte at hand and never looks back further than the token
// before it. That token decides the three places where the meaning of a byte hangs on what came
// before: a `/` begins a regular expression, and a `<` an element of JSX, only where an operand may
// stand (at the start, after an operator that is no closing bracket, after words such as `return`);
// `>` is a token of its own next to another `>`.
//
// JSX nests code in markup in code. A stack holds one frame for each open tag, for each element
// whose children are being read, and for each `{…}` among them. Text between tags becomes one
// string token, with its white space collapsed, since its layout means nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/lex_table.h"
#include "grammars/literal.h"
#include "grammars/special_literal.h"
#include "grammars/text_hash.h"
#include "grammars/token.h"

namespace copytrace {

// Sink: void Add(size_t begin, size_t end, TokenClass, uint32_t n0, uint32_t line).
template <typename Sink>
class Lexer {
 public:
  Lexer(const LexTable& table, std::string_view text, Sink* sink)
      : table_(table),
        spec_(table.spec()),
        text_(text),
        literals_(text),
        special_(spec_.language, text),
        sink_(*sink) {}

  // Returns the number of line ends in the text.
  uint32_t Run() {
    if (text_.starts_with("#!") && !text_.starts_with("#![")) at_ = literals_.LineEnd(0);
    if (spec_.islands && text_.find("<?") != std::string_view::npos) {
      SkipTo(special_.IslandStart(at_));
    }
    while (at_ < text_.size()) {
      if (!frames_.empty() && frames_.back().kind == Frame::kChildren && LexJsxText()) continue;
      const char c = text_[at_];
      ByteClass byte_class = table_.ClassOf(c);
      if (byte_class == ByteClass::kSpecial) {
        if (LexSpecial()) continue;
        byte_class = table_.PlainClassOf(c);
      }
      switch (byte_class) {
        case ByteClass::kSpace:
          ++at_;
          break;
        case ByteClass::kNewline:
          ++at_;
          ++line_;
          if (special_.HeredocsPending()) LexHeredocs();
          break;
        case ByteClass::kName:
          LexWord();
          break;
        case ByteClass::kDigit:
          LexNumber();
          break;
        case ByteClass::kQuote:
          LexQuote(false);
          break;
        case ByteClass::kLongQuote:
          LexQuote(true);
          break;
        case ByteClass::kVerbatimQuote:
          AddString(at_, literals_.Verbatim(at_));
          break;
        case ByteClass::kTemplate:
          AddString(at_, literals_.Template(at_));
          break;
        case ByteClass::kComment:
          if (!SkipComment() && !(c == '/' && LexRegex()) && !LexJsxEnd()) LexOperator();
          break;
        case ByteClass::kGreater:
          LexGreater();
          break;
        case ByteClass::kLess:
          if (!LexJsxOpen()) LexOperator();
          break;
        case ByteClass::kHash:
          LexHash();
          break;
        case ByteClass::kDot:
          if (spec_.number_edge_dots && IsDigit(Next())) {
            LexNumber();
          } else {
            LexOperator();
          }
          break;
        case ByteClass::kBackslash:
          if (!SkipSplice()) LexOperator();
          break;
        case ByteClass::kOpenBrace:
          if (!frames_.empty()) OpenBrace();
          LexOperator();
          break;
        case ByteClass::kCloseBrace:
          LexOperator();
          if (!frames_.empty()) CloseBrace();
          break;
        case ByteClass::kOther:
        case ByteClass::kSpecial:
          LexOperator();
          break;
      }
    }
    return line_ - 1;
  }

 private:
  struct Frame {
    enum Kind : uint8_t { kOpeningTag, kClosingTag, kChildren, kExpression } kind;
    uint32_t braces = 0;  // open in a kExpression
  };

  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }
  char At(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  char Next() const { return At(at_ + 1); }
  std::string_view Text(size_t begin, size_t end) const { return text_.substr(begin, end - begin); }

  void Add(size_t end, TokenClass token_class, uint32_t n0) {
    sink_.Add(at_, end, token_class, n0, line_);
    previous_class_ = token_class;
    previous_n0_ = n0;
    at_ = end;
  }

  // Skips to `end`, counting the lines on the way.
  void SkipTo(size_t end) {
    line_ += static_cast<uint32_t>(std::count(text_.begin() + at_, text_.begin() + end, '\n'));
    at_ = end;
  }

  // `begin` is the token's, which stands before a prefix.
  void AddString(size_t begin, Literal literal) {
    at_ = begin;
    const uint32_t line = line_;
    const uint32_t n0 = N0Of(TextHash(Text(literal.inner_begin, literal.inner_end)));
    sink_.Add(begin, literal.end, TokenClass::kString, n0, line);
    previous_class_ = TokenClass::kString;
    previous_n0_ = n0;
    SkipTo(literal.end);
  }

  bool OperandMayStand() const {
    switch (previous_class_) {
      case TokenClass::kKeyword:
        return table_.ExpectsOperand(previous_n0_);
      case TokenClass::kOperator:
        return previous_n0_ != table_.ByteN0(')') && previous_n0_ != table_.ByteN0(']') &&
               previous_n0_ != table_.ByteN0('}') && !after_increment_;
      default:
        return at_start_;
    }
  }

  void LexWord() {
    size_t end = at_ + 1;
    while (end < text_.size() && table_.ContinuesWord(text_[end])) ++end;
    if (end < text_.size() && end - at_ <= 3 && LexPrefixed(end)) return;
    if (!spec_.name_endings.empty() && EndsName(end)) ++end;
    if (InTag()) {
      while (end < text_.size() && (text_[end] == '-' || table_.ContinuesWord(text_[end]))) ++end;
    }
    AddWord(end);
  }

  void AddWord(size_t end) {
    const uint64_t hash = spec_.ignores_case ? LowerHash(end) : TextHash(Text(at_, end));
    at_start_ = false;
    Add(end, table_.IsKeyword(hash) ? TokenClass::kKeyword : TokenClass::kIdentifier, N0Of(hash));
  }

  uint64_t LowerHash(size_t end) {
    scratch_.assign(Text(at_, end));
    for (char& c : scratch_) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return TextHash(scratch_);
  }

  // empty? and save!, but not a != b or x ?a : b.
  bool EndsName(size_t end) const {
    const char c = At(end);
    if (c == '\0' || spec_.name_endings.find(c) == std::string_view::npos) return false;
    const char next = At(end + 1);
    return next != '=' || At(end + 2) == '=' || At(end + 2) == '~' || At(end + 2) == '>';
  }

  bool LexSpecial() {
    const bool after_name = previous_class_ == TokenClass::kIdentifier && !at_start_;
    const bool after_keyword = previous_class_ == TokenClass::kKeyword;
    const auto token = special_.Scan({at_, OperandMayStand(), after_name, after_keyword});
    if (!token || token->end <= at_) return false;
    switch (token->kind) {
      case SpecialToken::Kind::kSkipped:
        SkipTo(token->end);
        break;
      case SpecialToken::Kind::kString:
        at_start_ = false;
        AddString(at_, {token->end, token->inner_begin, token->inner_end});
        break;
      case SpecialToken::Kind::kWord:
        AddWord(token->end);
        break;
      case SpecialToken::Kind::kNumber:
        LexNumber();
        break;
      case SpecialToken::Kind::kOperator:
        at_start_ = false;
        Add(token->end, TokenClass::kOperator, N0Of(TextHash(Text(at_, token->end))));
        break;
    }
    return true;
  }

  void LexHeredocs() {
    while (const auto body = special_.TakeHeredoc(at_)) {
      AddString(at_, *body);
      if (At(at_) != '\n') break;
      ++at_;
      ++line_;
    }
  }

  // A short word that turns out to be the prefix of a string, or of a raw name of Rust.
  bool LexPrefixed(size_t end) {
    const char next = text_[end];
    if (next != '"' && next != '\'' && next != '#') return false;
    for (size_t i = at_; i < end; ++i) {
      if (spec_.string_prefixes.find(text_[i]) == std::string_view::npos) return false;
    }
    const size_t begin = at_;
    const char last = text_[end - 1];
    if (spec_.raw_strings == RawStrings::kRust && last == 'r') {
      if (const auto raw = literals_.RawRust(end)) {
        AddString(begin, *raw);
        return true;
      }
      if (next == '#' && end - at_ == 1 && table_.BeginsName(At(end + 1))) {
        ++end;
        while (end < text_.size() && table_.ContinuesWord(text_[end])) ++end;
        Add(end, TokenClass::kIdentifier, N0Of(TextHash(Text(at_, end))));
        return true;
      }
      return false;
    }
    if (next == '#') return false;
    if (spec_.raw_strings == RawStrings::kCpp && last == 'R') {
      const auto raw = next == '"' ? literals_.RawCpp(end) : std::nullopt;
      if (raw) AddString(begin, *raw);
      return raw.has_value();
    }
    AddString(begin, QuotedAt(end, table_.PlainClassOf(next) == ByteClass::kLongQuote));
    return true;
  }

  Literal QuotedAt(size_t quote, bool spans_lines) {
    const char c = text_[quote];
    const bool triple = At(quote + 1) == c && At(quote + 2) == c &&
                        (spec_.triple_quotes_all || (spec_.triple_quotes && c == '"'));
    return triple ? literals_.Triple(quote) : literals_.Quoted(quote, spans_lines);
  }

  void LexQuote(bool spans_lines) {
    const char c = text_[at_];
    if (InTag()) {
      AddString(at_, literals_.Attribute(at_));
    } else if (c == '\'' && ((spec_.lifetimes && !IsCharacter()) || IsPrime())) {
      LexOperator();
    } else {
      AddString(at_, QuotedAt(at_, spans_lines));
    }
  }

  // Rust: 'x' and '\n' are characters, 'x without a closing quote is a lifetime.
  bool IsCharacter() const {
    const auto c = static_cast<unsigned char>(Next());
    if (c == '\\') return true;
    const size_t bytes = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
    return At(at_ + 1 + bytes) == '\'' && c != '\n';
  }

  // x' and x'' in languages where the quote is part of a name or an operator. A keyword before it
  // is followed by a string: require'x'.
  bool IsPrime() const {
    if (spec_.quote_after_word || at_ == 0) return false;
    const char before = text_[at_ - 1];
    if (before == '\'') return previous_class_ == TokenClass::kOperator;
    return table_.ContinuesWord(before) && previous_class_ != TokenClass::kKeyword;
  }

  void LexNumber() {
    size_t end = at_ + 1;
    const char second = static_cast<char>(Next() | 0x20);
    const bool hex = text_[at_] == '0' && second == 'x';
    const bool member = at_ > 0 && text_[at_ - 1] == '.' && !spec_.number_edge_dots;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      const char next = At(end + 1);
      if (c == '.' && next == '.') break;
      if (table_.ContinuesWord(c)) {
        const char lower = static_cast<char>(c | 0x20);
        if ((lower == 'e' && !hex) || (lower == 'p' && hex)) end += next == '+' || next == '-';
      } else if (c == '.') {
        if (member) break;
        if (!spec_.number_edge_dots && !IsDigit(next)) break;
      } else if (!(c == '\'' && spec_.number_quotes && table_.ContinuesWord(next))) {
        break;
      }
    }
    if (spec_.percent_numbers && At(end) == '%') ++end;
    at_start_ = false;
    Add(end, TokenClass::kNumber, N0Of(TextHash(Text(at_, end))));
  }

  void LexOperator() {
    at_start_ = false;
    const char c = text_[at_];
    after_increment_ = (c == '+' || c == '-') && Next() == c;
    if (const LongOperator* found = table_.FindOperator(text_.substr(at_))) {
      Add(at_ + found->size, TokenClass::kOperator, found->n0);
    } else {
      Add(at_ + 1, TokenClass::kOperator, table_.ByteN0(c));
    }
  }

  // `>` stands alone next to another one, so that the ends of nested templates agree with shifts.
  void LexGreater() {
    if (InTag()) {
      CloseTag();
    } else if (Next() == '>' || (at_ > 0 && text_[at_ - 1] == '>')) {
      after_increment_ = false;
      Add(at_ + 1, TokenClass::kOperator, table_.ByteN0('>'));
    } else {
      LexOperator();
    }
  }

  bool SkipComment() {
    const std::string_view rest = text_.substr(at_);
    if (!spec_.long_comment_open.empty() && rest.starts_with(spec_.long_comment_open)) {
      SkipTo(literals_.LongComment(at_ + spec_.long_comment_open.size(), spec_.long_comment_close));
    } else if (!spec_.line_comment.empty() && rest.starts_with(spec_.line_comment)) {
      if (spec_.hash_after_dollar && at_ > 0) {
        if (text_[at_ - 1] == '$') return false;
        if (text_[at_ - 1] == '{' && at_ > 1 && text_[at_ - 2] == '$') return false;
      }
      SkipTo(literals_.LineComment(at_, spec_.line_comment_splices));
    } else if (spec_.block_comments && rest.starts_with("/*")) {
      SkipTo(literals_.BlockComment(at_, spec_.block_comments_nest));
    } else {
      return false;
    }
    return true;
  }

  bool LexRegex() {
    if (!spec_.regex_literals || InTag() || !OperandMayStand()) return false;
    const auto regex = literals_.Regex(at_);
    if (regex) AddString(at_, *regex);
    return regex.has_value();
  }

  bool SkipSplice() {
    if (!spec_.splices) return false;
    const size_t end = at_ + (Next() == '\r' ? 2 : 1);
    if (At(end) != '\n') return false;
    SkipTo(end + 1);
    return true;
  }

  void LexHash() {
    if (spec_.directives && LexDirective()) return;
    if (spec_.regex_literals && table_.BeginsName(Next())) {  // #private
      size_t end = at_ + 2;
      while (end < text_.size() && table_.ContinuesWord(text_[end])) ++end;
      Add(end, TokenClass::kIdentifier, N0Of(TextHash(Text(at_, end))));
      return;
    }
    LexOperator();
  }

  // `#  include` is one keyword with the text `#include`.
  bool LexDirective() {
    size_t before = at_;
    while (before > 0 && table_.ClassOf(text_[before - 1]) == ByteClass::kSpace) --before;
    if (before > 0 && text_[before - 1] != '\n') return false;
    size_t word = at_ + 1;
    while (At(word) == ' ' || At(word) == '\t') ++word;
    size_t end = word;
    while (end < text_.size() && table_.ContinuesWord(text_[end])) ++end;
    if (end == word) return false;
    scratch_.clear();
    scratch_.push_back('#');
    scratch_.append(Text(word, end));
    Add(end, TokenClass::kKeyword, N0Of(TextHash(scratch_)));
    if (spec_.angle_includes && (scratch_.starts_with("#include") || scratch_ == "#import")) {
      while (At(at_) == ' ' || At(at_) == '\t') ++at_;
      if (At(at_) == '<') {
        const size_t close = text_.find_first_of(">\n", at_);
        if (close != std::string_view::npos && text_[close] == '>') {
          AddString(at_, {close + 1, at_ + 1, close});
        }
      }
    }
    return true;
  }

  // JSX.

  bool InTag() const { return !frames_.empty() && frames_.back().kind <= Frame::kClosingTag; }

  // A `<` that opens an element: an operand may stand here, a name or `>` follows, and it is not
  // the type parameter of an arrow function (<T,>() or <T extends U>()).
  bool LexJsxOpen() {
    if (!spec_.jsx || InTag() || !OperandMayStand()) return false;
    size_t end = at_ + 1;
    if (!table_.BeginsName(At(end)) && At(end) != '>') return false;
    while (end < text_.size() && table_.ContinuesWord(text_[end])) ++end;
    while (At(end) == ' ') ++end;
    if (At(end) == ',' || text_.substr(std::min(end, text_.size())).starts_with("extends ")) {
      return false;
    }
    frames_.push_back({Frame::kOpeningTag});
    Add(at_ + 1, TokenClass::kOperator, table_.ByteN0('<'));
    return true;
  }

  // The `/>` that ends an element without children.
  bool LexJsxEnd() {
    if (!InTag() || Next() != '>') return false;
    frames_.pop_back();
    Add(at_ + 2, TokenClass::kOperator, N0Of(TextHash("/>")));
    return true;
  }

  void CloseTag() {
    const bool closing = frames_.back().kind == Frame::kClosingTag;
    frames_.pop_back();
    if (closing) {
      if (!frames_.empty() && frames_.back().kind == Frame::kChildren) frames_.pop_back();
    } else if (literals_.ClosingTagFollows(at_)) {
      frames_.push_back({Frame::kChildren});
    }
    Add(at_ + 1, TokenClass::kOperator, table_.ByteN0('>'));
    // What follows an element is an operator or a closing bracket, never an operand.
    previous_class_ = TokenClass::kString;
  }

  // Among an element's children: text up to the next tag or brace, or the opening of a tag.
  bool LexJsxText() {
    const size_t stop = std::min(text_.find_first_of("<{", at_), text_.size());
    size_t begin = at_;
    size_t end = stop;
    while (begin < end && IsSpace(text_[begin])) ++begin;
    while (end > begin && IsSpace(text_[end - 1])) --end;
    SkipTo(begin);
    if (begin < end) {
      CollapseSpace(Text(begin, end));
      sink_.Add(begin, end, TokenClass::kString, N0Of(TextHash(scratch_)), line_);
      SkipTo(stop);
      return true;
    }
    SkipTo(stop);
    if (At(at_) != '<') return false;  // a brace, or the end of the text
    const bool closing = Next() == '/';
    frames_.push_back({closing ? Frame::kClosingTag : Frame::kOpeningTag});
    Add(at_ + (closing ? 2 : 1), TokenClass::kOperator,
        closing ? N0Of(TextHash("</")) : table_.ByteN0('<'));
    return true;
  }

  static bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

  void CollapseSpace(std::string_view words) {
    scratch_.clear();
    for (const char c : words) {
      if (!IsSpace(c)) {
        scratch_.push_back(c);
      } else if (scratch_.back() != ' ') {
        scratch_.push_back(' ');
      }
    }
  }

  void OpenBrace() {
    Frame& top = frames_.back();
    if (top.kind == Frame::kExpression) {
      ++top.braces;
    } else {
      frames_.push_back({Frame::kExpression, 1});
    }
  }

  void CloseBrace() {
    Frame& top = frames_.back();
    if (top.kind == Frame::kExpression && --top.braces == 0) frames_.pop_back();
  }

  const LexTable& table_;
  const LexicalSpec& spec_;
  const std::string_view text_;
  LiteralScanner literals_;
  SpecialScanner special_;
  Sink& sink_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  TokenClass previous_class_ = TokenClass::kIdentifier;
  uint32_t previous_n0_ = 0;
  bool at_start_ = true;
  bool after_increment_ = false;
  std::vector<Frame> frames_;
  std::string scratch_;
};

}  // namespace copytrace
