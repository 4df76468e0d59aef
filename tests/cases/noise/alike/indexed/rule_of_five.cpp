#include <algorithm>
#include <cstddef>
#include <utility>

class Waveform {
public:
    explicit Waveform(std::size_t length)
        : length_(length), samples_(new float[length]()) {}

    Waveform(const Waveform& other)
        : length_(other.length_), samples_(new float[other.length_]) {
        std::copy(other.samples_, other.samples_ + length_, samples_);
    }

    Waveform(Waveform&& other) noexcept
        : length_(other.length_), samples_(other.samples_) {
        other.length_ = 0;
        other.samples_ = nullptr;
    }

    Waveform& operator=(const Waveform& other) {
        if (this != &other) {
            Waveform copy(other);
            std::swap(length_, copy.length_);
            std::swap(samples_, copy.samples_);
        }
        return *this;
    }

    Waveform& operator=(Waveform&& other) noexcept {
        if (this != &other) {
            delete[] samples_;
            length_ = other.length_;
            samples_ = other.samples_;
            other.length_ = 0;
            other.samples_ = nullptr;
        }
        return *this;
    }

    ~Waveform() { delete[] samples_; }

private:
    std::size_t length_;
    float* samples_;
};
