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

Sha256Sum PlainSha256(std::string_view bytes) {
  Sha256Sum sha256{};
  if (EVP_Digest(bytes.data(), bytes.size(), sha256.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    throw std::bad_alloc();
  }
  return sha256;
}

std::string Base64(const Sha256Sum& sha256) {
  std::array<unsigned char, 4 * 11 + 1> text{};
  const int size = EVP_EncodeBlock(text.data(), sha256.data(), static_cast<int>(sha256.size()));
  return {reinterpret_cast<const char*>(text.data()), static_cast<size_t>(size)};
}

std::string Hex(const Sha256Sum& sha256) { return fmt::format("{:02x}", fmt::join(sha256, "")); }

std::string Hex(const Sha1& sha1) { return fmt::format("{:02x}", fmt::join(sha1, "")); }

}  // namespace copytrace
