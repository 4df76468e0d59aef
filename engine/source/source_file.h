// One file on its way through the pipeline: its bytes, decoded text, type and tokens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/source/skip_reason.h"
#include "engine/store/records.h"
#include "grammars/language.h"
#include "grammars/tokenizer.h"

namespace copytrace {

struct SourceLimits {
  uint64_t max_file_bytes = uint64_t{4} << 20;
  // Minified code keeps its tokens instead of being skipped: it may be looked up, not stored.
  bool keep_minified = false;
};

struct SourceFile {
  std::string path;  // relative to the root, with forward slashes
  std::string text;  // decoded: UTF-8, LF
  uint64_t bytes = 0;
  Sha1 sha1{};
  FileType type;
  TokenizedText tokenized;            // empty for prose and data without code in them
  bool minified = false;              // hardly any of it stands on lines that people write
  std::optional<SkipReason> skipped;  // if set, tokens are empty; text and sha1 may be, too
  std::string skip_detail;            // "8.1 MiB, limit 4.0 MiB"
};

// Builds a SourceFile from bytes in memory. Never fails: what is wrong is in `skipped`.
// Prose and data are not skipped: they have type, text and hash but no tokens.
// `known_sha1` is HashContent(bytes) where the caller has it already.
SourceFile MakeSourceFile(std::string path, std::string bytes, const SourceLimits& limits,
                          const std::optional<Sha1>& known_sha1 = std::nullopt);

// Reads a regular file without following a link. Nothing, and why in *reason and *detail, where it
// cannot be opened or read, is no regular file, or is above the limit.
std::optional<std::string> ReadFileBytes(const std::string& file, const SourceLimits& limits,
                                         SkipReason* reason, std::string* detail);

// ReadFileBytes and MakeSourceFile in one.
SourceFile ReadSourceFile(const std::string& file, std::string path, const SourceLimits& limits);

// "8.1 MiB", as messages print sizes.
std::string FormatBytes(uint64_t bytes);

// The SHA-1 of git's blob object for these bytes; hex of it is the SWHID's last part.
Sha1 HashContent(std::string_view bytes);
std::string Swhid(const Sha1& sha1);  // "swh:1:cnt:…"

}  // namespace copytrace
