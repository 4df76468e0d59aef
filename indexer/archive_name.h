// What the name of an archive or a directory says about the package in it.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

struct NameVersion {
  std::string name;
  std::string version;  // empty where the name has none
};

// "zlib-1.2.13" → zlib, 1.2.13; "mod@v1.2.0" → mod, v1.2.0; "x264" → x264 and nothing. A version
// is what follows '-', '_' or '@' and starts with numbers joined by a dot, or is a date.
NameVersion SplitNameVersion(std::string_view name);

// Whether a file of this name is an archive that ArchiveReader opens: .tar.*, .tgz, .zip, .jar,
// .whl, .crate, .gem, .deb, .nupkg … `path` may have directories.
bool IsArchiveFileName(std::string_view path);

struct ArchiveName {
  std::string purl_type;  // "cargo" of .crate, "gem", "pypi" of .whl, "deb", "nuget"; else empty
  std::string name;
  std::string version;      // may be empty
  bool has_wrapper = true;  // whether this kind of archive wraps its files in one directory
};

// `path` may have directories. REQUIRES: IsArchiveFileName(path).
ArchiveName ParseArchiveName(std::string_view path);

}  // namespace copytrace
