// The values that matching yields: regions of a file and where the same code stands in the store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/line_range.h"
#include "engine/store/records.h"

namespace copytrace {

enum class MatchKind : uint8_t {
  kIdentical,    // the same text, but for line ends and white space at line ends
  kReformatted,  // the same tokens, laid out or commented differently
  kRenamed,      // the same but for consistently renamed identifiers
  kModified,     // literals changed, lines edited, inserted or left out
};
std::string_view MatchKindName(MatchKind kind);

// One place of the corpus: a path in a release of a component.
struct Place {
  BlobId blob = kNoId;
  Occurrence occurrence;
  Release release;
  Component component;
};

// Which of the places that hold a region it most likely comes from.
struct Attribution {
  Place origin;
  float origin_share = 1;  // of the best source's evidence that the origin has, too
  bool own_tree = true;    // nothing in the origin's path says that it is somebody else's
  // The releases of the origin's component in which the region stands as it does in the origin,
  // oldest and newest.
  std::string first_version;
  std::string last_version;
  uint32_t version_count = 0;
  // Other components that hold it, one place each, likeliest first.
  std::vector<Place> carriers;  // at most AttributionOptions::max_carriers
  uint32_t carrier_count = 0;
  std::string reason;  // a sentence
};

struct Match {
  LineRange lines;         // of the query
  LineRange source_lines;  // of the origin's blob
  uint32_t begin = 0;      // of the query's text, in bytes: first to last matched token
  uint32_t end = 0;
  bool whole_file = false;
  MatchKind kind = MatchKind::kModified;
  float score_bits = 0;
  double e_value = 0;          // false regions of this score expected in a million lines
  uint32_t lines_covered = 0;  // query lines that hold an aligned token
  Attribution attribution;
};

}  // namespace copytrace
