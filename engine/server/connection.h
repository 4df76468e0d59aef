// A client's socket as a stream that ends when a budget of bytes or of time is used up.
//
// Belongs to one thread. Confined, as is http_server.cc, to this room: the only places that know
// cpp-httplib.
#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

namespace copytrace {

class Connection : public httplib::Stream {
 public:
  // Closes the socket when it goes. `stop` is readable once the server stops.
  Connection(int socket, int stop);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Whether a request begins before the idle time is over and the server stops.
  bool WaitForRequest();

  // From here on so many bytes may be read, within so many seconds; more end the stream.
  void Allow(size_t bytes, int seconds);

  // Whether the request that was read last has been answered in step with what the client sent.
  bool in_step = false;

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* data, size_t size) override;
  ssize_t write(const char* data, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  bool Wait(short events, std::chrono::steady_clock::time_point until) const;

  int socket_;
  int stop_;
  std::array<char, 4096> buffer_;
  size_t begin_ = 0;  // of what is in the buffer
  size_t end_ = 0;
  size_t allowed_ = 0;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace copytrace
