#include "engine/license/declared_license.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/license/license_data.h"
#include "engine/license/license_exception.h"
#include "engine/license/license_name.h"
#include "engine/license/license_notice.h"
#include "engine/license/license_word.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr size_t kMostNameWords = 16;  // of a text that is nothing but names

// Whether every id of the expression is known.
bool IsKnown(const SpdxExpression& expression) {
  if (expression.kind != SpdxExpression::Kind::kLicense) {
    return std::all_of(expression.operands.begin(), expression.operands.end(), IsKnown);
  }
  std::string_view id = expression.license;
  if (id.find("Ref-") != std::string_view::npos) return true;
  if (id.ends_with('+')) id.remove_suffix(1);
  return FindLicense(id) != nullptr;
}

}  // namespace

std::string LicenseOfName(std::string_view name) {
  std::vector<LicenseWord> words;
  AppendLicenseWords(name, 0, name.size(), &words);
  uint64_t hash = 0;
  for (const NameWord& word : FoldNameWords(name, words)) hash = ExtendNameHash(hash, word.hash);
  const LicenseNameRow* row = FindLicenseName(hash);
  return row == nullptr ? std::string() : std::string(LicenseString(row->expression));
}

std::string LicenseOfNames(std::string_view text) {
  if (std::string whole = LicenseOfName(text); !whole.empty()) return whole;
  static constexpr std::array kJoiners = {H("and"),  H("or"),   H("license"),  H("licenses"),
                                          H("dual"), H("the"),  H("licensed"), H("under"),
                                          H("code"), H("both"), H("software"), H("a")};
  std::vector<LicenseWord> words;
  AppendLicenseWords(text, 0, text.size(), &words);
  const bool is_code = text.find_first_of("<>;{}=$") != std::string_view::npos;
  if (is_code || words.size() > kMostNameWords) return "";
  std::vector<std::string> parts;
  uint32_t next = 0;
  const auto joins = [&words, &next](uint32_t end) {
    for (; next < end; ++next) {
      if (std::find(kJoiners.begin(), kJoiners.end(), words[next].hash) == kJoiners.end()) {
        return false;
      }
    }
    return true;
  };
  for (LicenseNotice& notice : FindDeclaredLicenses(text, words)) {
    if (notice.expression.starts_with(kWith) || !joins(notice.first_word)) return "";
    next = notice.last_word + 1;
    parts.push_back(std::move(notice.expression));
  }
  return joins(static_cast<uint32_t>(words.size())) ? JoinAnd(parts) : std::string();
}

std::string ExpressionOfDeclaredLicense(std::string_view declared) {
  const std::optional<SpdxExpression> expression = ParseSpdxExpression(declared);
  if (expression && IsKnown(*expression)) return ToString(*expression);
  if (std::string expression = LicenseOfName(declared); !expression.empty()) return expression;
  // "MIT/Apache-2.0" and "MIT | Apache-2.0": the copier may choose.
  if (declared.find('/') != std::string_view::npos &&
      declared.find(':') == std::string_view::npos) {
    std::string spaced;
    for (const char c : declared) spaced += c == '/' ? std::string(" OR ") : std::string(1, c);
    const std::optional<SpdxExpression> choice = ParseSpdxExpression(spaced);
    if (choice && IsKnown(*choice)) return ToString(*choice);
  }
  std::vector<LicenseWord> words;
  AppendLicenseWords(declared, 0, declared.size(), &words);
  std::vector<std::string> parts;
  for (LicenseNotice& notice : FindDeclaredLicenses(declared, words)) {
    if (notice.expression.starts_with(kWith)) continue;
    parts.push_back(std::move(notice.expression));
  }
  return JoinAnd(parts);
}

}  // namespace copytrace
