// Why a file was not looked at. Reported, never silent.
#pragma once

#include <cstdint>
#include <string_view>

namespace copytrace {

enum class SkipReason : uint8_t {
  kUnreadable,  // cannot be opened or read
  kTooLarge,    // above the size limit
  kBinary,      // no text in a known encoding
  kMinified,    // lines of many hundred bytes: machine-made
  kNotCode,     // prose or data by its name: whole-file matching only
  kBadArchive,  // an archive, or a member of it, that cannot be unpacked safely
  kSpecial,     // a device, a socket, a link out of the tree
  kTooSlow,     // takes more time than a file may
};

// "too large", as reports print it.
std::string_view SkipReasonText(SkipReason reason);

}  // namespace copytrace
