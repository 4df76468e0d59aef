// A store as one file: a tar, compressed with zstd, of the store's own files and, at its end, a
// list of their SHA-256, as sha256sum writes it. `tar -x` and `sha256sum -c` can read it, too.
#pragma once

#include <cstdint>
#include <filesystem>

namespace copytrace {

// Writes the present generation of the store in `directory` to `file`; writers have to wait. The
// file appears under its name when it is whole. Returns its size in bytes. Throws Error.
uint64_t ExportStore(const std::filesystem::path& directory, const std::filesystem::path& file);

// Makes a store in `directory`, which must be empty or not exist, of an exported file. All is
// checked before: `directory` becomes the whole store or stays as it was. Throws Error.
void ImportStore(const std::filesystem::path& file, const std::filesystem::path& directory);

}  // namespace copytrace
