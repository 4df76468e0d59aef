// The "Version Order Specification" of maven.apache.org/pom.html: tokens between dots, hyphens,
// underscores and changes from digits to letters, each with the separator before it; trailing
// tokens that mean nothing (0, "", final, ga, release) are cut off at the end and before every
// hyphen; the shorter version is padded with such tokens. Of tokens with the same separator numbers
// are compared as such and qualifiers by their rank; else a qualifier comes before "-number", and
// that before ".number".
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/advisory/version_orders.h"

namespace copytrace {
namespace {

struct Token {
  bool after_dot = false;  // else after a hyphen, an underscore or a change
  bool is_number = false;
  std::string text;
};

bool IsNull(const Token& token) {
  if (token.is_number) return CompareDigits(token.text, "") == 0;
  return token.text.empty();
}

// What follows it says whether "a", "b" and "m" are short for something.
std::string_view Qualifier(std::string_view text, bool before_digit) {
  if (before_digit && text == "a") return "alpha";
  if (before_digit && text == "b") return "beta";
  if (before_digit && text == "m") return "milestone";
  if (text == "cr") return "rc";
  if (text == "ga" || text == "final" || text == "release") return "";
  return text;
}

std::vector<Token> Tokens(std::string_view version) {
  std::vector<Token> tokens;
  bool after_dot = true;
  size_t at = 0;
  while (true) {
    const size_t start = at;
    const bool is_number = at < version.size() && IsDigit(version[at]);
    const auto belongs = [&](char c) {
      return c != '.' && c != '-' && c != '_' && IsDigit(c) == is_number;
    };
    std::string text;
    for (; at < version.size() && belongs(version[at]); ++at) text += LowerLetter(version[at]);
    if (at == start) {  // an empty token is a zero
      tokens.push_back({after_dot, true, "0"});
    } else if (is_number) {
      tokens.push_back({after_dot, true, text});
    } else {
      const bool before_digit = at < version.size() && IsDigit(version[at]);
      tokens.push_back({after_dot, false, std::string(Qualifier(text, before_digit))});
    }
    if (at == version.size()) return tokens;
    after_dot = version[at] == '.';
    const bool separator = after_dot || version[at] == '-' || version[at] == '_';
    if (separator) ++at;
  }
}

// Cuts trailing nulls off at the end and before every token that a hyphen precedes.
void Trim(std::vector<Token>* tokens) {
  for (size_t i = tokens->size(); i > 1; --i) {
    if (i < tokens->size() && (*tokens)[i].after_dot) continue;
    for (; i > 1 && IsNull((*tokens)[i - 1]); --i) {
      tokens->erase(tokens->begin() + static_cast<std::ptrdiff_t>(i - 1));
    }
  }
}

int RankOf(const std::string& qualifier) {
  constexpr std::array<std::string_view, 7> kKnown = {"alpha",    "beta", "milestone", "rc",
                                                      "snapshot", "",     "sp"};
  return static_cast<int>(std::ranges::find(kKnown, qualifier) - kKnown.begin());
}

int CompareTokens(const Token& a, const Token& b) {
  if (a.is_number && b.is_number && a.after_dot == b.after_dot) {
    return CompareDigits(a.text, b.text);
  }
  if (!a.is_number && !b.is_number) {
    if (const int order = RankOf(a.text) - RankOf(b.text); order != 0) return order;
    return a.text.compare(b.text);
  }
  const auto weight = [](const Token& token) {
    return !token.is_number ? 0 : token.after_dot ? 2 : 1;
  };
  return weight(a) - weight(b);
}

}  // namespace

std::optional<int> CompareMaven(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return std::nullopt;
  std::vector<Token> left = Tokens(a);
  std::vector<Token> right = Tokens(b);
  Trim(&left);
  Trim(&right);
  for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const auto padding = [](const Token& other) {
      // A null of the same separator: a number after a dot, else a qualifier or what is there.
      return Token{other.after_dot, other.is_number, other.is_number ? "0" : ""};
    };
    const Token x = i < left.size() ? left[i] : padding(right[i]);
    const Token y = i < right.size() ? right[i] : padding(left[i]);
    if (const int order = CompareTokens(x, y); order != 0) return order;
  }
  return 0;
}

}  // namespace copytrace
