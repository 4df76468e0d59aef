/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * Harbour is free software: use it, change it and pass it on under the terms of the licence named above.
 * It comes without any warranty, not even the implied one of being fit for some purpose. Whoever
 * passes it on keeps this notice, says what was changed, and names the authors in the file NOTICE.
 */
#include "berth.h"

int berth_length(const struct berth *b) {
  int metres = 0;
  for (const struct segment *s = b->first; s != NULL; s = s->next) {
    if (s->dredged) metres += s->end - s->begin;
  }
  return metres;
}
