#include <stdio.h>
#include <stdlib.h>
#include "tape.h"

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3) {
    printf("Usage: %s TAPE [WAV]\n", argv[0]);
    printf("Turns a home computer tape image into sound.\n");
    return EXIT_FAILURE;
  }

  FILE *tape = fopen(argv[1], "rb");
  if (!tape) {
    perror(argv[1]);
    return EXIT_FAILURE;
  }

  FILE *wav = stdout;
  if (argc == 3) {
    wav = fopen(argv[2], "wb");
    if (!wav) {
      perror(argv[2]);
      fclose(tape);
      return EXIT_FAILURE;
    }
  }

  struct block b;
  int blocks = 0;
  wav_header(wav, 44100);
  while (tape_read(tape, &b)) {
    wav_pulses(wav, b.data, b.size);
    blocks++;
  }
  fprintf(stderr, "%d blocks\n", blocks);

  if (wav != stdout)
    fclose(wav);
  fclose(tape);
  return EXIT_SUCCESS;
}
