// Counts by licence class as one bar, its parts as wide as their share; the words beside it say
// the same.

import { drawing } from "../../report/page/element";
import { licenseClasses } from "../../report/page/report";
import { counted } from "../../report/page/words";
import type { Counts } from "./answers";

export const classesIn = (counts: Counts) => licenseClasses.filter((name) => (counts[name] ?? 0) > 0);

export function classesInWords(counts: Counts): string {
  return classesIn(counts)
    .map((name) => `${name} ${(counts[name] ?? 0).toLocaleString("en")}`)
    .join(", ");
}

export function classStack(counts: Counts): SVGElement {
  const total = classesIn(counts).reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const bar = drawing("svg", {
    class: "stack",
    viewBox: "0 0 100 10",
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": total === 0 ? "no findings" : `${counted(total, "finding")}: ${classesInWords(counts)}`,
  });
  let x = 0;
  for (const name of classesIn(counts)) {
    const width = (100 * (counts[name] ?? 0)) / total;
    bar.append(
      drawing(
        "rect",
        { x, width, height: 10, class: `bar class-${name}` },
        drawing("title", {}, `${name}: ${counts[name]}`),
      ),
    );
    x += width;
  }
  return bar;
}
