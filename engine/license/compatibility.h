// Whether work under one licence may go into a project under another. Thread-safe.
//
// The rules are those of license_compatibility.tsv, in our words, each with its reason. They answer
// the plain cases; all else is kAsk. Not legal advice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/license/license_table.h"

namespace copytrace {

// From the best to the worst.
enum class Compatibility : uint8_t { kCompatible, kAsk, kIncompatible };

std::string_view CompatibilityName(Compatibility answer);  // "compatible", "ask", "incompatible"
std::optional<Compatibility> ParseCompatibility(std::string_view name);
std::string_view CompatibilityInWords(Compatibility answer);  // "ask a lawyer" for kAsk

// One licence of the work against one of the project, and the rule that decides them.
struct CompatibilityStep {
  std::string project;  // a single licence, with its exception
  std::string finding;
  Compatibility answer = Compatibility::kAsk;
  std::string rule;    // its stable name: "apache-2.0-in-gpl-2.0"
  std::string reason;  // a sentence
  bool operator==(const CompatibilityStep&) const = default;
};

struct CompatibilityAnswer {
  Compatibility answer = Compatibility::kAsk;
  std::string rule;    // of the step that decides
  std::string reason;  // the rule as a sentence, with the licences named
  // Of the work's OR the side to take, where the answer rests on it: "MIT" of "MIT OR
  // GPL-2.0-only".
  std::string choice;
  // What the project can still be passed on under, where taking the work narrows it:
  // "GPL-3.0-or-later" of a project under GPL-2.0-or-later that takes Apache-2.0.
  std::string narrows_project_to;
  std::vector<CompatibilityStep> steps;  // every pair looked at, the project's licences in order
};

// Either expression may be any SPDX expression. Of the work's OR one side is chosen, all of its AND
// must fit. A project under AND or OR must be able to pass the work on under all of its licences.
// "-or-later" and "+" are tried in every version known. An empty or malformed expression, NONE and
// NOASSERTION: kAsk. Expressions of hundreds of licences that would make more than
// kMostCompatibilityPairs pairs: kAsk.
CompatibilityAnswer CheckCompatibility(std::string_view project, std::string_view finding,
                                       LicenseUse use);

inline constexpr size_t kMostCompatibilityPairs = 4096;

}  // namespace copytrace
