// What to do about a finding, ready to paste. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/license/obligation.h"
#include "engine/review/verdict.h"
#include "engine/scan/finding.h"
#include "engine/source/line_range.h"

namespace copytrace {

struct NextStep {
  std::string action;         // a sentence
  std::string attribution;    // text for a NOTICE file or an about box; lines
  std::string snippet_begin;  // comment lines above the code, as REUSE has them
  std::string snippet_end;    // and below it
  std::string package;        // purl to depend on instead of copying; empty where there is none
  std::vector<Obligation> obligations;  // of the licence, or of the first of its choices
  std::string license_choice;  // the side of an OR that these are for; empty where there is no OR
};

// `language_path` is a file name by which the comment signs are chosen.
NextStep NextStepOf(const Finding& finding, Verdict verdict, std::string_view project_license);

}  // namespace copytrace
