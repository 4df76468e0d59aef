// Numbers, dates and places as people say them.

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

// Of "2026-11-22T05:40:00Z": "22 November 2026". What is no date stays as it is.
export function day(text: string): string {
  return dayWith(text, "long");
}

// "22 Nov 2026"
export function shortDay(text: string): string {
  return dayWith(text, "short");
}

function dayWith(text: string, month: "long" | "short"): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month,
    year: "numeric",
    timeZone: "UTC",
  });
}

// Of "2026-11-22T05:40:00Z": "22 Nov 2026, 05:40 UTC".
export function moment(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  const said = date.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return `${said} UTC`;
}

// The start of a commit's hash; anything else as it is.
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 10) : revision;
}

const standings: Record<string, string> = {
  "put-off": "put off",
  "own-code": "own code",
  "own-component": "own component",
  "below-minimum": "below minimum",
  baseline: "in baseline",
};

// "put-off" as "put off".
export function standingInWords(standing: string): string {
  return standings[standing] ?? standing;
}

const verdicts: Record<string, string> = { deny: "denied", warn: "warning", allow: "allowed" };

export function verdictInWords(verdict: string | null): string {
  return verdict === null ? "not judged" : (verdicts[verdict] ?? verdict);
}
