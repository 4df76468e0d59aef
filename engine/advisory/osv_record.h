// Records of the Open Source Vulnerability format (https://ossf.github.io/osv-schema, 1.7), as the
// databases publish them. Untrusted: what cannot be read is said, never thrown. Thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/advisory/advisory_record.h"

namespace copytrace {

struct OsvRecord {
  std::string problem;  // why nothing of it can be used; empty where it can
  bool withdrawn = false;
  std::string id;
  std::map<std::string, AdvisoryRecord> packages;  // by purl without version
};

// Packages of ecosystems that have no purl type are left out; a record that has no others is a
// problem. Ranges of commits are left out: the versions listed beside them stand for them.
OsvRecord ReadOsvRecord(std::string_view json);

// The purl, without version, of a package as OSV names it: ("npm", "@acme/pad") is
// "pkg:npm/%40acme/pad". Empty for an ecosystem without a purl type here.
std::string PurlOfPackage(std::string_view ecosystem, std::string_view name);

}  // namespace copytrace
