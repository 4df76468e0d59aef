// Bytes of a file to UTF-8 text. Lines keep their numbers whatever the encoding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace copytrace {

// Decodes UTF-8 with or without byte order mark, UTF-16 of either order (by its mark, or by the
// pattern of zero bytes), Shift-JIS (by its kana) and Latin-1 (what is none of these). CRLF and a lone CR count as one line end:
// both come out as LF. Returns a view of `bytes` itself where nothing had to change, else of
// *storage, or nothing for binary content (NUL bytes in no UTF-16 pattern, or mostly control
// bytes).
std::optional<std::string_view> DecodeText(std::string_view bytes, std::string* storage);

}  // namespace copytrace
