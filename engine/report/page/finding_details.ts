// What opens under a finding: what is said of it, where it comes from, what to do, and both sides.

import { element } from "./element";
import { judgementOf } from "./judgement";
import { nextSteps } from "./next_steps";
import { provenance } from "./provenance";
import type { Finding, Sides } from "./report";
import { sideBySide } from "./side_by_side";

export function findingDetails(finding: Finding, sides: Sides | undefined): HTMLElement {
  return element(
    "div",
    { class: "details" },
    judgementOf(finding),
    element("div", { class: "columns" }, provenance(finding), nextSteps(finding)),
    sides === undefined ? null : sideBySide(finding, sides),
  );
}
