#include "engine/report/file_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/source/source_file.h"
#include "grammars/encoding.h"

namespace copytrace {
namespace {

// Lines end at LF, CRLF and lone CR. A character takes `width` bytes, its value in the one at
// `low`, the others being zero in line ends.
std::vector<FileLines::Bytes> SplitLines(std::string_view bytes, size_t width, size_t low) {
  const auto is = [&](size_t i, char c) {
    if (i + width > bytes.size()) return false;
    for (size_t k = 0; k < width; ++k) {
      if (bytes[i + k] != (k == low ? c : '\0')) return false;
    }
    return true;
  };
  std::vector<FileLines::Bytes> lines;
  size_t begin = 0;
  for (size_t i = 0; i < bytes.size(); i += width) {
    if (!is(i, '\n') && !is(i, '\r')) continue;
    lines.push_back({begin, i});
    if (is(i, '\r') && is(i + width, '\n')) i += width;
    begin = i + width;
  }
  if (begin < bytes.size()) lines.push_back({begin, bytes.size()});
  return lines;
}

// UTF-16 code units of a UTF-8 text.
uint32_t Utf16Length(std::string_view text) {
  uint32_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

}  // namespace

FileLines::FileLines(std::string_view bytes) {
  std::string storage;
  const auto text = DecodeText(bytes, &storage);
  if (!text) return;
  text_ = *text;
  is_plain_ = text_ == bytes;
  text_lines_ = SplitLines(text_, 1, 0);
  if (bytes.find('\0') == std::string_view::npos) {
    lines_ = SplitLines(bytes, 1, 0);
    return;
  }
  // Text with zero bytes is UTF-16; they are the upper halves of most of its characters.
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < bytes.size(); ++i) zeros[i & 1] += bytes[i] == '\0';
  lines_ = SplitLines(bytes, 2, zeros[0] > zeros[1] ? 1 : 0);
}

std::string_view FileLines::LineText(uint32_t line) const {
  const Bytes& span = text_lines_[line - 1];
  return std::string_view(text_).substr(span.begin, span.end - span.begin);
}

std::optional<FileLines::Bytes> FileLines::BytesOf(const Finding& finding) const {
  const LineRange& lines = finding.lines;
  if (lines.first == 0 || lines.last < lines.first || lines.last > lines_.size()) return {};
  Bytes bytes{lines_[lines.first - 1].begin, lines_[lines.last - 1].end};
  if (finding.minified && finding.first_column > 0 && is_plain_) {
    const Bytes columns{lines_[lines.first - 1].begin + finding.first_column - 1,
                        lines_[lines.last - 1].begin + finding.last_column};
    if (columns.begin < columns.end && columns.end <= bytes.end) bytes = columns;
  }
  if (bytes.begin >= bytes.end) return {};
  return bytes;
}

std::optional<FileLines::Columns> FileLines::ColumnsOf(const LineRange& lines) const {
  if (lines.first == 0 || lines.last < lines.first || lines.last > text_lines_.size()) return {};
  return Columns{1, Utf16Length(LineText(lines.last)) + 1};
}

std::optional<FileLines::Columns> FileLines::ColumnsOf(const Finding& finding,
                                                       const LineRange& lines) const {
  std::optional<Columns> columns = ColumnsOf(lines);
  if (!columns || !finding.minified || lines != finding.lines || finding.first_column == 0) {
    return columns;
  }
  const std::string_view first = LineText(lines.first);
  const std::string_view last = LineText(lines.last);
  if (finding.first_column <= first.size() && finding.last_column <= last.size()) {
    columns->first = Utf16Length(first.substr(0, finding.first_column - 1)) + 1;
    columns->end = Utf16Length(last.substr(0, finding.last_column)) + 1;
  }
  return columns;
}

const ScannedFile* ScannedFiles::Read(const Finding& finding) {
  if (finding.path != path_) {
    path_ = finding.path;
    file_.reset();
    if (const auto bytes = input_.bytes_of(finding)) {
      file_ = ScannedFile{PlainSha1(*bytes), HashContent(*bytes), FileLines(*bytes)};
    }
  }
  return file_ ? &*file_ : nullptr;
}

std::string DescribeSnippetDocument(size_t unread) {
  std::string description =
      "Code that was copied into the project, as far as the searched releases hold it; the "
      "project's own code and its dependencies are not listed.";
  if (unread > 0) {
    description +=
        fmt::format(" {} left out, as {} could not be read when this was written.",
                    unread == 1 ? "1 finding is" : fmt::format("{} findings are", unread),
                    unread == 1 ? "its file" : "their files");
  }
  return description;
}

}  // namespace copytrace
