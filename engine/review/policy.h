// What a project allows: rules from .copytrace.toml, or the defaults, and what they say of a
// finding. Immutable, thread-safe. README.md in this room documents the file.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/advisory/advisory.h"
#include "engine/license/license_table.h"
#include "engine/review/verdict.h"

namespace copytrace {

inline constexpr char kPolicyFileName[] = ".copytrace.toml";

// A line of the policy that says something about what its pattern matches.
struct PolicyRule {
  std::string pattern;  // a licence, a purl, with * and ?
  Verdict verdict = Verdict::kWarn;
  uint32_t line = 0;
};

struct ClassRule {
  Verdict verdict = Verdict::kWarn;
  uint32_t line = 0;  // 0: the default
};
inline constexpr size_t kLicenseClasses = 8;
using ClassRules = std::array<std::optional<ClassRule>, kLicenseClasses>;  // by LicenseClass

// Rules for a part of the tree; the last that matches a path and says something comes first.
struct PathRule {
  std::vector<std::string> patterns;  // as in a .gitignore at the policy file
  std::optional<Verdict> verdict;
  std::vector<PolicyRule> licenses;
  ClassRules classes;
  std::optional<double> min_score;
  std::optional<uint32_t> min_lines;
  uint32_t line = 0;
};

// What published advisories on the origin's release mean. An advisory that nobody rated counts as
// one of medium severity.
struct AdvisoryRules {
  std::optional<AdvisorySeverity> deny;  // from this severity on; nothing: never
  uint32_t deny_line = 0;                // 0: the default
  std::optional<AdvisorySeverity> warn = AdvisorySeverity::kLow;
  uint32_t warn_line = 0;
  Verdict malicious = Verdict::kDeny;  // of packages that were made to do harm
  uint32_t malicious_line = 0;
  std::vector<PolicyRule> ignored;  // ids and aliases, with * and ?
};

struct Policy {
  std::string file;  // as found; empty: the defaults
  std::string project_license;
  std::string project_license_from;  // ".copytrace.toml:2"; empty where none is known
  std::vector<PolicyRule> own;       // components that are the project's own
  std::vector<PolicyRule> components;
  std::vector<PolicyRule> licenses;
  ClassRules classes;
  std::vector<PathRule> paths;
  AdvisoryRules advisories;
  std::vector<std::string> exclude;
  double min_score = 0;    // bits
  uint32_t min_lines = 0;  // lines that hold matched code
  // Words for options of the command line: "store", "fail_on" …; paths made absolute.
  std::map<std::string, std::string> settings;
};

struct PolicySubject {
  std::string_view path;     // relative to the project's root
  std::string_view purl;     // of the origin; may be empty
  std::string_view license;  // SPDX expression; empty where none was found
};

// A rule that was looked at, from the first to the one that decides.
struct PolicyStep {
  std::string says;   // "GPL-3.0-only is of the class strong-copyleft"
  std::string place;  // ".copytrace.toml:12", "default"; empty for a fact
};

struct PolicyAnswer {
  Verdict verdict = Verdict::kWarn;
  bool own = false;       // the component is the project's own
  bool excluded = false;  // the path is left out
  double min_score = 0;
  uint32_t min_lines = 0;
  std::string why;
  std::string place;
  std::vector<PolicyStep> steps;
};

// What the policy says. In this order, the first that says something decides: excluded paths, own
// components, components, licences by path, licences, a path's verdict; else the stricter of what
// the class may do (by path, then in general) and of what the project's licence allows. Of an OR
// the mildest side counts, of an AND the strictest.
PolicyAnswer Judge(const Policy& policy, const PolicySubject& subject);

struct AdvisoryAnswer {
  Verdict verdict = Verdict::kAllow;
  std::string why;                  // empty where nothing is said
  std::string place;                // ".copytrace.toml:12", "default"
  std::vector<std::string> denied;  // ids of those that are denied
};

// What the policy says of advisories; their strictest verdict. It is held against what the licence
// is allowed, and the stricter of both counts.
AdvisoryAnswer JudgeAdvisories(const Policy& policy, const std::vector<Advisory>& advisories);

// The nearest policy file from `start` (a file or directory) upward; empty where there is none.
std::filesystem::path FindPolicyFile(const std::filesystem::path& start);

// Throws Error with file, line and column, where the text is no TOML, a word is unknown, or a value
// has the wrong type. `directory` is what paths in it are relative to.
Policy ParsePolicy(std::string_view text, const std::string& name,
                   const std::filesystem::path& directory);
Policy LoadPolicy(const std::filesystem::path& file);

// The licence that the files of a project's root state: a manifest's, else the licence file's.
// Fills in project_license where the policy names none.
void DetectProjectLicense(const std::filesystem::path& root, Policy* policy);

// Whether `pattern`, with * for any run and ? for one character, is all of `text`.
bool MatchesWildcard(std::string_view pattern, std::string_view text);

}  // namespace copytrace
