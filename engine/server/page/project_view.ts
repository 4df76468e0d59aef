// One project: how it stands, how its findings grew or shrank, and its scans.

import { element } from "../../report/page/element";
import { counted } from "../../report/page/words";
import { link } from "./addresses";
import type { Project, Scan, TrendPoint } from "./answers";
import { ApiError, get } from "./api";
import { changeInWords } from "./change";
import type { Router, View } from "./router";
import { scanList } from "./scans_view";
import { statusCounts } from "./status_counts";
import { trendPlot } from "./trend_plot";

const scansShown = 10;

export async function projectView(
  name: string,
  signal: AbortSignal,
  router: Router,
): Promise<View> {
  const [{ projects }, trend, { scans }] = await Promise.all([
    get<{ projects: Project[] }>("/api/projects", {}, signal),
    get<{ points: TrendPoint[]; left_out: number }>("/api/trend", { project: name }, signal),
    get<{ scans: Scan[] }>("/api/scans", { project: name, limit: scansShown }, signal),
  ]);
  const project = projects.find((one) => one.name === name);
  if (project === undefined) throw new ApiError(404, `No scan of ${name} is in the history.`);
  const { newest } = project;
  return {
    title: name,
    content: [
      element("p", { class: "trail" }, link("/projects", {}, "Projects")),
      element("h1", {}, name),
      element(
        "p",
        { class: "summary" },
        `${counted(newest.findings, "finding")} in ${counted(newest.files, "file")} and ` +
          `${counted(newest.lines, "line")} of the newest scan: ` +
          `${changeInWords(project.appeared, project.disappeared)}.`,
      ),
      statusCounts(project.by_verdict, project.by_status, { project: name }),
      element(
        "p",
        { class: "links" },
        link("/findings", { project: name }, "All findings"),
        link("/decisions", { project: name }, "Decisions"),
      ),
      element("h2", {}, "Over time"),
      trend.points.length > 1
        ? trendPlot(trend.points, trend.left_out)
        : element("p", { class: "note" }, "One scan so far: a second one is needed to see a trend."),
      element("h2", {}, "Scans"),
      scanList(scans, router),
      project.scans > scans.length
        ? element("p", { class: "links" }, link("/scans", { project: name }, `All ${counted(project.scans, "scan")}`))
        : element("span"),
    ],
  };
}
