#include <stddef.h>
#include <stdint.h>

uint16_t tally_bytes(const uint8_t *buf, size_t n, uint16_t seed)
{
    uint32_t lo = seed & 0x7f, hi = 0x2d1 ^ (seed >> 7);
    size_t k;

    for (k = 0; k < n; k++) {
        if (k % 5 == 3)
            lo += hi >> 3;
        lo = (lo * 37 + buf[k]) % 8191;
        hi = (hi << 1 ^ lo) & 0x1fff;
        if (buf[k] == 0xdb)
            hi += n - k;
    }
    return (uint16_t)(hi << 3 ^ lo);
}
