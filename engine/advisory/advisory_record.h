// What an advisory says of one package: which of its versions are affected, and where they are
// mended. Values; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/advisory/advisory.h"

namespace copytrace {

struct VersionEvent {
  enum class Kind : uint8_t { kIntroduced, kFixed, kLastAffected, kLimit };
  Kind kind = Kind::kIntroduced;
  std::string version;  // "0" of an introduction: from the first on
  bool operator==(const VersionEvent&) const = default;
};

struct VersionRange {
  bool is_semantic = false;  // its versions are in the order of semantic versions, else of the
                             // package's ecosystem
  std::string suite;         // of a distribution: "12" of "Debian:12"; may be empty
  std::vector<VersionEvent> events;
  bool operator==(const VersionRange&) const = default;
};

struct AdvisoryRecord {
  Advisory advisory;  // its `fixed` is empty
  std::vector<std::string> versions;
  std::vector<VersionRange> ranges;
  bool operator==(const AdvisoryRecord&) const = default;
};

// The advisory with the version that mends it, if `version` of a package of this purl type is
// affected: listed, or within a range (the evaluation algorithm of the OSV schema, 1.7). Of a type
// whose order is not known here, only what is listed counts. An empty version is affected by
// nothing.
std::optional<Advisory> AdvisoryFor(const AdvisoryRecord& record, std::string_view purl_type,
                                    std::string_view version);

// The records of a package as a store keeps them: a JSON array.
std::string EncodeAdvisories(const std::vector<AdvisoryRecord>& records);
// Throws Error where it is malformed.
std::vector<AdvisoryRecord> DecodeAdvisories(std::string_view bytes);

}  // namespace copytrace
