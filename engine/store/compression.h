// Single records compressed with zstd: for those that are read one by one, where a table's block
// of several would be unpacked for one of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace copytrace {

// A zstd frame without magic number, size and checksum; the table that holds it has one.
std::string Compress(std::string_view bytes);

// Makes *bytes what Compress was given, of which the size must be known. Throws MalformedRecord; a
// size beyond what so short a frame can hold is refused before memory is taken for it.
void Decompress(std::string_view frame, size_t size, std::string* bytes);

}  // namespace copytrace
