// The columns of lists of findings, in whichever view they stand.

import { classBadge, standingBadge } from "../../report/page/badges";
import { element } from "../../report/page/element";
import type { Column } from "../../report/page/sortable_table";
import { place, shortDay } from "../../report/page/words";
import { address, findingPath } from "./addresses";
import type { FindingRow } from "./answers";

export const rowId = (row: FindingRow) => `${row.scan}-${row.id}`;

export function findingColumns(sorts: boolean, withProject: boolean): Column<FindingRow>[] {
  const up = sorts ? ("up" as const) : undefined;
  const down = sorts ? ("down" as const) : undefined;
  const columns: Column<FindingRow>[] = [
    {
      key: "verdict",
      title: "Verdict",
      sorts: up,
      cells: (row) => [standingBadge(row.verdict, row.status)],
    },
    {
      key: "class",
      title: "Licence",
      sorts: up,
      cells: (row) => [
        classBadge(row.license_class),
        element("span", { class: "where" }, row.license ?? "none found"),
      ],
    },
    {
      key: "path",
      title: "Here",
      sorts: up,
      cells: (row) => [
        element(
          "a",
          { class: "place", href: address(findingPath(row.id), { scan: row.scan }) },
          place(row.path, row.start_line, row.end_line),
        ),
        withProject ? element("span", { class: "where" }, row.project) : null,
      ],
    },
    { key: "origin", title: "Likely origin", sorts: up, cells: (row) => [row.origin] },
    { key: "kind", title: "Kind", cells: (row) => [row.kind] },
    {
      key: "score",
      title: "Evidence",
      sorts: down,
      cells: (row) => [`${row.score_bits.toFixed(0)} bits`],
    },
    {
      key: "first_seen",
      title: "First seen",
      sorts: down,
      cells: (row) => [shortDay(row.first_seen)],
    },
  ];
  return columns;
}
