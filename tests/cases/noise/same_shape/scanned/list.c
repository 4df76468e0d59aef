#include <stdlib.h>

struct parcel {
    int stamp;
    struct parcel *next;
};

struct parcel *parcel_push(struct parcel *head, int stamp)
{
    struct parcel *item = malloc(sizeof(*item));

    if (item == NULL)
        return NULL;
    item->stamp = stamp;
    item->next = head;
    return item;
}

void parcel_free(struct parcel *head)
{
    struct parcel *next;

    while (head != NULL) {
        next = head->next;
        free(head);
        head = next;
    }
}

int parcel_length(const struct parcel *head)
{
    int n = 0;

    for (; head != NULL; head = head->next)
        n++;
    return n;
}
