#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct StringList {
  int count;
  int allocated;
  char **items;
} StringList;

StringList *list_new(void) {
  StringList *list = calloc(1, sizeof(StringList));
  if (list == NULL) {
    perror("calloc");
    exit(1);
  }
  return list;
}

void list_append(StringList *list, const char *text) {
  if (list->count >= list->allocated) {
    list->allocated = list->allocated == 0 ? 8 : list->allocated * 2;
    list->items = realloc(list->items, list->allocated * sizeof(char *));
    if (list->items == NULL) {
      perror("realloc");
      exit(1);
    }
  }
  list->items[list->count] = strdup(text);
  list->count++;
}

void list_delete(StringList *list) {
  for (int i = 0; i < list->count; i++) {
    free(list->items[i]);
  }
  free(list->items);
  free(list);
}
