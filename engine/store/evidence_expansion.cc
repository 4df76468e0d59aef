// Reading evidence is mostly this, since a scan looks at thousands of files of the corpus for each
// that it reports. Of eight tokens, the bits that say which have an N0 choose, from a table, how
// the next eight bytes of N0 are to be spread over them; the number of these bits is how far to go
// on.
#include "engine/store/evidence_expansion.h"

#include <array>
#include <bit>

#include "grammars/token.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace copytrace {
namespace {

void ExpandFrom(size_t i, size_t next, std::string_view n1, std::string_view n0,
                std::span<EvidenceToken> tokens) {
  // Without a branch: a token without N0 reads the one that the next class will read again.
  for (; next < n0.size(); ++i) {
    const auto byte = static_cast<uint8_t>(n1[i]);
    const bool is_class = byte < kFirstTextHash;
    const auto text = static_cast<uint8_t>(n0[next]);
    tokens[i] = {.n1 = byte, .n0 = is_class ? text : uint8_t{0}};
    next += is_class;
  }
  for (; i < tokens.size(); ++i) tokens[i] = {.n1 = static_cast<uint8_t>(n1[i]), .n0 = 0};
}

#if defined(__x86_64__)

constexpr size_t kStep = 8;

// By which of eight tokens have an N0: for each token the index of its own, or none.
constexpr std::array<std::array<uint8_t, kStep>, 256> kSpreads = [] {
  std::array<std::array<uint8_t, kStep>, 256> spreads{};
  for (size_t mask = 0; mask < spreads.size(); ++mask) {
    uint8_t next = 0;
    for (size_t i = 0; i < kStep; ++i) spreads[mask][i] = (mask >> i & 1) != 0 ? next++ : 0x80;
  }
  return spreads;
}();

static_assert(sizeof(EvidenceToken) == 2);

[[gnu::target("ssse3,popcnt")]] void ExpandWide(std::string_view n1, std::string_view n0,
                                                std::span<EvidenceToken> tokens) {
  const __m128i last_class = _mm_set1_epi8(static_cast<char>(kFirstTextHash - 1));
  const auto load = [](const void* bytes) {
    return _mm_loadl_epi64(static_cast<const __m128i*>(bytes));
  };
  size_t i = 0;
  size_t next = 0;
  for (; i + kStep <= n1.size() && next + kStep <= n0.size(); i += kStep) {
    const __m128i shapes = load(n1.data() + i);
    const __m128i is_class = _mm_cmpeq_epi8(_mm_min_epu8(shapes, last_class), shapes);
    const auto mask = static_cast<uint32_t>(_mm_movemask_epi8(is_class)) & 0xFF;
    const __m128i texts = _mm_shuffle_epi8(load(n0.data() + next), load(kSpreads[mask].data()));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&tokens[i]), _mm_unpacklo_epi8(shapes, texts));
    next += static_cast<size_t>(std::popcount(mask));
  }
  ExpandFrom(i, next, n1, n0, tokens);
}

const auto Expand = __builtin_cpu_supports("ssse3") != 0 && __builtin_cpu_supports("popcnt") != 0
                        ? ExpandWide
                        : ExpandTokensPlainly;

#else
const auto Expand = ExpandTokensPlainly;
#endif

}  // namespace

void ExpandTokens(std::string_view n1, std::string_view n0, std::span<EvidenceToken> tokens) {
  Expand(n1, n0, tokens);
}

void ExpandTokensPlainly(std::string_view n1, std::string_view n0,
                         std::span<EvidenceToken> tokens) {
  ExpandFrom(0, 0, n1, n0, tokens);
}

}  // namespace copytrace
