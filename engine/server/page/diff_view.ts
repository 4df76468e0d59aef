// Two scans held against each other: what appeared, and what is gone.

import { element } from "../../report/page/element";
import { SortableTable } from "../../report/page/sortable_table";
import { counted } from "../../report/page/words";
import { address, link, projectLink, revisionOf, scanLink } from "./addresses";
import type { FindingRow, Scan, ScanDifference } from "./answers";
import { get } from "./api";
import { findingColumns, rowId } from "./finding_rows";
import type { View } from "./router";
import { scanInWords } from "./scans_view";
import { empty } from "./states";

function part(title: string, rows: FindingRow[], total: number): HTMLElement {
  const heading = element("h2", {}, `${title} `, element("span", { class: "note" }, total.toLocaleString("en")));
  if (rows.length === 0) return element("section", {}, heading, empty("None."));
  const table = new SortableTable(findingColumns(false, false), {
    label: title,
    id: rowId,
    sort: "",
    onSort: () => undefined,
  });
  table.show(rows);
  const left = total - rows.length;
  return element(
    "section",
    {},
    heading,
    table.root,
    left > 0 ? element("p", { class: "note" }, `${counted(left, "more finding")} not shown.`) : null,
  );
}

function side(title: string, scan: Scan): Node[] {
  return [
    element("dt", {}, title),
    element("dd", {}, scanLink(scan), " ", revisionOf(scan.revision), ` ${scanInWords(scan)}`),
  ];
}

export async function diffView(url: URL, signal: AbortSignal): Promise<View> {
  const before = url.searchParams.get("before") ?? "";
  const after = url.searchParams.get("after") ?? "";
  const difference = await get<ScanDifference>("/api/diff", { before, after }, signal);
  return {
    title: "Two scans compared",
    content: [
      element(
        "p",
        { class: "trail" },
        projectLink(difference.after.project),
        " / ",
        link("/scans", { project: difference.after.project }, "Scans"),
      ),
      element("h1", {}, "Two scans compared"),
      element("dl", { class: "facts" }, ...side("From", difference.before), ...side("To", difference.after)),
      element(
        "p",
        { class: "summary" },
        `${difference.appeared_total.toLocaleString("en")} new, ` +
          `${difference.disappeared_total.toLocaleString("en")} gone, ` +
          `${difference.unchanged.toLocaleString("en")} unchanged. `,
        element("a", { href: address("/diff", { before: after, after: before }) }, "The other way round"),
      ),
      part("New", difference.appeared, difference.appeared_total),
      part("Gone", difference.disappeared, difference.disappeared_total),
    ],
  };
}
