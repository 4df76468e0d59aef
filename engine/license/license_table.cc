#include "engine/license/license_table.h"

#include <algorithm>

#include "engine/license/license_data.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr std::string_view kOrLater = "+";

// The row of an id; "Apache-2.0+" has the row of "Apache-2.0".
const LicenseRow* FindTerm(std::string_view id) {
  const LicenseRow* row = FindLicense(id);
  if (row == nullptr && id.ends_with(kOrLater)) row = FindLicense(id.substr(0, id.size() - 1));
  return row;
}

template <typename Pick>
LicenseClass ClassOf(const SpdxExpression& expression, Pick pick) {
  if (expression.kind == SpdxExpression::Kind::kLicense) {
    const LicenseRow* row = FindTerm(expression.license);
    if (row == nullptr || row->is_exception) return LicenseClass::kUnknown;
    LicenseClass license_class = static_cast<LicenseClass>(pick(*row));
    if (expression.exception.empty()) return license_class;
    const LicenseRow* exception = FindLicense(expression.exception);
    if (exception == nullptr || !exception->is_exception) return license_class;
    return std::min(license_class, static_cast<LicenseClass>(pick(*exception)));
  }
  LicenseClass joined = ClassOf(expression.operands.front(), pick);
  for (const SpdxExpression& operand : expression.operands) {
    const LicenseClass next = ClassOf(operand, pick);
    joined = expression.kind == SpdxExpression::Kind::kAnd ? std::max(joined, next)
                                                           : std::min(joined, next);
  }
  return joined;
}

}  // namespace

LicenseClass ClassOfExpression(std::string_view expression) {
  const std::optional<SpdxExpression> parsed = ParseSpdxExpression(expression);
  if (!parsed) return LicenseClass::kUnknown;
  return ClassOf(*parsed, [](const LicenseRow& row) { return row.snippet_class; });
}

LicenseClass ComponentClassOfExpression(std::string_view expression) {
  const std::optional<SpdxExpression> parsed = ParseSpdxExpression(expression);
  if (!parsed) return LicenseClass::kUnknown;
  return ClassOf(*parsed, [](const LicenseRow& row) { return row.component_class; });
}

std::optional<std::string_view> LicenseFullName(std::string_view spdx_id) {
  const LicenseRow* row = FindLicense(spdx_id);
  if (row == nullptr || LicenseString(row->full_name).empty()) return std::nullopt;
  return LicenseString(row->full_name);
}

}  // namespace copytrace
