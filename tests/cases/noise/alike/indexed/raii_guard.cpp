#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

class FileDescriptor {
public:
    explicit FileDescriptor(const std::string& path, int flags = O_RDONLY)
        : fd_(::open(path.c_str(), flags)) {
        if (fd_ < 0) {
            throw std::runtime_error("cannot open " + path);
        }
    }

    ~FileDescriptor() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }

    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;

    FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.fd_) {
        other.fd_ = -1;
    }

    int get() const { return fd_; }

private:
    int fd_;
};
