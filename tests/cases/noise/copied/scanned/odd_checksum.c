#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include "modem.h"

struct frame {
    uint8_t kind;
    uint8_t length;
    uint8_t body[250];
    uint16_t sum;
};

static int retries = 4;

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

int frame_send(struct modem *m, struct frame *f)
{
    int left = retries;

    f->sum = tally_bytes(f->body, f->length, f->kind);
    while (left-- > 0) {
        modem_write(m, &f->kind, 2);
        modem_write(m, f->body, f->length);
        modem_write(m, &f->sum, sizeof f->sum);
        if (modem_wait_ack(m, 300) == 0)
            return 0;
        modem_flush(m);
    }
    fprintf(stderr, "frame of kind %u lost\n", f->kind);
    return -1;
}

void frame_dump(const struct frame *f)
{
    for (int i = 0; i < f->length; i++)
        printf("%02x%c", f->body[i], i % 16 == 15 ? '\n' : ' ');
    putchar('\n');
}
