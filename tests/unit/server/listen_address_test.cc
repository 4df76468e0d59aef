#include "engine/server/listen_address.h"

#include <gtest/gtest.h>

#include "engine/error.h"

namespace copytrace {
namespace {

TEST(ListenAddressTest, IsReadAndWritten) {
  const struct {
    const char* text;
    const char* whole;
    bool loopback;
  } kCases[] = {
      {"127.0.0.1:80", "127.0.0.1:80", true},
      {"127.0.0.1", "127.0.0.1:8573", true},
      {":0", "127.0.0.1:0", true},
      {"", "127.0.0.1:8573", true},
      {"localhost:1", "localhost:1", true},
      {"[::1]:9000", "[::1]:9000", true},
      {"[::1]", "[::1]:8573", true},
      {"::1", "[::1]:8573", true},
      {"127.9.9.9:1", "127.9.9.9:1", true},
      {"0.0.0.0:80", "0.0.0.0:80", false},
      {"[::]:80", "[::]:80", false},
      {"192.168.0.1:65535", "192.168.0.1:65535", false},
      {"example.org", "example.org:8573", false},
      // What looks like this machine and is not.
      {"127.0.0.1.example.org:1", "127.0.0.1.example.org:1", false},
      {"localhost.example.org:1", "localhost.example.org:1", false},
      {"[::ffff:127.0.0.1]:1", "[::ffff:127.0.0.1]:1", false},
  };
  for (const auto& c : kCases) {
    const ListenAddress address = ParseListenAddress(c.text);
    EXPECT_EQ(ToString(address), c.whole) << c.text;
    EXPECT_EQ(address.IsLoopback(), c.loopback) << c.text;
  }
}

TEST(ListenAddressTest, RefusesWhatIsNone) {
  for (const char* text : {"[::1", "[::1]x", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
                           "127.0.0.1:99999999999999999999", "127.0.0.1:80 "}) {
    EXPECT_THROW(ParseListenAddress(text), Error) << text;
  }
}

TEST(ListenAddressTest, TellsHostsThatNameThisMachine) {
  for (const char* host : {"localhost", "localhost:1", "127.0.0.1:8573", "[::1]:1", "127.1.2.3"}) {
    EXPECT_TRUE(IsLoopbackHost(host)) << host;
  }
  for (const char* host :
       {"", ":80", "evil.example", "127.0.0.1.evil.example", "localhost:x", "localhost.",
        "LOCALHOST@evil.example", "0.0.0.0", "[::]", "2130706433", "localhost:80:80", "[::1"}) {
    EXPECT_FALSE(IsLoopbackHost(host)) << host;
  }
}

}  // namespace
}  // namespace copytrace
