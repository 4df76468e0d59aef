#include <stdlib.h>
#include <strings.h>
#include "proctab.h"

#define CMP(a, b) (((a) > (b)) - ((a) < (b)))

static int cmp_pid(const void *pa, const void *pb) {
  const proc_t *a = *(const proc_t *const *)pa;
  const proc_t *b = *(const proc_t *const *)pb;
  return CMP(a->pid, b->pid);
}

static int cmp_cpu(const void *pa, const void *pb) {
  const proc_t *a = *(const proc_t *const *)pa;
  const proc_t *b = *(const proc_t *const *)pb;
  int r = CMP(b->ticks, a->ticks);
  return r ? r : cmp_pid(pa, pb);
}

static int cmp_command(const void *pa, const void *pb) {
  const proc_t *a = *(const proc_t *const *)pa;
  const proc_t *b = *(const proc_t *const *)pb;
  return strcasecmp(a->command, b->command);
}

static int (*const comparators[])(const void *, const void *) = {
  cmp_pid,
  cmp_cpu,
  cmp_command,
};

void proctab_order(proc_t **rows, size_t n, unsigned column) {
  if (column < sizeof comparators / sizeof *comparators)
    qsort(rows, n, sizeof *rows, comparators[column]);
}
