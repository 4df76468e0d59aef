// How many threads work at a time, for as long as this lives.
#pragma once

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>

namespace copytrace {

class ThreadLimit {
 public:
  // 0: as many as there are processors.
  explicit ThreadLimit(unsigned threads)
      : threads_(threads > 0 ? static_cast<int>(threads)
                             : oneapi::tbb::info::default_concurrency()),
        control_(oneapi::tbb::global_control::max_allowed_parallelism, threads_) {}

  int threads() const { return threads_; }

 private:
  int threads_;
  oneapi::tbb::global_control control_;
};

}  // namespace copytrace
