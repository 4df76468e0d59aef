// What was decided: by whom, when, why, and until when.

import { element } from "../../report/page/element";
import { day, moment, place } from "../../report/page/words";
import { address, findingPath, projectLink } from "./addresses";
import type { Decision } from "./answers";
import { get } from "./api";
import type { View } from "./router";
import { empty, older } from "./states";

interface DecisionPage {
  decisions: Decision[];
  next: number | null;
}

const headings = ["When", "Decision", "Why", "By", "Until", "Finding", "Project"];

function row(decision: Decision): HTMLElement {
  const target = address(findingPath(decision.finding), { scan: decision.scan });
  return element(
    "tr",
    {},
    element("td", {}, moment(decision.at)),
    element("td", {}, decision.action),
    element("td", { class: "wide" }, decision.reason),
    element("td", {}, decision.by),
    element("td", {}, decision.until === null ? "for good" : day(decision.until)),
    element(
      "td",
      { class: "wide" },
      element(
        "a",
        { class: "place", href: target },
        place(decision.path, decision.start_line, decision.end_line),
      ),
      element(
        "span",
        { class: "where" },
        `${decision.origin}, ${decision.license ?? "no licence found"}`,
      ),
    ),
    element("td", {}, projectLink(decision.project)),
  );
}

export async function decisionsView(url: URL, signal: AbortSignal): Promise<View> {
  const project = url.searchParams.get("project");
  const parameters: Record<string, string | number> = { limit: 100 };
  if (project !== null) parameters["project"] = project;
  const page = await get<DecisionPage>("/api/decisions", parameters, signal);
  const title = project === null ? "Decisions" : `Decisions about ${project}`;
  const content: Node[] = [element("h1", {}, title)];
  if (page.decisions.length === 0) {
    content.push(empty("Nothing was decided yet. Open a finding, and decide about it there."));
    return { title, content };
  }
  const body = element("tbody", {}, ...page.decisions.map(row));
  content.push(
    element(
      "div",
      { class: "scrolls", tabindex: 0, role: "region", "aria-label": title },
      element(
        "table",
        { class: "plain" },
        element("caption", { class: "unseen" }, "Decisions, newest first"),
        element(
          "thead",
          {},
          element("tr", {}, ...headings.map((name) => element("th", { scope: "col" }, name))),
        ),
        body,
      ),
    ),
  );
  content.push(
    older("Show older decisions", page.next, signal, async (before) => {
      const more = await get<DecisionPage>("/api/decisions", { ...parameters, before }, signal);
      body.append(...more.decisions.map(row));
      return more.next;
    }),
  );
  return { title, content };
}
