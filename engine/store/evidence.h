// The token stream of a blob, reduced to what verifying a match needs: two bytes a token, and the
// lines on which they stand. Immutable, so thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

// N1 and N0 are folded to one byte each: keywords and operators to a byte from 16 to 255, classes
// to their number.
struct EvidenceToken {
  uint8_t n1 = 0;
  uint8_t n0 = 0;  // of identifiers and literals; 0 for all others
  bool operator==(const EvidenceToken&) const = default;
};

uint8_t FoldN1(uint32_t n1);
uint8_t FoldN0(uint32_t n0);

class Evidence {
 public:
  // A line that holds tokens: those from `first` to the next line's first.
  struct Line {
    uint32_t first;
    uint32_t number;  // from 1
    bool operator==(const Line&) const = default;
  };

  Evidence() = default;
  // `lines` as EncodeLines packs them. Throws MalformedRecord where they are not those of so many
  // tokens.
  Evidence(std::vector<EvidenceToken> tokens, std::string lines);

  size_t size() const { return tokens_.size(); }
  const EvidenceToken& operator[](size_t i) const { return tokens_[i]; }
  std::span<const EvidenceToken> tokens() const { return tokens_; }
  // Unpacks them: ask once, and only for what is shown.
  std::vector<Line> lines() const;
  uint32_t line(size_t i) const;
  std::string_view packed_lines() const { return lines_; }
  uint64_t bytes() const { return tokens_.capacity() * sizeof(EvidenceToken) + lines_.capacity(); }
  bool operator==(const Evidence&) const = default;

 private:
  std::vector<EvidenceToken> tokens_;
  std::string lines_;
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
