// The licence that a web address by itself stands for. Nothing is fetched. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

struct AddressedLicense {
  std::string expression;  // never empty: a reference to somewhere else at the least
  double confidence = 1;   // 1: the address names the licence; less: it is known of what is there
};

AddressedLicense LicenseOfAddress(std::string_view address);

bool IsAddress(std::string_view text);  // "http://…" or "https://…", of one line

}  // namespace copytrace
