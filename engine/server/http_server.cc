// cpp-httplib parses requests and writes responses; connections, their bounds and the routing are
// ours. Its router matches regular expressions and its reader grows with what is sent, so a request
// is answered in its pre-routing handler, or, if it has a body, in the one handler there is.
#include "engine/server/http_server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cctype>
#include <charconv>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "engine/error.h"
#include "engine/server/connection.h"
#include "engine/server/problem.h"
#include "engine/server/request_guard.h"

namespace copytrace {
namespace {

constexpr int kBacklog = 256;
constexpr char kBusy[] =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

thread_local Connection* current_connection = nullptr;
thread_local bool refuse_connection = false;

// A thread a connection, made when it is needed. What is more than that is refused in place.
class ConnectionThreads : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> serve) override {
    std::unique_lock lock(mutex_);
    if (!HasThreadForOneMore()) {
      lock.unlock();
      refuse_connection = true;
      serve();
      refuse_connection = false;
      return;
    }
    waiting_.push_back(std::move(serve));
    lock.unlock();
    ready_.notify_one();
  }

  void shutdown() override {
    {
      const std::lock_guard lock(mutex_);
      ends_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  bool HasThreadForOneMore() {
    const size_t connections = busy_ + waiting_.size();
    if (connections >= kMaxConnections) return false;
    if (connections < threads_.size()) return true;
    try {
      threads_.emplace_back([this] { Work(); });
    } catch (const std::system_error&) {
      return false;  // the system has no more of them
    }
    return true;
  }

  void Work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      ready_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const std::function<void()> serve = std::move(waiting_.front());
      waiting_.pop_front();
      ++busy_;
      lock.unlock();
      serve();
      lock.lock();
      --busy_;
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  size_t busy_ = 0;
  bool ends_ = false;
};

HttpRequest ToRequest(const httplib::Request& request) {
  HttpRequest out{.method = request.method, .path = request.path};
  for (const auto& [name, value] : request.params) out.query.emplace_back(name, value);
  for (const auto& [name, value] : request.headers) {
    std::string lower = name;
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    out.headers.emplace_back(std::move(lower), value);
  }
  return out;
}

// By a provider where the bytes stay: no copy, and no compression.
void Write(HttpResponse response, httplib::Response* out) {
  out->status = response.status;
  for (const auto& [name, value] : response.headers) out->set_header(name, value);
  if (response.fixed.empty()) {
    out->body = std::move(response.body);
    out->set_header("Content-Type", response.type);
    return;
  }
  const std::string_view bytes = response.fixed;
  out->set_content_provider(bytes.size(), response.type,
                            [bytes](size_t offset, size_t length, httplib::DataSink& sink) {
                              return sink.write(bytes.data() + offset, length);
                            });
}

HttpResponse ProblemResponse(int status, const std::string& detail) {
  HttpResponse response{
      .status = status, .type = kProblemType, .body = ProblemJson(status, detail)};
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST");
  if (status == 429) response.headers.emplace_back("Retry-After", "1");
  return response;
}

template <typename Function>
HttpResponse OrProblem(const Function& answer) {
  try {
    return answer();
  } catch (const Problem& problem) {
    return ProblemResponse(problem.status(), problem.what());
  } catch (const std::exception& e) {
    return ProblemResponse(500, e.what());
  }
}

size_t LengthOf(const HttpRequest& request) {
  const std::string_view text = request.Header("content-length");
  size_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

}  // namespace

class HttpServer::Impl : public httplib::Server {
 public:
  explicit Impl(HttpHandlers handlers)
      : handlers_(std::move(handlers)), stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (stop_ < 0) throw Error("no more files can be opened: raise the limit (ulimit -n)");
    new_task_queue = [] { return new ConnectionThreads; };
    httplib::Headers headers;
    for (const auto& [name, value] : handlers_.headers) headers.emplace(name, value);
    set_default_headers(std::move(headers));
    set_tcp_nodelay(true);
    set_payload_max_length(kMaxBodyBytes);
    set_keep_alive_timeout(kIdleSeconds);
    set_keep_alive_max_count(1'000'000);  // what is said to the client; nothing counts it
    set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    });
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      return Begin(request, &response);
    });
    Post(".*", [this](const httplib::Request& request, httplib::Response& response) {
      HttpRequest whole = ToRequest(request);
      whole.body = request.body;
      Write(OrProblem([&] { return handlers_.answer(whole); }), &response);
      current_connection->in_step = true;
    });
    // What httplib itself refuses: a head that is malformed or too long.
    set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty() || response.has_header("Content-Type")) return;
      const int status = response.status < 400 ? 400 : response.status;
      Write(ProblemResponse(status, "this is no request that can be read"), &response);
      response.set_header("Connection", "close");
    });
  }

  ~Impl() override { ::close(stop_); }

  ListenAddress Bind(const ListenAddress& address) {
    ListenAddress bound = address;
    if (address.port == 0) {
      bound.port = bind_to_any_port(address.host);
    } else if (!bind_to_port(address.host, address.port)) {
      bound.port = -1;
    }
    if (bound.port <= 0 || ::listen(svr_sock_, kBacklog) != 0) {
      throw Error(
          fmt::format("{}: cannot be listened on: another program has this port, or the "
                      "address is not this machine's; choose another by --listen",
                      ToString(address)));
    }
    return bound;
  }

  void Run() {
    if (!stopping_) listen_after_bind();
  }

  void Stop() {
    stopping_ = true;
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(stop_, &one, sizeof(one));
    // The loop that accepts ends when its socket does.
    if (const socket_t socket = svr_sock_.exchange(INVALID_SOCKET); socket != INVALID_SOCKET) {
      ::shutdown(socket, SHUT_RDWR);
      ::close(socket);
    }
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    Connection connection(socket, stop_);
    if (refuse_connection) {
      ::send(socket, kBusy, sizeof(kBusy) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
      return false;
    }
    current_connection = &connection;
    bool closed = false;
    while (!closed && connection.WaitForRequest()) {
      connection.Allow(kMaxHeadBytes, kHeadSeconds);
      connection.in_step = false;
      if (!process_request(connection, false, closed, nullptr) || !connection.in_step) break;
    }
    current_connection = nullptr;
    return true;
  }

  // Answers, unless there is a body to read first.
  HandlerResponse Begin(const httplib::Request& head, httplib::Response* response) {
    const HttpRequest request = ToRequest(head);
    bool goes_on = false;
    HttpResponse answer = OrProblem([&]() -> HttpResponse {
      handlers_.guard(request);
      if (request.method == "POST") {
        goes_on = true;
        return {};
      }
      return handlers_.answer(request);
    });
    if (goes_on) {
      current_connection->Allow(LengthOf(request), kBodySeconds);
      return HandlerResponse::Unhandled;
    }
    // After a refused body the next bytes are no request.
    current_connection->in_step = request.method != "POST" && LengthOf(request) == 0;
    if (!current_connection->in_step) answer.headers.emplace_back("Connection", "close");
    Write(std::move(answer), response);
    return HandlerResponse::Handled;
  }

  HttpHandlers handlers_;
  int stop_;
  std::atomic<bool> stopping_ = false;
};

HttpServer::HttpServer(HttpHandlers handlers)
    : impl_(std::make_unique<Impl>(std::move(handlers))) {}
HttpServer::~HttpServer() = default;
ListenAddress HttpServer::Bind(const ListenAddress& address) { return impl_->Bind(address); }
void HttpServer::Run() { impl_->Run(); }
void HttpServer::Stop() { impl_->Stop(); }

}  // namespace copytrace
