#define ZSTD_STATIC_LINKING_ONLY  // for frames without a magic number
#include "engine/store/compression.h"

#include <zstd.h>

#include <memory>

#include "engine/store/bytes.h"

namespace copytrace {
namespace {

constexpr int kLevel = 3;  // 6: 4 % smaller for twice the time

// The smallest block of a frame: a header of three bytes and the byte that it repeats.
constexpr size_t kSmallestBlock = 4;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

std::unique_ptr<ZSTD_CCtx, FreeContext> NewCompressor() {
  std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_format, ZSTD_f_zstd1_magicless);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
  return context;
}

std::unique_ptr<ZSTD_DCtx, FreeContext> NewDecompressor() {
  std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_format, ZSTD_f_zstd1_magicless);
  return context;
}

}  // namespace

std::string Compress(std::string_view bytes) {
  thread_local const auto context = NewCompressor();
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw Error(ZSTD_getErrorName(size));
  frame.resize(size);
  return frame;
}

void Decompress(std::string_view frame, size_t size, std::string* bytes) {
  if (size > (frame.size() / kSmallestBlock + 1) * ZSTD_BLOCKSIZE_MAX) {
    throw MalformedRecord("a packed record claims more than it can hold");
  }
  thread_local const auto context = NewDecompressor();
  bytes->resize(size);
  const size_t unpacked =
      ZSTD_decompressDCtx(context.get(), bytes->data(), size, frame.data(), frame.size());
  if (ZSTD_isError(unpacked) != 0 || unpacked != size) {
    throw MalformedRecord("a packed record does not unpack");
  }
}

}  // namespace copytrace
