// The history for many threads: a few connections, lent to one request at a time. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/history/history.h"

namespace copytrace {

inline constexpr size_t kHistoryConnections = 6;
inline constexpr std::chrono::seconds kHistoryWait{10};   // for a connection
inline constexpr std::chrono::seconds kQuestionTime{15};  // for all that a request asks

class HistoryPool {
 public:
  // Opens the file, which is made where there is none. Throws Error.
  explicit HistoryPool(std::filesystem::path file);
  ~HistoryPool();

  class Lease {
   public:
    Lease(Lease&&) = default;
    ~Lease();
    History& operator*() const { return *history_; }
    History* operator->() const { return history_.get(); }
    History* get() const { return history_.get(); }

   private:
    friend class HistoryPool;
    Lease(HistoryPool* pool, std::unique_ptr<History> history);

    HistoryPool* pool_;
    std::unique_ptr<History> history_;
    std::unique_ptr<std::chrono::steady_clock::time_point> deadline_;
  };

  // Throws Problem where none is free in time, Error where the file cannot be opened any more.
  Lease Take();

 private:
  void GiveBack(std::unique_ptr<History> history);

  std::filesystem::path file_;
  uint64_t inode_ = 0;  // of the file that `free_` are of
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<History>> free_;
  size_t lent_ = 0;
};

}  // namespace copytrace
