#include "engine/report/printable.h"

#include <fmt/format.h>

#include <cstdint>

namespace copytrace {
namespace {

constexpr uint32_t kInvalid = 0xFFFFFFFF;

struct Character {
  uint32_t code;  // kInvalid for a byte that starts no well-formed sequence
  size_t bytes;   // 1 for kInvalid
};

// The first character of `text`, by the table of well-formed sequences of the Unicode standard
// (chapter 3, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
Character FirstCharacter(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {kInvalid, 1};
  uint32_t code = lead & (0x7F >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {kInvalid, 1};
    code = code << 6 | (byte(i) & 0x3F);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {kInvalid, 1};
  return {code, length};
}

bool IsUnsafe(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) ||        // C0, DEL, C1
         code == 0x061C || code == 0x200E || code == 0x200F ||  // direction marks
         (code >= 0x2028 && code <= 0x202E) ||  // line separators, embeddings, overrides
         (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

size_t WidthOf(uint32_t code) {
  if ((code >= 0x300 && code <= 0x36F) || (code >= 0x200B && code <= 0x200D) ||
      (code >= 0xFE00 && code <= 0xFE0F)) {
    return 0;
  }
  const bool wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
                    (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                    (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
                    (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x1F300 && code <= 0x1FAFF) ||
                    (code >= 0x20000 && code <= 0x3FFFD);
  return wide ? 2 : 1;
}

void Append(std::string_view text, const Character& character, std::string* out) {
  if (character.code == kInvalid) {
    *out += fmt::format("\\x{:02x}", static_cast<uint8_t>(text[0]));
  } else if (!IsUnsafe(character.code)) {
    out->append(text.substr(0, character.bytes));
  } else if (character.code < 0x100) {
    *out += fmt::format("\\x{:02x}", character.code);
  } else {
    *out += fmt::format("\\u{:04x}", character.code);
  }
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    Append(text, character, &out);
    text.remove_prefix(character.bytes);
  }
  return out;
}

size_t DisplayWidth(std::string_view printable) {
  size_t width = 0;
  while (!printable.empty()) {
    const Character character = FirstCharacter(printable);
    width += WidthOf(character.code);
    printable.remove_prefix(character.bytes);
  }
  return width;
}

std::string_view HeadOfWidth(std::string_view printable, size_t columns) {
  size_t bytes = 0;
  while (bytes < printable.size()) {
    const Character character = FirstCharacter(printable.substr(bytes));
    const size_t width = WidthOf(character.code);
    if (width > columns) break;
    columns -= width;
    bytes += character.bytes;
  }
  return printable.substr(0, bytes);
}

}  // namespace copytrace
