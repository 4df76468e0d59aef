#include "engine/server/history_pool.h"

#include <sys/stat.h>

#include <utility>

#include "engine/server/problem.h"

namespace copytrace {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kStepsBetweenLooks = 10'000;  // at the clock

uint64_t InodeOf(const std::filesystem::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_ino : 0;
}

int IsOver(void* deadline) { return Clock::now() > *static_cast<Clock::time_point*>(deadline); }

}  // namespace

HistoryPool::HistoryPool(std::filesystem::path file) : file_(std::move(file)) {
  free_.push_back(std::make_unique<History>(file_));
  inode_ = InodeOf(file_);
}

HistoryPool::~HistoryPool() = default;

HistoryPool::Lease HistoryPool::Take() {
  std::unique_lock lock(mutex_);
  if (!given_back_.wait_for(lock, kHistoryWait, [this] { return lent_ < kHistoryConnections; })) {
    throw Problem(429, "too much is asked at once: try again");
  }
  // A file that was moved away or made anew is opened anew.
  if (const uint64_t inode = InodeOf(file_); inode != inode_) {
    free_.clear();
    inode_ = inode;
  }
  std::unique_ptr<History> history;
  if (!free_.empty()) {
    history = std::move(free_.back());
    free_.pop_back();
  }
  ++lent_;
  lock.unlock();
  if (history == nullptr) {
    try {
      history = std::make_unique<History>(file_);
    } catch (...) {
      GiveBack(nullptr);
      throw;
    }
    const std::lock_guard again(mutex_);
    if (inode_ == 0) inode_ = InodeOf(file_);
  }
  return Lease(this, std::move(history));
}

void HistoryPool::GiveBack(std::unique_ptr<History> history) {
  {
    const std::lock_guard lock(mutex_);
    if (history != nullptr) free_.push_back(std::move(history));
    --lent_;
  }
  given_back_.notify_one();
}

HistoryPool::Lease::Lease(HistoryPool* pool, std::unique_ptr<History> history)
    : pool_(pool),
      history_(std::move(history)),
      deadline_(std::make_unique<Clock::time_point>(Clock::now() + kQuestionTime)) {
  sqlite3_progress_handler(history_->database().handle(), kStepsBetweenLooks, IsOver,
                           deadline_.get());
}

HistoryPool::Lease::~Lease() {
  if (history_ == nullptr) return;
  sqlite3_progress_handler(history_->database().handle(), 0, nullptr, nullptr);
  pool_->GiveBack(std::move(history_));
}

}  // namespace copytrace
