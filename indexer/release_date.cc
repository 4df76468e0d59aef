#include "indexer/release_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace copytrace {
namespace {

// Zip's and other packers' stand-ins for "no time" all lie before it (npm: 26 October 1985).
constexpr int64_t kFirstPlausible = 631152000;  // 1 January 1990

constexpr int64_t kPackersTimes[] = {
    1153704088,  // Cargo
    1451606400,  // Flit and Poetry
    1579705815,  // Apache Commons' builds
    1580601600,  // Hatch
};

}  // namespace

std::string DateOfNewestMember(int64_t newest) {
  namespace chrono = std::chrono;
  if (newest < kFirstPlausible) return "";
  // Zip keeps even seconds only.
  const auto is_newest = [newest](int64_t time) { return (time | 1) == (newest | 1); };
  if (std::ranges::any_of(kPackersTimes, is_newest)) return "";
  const chrono::sys_seconds time{chrono::seconds(newest)};
  if (time > chrono::system_clock::now()) return "";
  const chrono::year_month_day date(chrono::floor<chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string DateOfTimestamp(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-ddT";
  if (text.size() < kShape.size()) return "";
  for (size_t i = 0; i < kShape.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !is_digit : text[i] != kShape[i]) return "";
  }
  return std::string(text.substr(0, kShape.size() - 1));
}

}  // namespace copytrace
