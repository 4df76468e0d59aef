// The page of `copytrace scan --format html`.

import { classPlot } from "./class_plot";
import { button, element } from "./element";
import { Filters } from "./filters";
import { findingDetails } from "./finding_details";
import { accepts, fieldsOf } from "./finding_filter";
import { FindingsTable } from "./findings_table";
import type { PageData, Report } from "./report";
import { counted } from "./words";

function heldAgainst(report: Report): string | null {
  const { review } = report;
  if (review === undefined) return null;
  const words = [
    review.failing === 0
      ? "Nothing is denied."
      : `${counted(review.failing, "finding")} denied and open.`,
    review.policy_file === null
      ? "No policy: the defaults hold."
      : `Policy: ${review.policy_file}.`,
  ];
  words.push(
    review.project_license === null
      ? "The project states no licence that can be read."
      : `The project’s licence: ${review.project_license}.`,
  );
  if (review.base !== null) {
    words.push(
      `${review.head ?? "The change"} against ${review.base}: ` +
        `${counted(review.changed_lines, "new line")} in ${counted(review.changed_files, "file")}.`,
    );
  }
  return words.join(" ");
}

function heading(report: Report): HTMLElement {
  const { summary, store } = report;
  const judged = heldAgainst(report);
  return element(
    "header",
    { class: "top" },
    element("p", { class: "brand" }, "copytrace report"),
    element("h1", {}, report.root),
    element(
      "p",
      { class: "summary" },
      `${counted(summary.findings, "finding")} in ${counted(summary.files, "file")}, ` +
        `${counted(summary.lines, "line")}, scanned against ` +
        `${counted(store.releases, "release")} of ${counted(store.components, "component")}.`,
    ),
    judged === null ? null : element("p", { class: "summary" }, judged),
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
  const all = report.findings;
  const count = element("p", { class: "count", role: "status" });
  const table = new FindingsTable(
    report.review !== undefined,
    (finding) => findingDetails(finding, sides[finding.id]),
    () => writeAddress(),
  );
  const refresh = () => {
    const values = filters.values();
    const shown = all.filter((finding) => accepts(finding, values));
    table.show(shown);
    count.textContent =
      shown.length === all.length
        ? counted(all.length, "finding")
        : `${shown.length.toLocaleString("en")} of ${counted(all.length, "finding")}`;
  };
  const filters = new Filters(fieldsOf(all), () => {
    refresh();
    writeAddress();
  });
  const writeAddress = () => {
    const address = filters.values();
    if (table.sort !== table.firstSort) address.set("sort", table.sort);
    history.replaceState(null, "", `#${address.toString()}`);
  };
  const readAddress = () => {
    const address = new URLSearchParams(location.hash.slice(1));
    filters.read(address);
    table.sort = address.get("sort") ?? table.firstSort;
    refresh();
    const finding = address.get("finding");
    if (finding !== null) table.reveal(finding);
  };

  const main = element("main", { id: "main", tabindex: -1 });
  if (all.length === 0) {
    main.append(
      element(
        "p",
        { class: "empty" },
        "No copied code found. That says as much as the store holds: what is not in it cannot be found.",
      ),
    );
  } else {
    main.append(
      element("h2", {}, "By licence class"),
      classPlot(report.summary.by_license_class),
      element("h2", {}, "Findings"),
      filters.root,
      element(
        "div",
        { class: "actions" },
        count,
        button("Open all", () => table.openAll(true)),
        button("Close all", () => table.openAll(false)),
        button("Print", () => window.print()),
      ),
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
  window.addEventListener("beforeprint", () => table.showAll());
  readAddress();
}

const data = document.getElementById("data")?.textContent;
if (data) showReport(JSON.parse(data) as PageData);
