// Options that several commands have, in the same words, and where their reports go.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

namespace copytrace {

struct OutputSettings {
  std::string file = "-";  // standard output
  std::string color = "auto";
};

// -o and --color.
void AddOutputOptions(CLI::App* options, OutputSettings* output);

// Whether a report of people's words is to be coloured.
bool UseColor(const OutputSettings& output);

// Throws Error where it cannot be written.
void WriteOutput(const OutputSettings& output, const std::string& report);

void AddMaxFileSizeOption(CLI::App* options, uint64_t* bytes);
void AddThreadsOption(CLI::App* options, unsigned* threads);

}  // namespace copytrace
