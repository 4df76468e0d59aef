#include "indexer/directory_reader.h"

#include <algorithm>
#include <utility>

#include "engine/error.h"

namespace copytrace {

DirectoryReader::DirectoryReader(PackageSource source, const ReadLimits& limits)
    : source_(std::move(source)), limits_(limits.file) {}

void DirectoryReader::Rewind(PathFilter wanted) {
  wanted_ = std::move(wanted);
  next_entry_ = 0;
  next_skip_ = 0;
  if (!listing_) List();
}

void DirectoryReader::List() {
  std::error_code ignored;
  TreeOptions options;
  options.use_gitignore = std::filesystem::exists(source_.location / ".git", ignored);
  try {
    listing_ = ListTree(source_.location, options);
  } catch (const Error& error) {
    listing_ = TreeListing();
    listing_->skips.push_back({"", SkipReason::kUnreadable, error.what()});
    return;
  }
  for (std::string& excluded : source_.excluded) excluded = EscapeInvalidUtf8(excluded);
  std::erase_if(listing_->entries, [this](const TreeEntry& e) { return IsExcluded(e.path); });
  std::erase_if(listing_->skips, [this](const TreeSkip& s) { return IsExcluded(s.path); });
}

bool DirectoryReader::IsExcluded(std::string_view path) const {
  return std::ranges::any_of(source_.excluded, [path](const std::string& excluded) {
    return path.starts_with(excluded) &&
           (path.size() == excluded.size() || path[excluded.size()] == '/');
  });
}

std::optional<PackageFile> DirectoryReader::Next() {
  while (next_entry_ < listing_->entries.size()) {
    const TreeEntry& entry = listing_->entries[next_entry_++];
    if (!wanted_(entry.path)) continue;
    PackageFile file{.path = entry.path};
    SkipReason reason;
    std::optional<std::string> bytes =
        ReadFileBytes(entry.file, limits_, &reason, &file.skip_detail);
    if (bytes) {
      file.bytes = std::move(*bytes);
    } else {
      file.skipped = reason;
    }
    return file;
  }
  if (next_skip_ < listing_->skips.size()) {
    const TreeSkip& skip = listing_->skips[next_skip_++];
    return PackageFile{.path = skip.path, .skipped = skip.reason, .skip_detail = skip.detail};
  }
  return std::nullopt;
}

}  // namespace copytrace
