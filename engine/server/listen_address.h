// Where the server listens: "127.0.0.1:8573", "[::1]:0", "localhost", ":8080". Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

inline constexpr int kDefaultPort = 8573;

struct ListenAddress {
  std::string host = "127.0.0.1";  // without brackets
  int port = kDefaultPort;         // 0: any that is free

  // Whether only this machine can reach it.
  bool IsLoopback() const;
};

// Throws Error where it is none. Without a host: 127.0.0.1.
ListenAddress ParseListenAddress(std::string_view text);

// "127.0.0.1:8573", "[::1]:8573": as in an URL.
std::string ToString(const ListenAddress& address);

// Whether a Host header names this machine as itself only: localhost or a loopback address, with
// any port.
bool IsLoopbackHost(std::string_view host);

}  // namespace copytrace
