// Licence expressions as SPDX documents may hold them: every id is of the SPDX list, or a
// LicenseRef that the document explains (SPDX 2.3, clause 10 and annex D).
//
// That allows less than is read: what follows WITH must be on the list. So "MIT WITH LicenseRef-x"
// becomes "MIT AND LicenseRef-x", which asks for no less, and an id newer than our list becomes a
// LicenseRef of its name.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/license/spdx_expression.h"
#include "engine/scan/finding.h"

namespace copytrace {

inline constexpr std::string_view kNoAssertion = "NOASSERTION";

// Letters, digits, "-" and "." only, behind "LicenseRef-".
std::string SpdxReferenceId(std::string_view id);

SpdxExpression ToSpdx23(const SpdxExpression& expression);

// The same of text; kNoAssertion where it is empty or malformed.
std::string ToSpdx23(std::string_view expression);

// A licence that the SPDX list does not have.
struct LicenseReference {
  std::string name;
  std::string text;      // what is known of it: the words themselves are not kept in a store
  std::string see_also;  // address of its text; may be empty
};

// What a document refers to. Not thread-safe: one a document.
class LicenseReferences {
 public:
  // The origin's licence for the document; kNoAssertion where none was found.
  std::string Take(const Origin& origin);

  const std::map<std::string, LicenseReference>& all() const { return all_; }  // by LicenseRef id

 private:
  std::map<std::string, LicenseReference> all_;
};

}  // namespace copytrace
