// All projects, a card each: what their newest scan found, and what changed by it.

import { element } from "../../report/page/element";
import { counted, moment } from "../../report/page/words";
import { link, projectLink, revisionOf } from "./addresses";
import type { Project } from "./answers";
import { get } from "./api";
import { changeInWords } from "./change";
import { classStack, classesInWords } from "./class_stack";
import { projectView } from "./project_view";
import type { Router, View } from "./router";
import { empty } from "./states";
import { statusCounts } from "./status_counts";

function card(project: Project): HTMLElement {
  const { newest } = project;
  return element(
    "li",
    { class: "card" },
    element("h2", {}, projectLink(project.name)),
    element(
      "p",
      { class: "note" },
      link(`/scans/${newest.id}`, {}, moment(newest.started)),
      newest.revision === null ? null : " at ",
      revisionOf(newest.revision),
      `, ${counted(project.scans, "scan")}`,
    ),
    classStack(project.by_license_class),
    element(
      "p",
      { class: "note" },
      newest.findings === 0
        ? `No findings in ${counted(newest.files, "file")}`
        : `${counted(newest.findings, "finding")}: ${classesInWords(project.by_license_class)}`,
    ),
    statusCounts(project.by_verdict, project.by_status, { project: project.name }),
    element("p", { class: "note" }, changeInWords(project.appeared, project.disappeared)),
  );
}

export async function projectsView(url: URL, signal: AbortSignal, router: Router): Promise<View> {
  const name = url.searchParams.get("name");
  if (name !== null) return projectView(name, signal, router);
  const { projects, left_out } = await get<{ projects: Project[]; left_out: number }>(
    "/api/projects",
    {},
    signal,
  );
  const content: Node[] = [element("h1", {}, "Projects")];
  if (projects.length === 0) {
    content.push(
      empty(
        "Nothing was scanned yet. ",
        element("code", {}, "copytrace scan PATH"),
        " records each scan in the history that this page shows.",
      ),
    );
  } else {
    content.push(element("ul", { class: "cards" }, ...projects.map(card)));
    if (left_out > 0) {
      content.push(element("p", { class: "note" }, `${counted(left_out, "more project")} not shown.`));
    }
  }
  return { title: "Projects", content };
}
