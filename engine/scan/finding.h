// What a scan says: these lines were copied from there, under this licence, this surely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/advisory/advisory.h"
#include "engine/license/compatibility.h"
#include "engine/license/license_table.h"
#include "engine/match/match.h"
#include "engine/source/file_words.h"
#include "engine/source/skip_reason.h"
#include "engine/store/records.h"

namespace copytrace {

// The place that the code most likely comes from.
struct Origin {
  BlobId blob = kNoId;
  std::string purl;  // with version
  std::string name;  // the component's own
  std::string version;
  std::string released;  // ISO date or empty
  std::string path;      // in the release
  LineRange lines;
  std::string function;      // enclosing function or empty
  LineRange function_lines;  // its extent; 0 where there is none
  std::string license;       // SPDX expression, empty where none was found
  LicenseClass license_class = LicenseClass::kUnknown;
  LicenseSource license_source = LicenseSource::kNone;
  std::string copyright;
  std::string swhid;
  // The oldest and newest of its component's releases in which these lines stand unchanged.
  std::string first_version;
  std::string last_version;
  uint32_t versions = 0;  // all of them, this one included
};

// Another place that holds the same code.
struct Carrier {
  std::string purl;
  std::string path;
};

// What stood at the head of the origin's file and is not in the copy.
struct RemovedHeader {
  std::string license;    // SPDX expression; empty where the copy still states it
  std::string copyright;  // the statement; empty where the copy still names the holder
  LineRange lines;        // of the origin's file
};

// The finding's licence held against that of the project that it was found in.
struct ProjectFit {
  std::string project_license;  // SPDX expression; empty where the project states none
  std::string stated_in;        // "package.json"; path relative to the scanned root
  Compatibility answer = Compatibility::kAsk;
  std::string rule;  // as in CompatibilityAnswer, and the next three
  std::string reason;
  std::string choice;
  std::string narrows_project_to;
};

// What the review of a finding asks of the file that it was found in, which it need not read then.
struct FindingPlace {
  ContentKey content;          // of its lines; no words where they say nothing (minified code)
  uint32_t copy = 1;           // which of several pieces of the same content, from the top
  bool may_be_marked = false;  // whether the author may have put marks into the file
};

// A field that is added here goes into the records of result_cache.cc, too, unless it depends on
// more than the file and the code in the store.
struct Finding {
  std::string id;    // stable: from path, content of the lines, and origin
  std::string path;  // relative to the scanned root
  LineRange lines;
  // Of minified code, whose lines say little: the bytes of the first and the last line at which it
  // begins and ends, from 1; else 0.
  uint32_t first_column = 0;
  uint32_t last_column = 0;
  bool minified = false;
  bool whole_file = false;
  std::string function;      // enclosing function or empty
  LineRange function_lines;  // its extent; 0 where there is none
  MatchKind kind = MatchKind::kModified;
  bool generated = false;  // a program wrote the file or its origin: both may have run the same one
  double score_bits = 0;
  double e_value = 0;          // expected false regions of this score in a million lines
  uint32_t lines_covered = 0;  // lines of the range that hold at least one aligned token
  Origin origin;
  std::vector<Carrier> carriers;  // at most ScanOptions::max_carriers
  uint32_t carrier_count = 0;     // all of them
  std::string reason;             // why this origin, in a sentence
  std::optional<RemovedHeader> removed_header;
  FindingPlace place;  // not known to a report that was read
  ProjectFit fit;
  std::vector<Advisory> advisories;  // that the origin's release is affected by, the worst first

  // Whether the origin was published to do harm. Such a finding comes before every licence.
  bool IsMalicious() const { return !advisories.empty() && advisories.front().malicious; }
};

struct SkippedFile {
  std::string path;
  SkipReason reason;
  std::string detail;
};

// A file that was matched against the store, as it was then.
struct ScannedInput {
  std::string path;
  std::string sha256;  // 64 hex digits
  uint64_t bytes = 0;
  uint64_t lines = 0;
  std::string language;  // of its family: "c", "javascript" …
};

// Seconds are CPU time summed over threads.
struct StageCost {
  std::string stage;
  double cpu_seconds = 0;
  uint64_t bytes = 0;
  uint64_t items = 0;
};

struct ScanResult {
  std::string root;                  // as given
  std::vector<Finding> findings;     // by path, then first line
  std::vector<SkippedFile> skipped;  // by path
  std::vector<ScannedInput> inputs;  // by path: those that were matched, where list_inputs asks
  uint64_t files = 0;                // matched against the store
  uint64_t bytes = 0;
  uint64_t lines = 0;
  uint64_t cached = 0;  // files whose result was known from an earlier scan
  std::vector<StageCost> stages;
  std::vector<std::string> notes;  // what went wrong without changing the result
};

}  // namespace copytrace
