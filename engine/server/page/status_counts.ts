// How many findings are open, by verdict, and how many are settled: badges that lead to them.

import { standingBadge } from "../../report/page/badges";
import { element, unseen } from "../../report/page/element";
import { verdicts } from "../../report/page/report";
import { counted } from "../../report/page/words";
import { address } from "./addresses";
import type { Counts } from "./answers";

export function statusCounts(
  verdictCounts: Counts,
  statusCounts: Counts,
  scope: Record<string, string | number>,
): HTMLElement {
  const list = element("ul", { class: "statuses" });
  const add = (count: number, badge: HTMLElement, parameters: Record<string, string>) => {
    badge.append(` ${count.toLocaleString("en")}`, unseen(count === 1 ? " finding" : " findings"));
    const target = address("/findings", { ...scope, ...parameters });
    list.append(element("li", {}, element("a", { href: target }, badge)));
  };
  for (const verdict of [...verdicts, "none"]) {
    const count = verdictCounts[verdict] ?? 0;
    if (count === 0) continue;
    const badge = standingBadge(verdict === "none" ? null : verdict, "open");
    add(count, badge, { verdict, status: "open" });
  }
  for (const [status, count] of Object.entries(statusCounts)) {
    if (status !== "open" && count > 0) add(count, standingBadge(null, status), { status });
  }
  if (list.childNodes.length === 0) list.append(element("li", {}, counted(0, "finding")));
  return list;
}
