#include <stdlib.h>

struct samples {
    double *data;
    size_t len;
    size_t cap;
};

void samples_init(struct samples *s)
{
    s->data = NULL;
    s->len = 0;
    s->cap = 0;
}

int samples_push(struct samples *s, double value)
{
    if (s->len == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : 16;
        double *data = realloc(s->data, cap * sizeof *data);

        if (data == NULL)
            return -1;
        s->data = data;
        s->cap = cap;
    }
    s->data[s->len++] = value;
    return 0;
}

void samples_free(struct samples *s)
{
    free(s->data);
    samples_init(s);
}
