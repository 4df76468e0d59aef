#include <stdlib.h>
#include <string.h>

#include "library.h"

static int by_title(const void *a, const void *b)
{
    const struct book *x = a;
    const struct book *y = b;

    return strcmp(x->title, y->title);
}

static int by_year(const void *a, const void *b)
{
    const struct book *x = a;
    const struct book *y = b;

    if (x->year < y->year)
        return -1;
    if (x->year > y->year)
        return 1;
    return by_title(a, b);
}

static int by_loans(const void *a, const void *b)
{
    const struct book *x = a;
    const struct book *y = b;

    return y->loans - x->loans;
}

void library_sort(struct library *lib, enum sort_key key)
{
    switch (key) {
    case SORT_TITLE:
        qsort(lib->books, lib->count, sizeof lib->books[0], by_title);
        break;
    case SORT_YEAR:
        qsort(lib->books, lib->count, sizeof lib->books[0], by_year);
        break;
    case SORT_LOANS:
        qsort(lib->books, lib->count, sizeof lib->books[0], by_loans);
        break;
    }
}
