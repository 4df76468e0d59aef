/* A tunnel for frames: reads them from one descriptor and writes them, masked, to another. */
#include <errno.h>
#include <node_api.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { kMaxFrame = 1 << 16, kHeader = 4 };

struct tunnel {
  int in;
  int out;
  unsigned char key[4];
  unsigned long frames;
  unsigned long bytes;
};

static int read_fully(int fd, void* buffer, size_t size) {
  unsigned char* at = buffer;
  while (size > 0) {
    const ssize_t got = read(fd, at, size);
    if (got == 0) return 0;
    if (got < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    at += got;
    size -= (size_t)got;
  }
  return 1;
}

static int write_fully(int fd, const void* buffer, size_t size) {
  const unsigned char* at = buffer;
  while (size > 0) {
    const ssize_t put = write(fd, at, size);
    if (put < 0 && errno != EINTR) return -1;
    if (put > 0) {
      at += put;
      size -= (size_t)put;
    }
  }
  return 0;
}

/* paste:mask_frame */

static size_t frame_length(const unsigned char header[kHeader]) {
  return (size_t)header[0] << 24 | (size_t)header[1] << 16 | (size_t)header[2] << 8 | header[3];
}

int tunnel_pump(struct tunnel* tunnel) {
  static unsigned char frame[kMaxFrame];
  unsigned char header[kHeader];
  for (;;) {
    const int state = read_fully(tunnel->in, header, sizeof header);
    if (state <= 0) return state;
    const size_t length = frame_length(header);
    if (length > sizeof frame) {
      fprintf(stderr, "tunnel: a frame of %zu bytes is above the limit\n", length);
      return -1;
    }
    if (read_fully(tunnel->in, frame, length) != 1) return -1;
    for (size_t i = 0; i < length; ++i) frame[i] ^= tunnel->key[i & 3];
    if (write_fully(tunnel->out, header, sizeof header) != 0) return -1;
    if (write_fully(tunnel->out, frame, length) != 0) return -1;
    tunnel->frames += 1;
    tunnel->bytes += length;
  }
}

void tunnel_report(const struct tunnel* tunnel, FILE* out) {
  fprintf(out, "%lu frames, %lu bytes", tunnel->frames, tunnel->bytes);
  if (tunnel->frames > 0) fprintf(out, ", %lu on average", tunnel->bytes / tunnel->frames);
  fputc('\n', out);
}
