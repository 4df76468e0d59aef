#include "grammars/enclosing_blocks.h"

#include <algorithm>
#include <vector>

#include "grammars/tokenizer.h"

namespace copytrace {

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

namespace {

// A definition of the preprocessor goes on over line ends behind backslashes.
bool LiesInDirective(std::string_view text, size_t begin, size_t end) {
  const size_t line_end = text.find('\n', begin);
  return line_end < end && line_end > 0 && text[line_end - 1] == '\\';
}

}  // namespace

std::string KeepEnclosingBlocks(Language language, std::string_view text, size_t begin,
                                size_t end) {
  struct Block {
    size_t begin, end;  // of what stands between the braces
  };
  thread_local std::vector<TokenSpan> tokens;
  LexSpans(language, text, &tokens);
  std::vector<size_t> open;
  std::vector<Block> others;  // none within another, ascending
  for (const TokenSpan& token : tokens) {
    if (token.end - token.begin != 1 || token.token_class != TokenClass::kOperator) continue;
    if (text[token.begin] == '{') open.push_back(token.end);
    if (text[token.begin] != '}' || open.empty()) continue;
    const Block block = {open.back(), token.begin};
    open.pop_back();
    if (block.begin < end && block.end > begin) continue;
        if (LiesInDirective(text, block.begin, block.end)) continue;
    while (!others.empty() && others.back().begin >= block.begin) others.pop_back();
    others.push_back(block);
  }
  std::string kept;
  size_t done = 0;
  for (const Block& block : others) {
    kept += text.substr(done, block.begin - done);
    const std::string_view left_out = text.substr(block.begin, block.end - block.begin);
    kept.append(static_cast<size_t>(std::ranges::count(left_out, '\n')), '\n');
    done = block.end;
  }
  kept += text.substr(done);
  return kept;
}

}  // namespace copytrace
