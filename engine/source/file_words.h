// What stands on some lines of a file, by its words: known again wherever it moves to. Thread-safe.
//
// Words are the exact tokens, so that indentation, comments and the lines above do not matter, and
// an edited name, number or operator does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/line_range.h"
#include "engine/source/source_file.h"

namespace copytrace {

// A run of words: how many, and their hash.
struct ContentKey {
  uint32_t words = 0;
  uint64_t hash = 0;
  auto operator<=>(const ContentKey&) const = default;
};
std::string ToString(const ContentKey& key);  // "57-00c0ffee00c0ffee"
std::optional<ContentKey> ParseContentKey(std::string_view text);

// A file as a sequence of words: its tokens; of a file without any, what stands between white
// space.
class FileWords {
 public:
  explicit FileWords(const SourceFile& file);

  ContentKey KeyOf(const LineRange& lines) const;

  // A run of words, from `begin` up to `end`, and the lines they stand on.
  struct Run {
    size_t begin = 0;
    size_t end = 0;
    LineRange lines;
  };
  // Where this content stands, in order, without overlaps. Linear in the length of the file.
  std::vector<Run> Find(const ContentKey& content) const;

  // How many such pieces begin above these lines, and one.
  uint32_t CopyNumber(const ContentKey& content, const LineRange& lines) const;

  // The words on these lines.
  Run RunOf(const LineRange& lines) const;

 private:
  void Add(uint32_t word, uint32_t line);
  uint64_t HashOf(size_t begin, size_t end) const;  // of a run

  std::vector<uint64_t> prefixes_ = {0};  // hash of the first so many words
  std::vector<uint32_t> lines_;           // of each word, ascending
};

}  // namespace copytrace
