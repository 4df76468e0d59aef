// The token stream of a blob, reduced to what verifying a match needs: two bytes a token, and the
// lines on which they stand. A scan looks at a few places of thousands of files, so what is read
// from a store is unpacked where it is looked at, a chunk of tokens at a time. Seen from outside
// immutable and thread-safe.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

// N1 and N0 are folded to one byte each: keywords and operators to a byte from 16 to 255, classes
// to their number. Without defaults, so that memory for chunks that nobody looks at is not touched.
struct EvidenceToken {
  uint8_t n1;
  uint8_t n0;  // of identifiers and literals; 0 for all others
  bool operator==(const EvidenceToken&) const = default;
};

uint8_t FoldN1(uint32_t n1);
uint8_t FoldN0(uint32_t n0);

// Evidence as a store has it, in chunks that are packed each by itself.
struct PackedEvidence {
  struct Chunk {
    std::string_view bytes;
    uint32_t plain_size = 0;  // unpacked; not packed if that is its size
  };
  static constexpr size_t kChunkTokens = 2048;  // the last one has a half to one and a half of it

  static size_t ChunkCount(size_t tokens);
  // The first token of a chunk; of one past the last, the number of tokens.
  size_t ChunkBegin(size_t chunk) const {
    return chunk < chunks.size() ? chunk * kChunkTokens : tokens;
  }
  // All tokens of a chunk, and all lines. Throw MalformedRecord.
  void UnpackChunk(size_t chunk, std::span<EvidenceToken> of_chunk) const;
  std::string UnpackLines() const;

  size_t tokens = 0;
  // Each all N1 of its tokens, then the N0 of those that have one; in the last then the lines.
  std::vector<Chunk> chunks;
  std::shared_ptr<const void> owner;  // of all bytes
};

class Evidence {
 public:
  // A line that holds tokens: those from `first` to the next line's first.
  struct Line {
    uint32_t first;
    uint32_t number;  // from 1
    bool operator==(const Line&) const = default;
  };

  Evidence() = default;
  // `lines` packed as EvidenceBuilder does.
  Evidence(std::span<const EvidenceToken> tokens, std::string lines);
  // Unpacked when it is looked at, which throws MalformedRecord where it does not unpack.
  explicit Evidence(PackedEvidence packed);

  size_t size() const { return size_; }
  const EvidenceToken& operator[](size_t i) const {
    const size_t chunk = std::min(i / PackedEvidence::kChunkTokens, last_chunk_);
    if (!unpacked_[chunk].load(std::memory_order_acquire)) Unpack(chunk);
    return tokens_[i];
  }
  std::span<const EvidenceToken> tokens() const { return tokens(0, size_); }
  std::span<const EvidenceToken> tokens(size_t begin, size_t end) const;
  // Unpacks them: ask once, and only for what is shown. Throws MalformedRecord where they are not
  // those of so many tokens.
  std::vector<Line> lines() const;
  uint32_t line(size_t i) const;
  std::string_view packed_lines() const;
  uint64_t bytes() const { return size_ * sizeof(EvidenceToken) + lines_.capacity(); }  // in memory
  bool operator==(const Evidence& other) const;

 private:
  struct Packed {
    PackedEvidence evidence;
    std::mutex mutex;  // who holds it unpacks
    std::unique_ptr<std::atomic<bool>[]> unpacked;
    std::once_flag lines_unpacked;
    std::string lines;  // then: what packed_lines gives
  };
  void Unpack(size_t chunk) const;

  static constexpr std::atomic<bool> kUnpacked = true;

  size_t size_ = 0;
  std::unique_ptr<EvidenceToken[]> tokens_;
  std::string lines_;  // packed; empty if they are with the packed evidence
  std::unique_ptr<Packed> packed_;
  const std::atomic<bool>* unpacked_ = &kUnpacked;  // by chunk
  size_t last_chunk_ = 0;
};

// The line of each token asked for. REQUIRES: asked for in ascending order.
class EvidenceLineReader {
 public:
  explicit EvidenceLineReader(const Evidence& evidence) : lines_(evidence.lines()) {}
  uint32_t line(size_t token) {
    while (next_ + 1 < lines_.size() && lines_[next_ + 1].first <= token) ++next_;
    return lines_[next_].number;
  }

 private:
  std::vector<Evidence::Line> lines_;
  size_t next_ = 0;
};

// Evidence in the making, token by token.
class EvidenceBuilder {
 public:
  void reserve(size_t tokens) { tokens_.reserve(tokens); }
  // REQUIRES: lines come in ascending order.
  void push_back(EvidenceToken token, uint32_t line) {
    if (lines_.empty() || lines_.back().number != line) {
      lines_.push_back({static_cast<uint32_t>(tokens_.size()), line});
    }
    tokens_.push_back(token);
  }
  Evidence Finish();  // leaves the builder empty

 private:
  std::vector<EvidenceToken> tokens_;
  std::vector<Evidence::Line> lines_;
};

}  // namespace copytrace
