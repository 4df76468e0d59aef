#include "engine/license/spdx_tag.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "engine/license/license_data.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr std::string_view kTag = "spdx-license-identifier";
constexpr size_t kTagStart = 4;  // "spdx"
constexpr std::string_view kUnreadTag = "LicenseRef-scancode-unknown-spdx";
constexpr size_t kLongestTagLine = 500;
constexpr size_t kFarthestColon = 4;  // bytes after the tag, as in `"SPDX-License-Identifier" : …`

bool MatchesTag(std::string_view text) {
  return text.size() > kTag.size() &&
         std::equal(kTag.begin(), kTag.end(), text.begin(),
                    [](char tag, char c) { return tag == (c >= 'A' && c <= 'Z' ? c + 32 : c); });
}

constexpr std::array<uint8_t, 256> MakeShifts() {
  std::array<uint8_t, 256> shifts{};
  shifts.fill(kTagStart);
  for (uint8_t i = 0; i < kTagStart; ++i) {
    const auto c = static_cast<uint8_t>(kTag[i]);
    shifts[c] = shifts[c - 32] = static_cast<uint8_t>(kTagStart - 1 - i);
  }
  return shifts;
}
constexpr std::array<uint8_t, 256> kShifts = MakeShifts();  // by the last of four bytes

// Where the next tag that begins before `end` does, or `end`: Horspool's search for its first four
// letters.
size_t NextTag(std::string_view text, size_t at, size_t end) {
  for (size_t last = at + kTagStart - 1; last < end;) {
    if (const uint8_t shift = kShifts[static_cast<uint8_t>(text[last])]; shift != 0) {
      last += shift;
    } else if (MatchesTag(text.substr(last + 1 - kTagStart))) {
      return last + 1 - kTagStart;
    } else {
      ++last;
    }
  }
  return end;
}

bool IsExpressionChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) ||
         std::string_view(" \t()-.+_:").find(c) != std::string_view::npos;
}

// The longest beginning of the line that is an expression, cut at blanks and parentheses.
std::optional<std::string> LongestExpression(std::string_view line, size_t* length) {
  size_t end = 0;
  while (end < line.size() && IsExpressionChar(line[end])) ++end;
  while (end > 0) {
    // Blanks, what ends a sentence or comment and what opens a bracket end no expression.
    while (end > 0 && std::string_view(" \t.:-_(").find(line[end - 1]) != std::string_view::npos) {
      --end;
    }
    if (std::optional<std::string> expression = NormalizeSpdxExpression(line.substr(0, end))) {
      *length = end;
      return expression;
    }
    const size_t before =
        end == 0 ? std::string_view::npos : line.substr(0, end).find_last_of(" \t()");
    if (before == std::string_view::npos) return std::nullopt;
    end = before;
  }
  return std::nullopt;
}

// "GPL-2.0+ BSD-2-Clause": before there was a grammar, ids side by side were a choice, as they
// still are in U-Boot. Only known ids count.
void AddOfferedIds(std::string_view line, size_t* length, std::string* expression) {
  if (expression->find(' ') != std::string::npos || *length == 0) return;
  for (size_t at = *length; at < line.size() && line[at] == ' ';) {
    const size_t begin = std::min(line.find_first_not_of(" \t", at), line.size());
    const size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    std::string_view id = line.substr(begin, end - begin);
    if (id.size() < 3 || FindLicense(id.substr(0, id.find('+'))) == nullptr) return;
    const std::optional<std::string> joined =
        NormalizeSpdxExpression(*expression + " OR " + std::string(id));
    if (!joined) return;
    *expression = *joined;
    *length = at = end;
  }
}

// Whether a line that is no expression has the id of a licence or exception in it all the same, as
// a template has that nobody filled in: "{your licence} WITH Classpath-exception-2.0".
bool NamesLicense(std::string_view line) {
  for (size_t begin = 0; begin < line.size();) {
    const size_t end = std::min(line.find_first_of(" \t()", begin), line.size());
    if (end - begin > 2 && FindLicense(line.substr(begin, end - begin)) != nullptr) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::vector<SpdxTag> FindSpdxTags(std::string_view text, size_t begin, size_t end) {
  std::vector<SpdxTag> tags;
  for (size_t at = NextTag(text, begin, end); at < end; at = NextTag(text, at + 1, end)) {
    size_t start = at + kTag.size();
    // "the `SPDX-License-Identifier` line" only talks about tags.
    const size_t mark = text.find_first_of(":=\n", start);
    if (mark == std::string_view::npos || text[mark] == '\n' || mark - start > kFarthestColon) {
      at = start;
      continue;
    }
    const size_t limit = std::min(text.size(), start + kLongestTagLine);
    while (start < limit && text[start] != '\n' &&
           (text[start] == ':' || text[start] == '=' || text[start] == ' ' || text[start] == '\t' ||
            text[start] == '"' || text[start] == '\'' || text[start] == '<' || text[start] == '>' ||
            text[start] == '`')) {
      ++start;
    }
    size_t line_end = start;
    while (line_end < limit && text[line_end] != '\n' && text[line_end] != '\r') ++line_end;
    size_t length = 0;
    std::optional<std::string> expression =
        LongestExpression(text.substr(start, line_end - start), &length);
    if (expression) AddOfferedIds(text.substr(start, line_end - start), &length, &*expression);
    // "<your licence here>" is a place for words, not the id "your".
    if (expression && text[start - 1] == '<' && text.substr(start + length, 1) != ">") {
      expression.reset();
    }
    if (!expression && NamesLicense(text.substr(start, line_end - start))) {
      expression = kUnreadTag;
      length = line_end - start;
    }
    if (expression) tags.push_back({at, start + length, std::move(*expression)});
    at = start + length;
  }
  return tags;
}

}  // namespace copytrace
