// Checksums that documents state of a file. Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/store/records.h"

namespace copytrace {

// The SHA-1 of the bytes alone, as SPDX documents have it; HashContent, of source_file.h, is git's.
Sha1 PlainSha1(std::string_view bytes);

using Sha256Sum = std::array<uint8_t, 32>;
Sha256Sum PlainSha256(std::string_view bytes);

std::string Hex(const Sha1& sha1);            // 40 lower-case digits
std::string Hex(const Sha256Sum& sha256);     // 64 of them
std::string Base64(const Sha256Sum& sha256);  // as Content-Security-Policy has it

}  // namespace copytrace
