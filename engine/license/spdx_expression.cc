// The grammar of SPDX 2.3 annex D and SPDX 3.0 annex B, by recursive descent over OR, AND, WITH and
// parentheses, from the loosest to the tightest. Operators are taken in any case, as the
// specification has asked since 3.0; a slash between two ids is not (manifests use it,
// manifest.cc).
#include "engine/license/spdx_expression.h"

#include <algorithm>
#include <cctype>

#include "engine/license/license_data.h"

namespace copytrace {
namespace {

constexpr int kDeepest = 64;
constexpr size_t kLongestExpression = 64 * 1024;

bool IsIdChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_';
}

bool EqualsFolded(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](unsigned char x, unsigned char y) {
           return std::tolower(x) == std::tolower(y);
         });
}

bool StartsFolded(std::string_view text, std::string_view prefix) {
  return text.size() > prefix.size() && EqualsFolded(text.substr(0, prefix.size()), prefix);
}

bool IsReference(std::string_view id) {
  const size_t colon = id.find(':');
  if (colon == std::string_view::npos) return StartsFolded(id, "LicenseRef-");
  return StartsFolded(id.substr(0, colon), "DocumentRef-") &&
         (StartsFolded(id.substr(colon + 1), "LicenseRef-") ||
          StartsFolded(id.substr(colon + 1), "AdditionRef-"));
}

