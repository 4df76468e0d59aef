#include "engine/cli/document_time.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <system_error>

#include "engine/error.h"

namespace copytrace {

std::optional<int64_t> SourceDateEpoch() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr || *epoch == '\0') return std::nullopt;
  constexpr int64_t kLast = 253402300799;  // of the year 9999
  const std::string_view digits = epoch;
  int64_t seconds = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  const bool is_time = error == std::errc() && end == digits.data() + digits.size() &&
                       seconds >= 0 && seconds <= kLast;
  if (is_time) return seconds;
  throw Error(fmt::format("SOURCE_DATE_EPOCH is \"{}\": it must be seconds since 1970", digits));
}

std::string IsoTime(int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

}  // namespace copytrace
