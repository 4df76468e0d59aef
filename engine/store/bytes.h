// Building and reading of byte records: varints, big-endian keys, counted strings. ByteReader is
// given untrusted bytes: it throws MalformedRecord and never reads past the end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/error.h"

namespace copytrace {

// Bytes that cannot have been written by us; whoever knows the file turns it into an Error with the
// file's name and the remedy.
class MalformedRecord : public Error {
 public:
  using Error::Error;
};

inline void PutVarint(std::string* out, uint64_t value) {
  while (value >= 128) {
    out->push_back(static_cast<char>(value | 128));
    value >>= 7;
  }
  out->push_back(static_cast<char>(value));
}

inline void PutString(std::string* out, std::string_view text) {
  PutVarint(out, text.size());
  out->append(text);
}

// Big-endian, so that keys sort by number.
inline void PutKey32(std::string* out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out->push_back(static_cast<char>(value >> shift));
}

inline void PutKey64(std::string* out, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out->push_back(static_cast<char>(value >> shift));
}

inline std::string Key32(uint32_t value) {
  std::string key;
  PutKey32(&key, value);
  return key;
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  uint8_t Byte() { return static_cast<uint8_t>(Bytes(1)[0]); }

  uint64_t Varint() {
    if (!rest_.empty() && static_cast<uint8_t>(rest_[0]) < 128) {
      const auto value = static_cast<uint8_t>(rest_[0]);
      rest_.remove_prefix(1);
      return value;
    }
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint8_t byte = Byte();
      value |= static_cast<uint64_t>(byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw MalformedRecord("a number does not end");
  }

  uint32_t Varint32() {
    const uint64_t value = Varint();
    if (value > UINT32_MAX) throw MalformedRecord("a number is too large");
    return static_cast<uint32_t>(value);
  }

  // A count of things that take at least one byte each in what follows: never worth more memory
  // than the record itself.
  size_t Count() {
    const uint64_t count = Varint();
    if (count > rest_.size()) throw MalformedRecord("a count goes past the end");
    return count;
  }

  std::string_view Bytes(size_t count) {
    if (count > rest_.size()) throw MalformedRecord("a record is cut off");
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }

  std::string String() { return std::string(Bytes(Count())); }

  uint32_t Key32() {
    uint32_t value = 0;
    for (const char byte : Bytes(4)) value = value << 8 | static_cast<uint8_t>(byte);
    return value;
  }

  uint64_t Key64() {
    const uint64_t high = Key32();
    return high << 32 | Key32();
  }

  std::string_view rest() const { return rest_; }
  bool done() const { return rest_.empty(); }
  void ExpectEnd() const {
    if (!done()) throw MalformedRecord("bytes are left over after a record");
  }

 private:
  std::string_view rest_;
};

}  // namespace copytrace
