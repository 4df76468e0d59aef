// Composer normalises a version to four numbers and a stability, and compares as PHP's
// version_compare does: dev < alpha < beta < RC < the release < patch, and a number behind each.
// Branches ("dev-main") have no order.
#include <algorithm>
#include <array>
#include <string>

#include "engine/advisory/version_orders.h"

namespace copytrace {
namespace {

struct ComposerVersion {
  std::array<std::string, 4> numbers;
  int stability = 4;
  std::string number;
  bool is_dev = false;  // "-dev" behind all: before what it leads to
};

struct StabilityWord {
  std::string_view word;
  int stability;
};
// Longer words first, so that "p" is not taken for the head of "pl".
constexpr std::array<StabilityWord, 11> kStabilities = {{{"alpha", 1},
                                                         {"a", 1},
                                                         {"beta", 2},
                                                         {"b", 2},
                                                         {"rc", 3},
                                                         {"stable", 4},
                                                         {"patch", 5},
                                                         {"pl", 5},
                                                         {"p", 5},
                                                         {"dev", 0},
                                                         {"#", 4}}};

class Parser {
 public:
  explicit Parser(std::string_view text) {
    for (const char c : text.substr(0, text.find('+'))) text_ += LowerLetter(c);
  }

  std::optional<ComposerVersion> Parse() {
    ComposerVersion version;
    if (text_.starts_with('v')) ++at_;
    for (size_t i = 0;; ++i) {
      if (i == version.numbers.size()) return std::nullopt;
      version.numbers[i] = Digits();
      if (version.numbers[i].empty()) return std::nullopt;
      if (at_ + 1 >= text_.size() || text_[at_] != '.' || !IsDigit(text_[at_ + 1])) break;
      ++at_;
    }
    while (at_ < text_.size()) {
      Separator();
      const auto word = std::ranges::find_if(kStabilities, [&](const StabilityWord& stability) {
        return std::string_view(text_).substr(at_).starts_with(stability.word);
      });
      if (word == kStabilities.end()) return std::nullopt;
      at_ += word->word.size();
      if (word->stability == 0) {
        version.is_dev = true;
      } else {
        version.stability = word->stability;
        Separator();
        version.number = Digits();
      }
    }
    return version;
  }

 private:
  void Separator() {
    if (at_ < text_.size() && std::string_view("-_.").find(text_[at_]) != std::string_view::npos) {
      ++at_;
    }
  }

  std::string Digits() {
    const size_t start = at_;
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  std::string text_;
  size_t at_ = 0;
};

}  // namespace

std::optional<int> CompareComposer(std::string_view a, std::string_view b) {
  const auto left = Parser(a).Parse();
  const auto right = Parser(b).Parse();
  if (!left || !right) return std::nullopt;
  for (size_t i = 0; i < left->numbers.size(); ++i) {
    if (const int order = CompareDigits(left->numbers[i], right->numbers[i]); order != 0) {
      return order;
    }
  }
  const auto rank = [](const ComposerVersion& version) {
    return version.is_dev && version.stability == 4 ? 0 : version.stability;
  };
  if (rank(*left) != rank(*right)) return rank(*left) - rank(*right);
  if (const int order = CompareDigits(left->number, right->number); order != 0) return order;
  return static_cast<int>(right->is_dev) - left->is_dev;
}

}  // namespace copytrace
