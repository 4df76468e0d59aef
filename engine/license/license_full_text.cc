#include "engine/license/license_full_text.h"

#include <cstdint>
#include <cstring>

// What generate_license_texts.cc wrote, as the linker sees it.
asm(R"(
    .section .rodata
    .balign 16
    .global copytrace_license_texts
copytrace_license_texts:
    .incbin ")" COPYTRACE_LICENSE_TEXTS R"("
    .byte 0
    .previous
)");
extern "C" const char copytrace_license_texts[];

namespace copytrace {
namespace {

uint32_t NumberAt(size_t offset) {
  uint32_t number;
  std::memcpy(&number, copytrace_license_texts + offset, sizeof(number));
  return number;
}

std::string_view StringAt(size_t offset) {
  return {copytrace_license_texts + NumberAt(offset), NumberAt(offset + 4)};
}

}  // namespace

std::optional<std::string_view> FullLicenseText(std::string_view spdx_id) {
  size_t first = 0;
  size_t last = NumberAt(0);
  while (first < last) {
    const size_t middle = first + (last - first) / 2;
    const size_t row = 4 + 16 * middle;
    const std::string_view id = StringAt(row);
    if (id == spdx_id) return StringAt(row + 8);
    if (id < spdx_id) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return std::nullopt;
}

}  // namespace copytrace
