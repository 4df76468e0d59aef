#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void usage(const char *name)
{
    fprintf(stderr, "usage: %s catalogue title\n", name);
    exit(1);
}

int main(int argc, char **argv)
{
    FILE *list;
    char row[256];
    int hits = 0;

    if (argc != 3) {
        usage(argv[0]);
    }
    list = fopen(argv[1], "r");
    if (list == NULL) {
        fprintf(stderr, "%s: cannot open %s\n", argv[0], argv[1]);
        return 1;
    }
    while (fgets(row, sizeof(row), list) != NULL) {
        if (strstr(row, argv[2]) != NULL) {
            hits++;
        }
    }
    fclose(list);
    printf("%d\n", hits);
    return 0;
}
