// The findings as a table: sorted by its headings, each row opening into its details.
//
// Rows are made in chunks and details only when they are opened, so that thousands of findings
// stay fluid.

import { element } from "./element";
import { licenseClasses, type Finding } from "./report";
import { place } from "./words";

interface Column {
  title: string;
  key: string;
  order: (a: Finding, b: Finding) => number;
}

const byText = (text: (finding: Finding) => string) => (a: Finding, b: Finding) =>
  text(a).localeCompare(text(b), "en");

const byPlace = (a: Finding, b: Finding) =>
  byText((finding) => finding.path)(a, b) || a.start_line - b.start_line;

const columns: Column[] = [
  {
    title: "Class",
    key: "class",
    order: (a, b) =>
      licenseClasses.indexOf(a.origin.license_class) -
      licenseClasses.indexOf(b.origin.license_class),
  },
  { title: "Licence", key: "license", order: byText((finding) => finding.origin.license ?? "") },
  { title: "Here", key: "here", order: byPlace },
  { title: "Likely origin", key: "origin", order: byText((finding) => finding.origin.purl) },
  { title: "Kind", key: "kind", order: byText((finding) => finding.kind) },
  {
    title: "Lines",
    key: "lines",
    order: (a, b) => b.end_line - b.start_line - (a.end_line - a.start_line),
  },
  { title: "Evidence", key: "evidence", order: (a, b) => b.score_bits - a.score_bits },
];

const chunk = 250;

export class FindingsTable {
  readonly root: HTMLElement;
  private shown: Finding[] = [];
  private rows = 0;
  private readonly open = new Set<string>();
  private readonly body = element("tbody");
  private readonly more = element("button", { type: "button", class: "more" });
  private readonly headings = new Map<string, HTMLElement>();
  private sortKey = "class";
  private descending = false;

  constructor(
    private readonly details: (finding: Finding) => HTMLElement,
    private readonly onSort: (sort: string) => void,
  ) {
    const head = element("tr");
    for (const column of columns) {
      const button = element("button", { type: "button" }, column.title);
      button.addEventListener("click", () => {
        this.descending = this.sortKey === column.key && !this.descending;
        this.sortKey = column.key;
        this.show(this.shown);
        this.onSort(this.sort);
      });
      const heading = element("th", { scope: "col", class: column.key }, button);
      this.headings.set(column.key, heading);
      head.append(heading);
    }
    this.more.addEventListener("click", () => this.addRows());
    this.root = element(
      "div",
      { class: "findings" },
      element("table", {}, element("thead", {}, head), this.body),
      this.more,
    );
  }

  // "here", or "-here" for the other way round.
  get sort(): string {
    return (this.descending ? "-" : "") + this.sortKey;
  }

  set sort(sort: string) {
    const key = sort.replace(/^-/, "");
    if (!this.headings.has(key)) return;
    this.sortKey = key;
    this.descending = sort.startsWith("-");
  }

  show(findings: Finding[]): void {
    const order = columns.find((column) => column.key === this.sortKey)?.order ?? byPlace;
    const sign = this.descending ? -1 : 1;
    this.shown = [...findings].sort((a, b) => sign * order(a, b) || byPlace(a, b));
    for (const [key, heading] of this.headings) {
      const sorted = this.descending ? "descending" : "ascending";
      heading.setAttribute("aria-sort", key === this.sortKey ? sorted : "none");
    }
    this.body.replaceChildren();
    this.rows = 0;
    this.addRows();
  }

  openAll(open: boolean): void {
    this.open.clear();
    if (open) for (const finding of this.shown) this.open.add(finding.id);
    this.show(this.shown);
  }

  // Opens one finding, makes its row if need be, and brings it into view.
  reveal(id: string): void {
    const index = this.shown.findIndex((finding) => finding.id === id);
    if (index < 0) return;
    this.open.add(id);
    this.show(this.shown);
    while (this.rows <= index) this.addRows();
    const button = document.getElementById(`finding-${id}`);
    button?.scrollIntoView({ block: "start" });
    button?.focus();
  }

  private addRows(): void {
    const end = Math.min(this.rows + chunk, this.shown.length);
    const fragment = document.createDocumentFragment();
    for (const finding of this.shown.slice(this.rows, end)) this.addRow(finding, fragment);
    this.body.append(fragment);
    this.rows = end;
    const left = this.shown.length - end;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${Math.min(left, chunk)} more of ${left}`;
  }

  private addRow(finding: Finding, target: DocumentFragment): void {
    const { origin } = finding;
    const open = this.open.has(finding.id);
    const button = element(
      "button",
      {
        type: "button",
        id: `finding-${finding.id}`,
        class: "opener",
        "aria-expanded": String(open),
        "aria-controls": `details-${finding.id}`,
      },
      place(finding.path, finding.start_line, finding.end_line),
    );
    const license = origin.license ?? "none found";
    const kind = finding.whole_file ? `${finding.kind} file` : finding.kind;
    const row = element(
      "tr",
      { class: "finding" },
      element(
        "td",
        { class: "class" },
        element("span", { class: `badge class-${origin.license_class}` }, origin.license_class),
      ),
      element("td", { class: "license" }, license),
      element("td", { class: "here" }, button),
      element(
        "td",
        { class: "origin" },
        `${origin.name}${origin.version === null ? "" : ` ${origin.version}`}`,
        element("span", { class: "where" }, place(origin.path, origin.start_line, origin.end_line)),
      ),
      element("td", { class: "kind" }, finding.generated ? `${kind}, generated` : kind),
      element("td", { class: "lines" }, String(finding.end_line - finding.start_line + 1)),
      element("td", { class: "evidence" }, `${finding.score_bits.toFixed(0)} bits`),
    );
    const cell = element("td", { colspan: columns.length });
    const drawer = element("tr", { class: "drawer", id: `details-${finding.id}` }, cell);
    drawer.hidden = !open;
    if (open) cell.append(this.details(finding));
    button.addEventListener("click", () => {
      const opening = drawer.hidden;
      if (opening && cell.childNodes.length === 0) cell.append(this.details(finding));
      drawer.hidden = !opening;
      button.setAttribute("aria-expanded", String(opening));
      if (opening) this.open.add(finding.id);
      else this.open.delete(finding.id);
    });
    target.append(row, drawer);
  }
}
