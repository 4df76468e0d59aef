// PEP 440: [N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local], in the many spellings of its appendix B.
// The order is that of the tuple (epoch, release, pre, post, dev, local) of its "Summary of
// permitted suffixes and relative ordering": a development release of a final release comes before
// its pre-releases, whatever has no pre-release after those that have, and no local label before
// any.
#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "engine/advisory/version_orders.h"

namespace copytrace {
namespace {

struct PythonVersion {
  std::string epoch;
  std::vector<std::string> release;  // without zeros at its end
  int pre = 4;                       // 0: a development release alone; a 1, b 2, rc 3; none 4
  std::string pre_number;
  bool has_post = false;
  std::string post_number;
  bool has_dev = false;
  std::string dev_number;
  std::vector<std::string> local;
};

class Parser {
 public:
  explicit Parser(std::string_view text) {
    for (const char c : text) text_ += LowerLetter(c);
  }

  std::optional<PythonVersion> Parse() {
    PythonVersion version;
    Take("v");
    std::string number = Digits();
    if (number.empty()) return std::nullopt;
    if (Take("!")) {
      version.epoch = number;
      number = Digits();
      if (number.empty()) return std::nullopt;
    }
    version.release.push_back(number);
    while (at_ + 1 < text_.size() && text_[at_] == '.' && IsDigit(text_[at_ + 1])) {
      ++at_;
      version.release.push_back(Digits());
    }
    while (version.release.size() > 1 && CompareDigits(version.release.back(), "") == 0) {
      version.release.pop_back();
    }
    version.pre = TakePre(&version.pre_number);
    TakePost(&version);
    version.has_dev = TakeWord({"dev"}, &version.dev_number);
    if (version.pre == 4 && !version.has_post && version.has_dev) version.pre = 0;
    if (Take("+") && !TakeLocal(&version.local)) return std::nullopt;
    if (at_ != text_.size()) return std::nullopt;
    return version;
  }

 private:
  bool Take(std::string_view word) {
    if (!std::string_view(text_).substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  std::string Digits() {
    const size_t start = at_;
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  void TakeSeparator() {
    if (at_ < text_.size() && std::string_view("-_.").find(text_[at_]) != std::string_view::npos) {
      ++at_;
    }
  }

  // [separator] word [separator] [number]
  bool TakeWord(std::initializer_list<std::string_view> words, std::string* number) {
    const size_t start = at_;
    TakeSeparator();
    for (const std::string_view word : words) {
      if (!Take(word)) continue;
      const size_t behind = at_;
      TakeSeparator();
      *number = Digits();
      if (number->empty()) at_ = behind;
      return true;
    }
    at_ = start;
    return false;
  }

  int TakePre(std::string* number) {
    if (TakeWord({"alpha", "a"}, number)) return 1;
    if (TakeWord({"beta", "b"}, number)) return 2;
    if (TakeWord({"preview", "pre", "rc", "c"}, number)) return 3;
    return 4;
  }

  void TakePost(PythonVersion* version) {
    version->has_post = TakeWord({"post", "rev", "r"}, &version->post_number);
    if (version->has_post || at_ + 1 >= text_.size() || text_[at_] != '-' ||
        !IsDigit(text_[at_ + 1])) {
      return;
    }
    ++at_;
    version->has_post = true;
    version->post_number = Digits();
  }

  bool TakeLocal(std::vector<std::string>* local) {
    while (true) {
      const size_t start = at_;
      while (at_ < text_.size() && (IsDigit(text_[at_]) || IsLetter(text_[at_]))) ++at_;
      if (at_ == start) return false;
      local->push_back(text_.substr(start, at_ - start));
      if (at_ == text_.size()) return true;
      TakeSeparator();
      if (at_ == text_.size()) return false;
    }
  }

  std::string text_;
  size_t at_ = 0;
};

int CompareLocals(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    const bool a_number = std::ranges::all_of(a[i], IsDigit);
    const bool b_number = std::ranges::all_of(b[i], IsDigit);
    const int order = a_number && b_number ? CompareDigits(a[i], b[i])
                      : a_number           ? 1
                      : b_number           ? -1
                                           : a[i].compare(b[i]);
    if (order != 0) return order;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

}  // namespace

std::optional<int> ComparePython(std::string_view a, std::string_view b) {
  const auto left = Parser(a).Parse();
  const auto right = Parser(b).Parse();
  if (!left || !right) return std::nullopt;
  if (const int order = CompareDigits(left->epoch, right->epoch); order != 0) return order;
  for (size_t i = 0; i < std::max(left->release.size(), right->release.size()); ++i) {
    const auto part = [i](const PythonVersion& version) {
      return i < version.release.size() ? std::string_view(version.release[i]) : "";
    };
    if (const int order = CompareDigits(part(*left), part(*right)); order != 0) return order;
  }
  if (left->pre != right->pre) return left->pre - right->pre;
  if (const int order = CompareDigits(left->pre_number, right->pre_number); order != 0) {
    return order;
  }
  if (left->has_post != right->has_post) return left->has_post ? 1 : -1;
  if (const int order = CompareDigits(left->post_number, right->post_number); order != 0) {
    return order;
  }
  if (left->has_dev != right->has_dev) return left->has_dev ? -1 : 1;
  if (const int order = CompareDigits(left->dev_number, right->dev_number); order != 0) {
    return order;
  }
  return CompareLocals(left->local, right->local);
}

}  // namespace copytrace
