// What opens under a finding: its facts, and both sides.

import { element } from "./element";
import type { Finding, Sides } from "./report";
import { sideBySide } from "./side_by_side";
import { chance, counted, place } from "./words";

const licenseSources: Record<string, string> = {
  file: "stated in the file",
  directory: "from the licence file above it",
  release: "declared by the release",
};

function licence(finding: Finding): string {
  const { license, license_source } = finding.origin;
  if (license === null) return "none found: no grant";
  const source = license_source === null ? undefined : licenseSources[license_source];
  return source === undefined ? license : `${license}, ${source}`;
}

function carriers(finding: Finding): string {
  const named = finding.carriers.slice(0, 8).map((carrier) => `${carrier.purl} ${carrier.path}`);
  const rest = finding.carrier_count - named.length;
  if (rest > 0) named.push(`and ${counted(rest, "other place")}`);
  return named.join(", ");
}

export function findingDetails(finding: Finding, sides: Sides | undefined): HTMLElement {
  const { origin } = finding;
  const facts = element("dl", { class: "facts" });
  const add = (term: string, text: string | null) => {
    if (text !== null && text !== "") {
      facts.append(element("dt", {}, term), element("dd", {}, text));
    }
  };
  add("Origin", `${origin.purl}, ${place(origin.path, origin.start_line, origin.end_line)}`);
  add("Why this origin", finding.reason);
  add("Licence", licence(finding));
  add("Copyright", origin.copyright);
  add("Released", origin.released);
  add("Function", finding.function ?? origin.function);
  add(
    "Evidence",
    `${finding.score_bits.toFixed(1)} bits, ${counted(finding.lines_covered, "line")} matched; ` +
      `by chance ${chance(finding.e_value)}`,
  );
  add("Also in", carriers(finding));
  add("Source", origin.swhid);
  add("Id", finding.id);
  return element(
    "div",
    { class: "details" },
    facts,
    sides === undefined ? null : sideBySide(finding, sides),
  );
}
