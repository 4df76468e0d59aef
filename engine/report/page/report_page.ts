// The page of `copytrace scan --format html`.

import { classPlot } from "./class_plot";
import { element } from "./element";
import { Filters } from "./filters";
import { findingDetails } from "./finding_details";
import { FindingsTable } from "./findings_table";
import type { PageData, Report } from "./report";
import { counted } from "./words";

function heading(report: Report): HTMLElement {
  const { summary, store } = report;
  return element(
    "header",
    {},
    element("h1", {}, report.root),
    element(
      "p",
      { class: "summary" },
      `${counted(summary.findings, "finding")} in ${counted(summary.files, "file")}, ` +
        `${counted(summary.lines, "line")}, scanned against ` +
        `${counted(store.releases, "release")} of ${counted(store.components, "component")}.`,
    ),
  );
}

function skippedFiles(report: Report): HTMLElement | null {
  if (report.skipped.length === 0) return null;
  const body = element("tbody");
  for (const file of report.skipped) {
    body.append(
      element(
        "tr",
        {},
        element("td", {}, file.path),
        element("td", {}, file.detail === null ? file.reason : `${file.reason}: ${file.detail}`),
      ),
    );
  }
  return element(
    "details",
    { class: "skipped" },
    element("summary", {}, `${counted(report.skipped.length, "file")} not scanned, and why`),
    element("table", {}, body),
  );
}

function showReport({ report, sides }: PageData): void {
  const count = element("p", { class: "count", role: "status", "aria-live": "polite" });
  const table = new FindingsTable(
    (finding) => findingDetails(finding, sides[finding.id]),
    () => writeAddress(),
  );
  const filters = new Filters(report, () => {
    refresh();
    writeAddress();
  });

  const refresh = () => {
    const shown = report.findings.filter((finding) => filters.accepts(finding));
    table.show(shown);
    count.textContent = filters.describe(shown.length, report.findings.length);
  };
  const writeAddress = () => {
    const address = new URLSearchParams();
    filters.write(address);
    if (table.sort !== "class") address.set("sort", table.sort);
    history.replaceState(null, "", `#${address.toString()}`);
  };
  const readAddress = () => {
    const address = new URLSearchParams(location.hash.slice(1));
    filters.read(address);
    table.sort = address.get("sort") ?? "class";
    refresh();
    const finding = address.get("finding");
    if (finding !== null) table.reveal(finding);
  };

  const openAll = element("button", { type: "button" }, "Open all");
  const closeAll = element("button", { type: "button" }, "Close all");
  const print = element("button", { type: "button" }, "Print");
  openAll.addEventListener("click", () => table.openAll(true));
  closeAll.addEventListener("click", () => table.openAll(false));
  print.addEventListener("click", () => window.print());

  const main = element("main", { id: "main" });
  if (report.findings.length === 0) {
    main.append(element("p", { class: "empty" }, "No copied code found."));
  } else {
    main.append(
      classPlot(report),
      filters.root,
      element("div", { class: "actions" }, count, openAll, closeAll, print),
      table.root,
    );
  }
  const skipped = skippedFiles(report);
  if (skipped !== null) main.append(skipped);
  document.body.replaceChildren(
    element("a", { class: "skip", href: "#main" }, "To the findings"),
    heading(report),
    main,
    element(
      "footer",
      {},
      `copytrace ${report.tool.version}, store generation ${report.store.generation}. ` +
        "Evidence of copying, not legal advice.",
    ),
  );
  window.addEventListener("hashchange", () => {
    if (location.hash !== "#main") readAddress();
  });
  readAddress();
}

const data = document.getElementById("data")?.textContent;
if (data) showReport(JSON.parse(data) as PageData);
