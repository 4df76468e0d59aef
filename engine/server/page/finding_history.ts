// A finding over time: what was decided about it, and which scans saw it.

import { standingBadge } from "../../report/page/badges";
import { element } from "../../report/page/element";
import { decisionInWords } from "../../report/page/judgement";
import { counted, moment, place } from "../../report/page/words";
import { revisionOf, scanLink } from "./addresses";
import type { FindingHistory } from "./answers";

export function findingHistory(history: FindingHistory): HTMLElement {
  const root = element("div");
  if (history.decisions.length > 0) {
    const list = element("ol", { class: "decisions", reversed: true });
    for (const decision of history.decisions) {
      list.append(
        element(
          "li",
          {},
          decisionInWords(decision),
          element("span", { class: "source" }, ` (${moment(decision.at)})`),
        ),
      );
    }
    root.append(element("h3", {}, "Decisions"), list);
  }
  const body = element("tbody");
  for (const sighting of history.sightings) {
    body.append(
      element(
        "tr",
        {},
        element("td", {}, scanLink({ id: sighting.scan, started: sighting.started })),
        element("td", {}, revisionOf(sighting.revision)),
        element("td", { class: "wide" }, place(sighting.path, sighting.start_line, sighting.end_line)),
        element("td", {}, standingBadge(sighting.verdict, sighting.status)),
      ),
    );
  }
  const left = history.sightings_total - history.sightings.length;
  root.append(
    element("h3", {}, "Seen"),
    element(
      "p",
      { class: "note" },
      `In ${history.sightings_total.toLocaleString("en")} of ${counted(history.scans, "scan")} ` +
        `since ${moment(history.first_seen)}.` +
        (left > 0 ? ` ${counted(left, "older one")} not shown.` : ""),
    ),
    element(
      "div",
      { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Scans that saw it" },
      element(
        "table",
        { class: "plain" },
        element("caption", { class: "unseen" }, "Scans that saw it, newest first"),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ...["Scan", "Commit", "Where", "Status then"].map((title) =>
              element("th", { scope: "col" }, title),
            ),
          ),
        ),
        body,
      ),
    ),
  );
  return root;
}
