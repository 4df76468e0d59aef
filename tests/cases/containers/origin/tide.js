// Heights of the tide from a harbour's table of high and low waters.
"use strict";

const MINUTES = 60;

class Harbour {
  constructor(name) {
    this.name = name;
  }
}

function tideAt(table, minute) {
  let before = null;
  let after = null;
  for (const water of table.waters) {
    if (water.minute <= minute && (!before || water.minute > before.minute)) before = water;
    if (water.minute > minute && (!after || water.minute < after.minute)) after = water;
  }
  if (!before || !after) {
    throw new RangeError("nothing around " + minute + " at " + table.harbour);
  }
  const span = after.minute - before.minute;
  const phase = ((minute - before.minute) / span) * Math.PI;
  const mean = (before.height + after.height) / 2;
  const swing = (before.height - after.height) / 2;
  const height = mean + swing * Math.cos(phase);
  const twelfth = Math.floor((12 * (minute - before.minute)) / span);
  return {
    height: Math.round(height * 100) / 100,
    rising: after.height > before.height,
    rule: [0, 1, 3, 6, 9, 11, 12][Math.min(6, twelfth >> 1)],
  };
}

module.exports = { Harbour, MINUTES, tideAt };
