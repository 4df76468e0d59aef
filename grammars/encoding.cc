// Telling encodings apart, and decoding them.
//
// UTF-16 without a mark is recognised by its zero bytes: text in Latin script has one in nearly
// every second place, always on the same side. Whatever holds a NUL otherwise is binary, and so is
// a head in which control bytes are more than one in ten. What is not valid UTF-8 is Shift-JIS if
// all of it is well-formed as such and kana stand in it, whose first bytes are control codes in
// Latin-1; it must be decoded, as the second byte of a character may be a backslash. Anything else
// is read as Latin-1, which has a character for every byte and so never fails.
#include "grammars/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace copytrace {
namespace {

constexpr size_t kSample = 4096;  // bytes that decide on binary and on UTF-16 without a mark

enum class Encoding { kUtf8, kUtf16Little, kUtf16Big, kShiftJis, kLatin1, kBinary };

bool IsControl(unsigned char c) {
  return (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b) || c == 0x7f;
}

// Well-formed UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = p + text.size();
  while (p < end) {
    if (end - p >= 8) {
      uint64_t word;
      std::memcpy(&word, p, 8);
      if ((word & 0x8080808080808080u) == 0) {
        p += 8;
        continue;
      }
    }
    const unsigned char c = *p;
    if (c < 0x80) {
      ++p;
      continue;
    }
    const int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
    if (c < 0xc2 || c > 0xf4 || end - p <= more) return false;
    if ((c == 0xe0 && p[1] < 0xa0) || (c == 0xed && p[1] > 0x9f) || (c == 0xf0 && p[1] < 0x90) ||
        (c == 0xf4 && p[1] > 0x8f)) {
      return false;
    }
    for (int i = 1; i <= more; ++i) {
      if ((p[i] & 0xc0) != 0x80) return false;
    }
    p += more + 1;
  }
  return true;
}

// Pairs of bytes as JIS X 0208 in Shift-JIS has them, at least every fifth of them kana.
bool IsShiftJis(std::string_view text) {
  size_t pairs = 0;
  size_t kana = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80 || (lead >= 0xa1 && lead <= 0xdf)) continue;  // ASCII, half-width kana
    if (lead == 0x80 || lead == 0xa0 || lead > 0xfc || i + 1 == text.size()) return false;
    const auto trail = static_cast<unsigned char>(text[++i]);
    if (trail < 0x40 || trail == 0x7f || trail > 0xfc) return false;
    ++pairs;
    kana += (lead == 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead == 0x83 && trail <= 0x96);
  }
  return kana > 0 && kana * 5 >= pairs;
}

// False where the C library has no such encoding or a pair is not assigned.
bool DecodeShiftJis(std::string_view bytes, std::string* out) {
  const iconv_t converter = iconv_open("UTF-8", "CP932");
  if (converter == reinterpret_cast<iconv_t>(-1)) return false;
  out->resize(bytes.size() * 3);                 // a half-width kana of one byte becomes three
  char* from = const_cast<char*>(bytes.data());  // iconv does not write to it
  char* to = out->data();
  size_t from_left = bytes.size();
  size_t to_left = out->size();
  const bool done = iconv(converter, &from, &from_left, &to, &to_left) != static_cast<size_t>(-1);
  iconv_close(converter);
  out->resize(out->size() - to_left);
  return done && from_left == 0;
}

