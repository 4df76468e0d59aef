// A file is: the line kHeader, the scope (20 bytes), records, and the SHA-1 of all before it. A
// record is its key (20 bytes), a varint length and as many bytes.
#include "engine/scan/result_cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "engine/source/source_file.h"
#include "engine/store/bytes.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader = "copytrace results 2\n";
constexpr uintmax_t kMaxFileBytes = uintmax_t{256} << 20;
constexpr uintmax_t kMaxDirectoryBytes = uintmax_t{1} << 30;
constexpr size_t kMaxFiles = 256;

std::string_view ViewOf(const Sha1& sha1) {
  return {reinterpret_cast<const char*>(sha1.data()), sha1.size()};
}

void PutLines(std::string* out, const LineRange& lines) {
  PutVarint(out, lines.first);
  PutVarint(out, lines.last);
}

LineRange ReadLines(ByteReader* reader) {
  const uint32_t first = reader->Varint32();
  return {.first = first, .last = reader->Varint32()};
}

template <typename Enum>
Enum ReadEnum(ByteReader* reader, Enum last) {
  const uint8_t value = reader->Byte();
  if (value > static_cast<uint8_t>(last)) throw MalformedRecord("an enumeration is out of range");
  return static_cast<Enum>(value);
}

void PutByte(std::string* out, auto value) { out->push_back(static_cast<char>(value)); }

// All but the path, which is the file's, and the fit to the project, which is found anew.
void PutFinding(std::string* out, const Finding& finding) {
  PutString(out, finding.id);
  PutLines(out, finding.lines);
  PutVarint(out, finding.first_column);
  PutVarint(out, finding.last_column);
  PutByte(out, finding.minified);
  PutByte(out, finding.whole_file);
  PutString(out, finding.function);
  PutLines(out, finding.function_lines);
  PutByte(out, finding.kind);
  PutByte(out, finding.generated);
  PutKey64(out, std::bit_cast<uint64_t>(finding.score_bits));
  PutKey64(out, std::bit_cast<uint64_t>(finding.e_value));
  PutVarint(out, finding.lines_covered);
  const Origin& origin = finding.origin;
  PutVarint(out, origin.blob);
  PutVarint(out, origin.versions);
  for (const std::string* text :
       {&origin.purl, &origin.name, &origin.version, &origin.released, &origin.path,
        &origin.function, &origin.license, &origin.copyright, &origin.swhid, &origin.first_version,
        &origin.last_version, &finding.reason}) {
    PutString(out, *text);
  }
  PutLines(out, origin.lines);
  PutLines(out, origin.function_lines);
  PutByte(out, origin.license_class);
  PutByte(out, origin.license_source);
  PutVarint(out, finding.carrier_count);
  PutVarint(out, finding.carriers.size());
  for (const Carrier& carrier : finding.carriers) {
    PutString(out, carrier.purl);
    PutString(out, carrier.path);
  }
  PutVarint(out, finding.place.content.words);
  PutKey64(out, finding.place.content.hash);
  PutVarint(out, finding.place.copy);
  PutByte(out, finding.place.may_be_marked);
  PutByte(out, finding.removed_header.has_value());
  if (!finding.removed_header) return;
  PutString(out, finding.removed_header->license);
  PutString(out, finding.removed_header->copyright);
  PutLines(out, finding.removed_header->lines);
}

Finding ReadFinding(ByteReader* reader, const std::string& path) {
  Finding finding;
  finding.path = path;
  finding.id = reader->String();
  finding.lines = ReadLines(reader);
  finding.first_column = reader->Varint32();
  finding.last_column = reader->Varint32();
  finding.minified = reader->Byte() != 0;
  finding.whole_file = reader->Byte() != 0;
  finding.function = reader->String();
  finding.function_lines = ReadLines(reader);
  finding.kind = ReadEnum(reader, MatchKind::kModified);
  finding.generated = reader->Byte() != 0;
  finding.score_bits = std::bit_cast<double>(reader->Key64());
  finding.e_value = std::bit_cast<double>(reader->Key64());
  finding.lines_covered = reader->Varint32();
  Origin& origin = finding.origin;
  origin.blob = reader->Varint32();
  origin.versions = reader->Varint32();
  for (std::string* text :
       {&origin.purl, &origin.name, &origin.version, &origin.released, &origin.path,
        &origin.function, &origin.license, &origin.copyright, &origin.swhid, &origin.first_version,
        &origin.last_version, &finding.reason}) {
    *text = reader->String();
  }
  origin.lines = ReadLines(reader);
  origin.function_lines = ReadLines(reader);
  origin.license_class = ReadEnum(reader, LicenseClass::kUnknown);
  origin.license_source = ReadEnum(reader, LicenseSource::kRelease);
  finding.carrier_count = reader->Varint32();
  finding.carriers.resize(reader->Count());
  for (Carrier& carrier : finding.carriers) {
    carrier.purl = reader->String();
    carrier.path = reader->String();
  }
  finding.place.content.words = reader->Varint32();
  finding.place.content.hash = reader->Key64();
  finding.place.copy = reader->Varint32();
  finding.place.may_be_marked = reader->Byte() != 0;
  if (reader->Byte() != 0) {
    RemovedHeader& header = finding.removed_header.emplace();
    header.license = reader->String();
    header.copyright = reader->String();
    header.lines = ReadLines(reader);
  }
  return finding;
}

