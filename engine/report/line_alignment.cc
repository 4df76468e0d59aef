// Global alignment of two lists of lines (Needleman and Wunsch, 1970), without gap costs: it
// maximises the number of tokens that paired lines share, each token counting once for its exact
// text and once for its normalised form, so that a renamed line still finds its partner. Equal
// lines at both ends are paired first; what remains between them is small in real copies. Where it
// is not (more than kMaxCells), lines are paired in order.
#include "engine/report/line_alignment.h"

#include <algorithm>
#include <cstdint>

namespace copytrace {
namespace {

constexpr size_t kMaxCells = size_t{1} << 24;

std::string_view Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

LineRelation Relate(const CodeLine& left, const CodeLine& right) {
  if (left.tokens.empty() && right.tokens.empty()) {
    return Trimmed(left.text) == Trimmed(right.text) ? LineRelation::kEqual
                                                     : LineRelation::kChanged;
  }
  if (left.tokens.size() != right.tokens.size()) return LineRelation::kChanged;
  LineRelation relation = LineRelation::kEqual;
  for (size_t i = 0; i < left.tokens.size(); ++i) {
    const Token& a = left.tokens[i];
    const Token& b = right.tokens[i];
    if (a.n0 == b.n0 && a.n1 == b.n1) continue;
    if (!a.IsIdentifier() || !b.IsIdentifier()) return LineRelation::kChanged;
    relation = LineRelation::kRenamed;
  }
  return relation;
}

// The hashes of a line's tokens, both forms, sorted.
std::vector<uint32_t> Bag(const CodeLine& line) {
  std::vector<uint32_t> bag;
  bag.reserve(2 * line.tokens.size());
  for (const Token& token : line.tokens) {
    bag.push_back(token.n0);
    bag.push_back(token.n1);
  }
  std::sort(bag.begin(), bag.end());
  return bag;
}

uint32_t CountCommon(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  uint32_t common = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++common;
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return common;
}

// What pairing these two lines is worth; 0: they have nothing to do with each other. A pair that
// shares less than a third is none: a lone brace should not hold two unlike lines together.
uint32_t PairScore(const CodeLine& left, const std::vector<uint32_t>& left_bag,
                   const CodeLine& right, const std::vector<uint32_t>& right_bag) {
  if (left_bag.empty() && right_bag.empty()) {
    if (Relate(left, right) != LineRelation::kEqual) return 0;
    return Trimmed(left.text).empty() ? 1 : 2;
  }
  const uint32_t common = CountCommon(left_bag, right_bag);
  if (3 * size_t{common} < std::max(left_bag.size(), right_bag.size())) return 0;
  return 2 * common + (Relate(left, right) == LineRelation::kEqual ? 1 : 0);
}

// Pairs of the lines [left_begin, left_end) × [right_begin, right_end), appended to *pairs.
class MiddleAligner {
 public:
  MiddleAligner(std::span<const CodeLine> left, std::span<const CodeLine> right)
      : left_(left), right_(right) {}

  void Append(size_t left_begin, size_t left_end, size_t right_begin, size_t right_end,
              std::vector<LinePair>* pairs) {
    const size_t rows = left_end - left_begin;
    const size_t columns = right_end - right_begin;
    if (rows != 0 && columns > kMaxCells / rows) {
      AppendInOrder(left_begin, left_end, right_begin, right_end, pairs);
      return;
    }
    Fill(left_begin, rows, right_begin, columns);
    std::vector<LinePair> backwards;
    for (size_t i = rows, j = columns; i > 0 || j > 0;) {
      const Step step = i == 0 ? Step::kRight : j == 0 ? Step::kLeft : StepAt(i, j, columns);
      switch (step) {
        case Step::kPair: {
          const size_t l = left_begin + --i;
          const size_t r = right_begin + --j;
          backwards.push_back({l, r, Relate(left_[l], right_[r])});
          break;
        }
        case Step::kLeft:
          backwards.push_back({left_begin + --i, std::nullopt, LineRelation::kOnlyLeft});
          break;
        case Step::kRight:
          backwards.push_back({std::nullopt, right_begin + --j, LineRelation::kOnlyRight});
          break;
      }
    }
    pairs->insert(pairs->end(), backwards.rbegin(), backwards.rend());
  }

 private:
  enum class Step : uint8_t { kPair, kLeft, kRight };

  Step StepAt(size_t row, size_t column, size_t columns) const {
    return steps_[(row - 1) * columns + column - 1];
  }

