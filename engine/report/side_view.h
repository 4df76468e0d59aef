// Both sides of a finding as data: rows of aligned lines, cut into pieces that say how they are to
// be shown. What the HTML report, the live page and any other drawing of a finding have in common.
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/line_alignment.h"
#include "engine/scan/finding.h"

namespace copytrace {

enum class Syntax : uint8_t {
  kPlain,
  kIdentifier,
  kNumber,
  kString,
  kKeyword,
  kOperator,
  kComment
};

// Text that is safe to show: valid UTF-8, tabs as spaces, control and bidirectional characters
// spelled out.
struct CodePiece {
  std::string text;
  Syntax syntax = Syntax::kPlain;
  TokenRelation relation = TokenRelation::kEqual;
};

struct ShownLine {
  uint32_t number = 0;  // from 1, in its file
  std::vector<CodePiece> pieces;
};

struct SideRow {
  LineRelation relation = LineRelation::kEqual;
  std::optional<ShownLine> here;
  std::optional<ShownLine> there;
};

struct SideView {
  std::vector<SideRow> rows;
  uint32_t rows_left_out = 0;  // beyond max_rows, at the end
  bool here_missing = false;   // the file is gone, or has lost lines of the finding since the scan
  bool there_missing = false;  // the store keeps no sources
};

// `here` and `there` are the whole decoded texts of the two files, as far as they are at hand.
SideView MakeSideView(const Finding& finding, std::optional<std::string_view> here,
                      std::optional<std::string_view> there, size_t max_rows);

}  // namespace copytrace
