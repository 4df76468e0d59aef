// Where the code of a finding comes from, and how that is known.

import { advisoryList } from "./advisories";
import { element } from "./element";
import type { Finding } from "./report";
import { chance, counted, day, place } from "./words";

const licenseSources: Record<string, string> = {
  file: "stated in the file",
  directory: "from the licence file above it",
  release: "declared by the release",
};

const carriersShown = 8;

function licence({ origin }: Finding): string {
  if (origin.license === null) return "none found: no grant";
  const source = licenseSources[origin.license_source ?? ""];
  return source === undefined ? origin.license : `${origin.license}, ${source}`;
}

function unchanged({ origin }: Finding): string | null {
  const { versions, first_version, last_version } = origin.unchanged;
  if (versions < 2) return null;
  return `in ${counted(versions, "version")}, ${first_version} to ${last_version}`;
}

function header({ removed_header }: Finding): string | null {
  if (removed_header === null) return null;
  const { license, copyright, start_line, end_line } = removed_header;
  const lost = [license, copyright].filter((word) => word !== null).join("; ");
  return `${lost} (lines ${start_line}–${end_line} of the origin), not in the copy`;
}

function carriers(finding: Finding): HTMLElement | null {
  if (finding.carrier_count === 0) return null;
  const list = element("ul", { class: "carriers" });
  for (const { purl, path } of finding.carriers.slice(0, carriersShown)) {
    list.append(element("li", {}, purl, element("span", { class: "source" }, ` ${path}`)));
  }
  const rest = finding.carrier_count - Math.min(carriersShown, finding.carriers.length);
  if (rest > 0) list.append(element("li", {}, `and ${counted(rest, "other place")}`));
  return list;
}

export function provenance(finding: Finding): HTMLElement {
  const { origin } = finding;
  const facts = element("dl", { class: "facts" });
  const add = (term: string, content: string | HTMLElement | null) => {
    if (content === null || content === "") return;
    facts.append(element("dt", {}, term), element("dd", {}, content));
  };
  add("Package", origin.purl);
  add("File", place(origin.path, origin.start_line, origin.end_line));
  add("Why this one", finding.reason);
  add("Licence", licence(finding));
  add("Copyright", origin.copyright);
  add("Taken off", header(finding));
  add("Released", origin.released === null ? null : day(origin.released));
  add("Unchanged", unchanged(finding));
  add("Function", finding.function ?? origin.function);
  add(
    "Evidence",
    `${finding.score_bits.toFixed(1)} bits, ${counted(finding.lines_covered, "line")} matched; ` +
      `by chance ${chance(finding.e_value)}`,
  );
  add("Also in", carriers(finding));
  add("Source", origin.swhid);
  add("Finding", finding.id);
  return element(
    "section",
    { class: "provenance" },
    element("h3", {}, "Where it comes from"),
    advisoryList(finding),
    facts,
  );
}
