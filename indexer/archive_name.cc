#include "indexer/archive_name.h"

#include <algorithm>
#include <cctype>

namespace copytrace {
namespace {

constexpr size_t kReleaseDigits = 3;  // of a release that is a number: "less-590", not "crc-32"

struct ArchiveEnding {
  std::string_view ending;
  std::string_view purl_type;
  bool has_wrapper;
};

// Longer endings stand before the ones they end in.
constexpr ArchiveEnding kEndings[] = {
    {".orig.tar.gz", "", true}, {".orig.tar.xz", "", true}, {".orig.tar.bz2", "", true},
    {".tar.gz", "", true},      {".tar.xz", "", true},      {".tar.bz2", "", true},
    {".tar.zst", "", true},     {".tar.lz", "", true},      {".tar.lzma", "", true},
    {".tar.lz4", "", true},     {".tar.Z", "", true},       {".tar", "", true},
    {".tgz", "", true},         {".txz", "", true},         {".tbz2", "", true},
    {".tbz", "", true},         {".zip", "", true},         {".crate", "cargo", true},
    {".gem", "gem", false},     {".whl", "pypi", false},    {".egg", "pypi", false},
    {".jar", "", false},        {".war", "", false},        {".aar", "", false},
    {".nupkg", "nuget", false}, {".deb", "deb", false},     {".udeb", "deb", false},
};

const ArchiveEnding* FindEnding(std::string_view name) {
  const auto equal = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
  for (const ArchiveEnding& ending : kEndings) {
    if (name.size() <= ending.ending.size()) continue;
    const std::string_view tail = name.substr(name.size() - ending.ending.size());
    if (std::ranges::equal(tail, ending.ending, equal)) return &ending;
  }
  return nullptr;
}

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "1.2.13", "v1.2.0-rc.1", "20191217"; not "3", not "2d".
bool LooksLikeVersion(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  size_t digits = 0;
  while (digits < text.size() && IsDigit(text[digits])) ++digits;
  if (digits == 0) return false;
  if (digits >= 6 && digits == text.size()) return true;
  return text.size() > digits + 1 && text[digits] == '.' && IsDigit(text[digits + 1]);
}

// "less-590": a number alone, which is too little to go by in a directory's name.
NameVersion SplitRelease(std::string_view stem) {
  const size_t dash = stem.rfind('-');
  const std::string_view number = stem.substr(dash == std::string_view::npos ? 0 : dash + 1);
  if (dash == std::string_view::npos || dash == 0 || number.size() < kReleaseDigits ||
      !std::ranges::all_of(number, IsDigit)) {
    return {std::string(stem), ""};
  }
  return {std::string(stem.substr(0, dash)), std::string(number)};
}

}  // namespace

NameVersion SplitNameVersion(std::string_view name) {
  for (size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] != '-' && name[i] != '_' && name[i] != '@') continue;
    const std::string_view rest = name.substr(i + 1);
    if (LooksLikeVersion(rest)) return {std::string(name.substr(0, i)), std::string(rest)};
  }
  return {std::string(name), ""};
}

bool IsArchiveFileName(std::string_view path) { return FindEnding(FileName(path)) != nullptr; }

ArchiveName ParseArchiveName(std::string_view path) {
  std::string_view stem = FileName(path);
  const ArchiveEnding& ending = *FindEnding(stem);
  stem.remove_suffix(ending.ending.size());
  for (std::string_view classifier : {"-sources", "-javadoc"}) {
    if (ending.ending == ".jar" && stem.ends_with(classifier)) {
      stem.remove_suffix(classifier.size());
    }
  }
  ArchiveName result{.purl_type = std::string(ending.purl_type), .has_wrapper = ending.has_wrapper};
  NameVersion split = SplitNameVersion(stem);
  if (ending.has_wrapper && split.version.empty()) split = SplitRelease(stem);
  // name-1.0-py3-none-any.whl and name_1.0-1_amd64.deb carry the machine behind the version.
  if (result.purl_type == "pypi")
    split.version.resize(std::min(split.version.find('-'), split.version.size()));
  if (result.purl_type == "deb")
    split.version.resize(std::min(split.version.find('_'), split.version.size()));
  result.name = std::move(split.name);
  result.version = std::move(split.version);
  return result;
}

}  // namespace copytrace
