#include "engine/server/request_guard.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "engine/server/listen_address.h"
#include "engine/server/problem.h"

namespace copytrace {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

bool IsApi(const HttpRequest& request) {
  return request.path.starts_with("/api/") || request.path.starts_with("/report/");
}

// What says nothing of any project.
bool IsOpenToAll(const HttpRequest& request) {
  return !request.path.starts_with("/api/") || request.path == "/api/openapi.json" ||
         request.path == "/api/health";
}

bool SameBytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void CheckHost(const HttpRequest& request, const GuardRules& rules) {
  const auto hosts = std::ranges::count(request.headers, "host", &NamedTexts::value_type::first);
  if (hosts != 1) throw Problem(400, "a request has one Host");
  if (rules.loopback_only && !IsLoopbackHost(request.Header("host"))) {
    throw Problem(403,
                  "asked for by a name that is not this machine's own: use 127.0.0.1 or "
                  "localhost");
  }
}

void CheckToken(const HttpRequest& request, const GuardRules& rules) {
  if (rules.token.empty() || IsOpenToAll(request)) return;
  const std::string_view value = request.Header("authorization");
  constexpr std::string_view kScheme = "bearer ";
  if (value.size() > kScheme.size() && Lower(value.substr(0, kScheme.size())) == kScheme &&
      SameBytes(value.substr(kScheme.size()), rules.token)) {
    return;
  }
  throw Problem(401, "the token is missing or wrong: `copytrace serve` was started with it");
}

void CheckSite(const HttpRequest& request) {
  const std::string_view origin = request.Header("origin");
  if (!origin.empty()) {
    const std::string own = "http://" + Lower(request.Header("host"));
    const std::string own_behind_tls = "https://" + Lower(request.Header("host"));
    if (Lower(origin) != own && Lower(origin) != own_behind_tls) {
      throw Problem(403, "the request comes from another site");
    }
  }
  const std::string_view site = request.Header("sec-fetch-site");
  if (site.empty() || site == "same-origin" || site == "none") return;
  // Following a link to the page is no harm; reading or changing something from elsewhere is.
  if (!IsApi(request) && request.Header("sec-fetch-mode") == "navigate") return;
  throw Problem(403, "the request comes from another site");
}

void CheckBody(const HttpRequest& request) {
  if (!request.Header("transfer-encoding").empty()) {
    throw Problem(411, "a body comes whole, with its Content-Length");
  }
  if (request.method != "POST") {
    const std::string_view length = request.Header("content-length");
    if (!length.empty() && length != "0") throw Problem(400, "a GET has no body");
    return;
  }
  const std::string type = Lower(request.Header("content-type"));
  if (type.substr(0, type.find_first_of("; \t")) != "application/json" ||
      !request.Header("content-encoding").empty()) {
    throw Problem(415, "a POST is plain JSON: Content-Type: application/json");
  }
  if (request.Header("x-copytrace").empty()) {
    throw Problem(403, "a POST needs the header X-Copytrace: 1");
  }
  const std::string_view length = request.Header("content-length");
  size_t bytes = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bytes);
  if (length.empty()) throw Problem(411, "a body comes whole, with its Content-Length");
  if (error == std::errc::result_out_of_range || bytes > kMaxBodyBytes) {
    throw Problem(413, "a body has at most 512 KiB");
  }
  if (error != std::errc() || end != length.data() + length.size()) {
    throw Problem(400, "Content-Length is no number");
  }
}

}  // namespace

void GuardRequest(const HttpRequest& request, const GuardRules& rules) {
  CheckHost(request, rules);
  CheckSite(request);
  if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") {
    throw Problem(405, "there is GET and POST");
  }
  if (!request.Header("range").empty()) throw Problem(416, "answers come whole");
  CheckToken(request, rules);
  CheckBody(request);
}

const NamedTexts& SecurityHeaders() {
  static const NamedTexts kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
       "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
       "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
      {"Cache-Control", "no-store"},
  };
  return kHeaders;
}

}  // namespace copytrace
