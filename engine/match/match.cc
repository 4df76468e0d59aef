#include "engine/match/match.h"

namespace copytrace {

std::string_view MatchKindName(MatchKind kind) {
  switch (kind) {
    case MatchKind::kIdentical:
      return "identical";
    case MatchKind::kReformatted:
      return "reformatted";
    case MatchKind::kRenamed:
      return "renamed";
    case MatchKind::kModified:
      break;
  }
  return "modified";
}

}  // namespace copytrace
