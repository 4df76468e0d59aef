// The colours of reports that people read, as ANSI escapes; empty strings where colour is off.
#pragma once

#include <string>
#include <string_view>

#include "engine/license/license_table.h"

namespace copytrace {

class TerminalStyle {
 public:
  explicit TerminalStyle(bool color) : color_(color) {}

  std::string Bold(std::string_view text) const { return Paint("1", text); }
  std::string Dim(std::string_view text) const { return Paint("2", text); }
  std::string Cyan(std::string_view text) const { return Paint("36", text); }
  std::string Yellow(std::string_view text) const { return Paint("33", text); }
  std::string Red(std::string_view text) const { return Paint("31", text); }
  // Green where little is asked of the copier, through yellow and red to magenta where no
  // licence was found.
  std::string ByClass(LicenseClass license_class, std::string_view text) const {
    switch (license_class) {
      case LicenseClass::kPublicDomain:
      case LicenseClass::kPermissive:
        return Paint("32", text);
      case LicenseClass::kWeakCopyleft:
        return Paint("33", text);
      case LicenseClass::kStrongCopyleft:
        return Paint("31", text);
      case LicenseClass::kNetworkCopyleft:
        return Paint("1;31", text);
      case LicenseClass::kSourceAvailable:
      case LicenseClass::kProprietary:
        return Paint("35", text);
      case LicenseClass::kUnknown:
        break;
    }
    return Paint("1;35", text);
  }

 private:
  std::string Paint(std::string_view code, std::string_view text) const {
    if (!color_) return std::string(text);
    std::string out = "\x1b[";
    out.append(code).append("m").append(text).append("\x1b[0m");
    return out;
  }

  bool color_;
};

}  // namespace copytrace
