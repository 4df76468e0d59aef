export function squeeze(values: number[], widths: number[]): Uint8Array {
  const bits = values.reduce((sum, _, i) => sum + widths[i % widths.length], 3);
  const out = new Uint8Array((bits + 7) >> 3);
  out[0] = (out.length * 8 - bits) & 7;
  let at = 3;
  values.forEach((value, i) => {
    let width = widths[i % widths.length];
    if (value < 0) value = ~value | (1 << (width - 1));
    while (width > 0) {
      const room = Math.min(width, 8 - (at & 7));
      out[at >> 3] |= (value & ((1 << room) - 1)) << (at & 7);
      value >>>= room;
      width -= room;
      at += room;
    }
  });
  return out;
}
