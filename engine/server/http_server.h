// HTTP/1.1 over cpp-httplib, with bounds on everything that a client can make grow.
//
// A thread a connection, at most kMaxConnections; one more is answered with 503 and closed. A
// request's line and headers have kMaxHeadBytes together and must be there within kHeadSeconds, its
// body within kBodySeconds; a connection that asks nothing is closed after kIdleSeconds.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "engine/server/http.h"
#include "engine/server/listen_address.h"

namespace copytrace {

inline constexpr size_t kMaxConnections = 128;
inline constexpr size_t kMaxHeadBytes = 16 << 10;
inline constexpr int kIdleSeconds = 15;
inline constexpr int kHeadSeconds = 10;
inline constexpr int kBodySeconds = 30;
inline constexpr int kWriteSeconds = 30;  // without a byte taken by the client

struct HttpHandlers {
  // Whether the request may go on, by its headers; throws Problem.
  std::function<void(const HttpRequest&)> guard;
  // Throws Problem, or anything else, which is answered with 500.
  std::function<HttpResponse(const HttpRequest&)> answer;
  NamedTexts headers;  // of every response
};

class HttpServer {
 public:
  explicit HttpServer(HttpHandlers handlers);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Returns the address with the port that was taken. Throws Error.
  ListenAddress Bind(const ListenAddress& address);

  // Serves until Stop; then ends what is being answered, and returns.
  void Run();

  // From any thread, before Run or during it.
  void Stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace copytrace