Encoding Detect(std::string_view bytes, size_t* mark) {
  *mark = 0;
  if (bytes.starts_with("\xef\xbb\xbf")) {
    *mark = 3;
    bytes.remove_prefix(3);
  } else if (bytes.starts_with("\xff\xfe")) {
    *mark = 2;
    return Encoding::kUtf16Little;
  } else if (bytes.starts_with("\xfe\xff")) {
    *mark = 2;
    return Encoding::kUtf16Big;
  }
  const std::string_view sample = bytes.substr(0, kSample);
  size_t zeros[2] = {0, 0};
  size_t controls = 0;
  for (size_t i = 0; i < sample.size(); ++i) {
    zeros[i & 1] += sample[i] == '\0';
    controls += IsControl(static_cast<unsigned char>(sample[i]));
  }
  if (zeros[0] + zeros[1] > 0) {
    const size_t pairs = sample.size() / 2;
    if (pairs > 0 && zeros[0] == 0 && zeros[1] * 4 >= pairs * 3) return Encoding::kUtf16Little;
    if (pairs > 0 && zeros[1] == 0 && zeros[0] * 4 >= pairs * 3) return Encoding::kUtf16Big;
    return Encoding::kBinary;
  }
  if (controls * 10 > sample.size()) return Encoding::kBinary;
  if (std::memchr(bytes.data(), '\0', bytes.size()) != nullptr) return Encoding::kBinary;
  if (IsUtf8(bytes)) return Encoding::kUtf8;
  return IsShiftJis(bytes) ? Encoding::kShiftJis : Encoding::kLatin1;
}

void AppendUtf8(uint32_t code, std::string* out) {
  if (code < 0x80) {
    out->push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out->push_back(static_cast<char>(0xc0 | (code >> 6)));
    out->push_back(static_cast<char>(0x80 | (code & 0x3f)));
  } else if (code < 0x10000) {
    out->push_back(static_cast<char>(0xe0 | (code >> 12)));
    out->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (code & 0x3f)));
  } else {
    out->push_back(static_cast<char>(0xf0 | (code >> 18)));
    out->push_back(static_cast<char>(0x80 | ((code >> 12) & 0x3f)));
    out->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (code & 0x3f)));
  }
}

// False for text that decodes to mostly control characters. A lone surrogate becomes U+FFFD.
bool DecodeUtf16(std::string_view bytes, bool big, std::string* out) {
  const auto unit = [&](size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<uint32_t>(big ? first << 8 | second : second << 8 | first);
  };
  size_t controls = 0;
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    uint32_t code = unit(i);
    if (code >= 0xd800 && code < 0xe000) {
      const uint32_t next = i + 3 < bytes.size() ? unit(i + 2) : 0;
      if (code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        i += 2;
      } else {
        code = 0xfffd;
      }
    }
    controls += code < 0x80 && IsControl(static_cast<unsigned char>(code));
    AppendUtf8(code, out);
  }
  return controls * 20 <= bytes.size();
}

void UnifyLineEnds(std::string* text) {
  size_t to = 0;
  for (size_t from = 0; from < text->size(); ++from) {
    char c = (*text)[from];
    if (c == '\r') {
      if (from + 1 < text->size() && (*text)[from + 1] == '\n') continue;
      c = '\n';
    }
    (*text)[to++] = c;
  }
  text->resize(to);
}

}  // namespace

std::optional<std::string_view> DecodeText(std::string_view bytes, std::string* storage) {
  if (bytes.empty()) return bytes;
  size_t mark = 0;
  const Encoding encoding = Detect(bytes, &mark);
  bytes.remove_prefix(mark);
  if (bytes.empty()) return bytes;
  switch (encoding) {
    case Encoding::kBinary:
      return std::nullopt;
    case Encoding::kUtf8:
      if (std::memchr(bytes.data(), '\r', bytes.size()) == nullptr) return bytes;
      storage->assign(bytes);
      break;
    case Encoding::kShiftJis:
      if (DecodeShiftJis(bytes, storage)) break;
      [[fallthrough]];
    case Encoding::kLatin1:
      storage->clear();
      storage->reserve(bytes.size() + bytes.size() / 8);
      for (const char c : bytes) AppendUtf8(static_cast<unsigned char>(c), storage);
      break;
    case Encoding::kUtf16Little:
    case Encoding::kUtf16Big:
      storage->clear();
      storage->reserve(bytes.size() / 2 + bytes.size() / 8);
      if (!DecodeUtf16(bytes, encoding == Encoding::kUtf16Big, storage)) return std::nullopt;
      break;
  }
  UnifyLineEnds(storage);
  return *storage;
}

}  // namespace copytrace
