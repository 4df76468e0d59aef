// Untrusted strings put into Markdown (CommonMark 0.31 with GitHub's tables) so that they mean
// nothing to it. Pure functions, thread-safe; all make their input printable first.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

// Running text: any punctuation may be escaped (section 2.4); "@name" would still call somebody, so
// an empty character stands behind the sign.
std::string MarkdownText(std::string_view text);

// A code span (section 6.3), for a cell of a table: a bar is escaped there even in code, which is
// taken back before the span is read.
std::string MarkdownCode(std::string_view text);

// The text of an HTML element, in which Markdown is not read everywhere: GitHub would, GitLab would
// not, so what means something to Markdown is spelled as characters.
std::string MarkdownHtmlText(std::string_view text);

// A fenced block (section 4.5), of lines made printable one by one.
std::string MarkdownCodeBlock(std::string_view text);

}  // namespace copytrace
