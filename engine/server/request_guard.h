// Who may ask for what: a request is let in or refused by its headers alone, before its body is
// read. Thread-safe.
#pragma once

#include <cstddef>
#include <string>

#include "engine/server/http.h"

namespace copytrace {

inline constexpr size_t kMaxBodyBytes = 512 << 10;

struct GuardRules {
  bool loopback_only = true;  // a Host that is no name of this machine is refused
  std::string token;          // empty: none is asked for
};

// Throws Problem. What is held:
//
// * On the loopback, a Host that names this machine as itself: a page of another site whose name
// was
//   made to lead here (DNS rebinding) sends its own.
// * Under /api the token, if there is one, but for what says nothing of anybody.
// * No site but the server's own, by Origin and Sec-Fetch-Site, which browsers send and scripts
//   cannot change. A navigation from elsewhere may show the page and nothing else.
// * POST: JSON by its Content-Type, the header X-Copytrace, which no form can send, a length, and
// no
//   encoding that could swell.
void GuardRequest(const HttpRequest& request, const GuardRules& rules);

// The headers of every answer.
const NamedTexts& SecurityHeaders();

}  // namespace copytrace
