#include "engine/cli/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace copytrace {
namespace {

using std::chrono::steady_clock;

constexpr auto kInterval = std::chrono::milliseconds(150);

}  // namespace

ProgressLine::ProgressLine()
    : terminal_(isatty(STDERR_FILENO) == 1), next_(steady_clock::now() + 3 * kInterval) {}

ProgressLine::~ProgressLine() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::Update(uint64_t bytes_done, uint64_t bytes_total) {
  if (!terminal_ || bytes_total == 0 || steady_clock::now() < next_) return;
  next_ = steady_clock::now() + kInterval;
  shown_ = true;
  const std::string line =
      fmt::format("\rscanning {:.1f} of {:.1f} MB, {:.0f} %\x1b[K", bytes_done / 1e6,
                  bytes_total / 1e6, 100.0 * bytes_done / bytes_total);
  std::fputs(line.c_str(), stderr);
}

}  // namespace copytrace
