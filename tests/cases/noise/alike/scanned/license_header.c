/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * Orchard is free software: use it, change it and pass it on under the terms of the licence named above.
 * It comes without any warranty, not even the implied one of being fit for some purpose. Whoever
 * passes it on keeps this notice, says what was changed, and names the authors in the file NOTICE.
 */
#include "tree.h"

double ripeness(const struct tree *t, double warmth) {
  double days = t->age * 0.5;
  while (warmth > t->limit) {
    days -= 1.5;
    warmth /= 2;
  }
  return days < 0 ? 0 : days;
}
