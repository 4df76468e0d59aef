// Findings as a comment on a pull or merge request, in GitHub's and GitLab's Markdown. Thread-safe.
// https://github.github.com/gfm/
#pragma once

#include <cstddef>
#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// GitHub takes comments of 65,536 characters; what does not fit into these bytes is counted.
inline constexpr size_t kMostCommentBytes = 60000;

// Begins with a mark in a comment, "<!-- copytrace -->", by which a bot finds its comment to
// replace it: a verdict, a table of open findings, what to do about each, what does not count.
// Nothing from code or stores becomes markup, a link or a mention.
std::string WriteMarkdownReport(const ReportInput& input);

}  // namespace copytrace
