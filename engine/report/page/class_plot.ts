// Findings and lines by licence class, a bar a class.

import { drawing, element } from "./element";
import type { Report } from "./report";
import { counted } from "./words";

const rowHeight = 26;
const labelWidth = 150;
const barWidth = 360;

export function classPlot(report: Report): HTMLElement {
  const totals = report.summary.by_license_class;
  const most = Math.max(1, ...totals.map((total) => total.lines));
  const height = totals.length * rowHeight;
  const plot = drawing("svg", {
    viewBox: `0 0 ${labelWidth + barWidth + 210} ${height}`,
    role: "img",
    "aria-label": totals
      .map((total) => `${total.license_class}: ${counted(total.findings, "finding")}`)
      .join(", "),
  });
  totals.forEach((total, index) => {
    const y = index * rowHeight;
    const width = Math.max(3, (barWidth * total.lines) / most);
    plot.append(
      drawing("text", { x: labelWidth - 10, y: y + 17, class: "label" }, total.license_class),
      drawing("rect", {
        x: labelWidth,
        y: y + 4,
        width,
        height: rowHeight - 8,
        rx: 2,
        class: `bar class-${total.license_class}`,
      }),
      drawing(
        "text",
        { x: labelWidth + width + 8, y: y + 17, class: "value" },
        `${counted(total.lines, "line")} in ${counted(total.findings, "finding")}`,
      ),
    );
  });
  return element("figure", { class: "plot" }, plot);
}
