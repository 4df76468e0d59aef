// Reads a Debian source package as `dpkg-source -x` would unpack it, without unpacking it: a .dsc
// file, and the tarballs that it lists, beside it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/archive_reader.h"
#include "indexer/package_reader.h"

namespace copytrace {

struct DebianControl {
  std::string source;
  std::string version;             // with its epoch
  std::vector<std::string> files;  // plain names, in the order of the .dsc
  // The files' SHA-256 in hex by their names; older packages state none.
  std::map<std::string, std::string, std::less<>> sha256;
};

// The fields of a .dsc, signed or not. Empty where it cannot be read or is malformed.
DebianControl ReadDebianControl(const std::filesystem::path& dsc);

// The files of upstream's tarball, of its further components ("NAME.orig-COMPONENT.tar.*" stands in
// COMPONENT/), and of debian/, which comes from debian.tar.*, from what a diff.gz adds, or from a
// native tarball. Upstream's own debian/ gives way to Debian's. Patches of debian/patches are files
// and are not applied: a package's upstream files are as upstream wrote them. A tarball that is
// missing is a skip of the package as a whole; one that does not have the SHA-256 that the .dsc
// states is, too, and then nothing of the package is read.
class DebianSourceReader : public PackageReader {
 public:
  DebianSourceReader(std::filesystem::path dsc, const ReadLimits& limits);

  void Rewind(PathFilter wanted) override;
  std::optional<PackageFile> Next() override;

 private:
  struct Part {
    std::string name;
    std::string strip;   // directory around its files, with a slash
    std::string prefix;  // where its files belong
    bool is_upstream = false;
    std::unique_ptr<ArchiveReader> reader;  // none: a diff, or missing
  };

  void OpenParts();  // in the first pass
  void OpenPart(const std::string& name, const std::filesystem::path& file);
  void FindWrapper(Part* part);
  // Where the part's file belongs; nothing if it gives way to another part's.
  std::optional<std::string> PlaceOf(const Part& part, std::string_view path) const;

  std::filesystem::path dsc_;
  ReadLimits limits_;
  PathFilter wanted_;
  bool opened_ = false;
  bool has_debian_part_ = false;
  std::vector<Part> parts_;
  std::vector<PackageFile> loose_;  // what is missing, and the files that a diff adds
  size_t next_loose_ = 0;
  size_t next_part_ = 0;
};

// The files below debian/ that a source package's diff adds whole. `diff` is unpacked.
std::vector<PackageFile> FilesAddedByDiff(std::string_view diff);

}  // namespace copytrace
