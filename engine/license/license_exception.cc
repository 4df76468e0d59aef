// An exception is named before or after its licence, with other names between: it goes to the last
// licence before it that can have it, else to the first after it. Linking with OpenSSL is one
// permission under many ids, one for each licence that it is given with.
#include "engine/license/license_exception.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace copytrace {
namespace {

constexpr std::string_view kOpenSsl = "LicenseRef-scancode-openssl-exception-";

// The permission to link with OpenSSL has an id for each GNU licence that it is given with.
void AllowOpenSsl(LicenseMention* mention) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kAllowances = {{
      {"GPL-2.0-only", "x11vnc-openssl-exception"},
      {"GPL-2.0-or-later", "LicenseRef-scancode-openssl-exception-gpl-2.0-plus"},
      {"GPL-3.0-or-later", "LicenseRef-scancode-openssl-exception-gpl-3.0-plus"},
      {"LGPL-2.0-or-later", "LicenseRef-scancode-openssl-exception-lgpl2.0plus"},
      {"LGPL-3.0-or-later", "LicenseRef-scancode-openssl-exception-lgpl3.0plus"},
      {"LGPL-2.1-or-later", "LicenseRef-scancode-openssl-exception-lgpl"},
      {"AGPL-3.0-only", "LicenseRef-scancode-openssl-exception-agpl-3.0"},
      {"AGPL-3.0-or-later", "LicenseRef-scancode-openssl-exception-agpl3.0plus"},
  }};
  for (const auto& [license, exception] : kAllowances) {
    if (mention->expression == license) {
      mention->expression.append(" WITH ").append(exception);
      return;
    }
  }
}

bool TakesException(const LicenseMention& mention, std::string_view exception) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOthers = {{
      {"LLVM-exception", "Apache-2.0"},
      {"Swift-exception", "Apache-2.0"},
      {"SHL-2.0", "Apache-2.0"},
      {"SHL-2.1", "Apache-2.0"},
      {"LZMA-exception", "CPL-1.0"},
  }};
  for (const auto& [other, license] : kOthers) {
    if (exception == other) return mention.expression == license;
  }
  return !mention.family.empty() && mention.expression.find(" OR ") == std::string::npos;
}

}  // namespace

std::optional<LicenseMention> AttachExceptions(std::vector<LicenseMention>* mentions) {
  std::vector<LicenseMention> kept;
  std::optional<LicenseMention> apart;
  std::string waiting;
  bool links_openssl = false;
  for (LicenseMention& mention : *mentions) {
    if (mention.expression.starts_with(kWith)) {
      const std::string exception = mention.expression.substr(kWith.size());
      if (exception == kOpenSsl) {
        // OpenSSL is then named as what may be linked, not as a licence of this work.
        links_openssl = true;
        if (!kept.empty() && !kept.back().family.empty()) AllowOpenSsl(&kept.back());
        continue;
      }
      if (!kept.empty() && TakesException(kept.back(), exception)) {
        // The first that is named counts, or a closer name of the same one.
        const size_t with = kept.back().expression.find(" WITH ");
        if (with == std::string::npos) {
          kept.back().expression += " WITH " + exception;
        } else if (exception.starts_with(kept.back().expression.substr(with + 6))) {
          kept.back().expression.replace(with + 6, std::string::npos, exception);
        }
        kept.back().last = mention.last;
      } else {
        waiting = exception;
        apart = std::move(mention);
      }
      continue;
    }
    if (links_openssl && mention.expression == "OpenSSL") continue;
    if (!waiting.empty() && TakesException(mention, waiting)) {
      mention.expression += " WITH " + waiting;
      waiting.clear();
      apart.reset();
    }
    kept.push_back(std::move(mention));
  }
  *mentions = std::move(kept);
  return apart;
}

}  // namespace copytrace
