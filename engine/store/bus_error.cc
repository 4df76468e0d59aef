#include "engine/store/bus_error.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace copytrace {
namespace {

constexpr int kExitStatus = 2;

const char* g_program = "";

// Only calls that are allowed in a signal handler from here on.

void Say(std::string_view text) {
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

uint64_t ReadHex(std::string_view* text) {
  uint64_t value = 0;
  while (!text->empty()) {
    const char c = text->front();
    if (c >= '0' && c <= '9') {
      value = value << 4 | static_cast<uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      value = value << 4 | static_cast<uint64_t>(c - 'a' + 10);
    } else {
      break;
    }
    text->remove_prefix(1);
  }
  return value;
}

// The path of a line of /proc/self/maps, "begin-end … path", whose range holds the address.
std::string_view PathIfWithin(std::string_view line, uint64_t address) {
  const uint64_t begin = ReadHex(&line);
  if (!line.empty()) line.remove_prefix(1);
  const uint64_t end = ReadHex(&line);
  const size_t path = line.find('/');
  if (address < begin || address >= end || path == std::string_view::npos) return {};
  return line.substr(path);
}

void SayMappedFile(uint64_t address) {
  const int maps = ::open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  static std::array<char, 8192> buffer;
  size_t filled = 0;
  for (ssize_t got = 0; maps >= 0 && filled < buffer.size() &&
                        (got = ::read(maps, &buffer[filled], buffer.size() - filled)) > 0;) {
    filled += static_cast<size_t>(got);
    std::string_view rest(buffer.data(), filled);
    for (size_t end; (end = rest.find('\n')) != std::string_view::npos;) {
      const std::string_view path = PathIfWithin(rest.substr(0, end), address);
      if (!path.empty()) {
        Say(path);
        return;
      }
      rest.remove_prefix(end + 1);
    }
    std::memmove(buffer.data(), rest.data(), rest.size());
    filled = rest.size();
  }
  Say("a mapped file");
}

void Explain(int, siginfo_t* info, void*) {
  Say(g_program);
  Say(": ");
  SayMappedFile(reinterpret_cast<uint64_t>(info->si_addr));
  Say(": cannot be read; check the disk, and the store with copytrace-index verify --store DIR "
      "(the file may have been cut off while it was read)\n");
  ::_exit(kExitStatus);
}

}  // namespace

void ExplainBusErrors(const char* program) {
  g_program = program;
  struct sigaction action = {};
  action.sa_sigaction = Explain;
  action.sa_flags = SA_SIGINFO | SA_RESETHAND;
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace copytrace
