'use strict';

// Pads on the left: numbers with zeros, all else with blanks.
exports.pad = function (what, size, fill) {
  const shown = String(what);
  if (fill === undefined) {
    fill = typeof what === 'number' ? '0' : ' ';
  }
  const gap = size - shown.length;
  if (gap < 1) {
    return shown;
  }
  return new Array(gap + 1).join(fill) + shown;
};
