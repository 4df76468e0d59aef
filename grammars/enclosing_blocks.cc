#include "grammars/enclosing_blocks.h"

#include <algorithm>
#include <vector>

#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

// A definition of the preprocessor goes on over line ends behind backslashes.
bool LiesInDirective(std::string_view text, size_t begin, size_t end) {
  const size_t line_end = text.find('\n', begin);
  return line_end < end && line_end > 0 && text[line_end - 1] == '\\';
}

}  // namespace

bool HasBlocksInBraces(Language language) {
  switch (language) {
    case Language::kC:
    case Language::kCpp:
    case Language::kObjectiveC:
    case Language::kJava:
    case Language::kJavaScript:
    case Language::kTypeScript:
    case Language::kTsx:
    case Language::kGo:
    case Language::kRust:
    case Language::kCSharp:
      return true;
    default:
      return false;
  }
}

std::string KeepEnclosingBlocks(Language language, std::string_view text, size_t begin,
                                size_t end) {
  struct Piece {
    size_t begin, end;
  };
  thread_local std::vector<TokenSpan> tokens;
  LexSpans(language, text, &tokens);
  std::vector<size_t> open;
  std::vector<Piece> left_out;  // none within another, ascending
  for (const TokenSpan& token : tokens) {
    if (token.end - token.begin != 1 || token.token_class != TokenClass::kOperator) continue;
    if (text[token.begin] == '{') open.push_back(token.end);
    if (text[token.begin] != '}') continue;
    if (open.empty()) {
      if (token.end <= begin) left_out = {{0, token.end}};
      continue;
    }
    const Piece block = {open.back(), token.begin};
    open.pop_back();
    if (block.begin < end && block.end > begin) continue;
    if (LiesInDirective(text, block.begin, block.end)) continue;
    while (!left_out.empty() && left_out.back().begin >= block.begin) left_out.pop_back();
    left_out.push_back(block);
  }
  std::string kept;
  size_t done = 0;
  for (const Piece& piece : left_out) {
    kept += text.substr(done, piece.begin - done);
    const std::string_view gone = text.substr(piece.begin, piece.end - piece.begin);
    kept.append(static_cast<size_t>(std::ranges::count(gone, '\n')), '\n');
    done = piece.end;
  }
  kept += text.substr(done);
  return kept;
}

}  // namespace copytrace
