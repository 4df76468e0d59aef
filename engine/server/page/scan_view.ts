// One scan: what was scanned, with what result, what was left out and why.

import { classPlot } from "../../report/page/class_plot";
import { button, element } from "../../report/page/element";
import { counted, moment } from "../../report/page/words";
import { link, projectLink, revisionOf } from "./addresses";
import type { Scan, ScanDetails } from "./answers";
import { ApiError, get, getText } from "./api";
import type { View } from "./router";
import { scanInWords } from "./scans_view";
import { empty } from "./states";
import { statusCounts } from "./status_counts";

function facts(details: ScanDetails): HTMLElement {
  const { scan, review } = details;
  const list = element("dl", { class: "facts" });
  const add = (term: string, content: Node | string | null) => {
    if (content === null || content === "") return;
    list.append(element("dt", {}, term), element("dd", {}, content));
  };
  add("Project", projectLink(scan.project));
  add("Scanned", scan.root);
  add("Commit", revisionOf(scan.revision));
  add("Asked for", element("code", {}, `copytrace ${scan.options.join(" ")}`));
  add("Store", `${scan.store}, generation ${scan.generation}`);
  add("Program", `copytrace ${scan.tool_version}`);
  add("Took", `${scan.seconds.toFixed(2)} s for ${(scan.bytes / 1e6).toFixed(2)} MB`);
  if (review !== null) {
    add("Policy", review.policy_file ?? "none: the defaults held");
    add("Its licence", review.project_license ?? "none stated");
  }
  return list;
}

function skipped({ scan, skipped: files, skipped_left_out }: ScanDetails): HTMLElement {
  if (scan.skipped === 0) return empty("Every file was scanned.");
  const body = element("tbody");
  for (const { path, reason, detail } of files) {
    const why = detail === null ? reason : `${reason}: ${detail}`;
    body.append(element("tr", {}, element("td", { class: "wide" }, path), element("td", { class: "wide" }, why)));
  }
  const more = skipped_left_out > 0 ? `; ${counted(skipped_left_out, "more file")} not shown` : "";
  return element(
    "details",
    { open: files.length <= 20 },
    element("summary", {}, `${counted(scan.skipped, "file")} not scanned, and why${more}`),
    element("table", { class: "plain" }, body),
  );
}

// The report as it was recorded, as a file: a link could not carry the token.
function saving(scan: Scan): HTMLElement {
  const said = element("span", { class: "note", role: "status" });
  const save = async () => {
    said.textContent = "";
    try {
      const text = await getText(`/api/scans/${scan.id}/report`);
      const file = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      element("a", { href: file, download: `copytrace-scan-${scan.id}.json` }).click();
      setTimeout(() => URL.revokeObjectURL(file), 60_000);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      said.textContent = ` ${error.message}`;
    }
  };
  return element("span", {}, button("Save its report as JSON", () => void save(), "plain"), said);
}

export async function scanView(url: URL, signal: AbortSignal): Promise<View> {
  const id = url.pathname.split("/")[2] ?? "";
  const details = await get<ScanDetails>(`/api/scans/${id}`, {}, signal);
  const { scan } = details;
  const title = `Scan of ${moment(scan.started)}`;
  return {
    title,
    content: [
      element(
        "p",
        { class: "trail" },
        projectLink(scan.project),
        " / ",
        link("/scans", { project: scan.project }, "Scans"),
      ),
      element("h1", {}, title),
      element("p", { class: "summary" }, `${scanInWords(scan)}.`),
      statusCounts(details.by_verdict, details.by_status, { scan: scan.id }),
      element(
        "p",
        { class: "links" },
        link("/findings", { scan: scan.id }, "Its findings"),
        saving(scan),
      ),
      details.by_license_class.length === 0
        ? element("span")
        : element("section", {}, element("h2", {}, "By licence class"), classPlot(details.by_license_class)),
      element("h2", {}, "What was scanned"),
      facts(details),
      element("h2", {}, "What was not"),
      skipped(details),
    ],
  };
}
