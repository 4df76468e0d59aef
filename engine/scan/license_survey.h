// The licences that the files of a tree state, and where a package's files say something else than
// its manifest. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/license/license_detector.h"
#include "engine/license/license_table.h"
#include "engine/source/source_tree.h"
#include "engine/store/records.h"

namespace copytrace {

struct LicenseSurveyOptions {
  uint64_t max_file_bytes = uint64_t{64} << 20;
  unsigned threads = 0;  // 0: as many as the machine has
  bool use_gitignore = true;
};

// The lines of a file that state a licence which SPDX does not list.
struct ReferenceText {
  std::string id;  // LicenseRef-…, or any id that is not on the list
  std::string text;
};

struct SurveyedFile {
  std::string path;  // relative to its root; where there are several, with the root as given
  uint64_t bytes = 0;
  Sha1 sha1{};  // of the bytes alone, as SPDX documents want it
  DetectedLicense license;
  bool declares = false;  // a manifest, whose licence is that of its directory
  int64_t modified = 0;   // seconds since 1970; 0 where the file system does not say
  std::vector<ReferenceText> references;  // each id once
};

struct ExpressionCount {
  std::string expression;
  uint32_t files;
};

// A licence that files below a directory state and that its manifest does not.
struct LicenseDisagreement {
  std::string expression;
  uint32_t files;
  std::string example;  // path of the first of them
};

struct SurveyedDirectory {
  std::string path;      // "." for the root
  uint32_t files = 0;    // below it, at any depth
  uint32_t stating = 0;  // of these, with a licence
  // By the manifests that stand right here or, where none declares, by the licence files.
  std::string declared;                  // may be empty
  std::vector<std::string> declared_in;  // their paths
  std::vector<ExpressionCount> found;    // below it, most files first; manifests not counted
  LicenseClass strictest = LicenseClass::kPublicDomain;  // of what is found and declared
  std::vector<LicenseDisagreement> disagreements;
};

struct LicenseSurvey {
  std::vector<SurveyedFile> files;             // by path
  std::vector<SurveyedDirectory> directories;  // that hold files, by path
  std::vector<TreeSkip> skipped;
  uint64_t bytes = 0;
};

// Reads every file below `roots`. The same tree gives the same survey whatever the threads. Throws
// Error if a root does not exist.
LicenseSurvey SurveyLicenses(const std::vector<std::filesystem::path>& roots,
                             const LicenseSurveyOptions& options);

}  // namespace copytrace
