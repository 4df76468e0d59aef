#include "indexer/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "engine/source/source_file.h"

namespace copytrace {
namespace {

constexpr int kBarWidth = 24;
constexpr auto kInterval = std::chrono::milliseconds(100);

}  // namespace

ProgressBar::ProgressBar(uint64_t packages)
    : packages_(std::max<uint64_t>(packages, 1)), enabled_(::isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() { Print(""); }

void ProgressBar::Show(const IndexProgress& progress) {
  const Clock::time_point now = Clock::now();
  if (!enabled_ || now - last_ < kInterval) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const int filled =
      static_cast<int>(kBarWidth * std::min(progress.packages, packages_) / packages_);
  Print(fmt::format("[{:#<{}}{:.<{}}] {}/{} packages, {} files, {}, {}/s", "", filled, "",
                    kBarWidth - filled, progress.packages, packages_, progress.files,
                    FormatBytes(progress.bytes),
                    FormatBytes(static_cast<uint64_t>(progress.bytes / std::max(seconds, 0.001))))
            .c_str());
}

void ProgressBar::ShowCommit() { Print("sorting and writing the store"); }

void ProgressBar::Print(const char* text) {
  if (enabled_) fmt::print(stderr, "\r\x1b[K{}", text);
}

}  // namespace copytrace
