// Two ways to fill up text on its left side, written from the description of what it should do.

/** Fills `value` up to `width` characters by putting `filler` in front of it. */
export function fillLeft(value, width, filler = ' ') {
  let text = `${value}`;
  for (let missing = width - text.length; missing > 0; missing -= 1) {
    text = filler + text;
  }
  return text;
}

export function columns(values, width) {
  return values.map((value) => fillLeft(value, width)).join(' ');
}
