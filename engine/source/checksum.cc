#include "engine/source/checksum.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <new>

namespace copytrace {

Sha1 PlainSha1(std::string_view bytes) {
  Sha1 sha1{};
  if (EVP_Digest(bytes.data(), bytes.size(), sha1.data(), nullptr, EVP_sha1(), nullptr) != 1) {
    throw std::bad_alloc();  // the only way that hashing memory can fail
  }
  return sha1;
}

std::string Hex(const Sha1& sha1) { return fmt::format("{:02x}", fmt::join(sha1, "")); }

}  // namespace copytrace
