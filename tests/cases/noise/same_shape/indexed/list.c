#include <stdlib.h>

struct bead {
    int weight;
    struct bead *next;
};

struct bead *bead_push(struct bead *head, int weight)
{
    struct bead *b = malloc(sizeof(*b));

    if (b == NULL)
        return NULL;
    b->weight = weight;
    b->next = head;
    return b;
}

void bead_free(struct bead *head)
{
    struct bead *next;

    while (head != NULL) {
        next = head->next;
        free(head);
        head = next;
    }
}

int bead_length(const struct bead *head)
{
    int n = 0;

    for (; head != NULL; head = head->next)
        n++;
    return n;
}
