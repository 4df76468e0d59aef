#include <stdlib.h>
#include <string.h>

#include "herd.h"

struct goat {
    char *name;
    int age;
    struct goat *next;
};

struct goat *goat_push(struct goat *head, const char *name, int age)
{
    struct goat *g = malloc(sizeof *g);

    if (g == NULL)
        return head;
    g->name = strdup(name);
    g->age = age;
    g->next = head;
    return g;
}

struct goat *goat_find(struct goat *head, const char *name)
{
    for (; head != NULL; head = head->next)
        if (strcmp(head->name, name) == 0)
            return head;
    return NULL;
}

void goat_free(struct goat *head)
{
    while (head != NULL) {
        struct goat *next = head->next;

        free(head->name);
        free(head);
        head = next;
    }
}
