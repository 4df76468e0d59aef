// A project's findings over time: a bar a scan, stacked by licence class. The drawing stretches
// with the page and holds no words; they stand around it. A table says the same.

import { classBadge } from "../../report/page/badges";
import { drawing, element } from "../../report/page/element";
import { licenseClasses } from "../../report/page/report";
import { counted, day } from "../../report/page/words";
import { revisionOf, scanLink } from "./addresses";
import type { TrendPoint } from "./answers";
import { classesIn, classesInWords } from "./class_stack";
import { changeInWords } from "./change";

// The least round number that is not below `most`.
function topOf(most: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 3, 4, 6, 8, 10].map((factor) => factor * step).find((top) => top >= most) ?? most;
}

function bars(points: TrendPoint[], top: number): SVGElement {
  const slot = 100 / points.length;
  const first = points[0];
  const last = points[points.length - 1];
  const plot = drawing("svg", {
    viewBox: "0 0 100 100",
    preserveAspectRatio: "none",
    role: "img",
    "aria-label":
      `Findings of ${counted(points.length, "scan")}, from ` +
      `${first?.findings} on ${day(first?.started ?? "")} to ` +
      `${last?.findings} on ${day(last?.started ?? "")}`,
  });
  for (const part of [0, 0.5, 1]) {
    const y = 100 - 100 * part;
    plot.append(drawing("line", { x1: 0, x2: 100, y1: y, y2: y, class: "grid" }));
  }
  const width = Math.min(slot * 0.7, 6);
  points.forEach((point, index) => {
    const group = drawing(
      "g",
      {},
      drawing(
        "title",
        {},
        `${day(point.started)}: ${counted(point.findings, "finding")}; ` +
          classesInWords(point.by_license_class),
      ),
    );
    let y = 100;
    for (const name of classesIn(point.by_license_class).reverse()) {
      const height = (100 * (point.by_license_class[name] ?? 0)) / top;
      y -= height;
      const x = slot * (index + 0.5) - width / 2;
      group.append(drawing("rect", { x, y, width, height, class: `bar class-${name}` }));
    }
    plot.append(group);
  });
  return plot;
}

function table(points: TrendPoint[]): HTMLElement {
  const body = element("tbody");
  for (const point of [...points].reverse()) {
    body.append(
      element(
        "tr",
        {},
        element("td", {}, scanLink({ id: point.scan, started: point.started })),
        element("td", {}, revisionOf(point.revision)),
        element("td", { class: "number" }, point.findings.toLocaleString("en")),
        element("td", { class: "wide" }, classesInWords(point.by_license_class)),
        element("td", {}, changeInWords(point.appeared, point.disappeared)),
      ),
    );
  }
  const headings = ["Scan", "Commit", "Findings", "By licence class", "Change"];
  return element(
    "table",
    { class: "plain" },
    element("caption", { class: "unseen" }, "Scans, newest first"),
    element(
      "thead",
      {},
      element("tr", {}, ...headings.map((title) => element("th", { scope: "col" }, title))),
    ),
    body,
  );
}

export function trendPlot(points: TrendPoint[], leftOut: number): HTMLElement {
  const top = topOf(Math.max(...points.map((point) => point.findings)));
  const present = new Set(points.flatMap((point) => classesIn(point.by_license_class)));
  const first = points[0];
  const last = points[points.length - 1];
  return element(
    "figure",
    { class: "trend" },
    element(
      "div",
      { class: "frame" },
      element(
        "div",
        { class: "scale", "aria-hidden": "true" },
        ...[top, top / 2, 0].map((value) =>
          element("span", {}, Number.isInteger(value) ? value.toLocaleString("en") : ""),
        ),
      ),
      bars(points, top),
      element(
        "div",
        { class: "dates", "aria-hidden": "true" },
        element("span", {}, day(first?.started ?? "")),
        points.length > 1 ? element("span", {}, day(last?.started ?? "")) : null,
      ),
    ),
    element("figcaption", {}, ...licenseClasses.filter((name) => present.has(name)).map(classBadge)),
    element(
      "details",
      {},
      element(
        "summary",
        {},
        `As a table${leftOut > 0 ? `; ${counted(leftOut, "older scan")} not shown` : ""}`,
      ),
      element("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Scans as a table" }, table(points)),
    ),
  );
}
