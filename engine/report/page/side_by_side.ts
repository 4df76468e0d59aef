// Both sides of a finding as a table: number, code, relation, number, code. A renamed token is
// underlined with dots, a changed one with a line: colour says the same once more.

import { element, unseen } from "./element";
import type { Finding, ShownLine, Sides } from "./report";
import { counted, place } from "./words";

const syntaxes = ["", "identifier", "number", "string", "keyword", "", "comment"];
const relations = ["equal", "renamed", "changed", "only-here", "only-there"];
const relationWords = ["", "renamed", "changed", "only here", "only in the origin"];
const relationMarks = ["", "~", "≠", "‹", "›"];

function code(line: ShownLine | null, side: string): HTMLTableCellElement {
  const cell = element("td", { class: `code ${side}` });
  if (line === null) return cell;
  for (let i = 1; i + 1 < line.length; i += 2) {
    const syntax = syntaxes[Math.floor(Number(line[i]) / 10)] ?? "";
    const difference = Number(line[i]) % 10;
    const text = String(line[i + 1]);
    if (difference !== 0) {
      const kind = difference === 1 ? "renamed" : "changed";
      cell.append(element("mark", { class: `${kind} ${syntax}`.trim() }, text));
    } else if (syntax !== "" && syntax !== "identifier") {
      cell.append(element("span", { class: syntax }, text));
    } else {
      cell.append(text);
    }
  }
  return cell;
}

function number(line: ShownLine | null, side: string): HTMLTableCellElement {
  return element("td", { class: `line ${side}` }, line === null ? "" : String(line[0]));
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

function legend(): HTMLElement {
  return element(
    "p",
    { class: "legend" },
    "equal ",
    element("mark", { class: "renamed" }, "renamed"),
    " ",
    element("mark", { class: "changed" }, "changed"),
    " ",
    element("span", { class: "only" }, "on one side only"),
  );
}

export function sideBySide(finding: Finding, sides: Sides): HTMLElement {
  const here = place(finding.path, finding.start_line, finding.end_line);
  const { origin } = finding;
  const there = place(origin.path, origin.start_line, origin.end_line);
  const body = element("tbody");
  for (const [relation, left, right] of sides.rows) {
    const words = relationWords[relation] ?? "";
    body.append(
      element(
        "tr",
        { class: relations[relation] },
        number(left, "here"),
        code(left, "here"),
        element(
          "td",
          { class: "relation", title: words || null },
          element("span", { "aria-hidden": "true" }, relationMarks[relation]),
          words === "" ? null : unseen(words),
        ),
        number(right, "there"),
        code(right, "there"),
      ),
    );
  }
  const columns = ["line", "code", "relation", "line", "code"];
  const table = element(
    "table",
    {},
    element("caption", { class: "unseen" }, `${here} against ${origin.purl} ${there}`),
    element("colgroup", {}, ...columns.map((name) => element("col", { class: name }))),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element(
          "th",
          { colspan: 2, scope: "col" },
          element("span", { class: "side" }, "Here"),
          here,
        ),
        element("th", { scope: "col" }, unseen("relation")),
        element(
          "th",
          { colspan: 2, scope: "col" },
          element("span", { class: "side" }, origin.purl),
          there,
        ),
      ),
    ),
    body,
  );
  return element(
    "section",
    { class: "evidence-sides" },
    element("div", { class: "headline" }, element("h3", {}, "Side by side"), legend()),
    ...notes(sides),
    element(
      "div",
      { class: "sides", tabindex: 0, role: "region", "aria-label": `Both sides of ${here}` },
      table,
    ),
  );
}