  void Fill(size_t left_begin, size_t rows, size_t right_begin, size_t columns) {
    std::vector<std::vector<uint32_t>> right_bags(columns);
    for (size_t j = 0; j < columns; ++j) right_bags[j] = Bag(right_[right_begin + j]);
    steps_.assign(rows * columns, Step::kRight);
    std::vector<uint64_t> above(columns + 1, 0);
    std::vector<uint64_t> current(columns + 1, 0);
    for (size_t i = 0; i < rows; ++i) {
      const CodeLine& left = left_[left_begin + i];
      const std::vector<uint32_t> left_bag = Bag(left);
      for (size_t j = 0; j < columns; ++j) {
        const uint32_t score = PairScore(left, left_bag, right_[right_begin + j], right_bags[j]);
        Step& step = steps_[i * columns + j];
        current[j + 1] = current[j];
        if (above[j + 1] > current[j + 1]) {
          current[j + 1] = above[j + 1];
          step = Step::kLeft;
        }
        if (score > 0 && above[j] + score > current[j + 1]) {
          current[j + 1] = above[j] + score;
          step = Step::kPair;
        }
      }
      std::swap(above, current);
    }
  }

  void AppendInOrder(size_t left_begin, size_t left_end, size_t right_begin, size_t right_end,
                     std::vector<LinePair>* pairs) const {
    size_t l = left_begin;
    size_t r = right_begin;
    for (; l < left_end && r < right_end; ++l, ++r) {
      pairs->push_back({l, r, Relate(left_[l], right_[r])});
    }
    for (; l < left_end; ++l) pairs->push_back({l, std::nullopt, LineRelation::kOnlyLeft});
    for (; r < right_end; ++r) pairs->push_back({std::nullopt, r, LineRelation::kOnlyRight});
  }

  std::span<const CodeLine> left_;
  std::span<const CodeLine> right_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<CodeLine> LinesOf(std::string_view text, std::span<const Token> tokens,
                              const LineRange& range) {
  std::vector<CodeLine> lines;
  size_t offset = 0;
  for (uint32_t number = 1; number <= range.last && offset < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', offset), text.size());
    if (number >= range.first) {
      const auto by_line = [](const Token& token, uint32_t line) { return token.line < line; };
      const auto first = std::lower_bound(tokens.begin(), tokens.end(), number, by_line);
      const auto last = std::lower_bound(first, tokens.end(), number + 1, by_line);
      lines.push_back({number, text.substr(offset, end - offset), offset, std::span(first, last)});
    }
    offset = end + 1;
  }
  return lines;
}

std::vector<LinePair> AlignLines(std::span<const CodeLine> left, std::span<const CodeLine> right) {
  std::vector<LinePair> pairs;
  const size_t shorter = std::min(left.size(), right.size());
  size_t head = 0;
  while (head < shorter && Relate(left[head], right[head]) == LineRelation::kEqual) {
    pairs.push_back({head, head, LineRelation::kEqual});
    ++head;
  }
  size_t tail = 0;
  while (head + tail < shorter && Relate(left[left.size() - tail - 1],
                                         right[right.size() - tail - 1]) == LineRelation::kEqual) {
    ++tail;
  }
  MiddleAligner(left, right).Append(head, left.size() - tail, head, right.size() - tail, &pairs);
  for (; tail > 0; --tail) {
    pairs.push_back({left.size() - tail, right.size() - tail, LineRelation::kEqual});
  }
  return pairs;
}

std::vector<TokenRelation> RelateTokens(std::span<const Token> of, std::span<const Token> other) {
  std::vector<TokenRelation> relations(of.size(), TokenRelation::kChanged);
  const size_t columns = other.size() + 1;
  if (of.size() * columns > kMaxCells) return relations;
  const auto weigh = [&](size_t i, size_t j) -> uint32_t {
    if (of[i].n0 == other[j].n0) return 3;
    return of[i].IsIdentifier() && other[j].IsIdentifier() ? 2 : 0;
  };
  // The heaviest common subsequence, from the end.
  std::vector<uint32_t> weight((of.size() + 1) * columns, 0);
  for (size_t i = of.size(); i-- > 0;) {
    for (size_t j = other.size(); j-- > 0;) {
      const uint32_t pair = weigh(i, j);
      weight[i * columns + j] =
          std::max({pair == 0 ? 0 : weight[(i + 1) * columns + j + 1] + pair,
                    weight[(i + 1) * columns + j], weight[i * columns + j + 1]});
    }
  }
  for (size_t i = 0, j = 0; i < of.size() && j < other.size();) {
    const uint32_t pair = weigh(i, j);
    const uint32_t best = weight[i * columns + j];
    if (pair > 0 && best == weight[(i + 1) * columns + j + 1] + pair) {
      relations[i++] = pair == 3 ? TokenRelation::kEqual : TokenRelation::kRenamed;
      ++j;
    } else if (best == weight[(i + 1) * columns + j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return relations;
}

}  // namespace copytrace
