// Lines are packed in two columns: for each line with tokens how many there are, then how many lines
// further down than the one before it it stands, both as varints.
#include "engine/store/evidence.h"

#include "engine/store/bytes.h"
#include "engine/store/compression.h"
#include "engine/store/evidence_expansion.h"
#include "grammars/token.h"

namespace copytrace {
namespace {

struct Columns {
  std::string_view n1;
  std::string_view n0;
  std::string_view rest;
};

// A chunk of so many tokens.
Columns Split(std::string_view plain, size_t tokens) {
  ByteReader reader(plain);
  const std::string_view n1 = reader.Bytes(tokens);
  const auto classes = std::count_if(
      n1.begin(), n1.end(), [](char byte) { return static_cast<uint8_t>(byte) < kFirstTextHash; });
  const std::string_view n0 = reader.Bytes(static_cast<size_t>(classes));
  return {n1, n0, reader.rest()};
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

// The chunk as it was before it was packed, in memory that the next call uses again.
std::string_view Plain(const PackedEvidence::Chunk& chunk) {
  if (chunk.bytes.size() == chunk.plain_size) return chunk.bytes;
  thread_local std::string plain;
  Decompress(chunk.bytes, chunk.plain_size, &plain);
  return plain;
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

size_t PackedEvidence::ChunkCount(size_t tokens) {
  return tokens == 0 ? 0 : std::max<size_t>(1, (tokens + kChunkTokens / 2) / kChunkTokens);
}

void PackedEvidence::UnpackChunk(size_t chunk, std::span<EvidenceToken> of_chunk) const {
  const auto [n1, n0, rest] = Split(Plain(chunks[chunk]), of_chunk.size());
  if (chunk + 1 < chunks.size() && !rest.empty()) {
    throw MalformedRecord("evidence has more N0 than tokens that have one");
  }
  ExpandTokens(n1, n0, of_chunk);
}

std::string PackedEvidence::UnpackLines() const {
  if (chunks.empty()) return {};
  const size_t last = chunks.size() - 1;
  return std::string(Split(Plain(chunks[last]), tokens - ChunkBegin(last)).rest);
}

Evidence::Evidence(std::span<const EvidenceToken> tokens, std::string lines)
    : size_(tokens.size()),
      tokens_(std::make_unique_for_overwrite<EvidenceToken[]>(tokens.size())),
      lines_(std::move(lines)) {
  std::copy(tokens.begin(), tokens.end(), tokens_.get());
}

Evidence::Evidence(PackedEvidence packed)
    : size_(packed.tokens),
      tokens_(std::make_unique_for_overwrite<EvidenceToken[]>(packed.tokens)),
      packed_(std::make_unique<Packed>()) {
  if (packed.chunks.empty()) return;
  packed_->unpacked = std::make_unique<std::atomic<bool>[]>(packed.chunks.size());
  unpacked_ = packed_->unpacked.get();
  last_chunk_ = packed.chunks.size() - 1;
  packed_->evidence = std::move(packed);
}

void Evidence::Unpack(size_t chunk) const {
  const std::lock_guard lock(packed_->mutex);
  std::atomic<bool>& unpacked = packed_->unpacked[chunk];
  if (unpacked.load(std::memory_order_relaxed)) return;  // another thread was faster
  const PackedEvidence& evidence = packed_->evidence;
  const size_t begin = evidence.ChunkBegin(chunk);
  evidence.UnpackChunk(chunk, {&tokens_[begin], evidence.ChunkBegin(chunk + 1) - begin});
  unpacked.store(true, std::memory_order_release);
}

std::span<const EvidenceToken> Evidence::tokens(size_t begin, size_t end) const {
  if (begin == end) return {};
  for (size_t i = begin; i < end; i += PackedEvidence::kChunkTokens) (*this)[i];
  (*this)[end - 1];
  return {&tokens_[begin], end - begin};
}

std::string_view Evidence::packed_lines() const {
  if (packed_ == nullptr) return lines_;
  std::call_once(packed_->lines_unpacked,
                 [&] { packed_->lines = packed_->evidence.UnpackLines(); });
  return packed_->lines;
}

std::vector<Evidence::Line> Evidence::lines() const {
  std::vector<Line> result;
  ByteReader reader(packed_lines());
  ReadCounts(size_, &reader, [&](uint32_t first) { result.push_back({first, 0}); });
  uint32_t number = 0;
  for (Line& line : result) line.number = number += reader.Varint32();
  reader.ExpectEnd();
  return result;
}

bool Evidence::operator==(const Evidence& other) const {
  return std::ranges::equal(tokens(), other.tokens()) && packed_lines() == other.packed_lines();
}

uint32_t Evidence::line(size_t i) const { return EvidenceLineReader(*this).line(i); }

Evidence EvidenceBuilder::Finish() {
  std::string lines = PackLines(lines_, tokens_.size());
  lines_.clear();
  Evidence evidence(tokens_, std::move(lines));
  tokens_.clear();
  return evidence;
}

}  // namespace copytrace
