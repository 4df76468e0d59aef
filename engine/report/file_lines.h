// Where lines stand in the bytes of a file, and how long they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/report_input.h"
#include "engine/scan/finding.h"
#include "engine/source/checksum.h"

namespace copytrace {

// Immutable, thread-safe.
class FileLines {
 public:
  // `bytes` as they are in the file; lines are counted as DecodeText counts them, in any encoding.
  explicit FileLines(std::string_view bytes);

  // Bytes, counted from 0: [begin, end), without the end of the last line.
  struct Bytes {
    uint64_t begin = 0;
    uint64_t end = 0;
  };
  // Of the copied lines; of minified code, of the copied columns where the file is plain UTF-8.
  // Nothing where the file has lost lines since the scan.
  std::optional<Bytes> BytesOf(const Finding& finding) const;

  // Columns as editors of UTF-16 count them, from 1.
  struct Columns {
    uint32_t first = 1;  // on the first line
    uint32_t end = 1;    // on the last line, behind the last character
  };
  std::optional<Columns> ColumnsOf(const LineRange& lines) const;
  // The same of a finding whose columns are known (minified code).
  std::optional<Columns> ColumnsOf(const Finding& finding, const LineRange& lines) const;

 private:
  std::string_view LineText(uint32_t line) const;

  std::vector<Bytes> lines_;  // in the file's bytes
  std::string text_;          // decoded; empty for binary content
  std::vector<Bytes> text_lines_;
  bool is_plain_ = false;  // text_ is the bytes as they are
};

struct ScannedFile {
  Sha1 sha1{};    // of the bytes alone
  Sha1 git_id{};  // of the git blob, as in a SWHID
  FileLines lines;
};

// The files of findings, read one after the other: findings of one file follow each other. Not
// thread-safe. The input must outlive it.
class ScannedFiles {
 public:
  explicit ScannedFiles(const ReportInput& input) : input_(input) {}

  // Null where the file cannot be had any more. Good until the next call.
  const ScannedFile* Read(const Finding& finding);

 private:
  const ReportInput& input_;
  std::string path_;
  std::optional<ScannedFile> file_;
};

// What a document of copied snippets holds, and of how many findings it holds none because their
// files could not be read. Sentences.
std::string DescribeSnippetDocument(size_t unread);

}  // namespace copytrace
