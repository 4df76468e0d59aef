#include "engine/scan/finding_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "engine/scan/removed_header.h"
#include "engine/source/file_words.h"
#include "engine/source/generated_code.h"
#include "engine/source/mark_tag.h"
#include "grammars/enclosing_function.h"

namespace copytrace {
namespace {

constexpr size_t kIdDigits = 12;
constexpr uint32_t kCopiedShare = 2;  // one part in: of a generated file that was copied, at least

std::string_view TrimEnd(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
    line.remove_suffix(1);
  }
  return line;
}

// Lines first..last of a text, white space at their ends left out.
std::string TextOfLines(std::string_view text, const LineRange& lines) {
  std::string result;
  uint32_t number = 1;
  while (!text.empty() && number <= lines.last) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (number >= lines.first) {
      result += TrimEnd(line);
      result += '\n';
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
  }
  return result;
}

// The nearest licence that says something about the file, and where it stands.
void SetLicense(const Blob& blob, const Place& place, Origin* origin) {
  if (!blob.license.empty()) {
    origin->license = blob.license;
    origin->license_source = LicenseSource::kFile;
  } else if (!place.occurrence.directory_license.empty()) {
    origin->license = place.occurrence.directory_license;
    origin->license_source = LicenseSource::kDirectory;
  } else if (!place.release.declared_license.empty()) {
    origin->license = place.release.declared_license;
    origin->license_source = LicenseSource::kRelease;
  }
  origin->license_class = ClassOfExpression(origin->license);
}

// The function that holds most of the lines; none for a region of several functions.
void SetFunction(const std::string& path, Language language, std::string_view text,
                 const LineRange& lines, std::string* name, LineRange* extent) {
  const auto function = FindFunctionInFile(path, language, text, lines.first, lines.last);
  if (!function) return;
  const uint32_t first = std::max(lines.first, function->first_line);
  const uint32_t last = std::min(lines.last, function->last_line);
  if (first > last || (last - first + 1) * 2 < lines.last - lines.first + 1) return;
  *name = function->name;
  *extent = {function->first_line, function->last_line};
}

// Bytes from the start of the line that holds the offset, from 1.
uint32_t ColumnOf(std::string_view text, size_t offset) {
  const size_t line_end = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return static_cast<uint32_t>(line_end == std::string_view::npos ? offset + 1 : offset - line_end);
}

void SetColumns(std::string_view text, const Match& match, Finding* finding) {
  if (match.begin >= match.end || match.end > text.size()) return;
  finding->first_column = ColumnOf(text, match.begin);
  finding->last_column = ColumnOf(text, match.end - 1);
}

std::string FindingId(const std::string& path, const std::string& content, const Origin& origin,
                      int ordinal) {
  const Sha1 hash = HashContent(
      fmt::format("{}\n{}\n{}\n{}\n{}", path, content, origin.name, origin.path, ordinal));
  std::string id;
  for (const uint8_t byte : hash) id += fmt::format("{:02x}", byte);
  return id.substr(0, kIdDigits);
}

// Whether a match says no more than that one generator wrote both files from different inputs. A
// generated file that was copied matches over most of its length.
bool IsOnlyTheGenerator(const Match& match, const SourceFile& file,
                        const std::optional<std::string>& source) {
  if (match.whole_file || !source || !IsGeneratedCode(*source)) return false;
  const uint32_t span = match.lines.last - match.lines.first + 1;
  return span * kCopiedShare < file.tokenized.line_count;
}

// Nothing where the match is no finding.
std::optional<Finding> BuildFinding(const Store& store, const SourceFile& file, bool generated,
                                    const Match& match) {
  const Place& place = match.attribution.origin;
  const std::optional<std::string> source = store.GetSource(place.blob);
  if (generated && IsOnlyTheGenerator(match, file, source)) return std::nullopt;
  const Blob blob = store.GetBlob(place.blob);
  Finding finding;
  finding.path = file.path;
  finding.lines = match.lines;
  finding.whole_file = match.whole_file;
  finding.minified = file.minified;
  if (file.minified) SetColumns(file.text, match, &finding);
  finding.kind = match.kind;
  finding.score_bits = match.score_bits;
  finding.e_value = match.e_value;
  finding.lines_covered = match.lines_covered;
  finding.carrier_count = match.attribution.carrier_count;
  finding.reason = match.attribution.reason;
  for (const Place& carrier : match.attribution.carriers) {
    finding.carriers.push_back({carrier.release.purl, carrier.occurrence.path});
  }

  Origin& origin = finding.origin;
  origin.blob = place.blob;
  origin.purl = place.release.purl;
  origin.name = place.component.name;
  origin.version = place.release.version;
  origin.released = place.release.released;
  origin.path = place.occurrence.path;
  origin.lines = match.source_lines;
  origin.copyright = blob.copyright;
  origin.swhid = Swhid(blob.sha1);
  origin.first_version = match.attribution.first_version;
  origin.last_version = match.attribution.last_version;
  origin.versions = match.attribution.version_count;
  SetLicense(blob, place, &origin);

  if (source && !file.minified) {  // what packs bundles moves headers elsewhere
    finding.removed_header =
        FindRemovedHeader(file.text, *source, match.source_lines, match.whole_file);
  }
  finding.generated = generated || (source && *source != file.text && IsGeneratedCode(*source));
  if (!match.whole_file) {
    if (!file.minified) {  // a line of it holds hundreds of functions
      SetFunction(file.path, file.type.language, file.text, match.lines, &finding.function,
                  &finding.function_lines);
    }
    if (source) {
      SetFunction(origin.path, blob.language, *source, match.source_lines, &origin.function,
                  &origin.function_lines);
    }
    // Equal tokens on equal lines may still differ in indentation and comments: the texts decide.
    if (match.kind == MatchKind::kIdentical && source &&
        TextOfLines(file.text, match.lines) != TextOfLines(*source, match.source_lines)) {
      finding.kind = MatchKind::kReformatted;
    }
  }
  return finding;
}

void SetPlaces(const SourceFile& file, std::vector<Finding>* findings) {
  if (findings->empty() || file.minified) return;
  const FileWords words(file);
  const bool may_be_marked = MayHoldMarks(file.text);
  for (Finding& finding : *findings) {
    finding.place.content = words.KeyOf(finding.lines);
    finding.place.copy = words.CopyNumber(finding.place.content, finding.lines);
    finding.place.may_be_marked = may_be_marked;
  }
}

}  // namespace

std::vector<Finding> BuildFindings(const Store& store, const SourceFile& file,
                                   const std::vector<Match>& matches) {
  std::vector<Finding> findings;
  std::set<std::string> ids;
  const bool generated = !matches.empty() && IsGeneratedCode(file.text);
  for (const Match& match : matches) {
    std::optional<Finding> built = BuildFinding(store, file, generated, match);
    if (!built) continue;
    Finding& finding = *built;
    // Lines of minified code may be shared by many findings, and change with any of them.
    const std::string content =
        file.minified && match.begin < match.end && match.end <= file.text.size()
            ? file.text.substr(match.begin, match.end - match.begin)
            : TextOfLines(file.text, match.lines);
    int ordinal = 0;
    do {
      finding.id = FindingId(file.path, content, finding.origin, ordinal++);
    } while (!ids.insert(finding.id).second);
    findings.push_back(std::move(finding));
  }
  SetPlaces(file, &findings);
  return findings;
}

}  // namespace copytrace
