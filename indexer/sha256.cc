#include "indexer/sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>

#include "engine/error.h"

namespace copytrace {
namespace {

constexpr size_t kBufferBytes = size_t{256} << 10;

struct Free {
  void operator()(EVP_MD_CTX* context) const { ::EVP_MD_CTX_free(context); }
};

}  // namespace

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, Free> digest{::EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  if (!context_->digest ||
      ::EVP_DigestInit_ex(context_->digest.get(), ::EVP_sha256(), nullptr) != 1) {
    throw Error("SHA-256 is not available from this system's OpenSSL");
  }
}

Sha256::~Sha256() = default;

void Sha256::Add(std::string_view bytes) {
  ::EVP_DigestUpdate(context_->digest.get(), bytes.data(), bytes.size());
}

std::string Sha256::Hex() {
  std::array<unsigned char, 32> digest;
  ::EVP_DigestFinal_ex(context_->digest.get(), digest.data(), nullptr);
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::optional<std::string> Sha256OfFile(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  Sha256 hash;
  std::string buffer(kBufferBytes, '\0');
  do {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.Add(std::string_view(buffer).substr(0, static_cast<size_t>(in.gcount())));
  } while (in);
  if (in.bad()) return std::nullopt;
  return hash.Hex();
}

}  // namespace copytrace
