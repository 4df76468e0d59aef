// The attribution file of a project: for the copied code that it keeps, by decision or by policy,
// whose it is, the copyright lines and the licence texts. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/document.h"
#include "engine/review/review.h"
#include "engine/scan/finding.h"

namespace copytrace {

struct NoticePlace {
  std::string path;  // in the project
  LineRange lines;
  bool whole_file = false;
  std::string origin_path;
  LineRange origin_lines;
  std::string kind;  // "identical", "renamed" …
  bool operator==(const NoticePlace&) const = default;
};

struct NoticeComponent {
  std::string purl;  // with version
  std::string name;
  std::string version;
  std::string license;                  // as found; empty where none was
  std::string taken;                    // the side of a choice that holds here, else `license`
  std::vector<std::string> copyrights;  // each once, sorted
  std::vector<NoticePlace> places;      // each once, by file and line
  std::vector<std::string> grounds;     // why it may stay: sentences, each once, sorted
};

struct NoticeLicense {
  std::string id;                 // of SPDX
  std::string full_name;          // "" where none is known
  std::string_view text;          // empty where there is none to give
  bool is_exception = false;      // an addition to licences, of which there are no texts
  std::vector<std::string> used;  // purls
};

// A finding that the notice says nothing of.
struct LeftOut {
  std::string path;
  LineRange lines;
  std::string purl;
  std::string license;
  std::string why;
  bool is_undecided = false;  // the code may be somebody else's, and nobody has said it may stay
};

struct Notice {
  std::vector<NoticeComponent> components;  // by name, then purl, then licence
  std::vector<NoticeLicense> licenses;      // by id
  std::vector<std::string> to_do;           // what only people can add: sentences
  std::vector<LeftOut> left_out;            // by path, then line

  size_t CountUndecided() const;
};

// Kept are findings that a decision accepts, that a snippet block in the source declares, or that
// the policy allows. REQUIRES: `review` is of `result`, and done.
Notice MakeNotice(const ScanResult& result, const Review& review);

struct NoticeWords {
  std::string project;
  std::string made_from;       // "scan 7 of 2026-11-22T10:00:00Z, commit 0123456789ab"
  bool with_left_out = false;  // add what it says nothing of, and why
};

Document DescribeNotice(const Notice& notice, const NoticeWords& words);

}  // namespace copytrace
