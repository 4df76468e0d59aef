// The licences that a file states: SPDX tags, licence texts, manifests. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/license/copyright_line.h"

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
  double confidence = 0;  // of the least sure span; 0 where nothing is stated
  std::string copyright;  // the first of the copyright statements; may be empty
  std::vector<CopyrightStatement> copyrights;  // all, in order, each once
};

// Licences stated in a source file or licence file. Texts of many megabytes are fine: only what
// stands near a trigger word is looked at.
DetectedLicense DetectLicense(std::string_view text);

// The same for a file of this name: a manifest's declared licence read by its parser, and in files
// that only tell what happened (change logs) nothing but tags.
DetectedLicense DetectFileLicense(std::string_view path, std::string_view text);

std::string_view LicenseLayerName(LicenseLayer layer);  // "tag", "text", "notice", "manifest"

}  // namespace copytrace
