#include "engine/license/license_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "engine/license/license_data.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr std::string_view kOrLater = "+";
constexpr std::string_view kDatabaseId = "LicenseRef-scancode-";

// The row of an id; "Apache-2.0+" has the row of "Apache-2.0". What the licence database called by
// a reference of its own before SPDX listed it ("LicenseRef-scancode-net-snmp") has the row of
// SPDX.
const LicenseRow* FindTerm(std::string_view id) {
  const LicenseRow* row = FindLicense(id);
  if (row == nullptr && id.ends_with(kOrLater)) row = FindLicense(id.substr(0, id.size() - 1));
  if (row == nullptr && id.starts_with(kDatabaseId)) {
    row = FindLicense(id.substr(kDatabaseId.size()));
  }
  return row;
}

// Some "exceptions" take rights back instead of giving more: the Commons Clause forbids selling.
bool Restricts(LicenseClass of_exception) {
  return of_exception == LicenseClass::kSourceAvailable ||
         of_exception == LicenseClass::kProprietary;
}

// Statements that grant no copyright and ask nothing: beside a licence they change no class. By
// themselves they are no grant.
constexpr std::array<std::string_view, 9> kStatements = {
    "LicenseRef-scancode-warranty-disclaimer",
    "LicenseRef-scancode-generic-cla",
    "LicenseRef-scancode-generic-trademark",
    "LicenseRef-scancode-generic-export-compliance",
    "LicenseRef-scancode-patent-disclaimer",
    "LicenseRef-scancode-google-patent-license-golang",
    "LicenseRef-scancode-google-patent-license-webm",
    "LicenseRef-scancode-google-patent-license-webrtc",
    "LicenseRef-scancode-freetype-patent"};

// An exception that stands apart from its licence loosens what it does not name.
bool IsLooseException(const SpdxExpression& operand) {
  const LicenseRow* row = FindTerm(operand.license);
  return row != nullptr && row->is_exception &&
         !Restricts(static_cast<LicenseClass>(row->component_class));
}

bool IsStatement(const SpdxExpression& operand) {
  return operand.kind == SpdxExpression::Kind::kLicense &&
         (IsLooseException(operand) ||
          std::find(kStatements.begin(), kStatements.end(), operand.license) != kStatements.end());
}

template <typename Pick>
LicenseClass ClassOf(const SpdxExpression& expression, Pick pick) {
  if (expression.kind == SpdxExpression::Kind::kLicense) {
    const LicenseRow* row = FindTerm(expression.license);
    if (row == nullptr) return LicenseClass::kUnknown;
    const auto license_class = static_cast<LicenseClass>(pick(*row));
    if (row->is_exception && !Restricts(license_class)) return LicenseClass::kUnknown;
    if (expression.exception.empty()) return license_class;
    const LicenseRow* exception = FindLicense(expression.exception);
    if (exception == nullptr || !exception->is_exception) return license_class;
    const auto of_exception = static_cast<LicenseClass>(pick(*exception));
    return Restricts(of_exception) ? std::max(license_class, of_exception)
                                   : std::min(license_class, of_exception);
  }
  const bool is_and = expression.kind == SpdxExpression::Kind::kAnd;
  std::optional<LicenseClass> joined;
  for (const SpdxExpression& operand : expression.operands) {
    if (is_and && IsStatement(operand)) continue;
    const LicenseClass next = ClassOf(operand, pick);
    joined = !joined ? next : is_and ? std::max(*joined, next) : std::min(*joined, next);
  }
  return joined.value_or(LicenseClass::kUnknown);
}

std::string FullName(const LicenseRow* row) {
  return row == nullptr ? "" : std::string(LicenseString(row->full_name));
}

LicenseFacts FactsOf(const SpdxExpression& license) {
  LicenseFacts facts;
  facts.id = ToString(license);
  facts.component_class =
      ClassOf(license, [](const LicenseRow& row) { return row.component_class; });
  facts.snippet_class = ClassOf(license, [](const LicenseRow& row) { return row.snippet_class; });
  const LicenseRow* row = FindTerm(license.license);
  if (row == nullptr) return facts;
  facts.full_name = FullName(row);
  facts.note = LicenseString(row->note);
  facts.is_doubtful = row->is_doubtful != 0;
  if (license.exception.empty()) return facts;
  const LicenseRow* exception = FindLicense(license.exception);
  if (exception == nullptr || !exception->is_exception) return facts;
  const std::string_view loosens = LicenseString(exception->note);
  if (!loosens.empty()) {
    facts.note += facts.note.empty() ? "" : "; ";
    facts.note += "the exception: " + std::string(loosens);
  }
  facts.is_doubtful = facts.is_doubtful || exception->is_doubtful != 0;
  return facts;
}

void AppendFacts(const SpdxExpression& expression, std::set<std::string>* seen,
                 std::vector<LicenseFacts>* facts) {
  if (expression.kind != SpdxExpression::Kind::kLicense) {
    for (const SpdxExpression& operand : expression.operands) AppendFacts(operand, seen, facts);
    return;
  }
  if (seen->insert(ToString(expression)).second) facts->push_back(FactsOf(expression));
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

LicenseClass ClassOfExpression(std::string_view expression, LicenseUse use) {
  return use == LicenseUse::kComponent ? ComponentClassOfExpression(expression)
                                       : ClassOfExpression(expression);
}

std::vector<LicenseFacts> FactsOfExpression(std::string_view expression) {
  std::vector<LicenseFacts> facts;
  if (const std::optional<SpdxExpression> parsed = ParseSpdxExpression(expression)) {
    std::set<std::string> seen;
    AppendFacts(*parsed, &seen, &facts);
  }
  return facts;
}

std::vector<std::string> UnlistedIds(std::string_view expression) {
  std::vector<std::string> ids;
  for (const LicenseFacts& license : FactsOfExpression(expression)) {
    const std::optional<SpdxExpression> term = ParseSpdxExpression(license.id);
    for (const std::string& id : {term->license, term->exception}) {
      const LicenseRow* row = FindTerm(id);
      const bool is_listed = row != nullptr && row->is_listed != 0;
      if (id.empty() || is_listed || std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
      ids.push_back(id);
    }
  }
  return ids;
}

std::optional<std::string_view> LicenseFullName(std::string_view spdx_id) {
  const LicenseRow* row = FindLicense(spdx_id);
  if (row == nullptr || LicenseString(row->full_name).empty()) return std::nullopt;
  return LicenseString(row->full_name);
}

}  // namespace copytrace
