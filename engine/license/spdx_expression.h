// SPDX licence expressions: the whole grammar of SPDX 2.3 annex D and 3.0 (WITH, AND, OR, `+`,
// parentheses, LicenseRef-, DocumentRef-, AdditionRef-), and their canonical form.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

struct SpdxExpression {
  enum class Kind { kLicense, kAnd, kOr };
  Kind kind = Kind::kLicense;
  std::string license;    // of kLicense: canonical id, with "+" where given and not deprecated
  std::string exception;  // of kLicense: after WITH; may be empty
  std::vector<SpdxExpression> operands;  // of kAnd and kOr: two or more
  bool operator==(const SpdxExpression&) const = default;
};

// Nothing where the text is malformed. Ids are matched without regard to case; unknown ids are kept
// as they are; deprecated ids are normalised ("GPL-2.0+" → "GPL-2.0-or-later",
// "GPL-2.0-with-classpath-exception" → "GPL-2.0-only WITH Classpath-exception-2.0").
// Nesting is bounded (64); longer or deeper input is malformed.
std::optional<SpdxExpression> ParseSpdxExpression(std::string_view text);

// Canonical text: operators in upper case, only the parentheses that are needed.
std::string ToString(const SpdxExpression& expression);

// Canonical text of `text`, or nothing where it is malformed.
std::optional<std::string> NormalizeSpdxExpression(std::string_view text);

// Joins with AND, dropping duplicates and empty parts.
std::string JoinAnd(const std::vector<std::string>& expressions);

}  // namespace copytrace
