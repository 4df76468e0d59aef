// Formats: dpkg-source(1), deb-src-control(5), dsc(5).
#include "indexer/debian_source_reader.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "engine/license/header_field.h"
#include "engine/source/source_tree.h"
#include "indexer/archive_name.h"
#include "indexer/sha256.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxControlBytes = size_t{1} << 20;

// "gui" of "rocket_1.2.orig-gui.tar.xz"; empty for other names.
std::string ComponentOf(std::string_view name) {
  constexpr std::string_view kMark = ".orig-";
  const size_t mark = name.find(kMark);
  if (mark == std::string_view::npos) return "";
  name.remove_prefix(mark + kMark.size());
  const size_t end = name.find(".tar");
  return end == std::string_view::npos ? "" : std::string(name.substr(0, end));
}

std::string_view TopDirectory(std::string_view path) { return path.substr(0, path.find('/') + 1); }

}  // namespace

DebianControl ReadDebianControl(const fs::path& dsc) {
  std::ifstream stream(dsc, std::ios::binary);
  std::string bytes(kMaxControlBytes, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(stream.gcount()));

  DebianControl control;
  std::string_view text = bytes;
  // A signature's armour is a stanza of its own, before the one that counts.
  while (!text.empty() && control.source.empty()) {
    const HeaderStanza stanza = TakeHeaderStanza(&text);
    control.source = HeaderValue(stanza, "source");
    control.version = HeaderValue(stanza, "version");
    std::istringstream files(HeaderValue(stanza, "files"));
    for (std::string digest, size, name; files >> digest >> size >> name;) {
      if (name.find('/') == std::string::npos && !name.starts_with('.')) {
        control.files.push_back(std::move(name));
      }
    }
    std::istringstream sums(HeaderValue(stanza, "checksums-sha256"));
    for (std::string digest, size, name; sums >> digest >> size >> name;) {
      control.sha256[name] = LowerAscii(digest);
    }
  }
  return control;
}

DebianSourceReader::DebianSourceReader(fs::path dsc, const ReadLimits& limits)
    : dsc_(std::move(dsc)), limits_(limits) {}

void DebianSourceReader::OpenParts() {
  const DebianControl control = ReadDebianControl(dsc_);
  if (control.files.empty()) {
    loose_.push_back({.skipped = SkipReason::kBadArchive, .skip_detail = "lists no files"});
  }
  for (const std::string& name : control.files) {
    const fs::path file = dsc_.parent_path() / name;
    if (!name.ends_with(".diff.gz") && !IsArchiveFileName(name)) continue;  // a signature
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
      loose_.push_back({.skipped = SkipReason::kUnreadable,
                        .skip_detail = EscapeInvalidUtf8(name) + " is not beside the .dsc"});
      continue;
    }
    const auto stated = control.sha256.find(name);
    if (stated != control.sha256.end() && Sha256OfFile(file) != stated->second) {
      loose_.clear();
      parts_.clear();
      loose_.push_back({.skipped = SkipReason::kBadArchive,
                        .skip_detail = EscapeInvalidUtf8(name) +
                                       " does not have the SHA-256 that the .dsc states; it is "
                                       "damaged or another one: fetch it again"});
      return;
    }
    OpenPart(name, file);
  }
}

void DebianSourceReader::OpenPart(const std::string& name, const fs::path& file) {
  if (name.ends_with(".diff.gz")) {
    const std::optional<std::string> diff = ReadCompressedFile(file, limits_.max_nested_bytes);
    if (!diff) {
      loose_.push_back({.path = EscapeInvalidUtf8(name),
                        .skipped = SkipReason::kBadArchive,
                        .skip_detail = "cannot be unpacked"});
      return;
    }
    for (PackageFile& added : FilesAddedByDiff(*diff)) loose_.push_back(std::move(added));
    return;
  }
  Part part{.name = name, .reader = std::make_unique<ArchiveReader>(file, limits_)};
  part.is_upstream = name.find(".orig") != std::string::npos;
  const std::string component = ComponentOf(name);
  if (!component.empty()) part.prefix = component + '/';
  if (name.find(".debian.tar") != std::string::npos) {
    has_debian_part_ = true;
  } else {
    FindWrapper(&part);
  }
  parts_.push_back(std::move(part));
}

// dpkg-source takes the one directory of a tarball away, and leaves the files where they are if
// there are several.
void DebianSourceReader::FindWrapper(Part* part) {
  bool first = true;
  std::string wrapper;
  part->reader->Rewind([&](std::string_view path) {
    const std::string_view top = TopDirectory(path);
    if (first) wrapper = top;
    if (wrapper != top) wrapper.clear();
    first = false;
    return false;
  });
  while (part->reader->Next()) {
  }
  part->strip = std::move(wrapper);
}

std::optional<std::string> DebianSourceReader::PlaceOf(const Part& part,
                                                       std::string_view path) const {
  if (path.starts_with(part.strip)) path.remove_prefix(part.strip.size());
  if (part.is_upstream && has_debian_part_ && part.prefix.empty() && path.starts_with("debian/")) {
    return std::nullopt;
  }
  return part.prefix + std::string(path);
}

void DebianSourceReader::Rewind(PathFilter wanted) {
  wanted_ = std::move(wanted);
  if (!std::exchange(opened_, true)) OpenParts();
  next_loose_ = 0;
  next_part_ = 0;
  for (Part& part : parts_) {
    part.reader->Rewind([this, &part](std::string_view path) {
      const std::optional<std::string> place = PlaceOf(part, path);
      return place && wanted_(*place);
    });
  }
}

std::optional<PackageFile> DebianSourceReader::Next() {
  while (next_loose_ < loose_.size()) {
    const PackageFile& file = loose_[next_loose_++];
    if (file.skipped || wanted_(file.path)) return file;
  }
  while (next_part_ < parts_.size()) {
    Part& part = parts_[next_part_];
    std::optional<PackageFile> file = part.reader->Next();
    if (!file) {
      ++next_part_;
      continue;
    }
    if (file->path.empty()) {  // the tarball as a whole
      file->skip_detail.insert(0, EscapeInvalidUtf8(part.name) + ": ");
      return file;
    }
    std::optional<std::string> place = PlaceOf(part, file->path);
    if (!place) continue;
    file->path = std::move(*place);
    return file;
  }
  return std::nullopt;
}

// A file that is added whole is one hunk "@@ -0,0 +1,N @@" of lines that begin with '+'.
std::vector<PackageFile> FilesAddedByDiff(std::string_view diff) {
  std::vector<PackageFile> files;
  bool in_file = false;
  std::string_view path;
  while (!diff.empty()) {
    const size_t end = diff.find('\n');
    const std::string_view line = diff.substr(0, end);
    diff.remove_prefix(end == std::string_view::npos ? diff.size() : end + 1);
    if (in_file && line.starts_with('+')) {
      files.back().bytes.append(line.substr(1)) += '\n';
      continue;
    }
    if (in_file && line.starts_with('\\') && files.back().bytes.ends_with('\n')) {
      files.back().bytes.pop_back();  // "\ No newline at end of file"
      continue;
    }
    in_file = false;
    if (line.starts_with("+++ ")) {
      path = line.substr(4, line.find('\t') - 4);
      path.remove_prefix(TopDirectory(path).size());
    } else if (line.starts_with("@@ -0,0 ") && path.starts_with("debian/") &&
               path.find("..") == std::string_view::npos) {
      files.push_back({.path = EscapeInvalidUtf8(path)});
      in_file = true;
    }
  }
  return files;
}

}  // namespace copytrace
