// The lineage of a file: what its versions have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace copytrace {

// The path with the versions taken off its directories: "zlib-1.2.13/inflate.c" → "zlib/inflate.c".
std::string WithoutVersions(std::string_view path);

// 32 bits of a hash of the component's purl and the path without versions.
uint32_t LineageOf(std::string_view component_purl, std::string_view path);

}  // namespace copytrace
