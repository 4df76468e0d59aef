// The server as a whole: from settings to the end by a signal.
#pragma once

#include <functional>
#include <string>

#include "engine/server/listen_address.h"
#include "engine/server/service.h"

namespace copytrace {

struct ServeSettings {
  ListenAddress address;
  std::string token;  // empty: none
  ServiceSettings service;
};

// Serves until SIGINT or SIGTERM. `ready` is called once with the address that is listened on.
// REQUIRES: called from the main thread before any other is started. Throws Error where the
// history, the store or the address cannot be had, or an address beyond this machine has no token.
void Serve(ServeSettings settings, const std::function<void(const ListenAddress&)>& ready);

}  // namespace copytrace
