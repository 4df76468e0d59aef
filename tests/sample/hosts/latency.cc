// Collects how long requests take and prints it once a minute.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace service {

using Clock = std::chrono::steady_clock;

class Histogram {
 public:
  double Percentile(double p) const;
  void Merge(const Histogram& other);

 private:
  static constexpr int kNumBuckets = 64;
  static double kBucketLimit[kNumBuckets];
  double min_ = 0, max_ = 0, num_ = 0, sum_ = 0, sum_squares_ = 0;
  double buckets_[kNumBuckets] = {};
};

// paste:histogram

class Recorder {
 public:
  explicit Recorder(std::FILE* out) : out_(out) {}

  class Span {
   public:
    Span(Recorder* recorder, std::string route)
        : recorder_(recorder), route_(std::move(route)), begin_(Clock::now()) {}
    ~Span() { recorder_->Record(route_, Clock::now() - begin_); }
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;

   private:
    Recorder* recorder_;
    std::string route_;
    Clock::time_point begin_;
  };

  void Record(const std::string& route, Clock::duration took) {
    const std::lock_guard<std::mutex> lock(mutex_);
    samples_[route].push_back(std::chrono::duration<double, std::milli>(took).count());
  }

  void Print() {
    std::map<std::string, std::vector<double>> samples;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      samples.swap(samples_);
    }
    for (auto& [route, times] : samples) {
      std::sort(times.begin(), times.end());
      const size_t middle = times.size() / 2;
      const size_t tail = std::min(times.size() - 1, times.size() * 99 / 100);
      std::fprintf(out_, "%-32s %8zu requests  median %.1f ms  99th %.1f ms  worst %.1f ms\n",
                   route.c_str(), times.size(), times[middle], times[tail], times.back());
    }
  }

 private:
  std::FILE* out_;
  std::mutex mutex_;
  std::map<std::string, std::vector<double>> samples_;
};

}  // namespace service
