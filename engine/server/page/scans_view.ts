// The scans that were made, newest first; two of them can be held against each other.

import { button, element } from "../../report/page/element";
import { counted } from "../../report/page/words";
import { address, projectLink, revisionOf, scanLink } from "./addresses";
import type { Scan } from "./answers";
import { get } from "./api";
import type { Router, View } from "./router";
import { empty, older } from "./states";

interface ScanPage {
  scans: Scan[];
  next: number | null;
}

const headings = ["From", "To", "Scan", "Project", "Commit", "Findings", "Files", "Not scanned", "Store"];

class ScanTable {
  readonly root: HTMLElement;
  private readonly body = element("tbody");
  private readonly comparing = button("Compare", () => this.compare());
  private newest: Scan | null = null; // and the one before it of the same project, once it is there
  private hasBefore = false;

  constructor(private readonly router: Router) {
    this.root = element(
      "form",
      { class: "scans" },
      element(
        "div",
        { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Scans" },
        element(
          "table",
          { class: "plain" },
          element("caption", { class: "unseen" }, "Scans, newest first"),
          element(
            "thead",
            {},
            element("tr", {}, ...headings.map((title) => element("th", { scope: "col" }, title))),
          ),
          this.body,
        ),
      ),
      this.comparing,
    );
    this.root.addEventListener("submit", (event) => event.preventDefault());
  }

  add(scans: Scan[]): void {
    for (const scan of scans) {
      const isNewest = this.newest === null;
      this.newest ??= scan;
      const isBefore = !isNewest && !this.hasBefore && scan.project === this.newest.project;
      this.hasBefore ||= isBefore;
      this.body.append(
        element(
          "tr",
          {},
          this.radio("before", scan, isBefore),
          this.radio("after", scan, isNewest),
          element("td", {}, scanLink(scan)),
          element("td", {}, projectLink(scan.project)),
          element("td", {}, revisionOf(scan.revision)),
          element("td", { class: "number" }, scan.findings.toLocaleString("en")),
          element("td", { class: "number" }, scan.files.toLocaleString("en")),
          element("td", { class: "number" }, scan.skipped.toLocaleString("en")),
          element("td", {}, `generation ${scan.generation}`),
        ),
      );
    }
    this.comparing.hidden = this.body.childNodes.length < 2;
  }

  private radio(name: string, scan: Scan, checked: boolean): HTMLElement {
    const says = name === "before" ? "Compare from" : "Compare to";
    return element(
      "td",
      {},
      element("input", {
        type: "radio",
        name,
        value: scan.id,
        checked,
        "aria-label": `${says} scan ${scan.id} of ${scan.project}`,
      }),
    );
  }

  private compare(): void {
    const chosen = new FormData(this.root as HTMLFormElement);
    const before = chosen.get("before");
    const after = chosen.get("after");
    if (typeof before !== "string" || typeof after !== "string") return;
    this.router.go(address("/diff", { before, after }));
  }
}

export function scanList(scans: Scan[], router: Router): HTMLElement {
  const table = new ScanTable(router);
  table.add(scans);
  return table.root;
}

export async function scansView(url: URL, signal: AbortSignal, router: Router): Promise<View> {
  const project = url.searchParams.get("project");
  const parameters: Record<string, string | number> = { limit: 50 };
  if (project !== null) parameters["project"] = project;
  const page = await get<ScanPage>("/api/scans", parameters, signal);
  const content: Node[] = [element("h1", {}, project === null ? "Scans" : `Scans of ${project}`)];
  if (page.scans.length === 0) {
    content.push(
      empty("No scan is recorded yet. ", element("code", {}, "copytrace scan PATH"), " makes one."),
    );
    return { title: "Scans", content };
  }
  const table = new ScanTable(router);
  table.add(page.scans);
  content.push(table.root);
  content.push(
    older("Show older scans", page.next, signal, async (before) => {
      const more = await get<ScanPage>("/api/scans", { ...parameters, before }, signal);
      table.add(more.scans);
      return more.next;
    }),
  );
  return { title: `Scans${project === null ? "" : ` of ${project}`}`, content };
}

export function scanInWords(scan: Scan): string {
  return (
    `${counted(scan.findings, "finding")} in ${counted(scan.files, "file")}, ` +
    `${counted(scan.lines, "line")}`
  );
}
