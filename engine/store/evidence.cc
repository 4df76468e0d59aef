// Lines are packed in two columns: for each line with tokens how many there are, then how many lines
// further down than the one before it it stands, both as varints. They are unpacked for the few
// files that something is reported of. For the others it is enough to know that they are sound,
// which is told at a glance where all numbers take one byte: then the columns are equally long.
#include "engine/store/evidence.h"

#include <algorithm>

#include "engine/store/bytes.h"
#include "grammars/token.h"

namespace copytrace {
namespace {

bool SoundAtAGlance(std::string_view lines, size_t tokens) {
  if (lines.size() % 2 != 0) return false;
  uint8_t all = 0;
  for (const char byte : lines) all |= static_cast<uint8_t>(byte);
  if (all >= 128) return false;
  uint64_t sum = 0;
  bool zero = false;
  for (const char count : lines.substr(0, lines.size() / 2)) {
    sum += static_cast<uint8_t>(count);
    zero = zero || count == 0;
  }
  return sum == tokens && !zero;
}

// Calls visit(first token) for every line, and leaves the reader at the second column.
template <typename Visit>
void ReadCounts(size_t tokens, ByteReader* reader, Visit visit) {
  for (size_t placed = 0; placed < tokens;) {
    const uint64_t count = reader->Varint();
    if (count == 0 || count > tokens - placed) {
      throw MalformedRecord("a line holds more tokens than there are");
    }
    visit(static_cast<uint32_t>(placed));
    placed += count;
  }
}

void CheckLines(std::string_view lines, size_t tokens) {
  if (SoundAtAGlance(lines, tokens)) return;
  ByteReader reader(lines);
  size_t count = 0;
  ReadCounts(tokens, &reader, [&](uint32_t) { ++count; });
  while (count-- > 0) reader.Varint32();
  reader.ExpectEnd();
}

std::string PackLines(std::span<const Evidence::Line> lines, size_t tokens) {
  std::string packed;
  for (size_t i = 0; i < lines.size(); ++i) {
    PutVarint(&packed, (i + 1 < lines.size() ? lines[i + 1].first : tokens) - lines[i].first);
  }
  uint32_t previous = 0;
  for (const Evidence::Line& line : lines) {
    PutVarint(&packed, line.number - previous);
    previous = line.number;
  }
  return packed;
}

}  // namespace

uint8_t FoldN1(uint32_t n1) {
  return static_cast<uint8_t>(n1 < kFirstTextHash ? n1 : kFirstTextHash + n1 % 240);
}

uint8_t FoldN0(uint32_t n0) { return static_cast<uint8_t>(1 + n0 % 255); }

Evidence::Evidence(std::vector<EvidenceToken> tokens, std::string lines)
    : tokens_(std::move(tokens)), lines_(std::move(lines)) {
  CheckLines(lines_, tokens_.size());
}

std::vector<Evidence::Line> Evidence::lines() const {
  std::vector<Line> result;
  ByteReader reader(lines_);
  ReadCounts(tokens_.size(), &reader, [&](uint32_t first) { result.push_back({first, 0}); });
  uint32_t number = 0;
  for (Line& line : result) line.number = number += reader.Varint32();
  return result;
}

uint32_t Evidence::line(size_t i) const { return EvidenceLineReader(*this).line(i); }

Evidence EvidenceBuilder::Finish() {
  std::string lines = PackLines(lines_, tokens_.size());
  lines_.clear();
  return {std::move(tokens_), std::move(lines)};
}

}  // namespace copytrace
