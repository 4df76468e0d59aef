// The parts of a file that are worth reading for licences: what stands near a trigger word. All
// other layers look at nothing else. Thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace copytrace {

struct TextRange {
  size_t begin;
  size_t end;  // offset after the last byte
};

// The words that the gate looks for, in small letters; a space stands for whatever divides words.
std::span<const std::string_view> LicenseTriggers();

// Ranges in order, not overlapping, cut at line ends where lines are short enough.
std::vector<TextRange> FindLicenseRegions(std::string_view text);

}  // namespace copytrace
