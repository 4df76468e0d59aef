#include "engine/scan/finding_text.h"

#include <fstream>
#include <iterator>
#include <span>
#include <string_view>

#include "grammars/encoding.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

std::optional<Sha1> Sha1OfSwhid(std::string_view swhid) {
  constexpr std::string_view kPrefix = "swh:1:cnt:";
  if (!swhid.starts_with(kPrefix) || swhid.size() != kPrefix.size() + 40) return std::nullopt;
  swhid.remove_prefix(kPrefix.size());
  Sha1 sha1{};
  for (size_t i = 0; i < swhid.size(); ++i) {
    const char c = swhid[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return std::nullopt;
    sha1[i / 2] = static_cast<uint8_t>(sha1[i / 2] << 4 | digit);
  }
  return sha1;
}

}  // namespace

std::optional<fs::path> LocateFile(const ScanPlace& place, const Finding& finding) {
  std::vector<fs::path> candidates;
  if (place.roots.size() != 1) candidates.push_back(place.working_directory / finding.path);
  for (const fs::path& root : place.roots) {
    if (fs::is_directory(root)) {
      candidates.push_back(root / finding.path);
    } else if (root.filename() == finding.path) {
      candidates.push_back(root);
    }
  }
  for (const fs::path& file : candidates) {
    if (fs::is_regular_file(file)) return file;
  }
  return std::nullopt;
}

std::string_view LinesIn(std::string_view text, const LineRange& lines) {
  size_t begin = 0;
  for (uint32_t line = 1; line < lines.first && begin < text.size(); ++line) {
    const size_t end = text.find('\n', begin);
    begin = end == std::string_view::npos ? text.size() : end + 1;
  }
  size_t end = begin;
  for (uint32_t line = lines.first; line <= lines.last && end < text.size(); ++line) {
    const size_t next = text.find('\n', end);
    end = next == std::string_view::npos ? text.size() : next + 1;
  }
  return text.substr(begin, end - begin);
}

std::optional<std::string> ReadText(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) return std::nullopt;
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::string storage;
  const auto text = DecodeText(bytes, &storage);
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<std::string> OriginText(const Store& store, const Origin& origin) {
  const auto sha1 = Sha1OfSwhid(origin.swhid);
  if (!sha1) return std::nullopt;
  const BlobId blob = store.FindBlobs(std::span(&*sha1, 1)).front();
  if (blob == kNoId) return std::nullopt;
  return store.GetSource(blob);
}

}  // namespace copytrace
