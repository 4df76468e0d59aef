// What every mark that authors put into the source begins with; engine/review/source_mark.h reads
// them.
#pragma once

#include <string_view>

namespace copytrace {

inline constexpr std::string_view kSnippetBeginTag = "SPDX-SnippetBegin";
inline constexpr std::string_view kCopytraceTag = "copytrace:";

inline bool MayHoldMarks(std::string_view text) {
  return text.find(kCopytraceTag) != std::string_view::npos ||
         text.find(kSnippetBeginTag) != std::string_view::npos;
}

}  // namespace copytrace
