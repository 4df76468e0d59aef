#include "engine/source/skip_reason.h"

namespace copytrace {

std::string_view SkipReasonText(SkipReason reason) {
  switch (reason) {
    case SkipReason::kUnreadable:
      return "unreadable";
    case SkipReason::kTooLarge:
      return "too large";
    case SkipReason::kBinary:
      return "binary";
    case SkipReason::kMinified:
      return "minified";
    case SkipReason::kNotCode:
      return "not code";
    case SkipReason::kBadArchive:
      return "bad archive";
    case SkipReason::kSpecial:
      return "special file";
    case SkipReason::kTooSlow:
      return "too slow";
  }
  return "unknown";
}

}  // namespace copytrace
