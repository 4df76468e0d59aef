#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void usage(const char *name)
{
    fprintf(stderr, "usage: %s diary word\n", name);
    exit(1);
}

int main(int argc, char **argv)
{
    FILE *in;
    char line[512];
    int days = 0;

    if (argc != 3) {
        usage(argv[0]);
    }
    in = fopen(argv[1], "r");
    if (in == NULL) {
        fprintf(stderr, "%s: cannot open %s\n", argv[0], argv[1]);
        return 1;
    }
    while (fgets(line, sizeof(line), in) != NULL) {
        if (strstr(line, argv[2]) != NULL) {
            days++;
        }
    }
    fclose(in);
    printf("%d\n", days);
    return 0;
}
