// Checksums that documents state of a file. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "engine/store/records.h"

namespace copytrace {

// The SHA-1 of the bytes alone, as SPDX documents have it; HashContent, of source_file.h, is git's.
Sha1 PlainSha1(std::string_view bytes);

std::string Hex(const Sha1& sha1);  // 40 lower-case digits

}  // namespace copytrace
