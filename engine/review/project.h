// The project that a command works on: where it is and what its policy is. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/review/policy.h"

namespace copytrace {

struct Project {
  // Where .copytrace stands or would be made: the directory of the policy file, else the nearest
  // one above that holds .copytrace, else the git repository's, else the start itself. Absolute.
  std::filesystem::path root;
  Policy policy;

  std::filesystem::path DecisionLog() const { return root / ".copytrace" / "decisions.jsonl"; }
};

// `config` is a policy file, or empty to find one from `start` upward. Throws Error where the
// policy cannot be read.
Project OpenProject(const std::filesystem::path& start, const std::string& config);

// Nothing where there is no such file, or it cannot be read.
std::optional<std::string> ReadBytes(const std::filesystem::path& file);

// Who decides there: as git would name the author of a commit, else the user; may be empty.
std::string AuthorIn(const std::filesystem::path& root);

// Today, UTC: "2026-11-22"; and now: "2026-11-22T10:00:00Z".
std::string Today();
std::string Now();

}  // namespace copytrace
