// From the lexer's tokens to the token stream that is matched.
//
// N0 is the hash of a token's text and N1 that of its class, or N0 again for keywords and operators
// (see token.h). The digest is taken over N0 before import statements are dropped: a file that was
// only reformatted keeps it. Why not a parser: a full parse runs at 6-11 MB/s against some 300 for
// this lexer, reads a fragment differently from the same lines in their file, and can be driven to
// a crawl by hostile input. The parse leaves are the oracle of the lexer's test instead.
#include "grammars/tokenizer.h"

#include <algorithm>
#include <array>
#include <bit>

#include "grammars/import_statement.h"
#include "grammars/lexer.h"

namespace copytrace {
namespace {

constexpr size_t kSequenceReach = 4;  // tokens between two literals of one sequence
constexpr int64_t kNoValue = INT64_MIN;

uint64_t Mix(uint64_t x) {  // the finaliser of MurmurHash3
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdu;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53u;
  return x ^ x >> 33;
}

// The whole part of a short number, decimal or 0x; nothing for a long one.
int64_t ShortValue(std::string_view text) {
  if (text.size() > 8) return kNoValue;
  int64_t value = 0;
  const bool hex = text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == 'x';
  for (const char c : text.substr(hex ? 2 : 0)) {
    const int lower = c | 0x20;
    if (c >= '0' && c <= '9') {
      value = value * (hex ? 16 : 10) + (c - '0');
    } else if (hex && lower >= 'a' && lower <= 'f') {
      value = value * 16 + (lower - 'a' + 10);
    } else {
      break;
    }
  }
  return value;
}

// A token word by word: bit fields that are set one by one are read before they are written, and
// reading fresh memory costs a page fault more.
Token PackToken(uint32_t n0, uint32_t n1, uint32_t line, uint32_t length, uint32_t offset,
                TokenClass token_class, bool sequence) {
  const uint32_t class_bits = static_cast<uint32_t>(token_class) | (sequence ? 0x80u : 0);
  return std::bit_cast<Token>(
      std::array{n0, n1, (line & 0xFFFFFF) | length << 24, (offset & 0xFFFFFF) | class_bits << 24});
}

class TokenSink {
 public:
  TokenSink(std::string_view text, TokenizedText* result) : text_(text), result_(*result) {
    result_.tokens.clear();
    result_.tokens.reserve(text.size() / 5 + 16);
  }

  void Add(size_t begin, size_t end, TokenClass token_class, uint32_t n0, uint32_t line) {
    bool sequence = false;
    if (token_class == TokenClass::kNumber) {
      sequence = ContinuesSequence(ShortValue(text_.substr(begin, end - begin)));
    } else if (token_class == TokenClass::kString && end - begin == 3) {
      sequence = ContinuesSequence(static_cast<unsigned char>(text_[begin + 1]));
    }
    digest_ = Mix(digest_ ^ n0);
    const uint32_t n1 =
        token_class >= TokenClass::kKeyword ? n0 : static_cast<uint32_t>(token_class);
    const auto length = static_cast<uint32_t>(std::min<size_t>(end - begin, 255));
    result_.tokens.push_back(
        PackToken(n0, n1, line, length, static_cast<uint32_t>(begin), token_class, sequence));
  }

  uint64_t Digest() const { return Mix(digest_ + result_.tokens.size()); }

 private:
  bool ContinuesSequence(int64_t value) {
    if (value == kNoValue) return false;
    const size_t at = result_.tokens.size();
    const bool near = last_value_ != kNoValue && at - last_at_ <= kSequenceReach &&
                      value - last_value_ <= 1 && last_value_ - value <= 1;
    last_value_ = value;
    last_at_ = at;
    return near;
  }

  const std::string_view text_;
  TokenizedText& result_;
  uint64_t digest_ = 0;
  int64_t last_value_ = kNoValue;
  size_t last_at_ = 0;
};

struct SpanSink {
  std::vector<TokenSpan>& spans;

  void Add(size_t begin, size_t end, TokenClass token_class, uint32_t, uint32_t) {
    spans.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end), token_class});
  }
};

}  // namespace

void Tokenize(Language language, std::string_view text, TokenizedText* result) {
  TokenSink sink(text, result);
  Lexer<TokenSink> lexer(LexTableOf(language), text, &sink);
  const uint32_t line_ends = lexer.Run();
  result->line_count = line_ends + (!text.empty() && text.back() != '\n');
  result->raw_token_count = static_cast<uint32_t>(result->tokens.size());
  result->digest = sink.Digest();
  DropImportStatements(language, &result->tokens);
}

uint32_t TokenHash(std::string_view text) { return N0Of(TextHash(text)); }

void LexSpans(Language language, std::string_view text, std::vector<TokenSpan>* spans) {
  spans->clear();
  SpanSink sink{*spans};
  Lexer<SpanSink>(LexTableOf(language), text, &sink).Run();
}

}  // namespace copytrace
