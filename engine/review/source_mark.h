// Marks that authors put into the source: snippets declared as REUSE has it, and `copytrace:
// ignore`. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/line_range.h"
#include "engine/source/source_file.h"

namespace copytrace {

// From SPDX-SnippetBegin to SPDX-SnippetEnd (REUSE 3.3, SPDX 2.3 annex H).
struct SnippetMark {
  LineRange lines;      // of the whole block, its tags included
  std::string license;  // SPDX-License-Identifier, canonical; several joined by AND; may be empty
  std::vector<std::string> copyrights;  // SPDX-SnippetCopyrightText
  std::string origin;                   // the first purl in its comments; may be empty
  bool closed = true;                   // false: no end was found, the block is the file's rest
};

// `copytrace: ignore REASON` behind code means its line and the block that it opens; on a line of
// its own, the next line and the block that it opens, or the paragraph. `copytrace: ignore-begin
// REASON` holds up to `copytrace: ignore-end`.
struct IgnoreMark {
  LineRange lines;     // what it covers
  uint32_t line = 0;   // where it stands
  std::string reason;  // empty: then the mark is not honoured
};

struct SourceMarks {
  std::vector<SnippetMark> snippets;
  std::vector<IgnoreMark> ignores;
};

// Marks count in comments, not in strings.
SourceMarks ReadSourceMarks(const SourceFile& file);

// Whether an author may declare code under `origin` as under `declared`: the same expression, the
// side of an OR, or more than is asked.
bool DeclaresRightly(std::string_view declared, std::string_view origin);

// The share of the lines of `range` that lie in `cover`.
double CoveredShare(const LineRange& range, const LineRange& cover);

}  // namespace copytrace
