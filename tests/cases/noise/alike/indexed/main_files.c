#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "braille.h"

static void usage(const char *prog)
{
    fprintf(stderr, "usage: %s input.txt output.brf\n", prog);
    exit(1);
}

int main(int argc, char *argv[])
{
    FILE *in, *out;
    char line[1024];
    int status;

    if (argc != 3)
        usage(argv[0]);

    in = fopen(argv[1], "r");
    if (in == NULL) {
        fprintf(stderr, "%s: cannot open %s: %s\n", argv[0], argv[1], strerror(errno));
        return 1;
    }
    out = fopen(argv[2], "w");
    if (out == NULL) {
        fprintf(stderr, "%s: cannot create %s: %s\n", argv[0], argv[2], strerror(errno));
        fclose(in);
        return 1;
    }
    status = 0;
    while (fgets(line, sizeof line, in) != NULL)
        if (braille_line(line, out) < 0)
            status = 1;
    fclose(out);
    fclose(in);
    return status;
}