std::optional<std::string> ReadWhole(const fs::path& file) {
  std::error_code error;
  const uintmax_t size = fs::file_size(file, error);
  if (error || size > kMaxFileBytes) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<size_t>(in.gcount()));
  return bytes;
}

}  // namespace

std::string EncodeFileResult(const FileResult& result) {
  std::string out;
  PutByte(&out, result.skipped);
  if (result.skipped) {
    PutByte(&out, result.reason);
    PutString(&out, result.detail);
  }
  PutVarint(&out, result.bytes);
  PutVarint(&out, result.lines);
  PutVarint(&out, result.findings.size());
  for (const Finding& finding : result.findings) PutFinding(&out, finding);
  return out;
}

FileResult DecodeFileResult(const std::string& path, std::string_view bytes) {
  ByteReader reader(bytes);
  FileResult result;
  result.skipped = reader.Byte() != 0;
  if (result.skipped) {
    result.reason = ReadEnum(&reader, SkipReason::kTooSlow);
    result.detail = reader.String();
  }
  result.bytes = reader.Varint();
  result.lines = reader.Varint();
  const size_t findings = reader.Count();
  for (size_t i = 0; i < findings; ++i) result.findings.push_back(ReadFinding(&reader, path));
  reader.ExpectEnd();
  return result;
}

ResultCache::ResultCache(const fs::path& directory, const std::string& name, const Sha1& scope)
    : file_(directory / name) {
  kept_ = kHeader;
  kept_ += ViewOf(scope);
  Load(scope);
}

void ResultCache::Load(const Sha1& scope) {
  std::optional<std::string> bytes = ReadWhole(file_);
  if (!bytes) return;
  loaded_ = std::move(*bytes);
  const auto ignore = [&] {
    records_.clear();
    note_ = fmt::format("{}: the cache of results is damaged and was not used", file_.string());
  };
  constexpr size_t kSum = std::tuple_size_v<Sha1>;
  if (loaded_.size() < kHeader.size() + 2 * kSum) return ignore();
  const std::string_view content = std::string_view(loaded_).substr(0, loaded_.size() - kSum);
  if (ViewOf(HashContent(content)) != std::string_view(loaded_).substr(content.size())) {
    return ignore();
  }
  if (!content.starts_with(kHeader)) return;  // of another version of this format
  if (content.substr(kHeader.size(), kSum) != ViewOf(scope)) return;
  try {
    ByteReader reader(content.substr(kHeader.size() + kSum));
    while (!reader.done()) {
      Sha1 key;
      const std::string_view text = reader.Bytes(kSum);
      std::copy(text.begin(), text.end(), key.begin());
      records_.emplace(key, reader.Bytes(reader.Count()));
    }
  } catch (const MalformedRecord&) {
    ignore();
  }
}

Sha1 ResultCache::KeyOf(std::string_view path, const Sha1& content) {
  std::string text(ViewOf(content));
  text += path;
  return HashContent(text);
}

std::string_view ResultCache::Find(const Sha1& key) const {
  const auto found = records_.find(key);
  return found == records_.end() ? std::string_view() : found->second;
}

void ResultCache::Keep(const Sha1& key, std::string_view record) {
  kept_ += ViewOf(key);
  PutString(&kept_, record);
  ++kept_count_;
  has_news_ |= !records_.contains(key);
}

void ResultCache::Save() {
  std::error_code error;
  if (!has_news_ && kept_count_ == records_.size() && !records_.empty()) {
    fs::last_write_time(file_, fs::file_time_type::clock::now(), error);
    return;
  }
  if (kept_.size() > kMaxFileBytes) return;
  kept_ += ViewOf(HashContent(kept_));
  fs::create_directories(file_.parent_path(), error);
  if (error) return;
  fs::path partial = file_;
  partial += fmt::format(".{}.part", getpid());
  {
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    out << kept_;
    if (!out.flush()) {
      fs::remove(partial, error);
      return;
    }
  }
  fs::rename(partial, file_, error);
  if (error) fs::remove(partial, error);
  RemoveOldest();
}

void ResultCache::RemoveOldest() const {
  struct Entry {
    fs::file_time_type time;
    fs::path path;
    uintmax_t bytes;
  };
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator it(file_.parent_path(), error), end; !error && it != end;
       it.increment(error)) {
    std::error_code gone;  // another scan may remove what this one looks at
    const auto time = fs::last_write_time(it->path(), gone);
    const uintmax_t bytes = fs::file_size(it->path(), gone);
    if (!gone) entries.push_back({time, it->path(), bytes});
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.time > b.time; });
  uintmax_t total = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    total += entries[i].bytes;
    if (i >= kMaxFiles || total > kMaxDirectoryBytes) fs::remove(entries[i].path, error);
  }
}

}  // namespace copytrace
