#include "engine/server/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/server/http_server.h"

namespace copytrace {
namespace {

using Clock = std::chrono::steady_clock;

int MillisecondsUntil(Clock::time_point until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left, 0, 3'600'000));
}

}  // namespace

Connection::Connection(int socket, int stop) : socket_(socket), stop_(stop) {}

Connection::~Connection() {
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
}

bool Connection::WaitForRequest() {
  if (begin_ < end_) return true;
  const auto until = Clock::now() + std::chrono::seconds(kIdleSeconds);
  for (;;) {
    std::array<pollfd, 2> ready = {pollfd{socket_, POLLIN, 0}, pollfd{stop_, POLLIN, 0}};
    const int count = ::poll(ready.data(), ready.size(), MillisecondsUntil(until));
    if (count < 0 && errno == EINTR) continue;
    return count > 0 && ready[1].revents == 0 && (ready[0].revents & POLLIN) != 0;
  }
}

void Connection::Allow(size_t bytes, int seconds) {
  allowed_ = bytes;
  deadline_ = Clock::now() + std::chrono::seconds(seconds);
}

bool Connection::Wait(short events, Clock::time_point until) const {
  for (;;) {
    pollfd ready{socket_, events, 0};
    const int count = ::poll(&ready, 1, MillisecondsUntil(until));
    if (count < 0 && errno == EINTR) continue;
    return count > 0 && (ready.revents & events) != 0;
  }
}

bool Connection::is_readable() const { return begin_ < end_ || Wait(POLLIN, Clock::now()); }

bool Connection::is_writable() const {
  return Wait(POLLOUT, Clock::now() + std::chrono::seconds(kWriteSeconds));
}

ssize_t Connection::read(char* data, size_t size) {
  if (begin_ == end_) {
    if (!Wait(POLLIN, deadline_)) return -1;
    ssize_t got = 0;
    do {
      got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) return got;
    begin_ = 0;
    end_ = static_cast<size_t>(got);
  }
  const size_t count = std::min({size, end_ - begin_, allowed_});
  if (count == 0 && size > 0) return -1;
  std::memcpy(data, buffer_.data() + begin_, count);
  begin_ += count;
  allowed_ -= count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* data, size_t size) {
  if (!is_writable()) return -1;
  ssize_t sent = 0;
  do {
    sent = ::send(socket_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  return sent;
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace copytrace
