// The licences that a file states: SPDX tags, licence texts, manifests. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

enum class LicenseLayer : uint8_t { kTag, kText, kNotice, kManifest };

struct LicenseSpan {
  uint32_t first_line;
  uint32_t last_line;
  LicenseLayer layer;
  std::string expression;
  double confidence = 1;  // of a text: the share of the licence's words found in place
};

struct DetectedLicense {
  std::string expression;  // canonical SPDX, all spans joined by AND; empty where nothing is stated
  std::vector<LicenseSpan> spans;
  std::string copyright;  // first copyright line without comment signs; may be empty
};

// Licences stated in a source file or licence file. Texts of many megabytes are fine: only what
// stands near a trigger word is looked at.
DetectedLicense DetectLicense(std::string_view text);

// True for LICENSE, COPYING, UNLICENSE, COPYRIGHT … with or without ending (MIT-LICENSE.txt too).
bool IsLicenseFileName(std::string_view path);

}  // namespace copytrace
