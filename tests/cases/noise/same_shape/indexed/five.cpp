#include <cstddef>
#include <utility>

class Tape {
 public:
  Tape() : cells_(nullptr), length_(0) {}
  explicit Tape(std::size_t n) : cells_(new char[n]), length_(n) {}
  Tape(const Tape& other) : cells_(new char[other.length_]), length_(other.length_) {
    for (std::size_t i = 0; i < length_; ++i) cells_[i] = other.cells_[i];
  }
  Tape(Tape&& other) noexcept : cells_(other.cells_), length_(other.length_) {
    other.cells_ = nullptr;
    other.length_ = 0;
  }
  Tape& operator=(Tape other) {
    swap(other);
    return *this;
  }
  ~Tape() { delete[] cells_; }

  void swap(Tape& other) {
    std::swap(cells_, other.cells_);
    std::swap(length_, other.length_);
  }

 private:
  char* cells_;
  std::size_t length_;
};
