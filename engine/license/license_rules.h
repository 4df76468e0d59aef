// The tables of ours that are read at run time, as they stand in the source tree. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

namespace copytrace {

// A line's columns; views of the table, which lives as long as the program.
using RuleRow = std::vector<std::string_view>;

// The lines that are no comments, in order. Read once, when they are first asked for.
const std::vector<RuleRow>& ObligationRules();     // obligations.tsv
const std::vector<RuleRow>& CompatibilityRules();  // license_compatibility.tsv
const std::vector<RuleRow>& KnownAddressRules();   // known_addresses.tsv

// The parts of `text` between separators, white space around them and empty ones left out.
std::vector<std::string_view> SplitRule(std::string_view text, char separator);

// Whether `text` fits a pattern in which "*" stands for anything.
bool FitsRule(std::string_view pattern, std::string_view text);

}  // namespace copytrace
