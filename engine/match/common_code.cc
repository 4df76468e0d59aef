// The file: four bytes "CTCC", then four tables, shapes, texts, names and phrases. A table is the
// number of its entries and, by key, the distance to the key before and the value, all of them as
// LEB128 varints but for the value, which is a byte. Some three bytes an entry.
//
// Keys are 32 bits of the hashes: of a query's k-grams, one in some 70,000 is taken for a common
// one by chance, which changes nothing, since it takes a row of them to matter.
#include "engine/match/common_code.h"

#include <algorithm>
#include <string_view>

#include "engine/error.h"

// The table's bytes, as the linker sees them.
asm(R"(
    .section .rodata
    .global copytrace_common_code
    .global copytrace_common_code_end
copytrace_common_code:
    .incbin ")" COPYTRACE_COMMON_CODE R"("
copytrace_common_code_end:
    .byte 0
    .previous
)");
extern "C" const unsigned char copytrace_common_code[];
extern "C" const unsigned char copytrace_common_code_end[];

namespace copytrace {
namespace {

constexpr std::string_view kMagic = "CTCC";

uint32_t Mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ull;
  return static_cast<uint32_t>(x >> 32);
}

void PutVarint(uint32_t value, std::string* out) {
  for (; value >= 128; value >>= 7) out->push_back(static_cast<char>(value | 128));
  out->push_back(static_cast<char>(value));
}

void PutTable(const CommonCode::Counts& counts, std::string* out) {
  PutVarint(static_cast<uint32_t>(counts.size()), out);
  uint32_t before = 0;
  for (const auto& [key, value] : counts) {
    PutVarint(key - before, out);
    out->push_back(static_cast<char>(value));
    before = key;
  }
}

class Reader {
 public:
  explicit Reader(std::span<const unsigned char> bytes) : bytes_(bytes) {}

  uint8_t Byte() {
    if (at_ == bytes_.size()) throw Error("the table of common code is damaged: build again");
    return bytes_[at_++];
  }
  uint32_t Varint() {
    uint32_t value = 0;
    for (uint32_t shift = 0; shift < 32; shift += 7) {
      const uint8_t byte = Byte();
      value |= uint32_t{byte & 127u} << shift;
      if (byte < 128) break;
    }
    return value;
  }
  CommonCode::Counts Table() {
    CommonCode::Counts counts(std::min<size_t>(Varint(), bytes_.size()));
    uint32_t key = 0;
    for (auto& entry : counts) {
      key += Varint();
      entry = {key, Byte()};
    }
    return counts;
  }

 private:
  std::span<const unsigned char> bytes_;
  size_t at_ = 0;
};

CommonCode::Tables Decode(std::span<const unsigned char> bytes) {
  Reader reader(bytes);
  for (const char c : kMagic) {
    if (reader.Byte() != static_cast<unsigned char>(c)) {
      throw Error("the table of common code is none: build again");
    }
  }
  CommonCode::Tables tables;
  tables.shapes = reader.Table();
  tables.texts = reader.Table();
  tables.names = reader.Table();
  tables.phrases = reader.Table();
  return tables;
}

}  // namespace

CommonCode::CommonCode(std::span<const unsigned char> bytes) : CommonCode(Decode(bytes)) {}

CommonCode::CommonCode(const Tables& tables)
    : shapes_(tables.shapes),
      texts_(tables.texts),
      names_(tables.names),
      phrases_(tables.phrases) {}

const CommonCode& CommonCode::Shipped() {
  static const CommonCode kShipped(
      std::span(copytrace_common_code, copytrace_common_code_end - copytrace_common_code));
  return kShipped;
}

std::string CommonCode::Encode(const Tables& tables) {
  std::string out(kMagic);
  PutTable(tables.shapes, &out);
  PutTable(tables.texts, &out);
  PutTable(tables.names, &out);
  PutTable(tables.phrases, &out);
  return out;
}

uint32_t CommonCode::ShapeKey(const Fingerprint& fingerprint) { return Mix(fingerprint.hash); }

uint32_t CommonCode::TextKey(const Fingerprint& fingerprint) {
  return Mix(uint64_t{fingerprint.hash} << 16 | fingerprint.tag);
}

uint32_t CommonCode::NameKey(LanguageFamily family, uint32_t n0) {
  return Mix(uint64_t{n0} << 8 | static_cast<uint64_t>(family));
}

uint32_t CommonCode::PhraseKey(LanguageFamily family, uint32_t ngram_key) {
  return Mix(uint64_t{ngram_key} << 8 | static_cast<uint64_t>(family));
}

}  // namespace copytrace
