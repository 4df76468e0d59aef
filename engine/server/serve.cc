#include "engine/server/serve.h"

#include <fmt/format.h>
#include <pthread.h>

#include <csignal>
#include <thread>
#include <utility>

#include "engine/error.h"
#include "engine/server/api.h"
#include "engine/server/http_server.h"
#include "engine/server/request_guard.h"

namespace copytrace {
namespace {

constexpr size_t kLeastToken = 16;

// SIGINT and SIGTERM are taken by the thread that waits for them, and by no other.
sigset_t BlockEndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void CheckToken(const ServeSettings& settings) {
  if (settings.token.empty() && !settings.address.IsLoopback()) {
    throw Error(
        fmt::format("--listen {}: others can reach this address, so it needs a token: give "
                    "one by --token-file FILE",
                    ToString(settings.address)));
  }
  if (!settings.token.empty() && settings.token.size() < kLeastToken) {
    throw Error(
        fmt::format("the token is too short: {} characters at least, such as those of "
                    "`openssl rand -hex 16`",
                    kLeastToken));
  }
  for (const char c : settings.token) {
    if (c <= ' ' || c > '~') throw Error("the token has characters that no header may have");
  }
}

}  // namespace

void Serve(ServeSettings settings, const std::function<void(const ListenAddress&)>& ready) {
  CheckToken(settings);
  sigset_t signals = BlockEndSignals();
  settings.service.token_required = !settings.token.empty();
  Service service(settings.service);
  const GuardRules rules{.loopback_only = settings.address.IsLoopback(), .token = settings.token};
  HttpServer server(
      {.guard = [&](const HttpRequest& request) { GuardRequest(request, rules); },
       .answer = [&](const HttpRequest& request) { return AnswerRequest(service, request); },
       .headers = SecurityHeaders()});
  const ListenAddress bound = server.Bind(settings.address);
  std::thread ender([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    server.Stop();
  });
  ready(bound);
  server.Run();
  // Run may have ended without a signal: the thread waits for one still.
  pthread_kill(ender.native_handle(), SIGTERM);
  ender.join();
}

}  // namespace copytrace
