#include "engine/report/spdx_license.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "engine/license/license_table.h"
#include "engine/report/printable.h"

namespace copytrace {
namespace {

constexpr std::string_view kReference = "LicenseRef-";
constexpr std::string_view kLicenseDatabase = "LicenseRef-scancode-";

LicenseReference Explain(const std::string& id, const Origin& origin) {
  LicenseReference reference;
  reference.name = std::string(LicenseFullName(id).value_or(""));
  if (reference.name.empty()) reference.name = Printable(id);
  reference.text = fmt::format(
      "The licence's words are not part of this document: a store of copytrace keeps what a "
      "licence is called, not its text. It is stated as {} by {}, where the text is to be looked "
      "for.",
      Printable(id), Printable(origin.purl));
  if (id.starts_with(kLicenseDatabase)) {
    reference.see_also = fmt::format("https://scancode-licensedb.aboutcode.org/{}.html",
                                     Printable(id.substr(kLicenseDatabase.size())));
  }
  return reference;
}

}  // namespace

std::string SpdxReferenceId(std::string_view id) {
  if (id.starts_with(kReference)) id.remove_prefix(kReference.size());
  std::string reference(kReference);
  for (const char c : id) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.';
    reference += is_plain ? c : '-';
  }
  return reference;
}

SpdxExpression ToSpdx23(const SpdxExpression& expression) {
  SpdxExpression valid = expression;
  if (expression.kind != SpdxExpression::Kind::kLicense) {
    for (SpdxExpression& operand : valid.operands) operand = ToSpdx23(operand);
    return valid;
  }
  const std::vector<std::string> unlisted = UnlistedIds(ToString(expression));
  if (!UnlistedIds(expression.license).empty()) {
    valid.license = SpdxReferenceId(expression.license);
  }
  const bool with_unlisted =
      !expression.exception.empty() &&
      std::find(unlisted.begin(), unlisted.end(), expression.exception) != unlisted.end();
  const bool reference_with =
      !expression.exception.empty() && valid.license.starts_with(kReference);
  if (!with_unlisted && !reference_with) return valid;
  valid.exception.clear();
  SpdxExpression both;
  both.kind = SpdxExpression::Kind::kAnd;
  both.operands = {valid, valid};
  both.operands[1].license = SpdxReferenceId(expression.exception);
  return both;
}

std::string ToSpdx23(std::string_view expression) {
  const std::optional<SpdxExpression> parsed = ParseSpdxExpression(expression);
  return parsed ? ToString(ToSpdx23(*parsed)) : std::string(kNoAssertion);
}

std::string LicenseReferences::Take(const Origin& origin) {
  for (const std::string& id : UnlistedIds(origin.license)) {
    LicenseReference& reference = all_[SpdxReferenceId(id)];
    if (reference.text.empty()) reference = Explain(id, origin);
  }
  const std::string expression = ToSpdx23(origin.license);
  if (expression == kNoAssertion) return expression;
  // A listed exception of a licence that is not listed is referred to, too.
  for (const std::string& id : UnlistedIds(expression)) {
    LicenseReference& reference = all_[id];
    if (reference.text.empty()) {
      reference = Explain(id.substr(kReference.size()), origin);
    }
  }
  return expression;
}

}  // namespace copytrace
