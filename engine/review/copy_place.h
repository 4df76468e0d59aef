// What a decision is about: this code, in this file, from there.
#pragma once

#include <cstdint>
#include <string>

#include "engine/source/file_words.h"

namespace copytrace {

struct CopyPlace {
  std::string path;  // relative to the project's root
  ContentKey content;
  std::string component;    // purl of the origin, without version
  std::string origin_path;  // in the origin's release
  uint32_t copy = 1;        // which of several pieces of the same content in the file, from the top
  bool operator==(const CopyPlace&) const = default;
};

}  // namespace copytrace