// "licenseref-x" → "LicenseRef-x"; what follows the prefixes keeps its case.
std::string CanonicalReference(std::string_view id) {
  std::string canonical(id);
  for (const std::string_view prefix : {"LicenseRef-", "AdditionRef-", "DocumentRef-"}) {
    if (StartsFolded(canonical, prefix)) canonical.replace(0, prefix.size(), prefix);
    const size_t colon = canonical.find(':');
    if (colon != std::string::npos &&
        StartsFolded(std::string_view(canonical).substr(colon + 1), prefix)) {
      canonical.replace(colon + 1, prefix.size(), prefix);
    }
  }
  return canonical;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  std::optional<SpdxExpression> Parse() {
    if (rest_.size() > kLongestExpression) return std::nullopt;
    std::optional<SpdxExpression> expression = ParseOr(0);
    SkipSpace();
    if (!rest_.empty()) return std::nullopt;
    return expression;
  }

 private:
  std::optional<SpdxExpression> ParseOr(int depth) {
    return ParseJoined("OR", SpdxExpression::Kind::kOr, depth,
                       [this](int d) { return ParseAnd(d); });
  }

  std::optional<SpdxExpression> ParseAnd(int depth) {
    return ParseJoined("AND", SpdxExpression::Kind::kAnd, depth,
                       [this](int d) { return ParsePrimary(d); });
  }

  // One or more operands between the same operator; nested ones of the same kind are laid flat.
  template <typename ParseOperand>
  std::optional<SpdxExpression> ParseJoined(std::string_view op, SpdxExpression::Kind kind,
                                            int depth, ParseOperand parse_operand) {
    std::optional<SpdxExpression> first = parse_operand(depth);
    if (!first || !TakeWord(op)) return first;
    SpdxExpression joined;
    joined.kind = kind;
    Append(std::move(*first), &joined);
    do {
      std::optional<SpdxExpression> next = parse_operand(depth);
      if (!next) return std::nullopt;
      Append(std::move(*next), &joined);
    } while (TakeWord(op));
    if (joined.operands.size() == 1) return std::move(joined.operands.front());
    return joined;
  }

  static void Append(SpdxExpression operand, SpdxExpression* joined) {
    if (operand.kind == joined->kind) {
      for (SpdxExpression& each : operand.operands) Append(std::move(each), joined);
      return;
    }
    if (std::find(joined->operands.begin(), joined->operands.end(), operand) !=
        joined->operands.end()) {
      return;
    }
    joined->operands.push_back(std::move(operand));
  }

  std::optional<SpdxExpression> ParsePrimary(int depth) {
    SkipSpace();
    if (rest_.starts_with('(')) {
      if (depth >= kDeepest) return std::nullopt;
      rest_.remove_prefix(1);
      std::optional<SpdxExpression> inner = ParseOr(depth + 1);
      SkipSpace();
      if (!inner || !rest_.starts_with(')')) return std::nullopt;
      rest_.remove_prefix(1);
      return inner;
    }
    return ParseLicense();
  }

  std::optional<SpdxExpression> ParseLicense() {
    const std::string_view id = TakeId();
    if (id.empty() || IsOperator(id)) return std::nullopt;
    const bool or_later = rest_.starts_with('+');
    if (or_later) rest_.remove_prefix(1);
    std::optional<SpdxExpression> license = Canonical(id, or_later);
    if (!license || !TakeWord("WITH")) return license;
    const std::string_view exception = TakeId();
    if (exception.empty() || IsOperator(exception)) return std::nullopt;
    if (license->kind != SpdxExpression::Kind::kLicense || !license->exception.empty()) {
      return std::nullopt;
    }
    const LicenseRow* row = FindLicense(exception);
    if (row != nullptr && row->is_exception) {
      const std::string_view current = LicenseString(row->current);
      license->exception = current.empty() ? LicenseString(row->id) : current;
    } else {
      license->exception = CanonicalReference(exception);
    }
    return license;
  }

  static std::optional<SpdxExpression> Canonical(std::string_view id, bool or_later) {
    SpdxExpression license;
    if (id.find(':') != std::string_view::npos || IsReference(id)) {
      if (!IsReference(id) || or_later) return std::nullopt;
      license.license = CanonicalReference(id);
      if (const LicenseRow* row = FindLicense(id)) {
        const std::string_view current = LicenseString(row->current);
        license.license = current.empty() ? LicenseString(row->id) : current;
      }
      return license;
    }
    const LicenseRow* row = or_later ? FindLicense(std::string(id) + "+") : nullptr;
    if (row != nullptr) or_later = false;
    if (row == nullptr) row = FindLicense(id);
    if (row == nullptr) {
      license.license = std::string(id) + (or_later ? "+" : "");
      return license;
    }
    std::string_view current = LicenseString(row->current);
    if (current.empty()) current = LicenseString(row->id);
    const size_t with = current.find(" WITH ");
    license.license = current.substr(0, with);
    if (with != std::string_view::npos) license.exception = current.substr(with + 6);
    if (or_later && !license.license.ends_with("-or-later")) {
      const bool only = license.license.ends_with("-only");
      if (only) license.license.resize(license.license.size() - 5);
      license.license += only ? "-or-later" : "+";
    }
    return license;
  }

  static bool IsOperator(std::string_view word) {
    return EqualsFolded(word, "AND") || EqualsFolded(word, "OR") || EqualsFolded(word, "WITH");
  }

  void SkipSpace() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) {
      rest_.remove_prefix(1);
    }
  }

  size_t WordLength() const {
    size_t length = 0;
    while (length < rest_.size() && (IsIdChar(rest_[length]) || rest_[length] == ':')) ++length;
    return length;
  }

  std::string_view TakeId() {
    SkipSpace();
    const std::string_view id = rest_.substr(0, WordLength());
    rest_.remove_prefix(id.size());
    return id;
  }

  bool TakeWord(std::string_view word) {
    SkipSpace();
    if (!EqualsFolded(rest_.substr(0, WordLength()), word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  std::string_view rest_;
};

void Append(const SpdxExpression& expression, bool in_and, std::string* text) {
  if (expression.kind == SpdxExpression::Kind::kLicense) {
    *text += expression.license;
    if (!expression.exception.empty()) *text += " WITH " + expression.exception;
    return;
  }
  const bool is_and = expression.kind == SpdxExpression::Kind::kAnd;
  const bool parentheses = in_and && !is_and;
  if (parentheses) *text += '(';
  for (size_t i = 0; i < expression.operands.size(); ++i) {
    if (i > 0) *text += is_and ? " AND " : " OR ";
    Append(expression.operands[i], is_and, text);
  }
  if (parentheses) *text += ')';
}

}  // namespace

std::optional<SpdxExpression> ParseSpdxExpression(std::string_view text) {
  return Parser(text).Parse();
}

std::string ToString(const SpdxExpression& expression) {
  std::string text;
  Append(expression, false, &text);
  return text;
}

std::optional<std::string> NormalizeSpdxExpression(std::string_view text) {
  const std::optional<SpdxExpression> expression = ParseSpdxExpression(text);
  if (!expression) return std::nullopt;
  return ToString(*expression);
}

std::string JoinAnd(const std::vector<std::string>& expressions) {
  SpdxExpression joined;
  joined.kind = SpdxExpression::Kind::kAnd;
  const auto append = [&joined](SpdxExpression operand) {
    if (std::find(joined.operands.begin(), joined.operands.end(), operand) ==
        joined.operands.end()) {
      joined.operands.push_back(std::move(operand));
    }
  };
  for (const std::string& text : expressions) {
    std::optional<SpdxExpression> operand = ParseSpdxExpression(text);
    if (!operand) continue;
    if (operand->kind != SpdxExpression::Kind::kAnd) {
      append(std::move(*operand));
      continue;
    }
    for (SpdxExpression& each : operand->operands) append(std::move(each));
  }
  if (joined.operands.empty()) return "";
  return ToString(joined.operands.size() == 1 ? joined.operands.front() : joined);
}

}  // namespace copytrace
