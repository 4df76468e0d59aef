// What the layers found in one file, made into what the file states. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/license/license_detector.h"

namespace copytrace {

struct FoundLicense {
  size_t begin;  // offset of its first byte
  size_t end;    // offset after its last byte
  LicenseLayer layer;
  std::string expression;
  double confidence;
  bool is_bare = false;      // a notice that is only a name
  bool is_articles = false;  // a text that is long
  bool is_granted = false;   // a notice that says what something is licensed under
  bool is_refusal = false;   // forbids something, whatever licence stands beside it
};

// Takes out what another one says better, and names of licences that are only talk.
void CombineLicenses(std::vector<FoundLicense>* found);

// Whether it stands for a grant or restriction in words of its own, which says little beside the
// name of a licence.
bool IsPhraseOfOwn(std::string_view expression);

}  // namespace copytrace
