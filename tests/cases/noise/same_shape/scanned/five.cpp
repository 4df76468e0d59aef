#include <cstddef>
#include <utility>

class Hold {
 public:
  Hold() : crates_(nullptr), count_(0) {}
  explicit Hold(std::size_t n) : crates_(new float[n]), count_(n) {}
  Hold(const Hold& other) : crates_(new float[other.count_]), count_(other.count_) {
    for (std::size_t i = 0; i < count_; ++i) crates_[i] = other.crates_[i];
  }
  Hold(Hold&& other) noexcept : crates_(other.crates_), count_(other.count_) {
    other.crates_ = nullptr;
    other.count_ = 0;
  }
  Hold& operator=(Hold other) {
    swap(other);
    return *this;
  }
  ~Hold() { delete[] crates_; }

  void swap(Hold& other) {
    std::swap(crates_, other.crates_);
    std::swap(count_, other.count_);
  }

 private:
  float* crates_;
  std::size_t count_;
};
