// The token stream of a blob, reduced to what verifying a match needs: two bytes a token, and the
// lines on which they stand.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
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
  // REQUIRES: lines ascend in both numbers and begin with token 0, where there is one.
  Evidence(std::vector<EvidenceToken> tokens, std::vector<Line> lines)
      : tokens_(std::move(tokens)), lines_(std::move(lines)) {}

  void reserve(size_t tokens) { tokens_.reserve(tokens); }
  // REQUIRES: lines come in ascending order.
  void push_back(EvidenceToken token, uint32_t line) {
    if (lines_.empty() || lines_.back().number != line) {
      lines_.push_back({static_cast<uint32_t>(tokens_.size()), line});
    }
    tokens_.push_back(token);
  }

  size_t size() const { return tokens_.size(); }
  const EvidenceToken& operator[](size_t i) const { return tokens_[i]; }
  std::span<const EvidenceToken> tokens() const { return tokens_; }
  std::span<const Line> lines() const { return lines_; }
  uint32_t line(size_t i) const {  // a search: ask for the few that are shown
    return std::prev(std::upper_bound(lines_.begin(), lines_.end(), i,
                                      [](size_t at, const Line& line) { return at < line.first; }))
        ->number;
  }
  uint64_t bytes() const {
    return tokens_.capacity() * sizeof(EvidenceToken) + lines_.capacity() * sizeof(Line);
  }
  bool operator==(const Evidence&) const = default;

 private:
  std::vector<EvidenceToken> tokens_;
  std::vector<Line> lines_;
};

}  // namespace copytrace
