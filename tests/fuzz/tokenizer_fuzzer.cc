// Any bytes, decoded and lexed as every language: spans in order and within the text, tokens that
// agree with them, a digest that does not depend on the run.
//
// The same bytes as a file of each kind that holds code of others: tokens at places of that file.
//
// The first byte chooses the language and the kind of file. Built by COPYTRACE_FUZZ with clang's
// libFuzzer; the ordinary tests replay random inputs and those that once failed through the same
// function.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/encoding.h"
#include "grammars/injection.h"
#include "grammars/tokenizer.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace copytrace;
  if (size == 0) return 0;
  const Language language = AllLanguages()[data[0] % AllLanguages().size()];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string storage;
  const auto text = DecodeText(bytes, &storage);
  if (!text || text->size() > kMaxTextBytes) return 0;

  std::vector<TokenSpan> spans;
  LexSpans(language, *text, &spans);
  uint32_t end = 0;
  for (const TokenSpan& span : spans) {
    Require(end <= span.begin && span.begin < span.end);
    end = span.end;
  }
  Require(end <= text->size());

  TokenizedText first;
  TokenizedText again;
  Tokenize(language, *text, &first);
  Tokenize(language, *text, &again);
  Require(first.digest == again.digest);
  Require(first.raw_token_count == spans.size() && first.tokens.size() <= spans.size());
  uint32_t line = 1;
  for (const Token& token : first.tokens) {
    Require(token.line >= line && token.line <= std::max(first.line_count, 1u));
    Require(token.n0 >= kFirstTextHash);
    line = token.line;
  }

  constexpr std::string_view kPaths[] = {"a.html",  "a.php",   "a.md",  "a.rst",
                                         "a.ipynb", "a.patch", "a.txt", "a"};
  const std::string_view path = kPaths[data[0] % std::size(kPaths)];
  FileType type = DetectFileType(path, *text);
  TokenizeFile(path, *text, &type, &first);
  uint32_t offset = 0;
  line = 1;
  for (const Token& token : first.tokens) {
    Require(token.offset >= offset && token.offset < text->size());
    line += static_cast<uint32_t>(
        std::count(text->begin() + offset, text->begin() + token.offset, '\n'));
    Require(token.line == line);
    offset = token.offset;
  }
  return 0;
}
