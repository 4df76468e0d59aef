#include "engine/server/listen_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "engine/error.h"

namespace copytrace {
namespace {

bool IsLoopbackName(std::string_view name) {
  const std::string text(name);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) == 1) return IN6_IS_ADDR_LOOPBACK(&v6);
  return text == "localhost";
}

// Host without brackets, and what stands behind the colon; nothing where it is neither.
std::optional<std::pair<std::string_view, std::string_view>> Split(std::string_view text) {
  if (text.starts_with('[')) {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view rest = text.substr(end + 1);
    if (!rest.empty() && rest.front() != ':') return std::nullopt;
    return std::pair(text.substr(1, end - 1), rest.empty() ? rest : rest.substr(1));
  }
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::pair(text, std::string_view());
  if (text.find(':', colon + 1) != std::string_view::npos)
    return std::pair(text, std::string_view());
  return std::pair(text.substr(0, colon), text.substr(colon + 1));
}

}  // namespace

bool ListenAddress::IsLoopback() const { return IsLoopbackName(host); }

ListenAddress ParseListenAddress(std::string_view text) {
  ListenAddress address;
  const auto parts = Split(text);
  if (!parts) {
    throw Error(fmt::format("--listen: \"{}\" is no address, such as 127.0.0.1:8573", text));
  }
  if (!parts->first.empty()) address.host = parts->first;
  if (const std::string_view port = parts->second; !port.empty()) {
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc() || end != port.data() + port.size() || address.port < 0 ||
        address.port > 65535) {
      throw Error(fmt::format("--listen: \"{}\" is no port", port));
    }
  }
  return address;
}

std::string ToString(const ListenAddress& address) {
  return address.host.find(':') == std::string::npos
             ? fmt::format("{}:{}", address.host, address.port)
             : fmt::format("[{}]:{}", address.host, address.port);
}

bool IsLoopbackHost(std::string_view host) {
  const auto parts = Split(host);
  if (!parts || parts->first.empty()) return false;
  for (const char c : parts->second) {
    if (c < '0' || c > '9') return false;
  }
  return IsLoopbackName(parts->first);
}

}  // namespace copytrace
