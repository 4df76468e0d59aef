// Any bytes, read as a file with licences, as an SPDX expression and as a manifest of every kind:
// spans within the file and in order, and expressions that are read again as themselves.
//
// Built by COPYTRACE_FUZZ with clang's libFuzzer; the ordinary tests replay random and broken
// inputs through the same function.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "engine/license/license_detector.h"
#include "engine/license/license_table.h"
#include "engine/license/spdx_expression.h"

namespace {

constexpr std::array<std::string_view, 14> kNames = {
    "a.c",         "LICENSE",   "package.json",     "Cargo.toml", "pyproject.toml",
    "PKG-INFO",    "pom.xml",   "x.gemspec",        "x.nuspec",   "composer.json",
    "DESCRIPTION", "setup.cfg", "debian/copyright", "REUSE.toml"};

void Require(bool holds) {
  if (!holds) std::abort();
}

void RequireStable(const std::string& expression) {
  if (expression.empty()) return;
  const std::optional<std::string> again = copytrace::NormalizeSpdxExpression(expression);
  Require(again.has_value() && *again == expression);
  copytrace::ClassOfExpression(expression);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace copytrace;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<uint32_t>(1 + std::count(text.begin(), text.end(), '\n'));
  if (const std::optional<std::string> expression = NormalizeSpdxExpression(text)) {
    RequireStable(*expression);
  }
  for (const std::string_view name : kNames) {
    const DetectedLicense found = DetectFileLicense(name, text);
    Require(found.confidence >= 0 && found.confidence <= 1);
    Require(found.expression.empty() == found.spans.empty());
    RequireStable(found.expression);
    for (const LicenseSpan& span : found.spans) {
      Require(span.first_line >= 1 && span.first_line <= span.last_line && span.last_line <= lines);
      RequireStable(span.expression);
    }
  }
  return 0;
}
