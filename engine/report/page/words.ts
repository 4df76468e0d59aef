// Numbers and places as people say them.

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

export function place(path: string, first: number, last: number): string {
  return first === last ? `${path}:${first}` : `${path}:${first}–${last}`;
}

// How often chance yields a region of this E-value.
export function chance(eValue: number): string {
  if (eValue >= 0.95) return `${Number(eValue.toPrecision(3))} in a million lines`;
  const lines = 1e6 / Math.max(eValue, 1e-300);
  if (lines < 999.5e6) return `1 in ${Number((lines / 1e6).toPrecision(3))} million lines`;
  if (lines < 999.5e9) return `1 in ${Number((lines / 1e9).toPrecision(3))} billion lines`;
  return "less than 1 in a trillion lines";
}
