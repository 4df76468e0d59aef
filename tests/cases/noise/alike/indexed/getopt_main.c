#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "carillon.h"

static const char *progname;

static void usage(void)
{
    fprintf(stderr, "usage: %s [-lv] [-b bells] [-t tempo] tune\n", progname);
    exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
    int bells = 23, tempo = 60, loop = 0, verbose = 0;
    int c;

    progname = argv[0];
    while ((c = getopt(argc, argv, "b:lt:v")) != -1) {
        switch (c) {
        case 'b':
            bells = atoi(optarg);
            break;
        case 'l':
            loop = 1;
            break;
        case 't':
            tempo = atoi(optarg);
            break;
        case 'v':
            verbose++;
            break;
        default:
            usage();
        }
    }
    argc -= optind;
    argv += optind;
    if (argc != 1)
        usage();

    do {
        if (ring(argv[0], bells, tempo, verbose) < 0)
            return EXIT_FAILURE;
    } while (loop);
    return EXIT_SUCCESS;
}
