// Reads what the generators are given. Run at build time only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

// Throws std::runtime_error where the file cannot be read.
std::string ReadFile(const std::string& path);

// Rows of columns that are divided by tabs; empty lines and those that begin with "#" are left out.
std::vector<std::vector<std::string>> ReadTable(const std::string& path);

std::string Lower(std::string_view text);

}  // namespace copytrace
