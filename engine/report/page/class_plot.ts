// Findings and lines by licence class, a bar a class. Drawn by the layout, so that its words keep
// their size on any screen.

import { drawing, element } from "./element";
import type { ClassTotal } from "./report";
import { counted } from "./words";

export function classPlot(totals: ClassTotal[]): HTMLElement {
  const most = Math.max(1, ...totals.map((total) => total.lines));
  const list = element("dl", { class: "plot" });
  for (const { license_class, findings, lines } of totals) {
    const width = Math.max(0.5, (100 * lines) / most);
    list.append(
      element("dt", {}, license_class),
      element(
        "dd",
        {},
        drawing(
          "svg",
          { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
          drawing("rect", { width, height: 10, class: `bar class-${license_class}` }),
        ),
        element(
          "span",
          {},
          `${counted(lines, "line")} in ${counted(findings, "finding")}`,
        ),
      ),
    );
  }
  return list;
}
