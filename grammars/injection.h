// Code inside other files: scripts in pages, islands of PHP, cells of notebooks, fenced blocks in
// prose, lines that a patch adds. Tokens keep the line and the offset of the outer file.
//
// Linear in the length of the text; never fails. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/language.h"
#include "grammars/tokenizer.h"

namespace copytrace {

enum class Container : uint8_t {
  kNone,
  kPage,              // HTML, Vue, Svelte: <script> and <style>
  kPhp,               // code of its own, and scripts in the HTML around it
  kMarkdown,          // ``` and ~~~
  kReStructuredText,  // .. code-block::
  kNotebook,          // .ipynb
  kPatch,
};

// By the ending of the file's name.
Container ContainerOf(std::string_view path);

// A stretch of code, as it would stand in a file of its own.
struct CodeRegion {
  // From here on, up to the next segment, the code lies in the outer text byte by byte.
  struct Segment {
    uint32_t begin;  // in the code
    uint32_t line;   // of the code, from 1
    uint32_t outer_begin;
    uint32_t outer_line;
  };
  Language language;
  std::string code;
  std::vector<Segment> segments;  // ascending; the first begins at 0
};

// In the order of the outer text.
std::vector<CodeRegion> FindCodeRegions(Container container, std::string_view text);

// Below this many tokens a file that is no code by its name stays what it is.
inline constexpr uint32_t kLeastInjectedTokens = 20;

// Tokenize for a file of any kind. `*type` is what DetectFileType says of it. Where it is a
// container that holds code, the tokens are those of all its regions in order of their offsets, the
// digest covers the text around them as well, and *type becomes code in the language that has most
// of the tokens. Prose and data without code give no tokens.
void TokenizeFile(std::string_view path, std::string_view text, FileType* type,
                  TokenizedText* result);

}  // namespace copytrace
