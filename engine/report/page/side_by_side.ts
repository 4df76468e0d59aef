// Both sides of a finding as a table of four columns: number, code, number, code.

import { element } from "./element";
import type { Finding, ShownLine, Sides } from "./report";
import { counted, place } from "./words";

const syntaxes = ["", "identifier", "number", "string", "keyword", "", "comment"];
const relations = ["equal", "renamed", "changed", "only-here", "only-there"];
const relationWords = ["", "renamed", "changed", "only here", "only in the origin"];
const relationMarks = ["", "~", "≠", "‹", "›"];

function code(line: ShownLine | null): HTMLTableCellElement {
  const cell = element("td", { class: "code" });
  if (line === null) return cell;
  for (let i = 1; i + 1 < line.length; i += 2) {
    const syntax = syntaxes[Math.floor(Number(line[i]) / 10)] ?? "";
    const difference = Number(line[i]) % 10;
    const text = String(line[i + 1]);
    if (difference !== 0) {
      const kind = difference === 1 ? "renamed" : "changed";
      cell.append(element("mark", { class: `${kind} ${syntax}`.trim() }, text));
    } else if (syntax !== "") {
      cell.append(element("span", { class: syntax }, text));
    } else {
      cell.append(text);
    }
  }
  return cell;
}

function number(line: ShownLine | null): HTMLTableCellElement {
  return element("td", { class: "line" }, line === null ? "" : String(line[0]));
}

function notes(sides: Sides): HTMLElement[] {
  const words: string[] = [];
  if (sides.here_missing) {
    words.push("This file is gone, or has lost lines of the finding, since the scan.");
  }
  if (sides.there_missing) {
    words.push("The store keeps no source of the origin: this side stands alone.");
  }
  if (sides.rows_left_out > 0) words.push(`${counted(sides.rows_left_out, "row")} left out.`);
  return words.map((text) => element("p", { class: "note" }, text));
}

export function sideBySide(finding: Finding, sides: Sides): HTMLElement {
  const here = place(finding.path, finding.start_line, finding.end_line);
  const { origin } = finding;
  const there = `${origin.purl} ${place(origin.path, origin.start_line, origin.end_line)}`;
  const body = element("tbody");
  for (const [relation, left, right] of sides.rows) {
    const words = relationWords[relation] ?? "";
    body.append(
      element(
        "tr",
        { class: relations[relation] },
        number(left),
        code(left),
        element(
          "td",
          { class: "relation", title: words || null },
          element("span", { "aria-hidden": "true" }, relationMarks[relation]),
          words === "" ? null : element("span", { class: "unseen" }, words),
        ),
        number(right),
        code(right),
      ),
    );
  }
  return element(
    "div",
    { class: "sides", tabindex: 0, role: "region", "aria-label": `Both sides of ${here}` },
    ...notes(sides),
    element(
      "table",
      {},
      element("caption", { class: "unseen" }, `${here} against ${there}`),
      element(
        "colgroup",
        {},
        ...["line", "code", "relation", "line", "code"].map((name) =>
          element("col", { class: name }),
        ),
      ),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", { colspan: 2, scope: "col" }, here),
          element("th", { scope: "col" }, element("span", { class: "unseen" }, "relation")),
          element("th", { colspan: 2, scope: "col" }, there),
        ),
      ),
      body,
    ),
  );
}
