// Licence classes and verdicts in small: a word beside a mark, so that colour is never alone.

import { element } from "./element";
import type { LicenseClass } from "./report";
import { standingInWords, verdictInWords } from "./words";

const verdictMarks: Record<string, string> = { deny: "✕", warn: "!", allow: "✓" };

export function classBadge(name: LicenseClass): HTMLElement {
  return element("span", { class: `badge class-${name}` }, name);
}

// What stands for a finding now: its verdict while it is open, else how it was settled.
export function standingBadge(verdict: string | null, standing: string): HTMLElement {
  if (standing !== "open") {
    return element(
      "span",
      { class: "badge settled" },
      element("span", { "aria-hidden": "true" }, "– "),
      standingInWords(standing),
    );
  }
  return element(
    "span",
    { class: `badge verdict-${verdict ?? "none"}` },
    element("span", { "aria-hidden": "true" }, `${verdictMarks[verdict ?? ""] ?? "?"} `),
    verdictInWords(verdict),
  );
}
