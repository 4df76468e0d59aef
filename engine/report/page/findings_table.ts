// The findings as a table, sorted in the page.
//
// Rows are made in chunks and details only when they are opened, so that thousands of findings
// stay fluid.

import { advisoryMark } from "./advisories";
import { classBadge, standingBadge } from "./badges";
import { element } from "./element";
import { licenseClasses, verdicts, type Finding } from "./report";
import { SortableTable, type Column } from "./sortable_table";
import { place } from "./words";

const chunk = 200;

const collator = new Intl.Collator("en");
const byText = (text: (finding: Finding) => string) => (a: Finding, b: Finding) =>
  collator.compare(text(a), text(b));

const byPlace = (a: Finding, b: Finding) =>
  byText((finding) => finding.path)(a, b) || a.start_line - b.start_line;

const byClass = (a: Finding, b: Finding) =>
  licenseClasses.indexOf(a.origin.license_class) - licenseClasses.indexOf(b.origin.license_class);

const linesOf = (finding: Finding) => finding.end_line - finding.start_line + 1;

// Of malicious packages first, then open findings by verdict, strictest first, then what is settled.
const rank = (finding: Finding) => {
  const { review } = finding;
  const harmful = finding.advisories?.some(({ malicious }) => malicious) ?? false;
  if (harmful && (review === undefined || review.standing === "open")) return -1;
  if (review === undefined) return verdicts.length;
  return review.standing === "open" ? verdicts.indexOf(review.verdict) : verdicts.length + 1;
};

const orders: Record<string, (a: Finding, b: Finding) => number> = {
  verdict: (a, b) => rank(a) - rank(b) || byClass(a, b),
  license: (a, b) => byClass(a, b) || byText((finding) => finding.origin.license ?? "")(a, b),
  here: byPlace,
  origin: byText((finding) => finding.origin.purl),
  kind: byText((finding) => finding.kind),
  lines: (a, b) => linesOf(a) - linesOf(b),
  evidence: (a, b) => a.score_bits - b.score_bits,
};

function kindOf(finding: Finding): string {
  const words = [finding.whole_file ? `${finding.kind} file` : finding.kind];
  if (finding.generated) words.push("generated");
  if (finding.minified) words.push("minified");
  return words.join(", ");
}

function columnsOf(judged: boolean): Column<Finding>[] {
  const columns: Column<Finding>[] = [
    {
      key: "license",
      title: "Licence",
      sorts: "up",
      cells: ({ origin }) => [
        classBadge(origin.license_class),
        element("span", { class: "where" }, origin.license ?? "none found"),
      ],
    },
    {
      key: "here",
      title: "Here",
      sorts: "up",
      opens: true,
      cells: (finding) => [place(finding.path, finding.start_line, finding.end_line)],
    },
    {
      key: "origin",
      title: "Likely origin",
      sorts: "up",
      cells: (finding) => {
        const { origin } = finding;
        return [
          `${origin.name}${origin.version === null ? "" : ` ${origin.version}`} `,
          advisoryMark(finding),
          element(
            "span",
            { class: "where" },
            place(origin.path, origin.start_line, origin.end_line),
          ),
        ];
      },
    },
    { key: "kind", title: "Kind", sorts: "up", cells: (finding) => [kindOf(finding)] },
    { key: "lines", title: "Lines", sorts: "down", cells: (finding) => [String(linesOf(finding))] },
    {
      key: "evidence",
      title: "Evidence",
      sorts: "down",
      cells: (finding) => [`${finding.score_bits.toFixed(0)} bits`],
    },
  ];
  if (judged) {
    columns.unshift({
      key: "verdict",
      title: "Verdict",
      sorts: "up",
      cells: ({ review }) => [standingBadge(review?.verdict ?? null, review?.standing ?? "open")],
    });
  }
  return columns;
}

export class FindingsTable {
  readonly root: HTMLElement;
  readonly firstSort: string;
  private readonly table: SortableTable<Finding>;
  private shown: Finding[] = [];
  private rows = 0;

  constructor(judged: boolean, details: (finding: Finding) => HTMLElement, onSort: () => void) {
    this.firstSort = judged ? "verdict" : "license";
    this.table = new SortableTable(columnsOf(judged), {
      label: "Findings",
      id: (finding) => finding.id,
      sort: this.firstSort,
      onSort: () => {
        this.show(this.shown);
        onSort();
      },
      onMore: () => this.addRows(),
      drawer: details,
    });
    this.root = this.table.root;
  }

  get sort(): string {
    return this.table.sort;
  }

  set sort(sort: string) {
    this.table.sort = sort;
  }

  show(findings: Finding[]): void {
    const order = orders[this.sort.replace(/^-/, "")] ?? byPlace;
    const sign = this.sort.startsWith("-") ? -1 : 1;
    this.shown = [...findings].sort((a, b) => sign * order(a, b) || byPlace(a, b));
    this.table.show([]);
    this.rows = 0;
    this.addRows();
  }

  openAll(open: boolean): void {
    this.table.setOpen(open ? this.shown.map((finding) => finding.id) : []);
    this.show(this.shown);
  }

  // Opens one finding, makes its row if need be, and brings it into view.
  reveal(id: string): void {
    const index = this.shown.findIndex((finding) => finding.id === id);
    if (index < 0) return;
    this.table.markOpen(id);
    this.show(this.shown);
    while (this.rows <= index) this.addRows();
    const opener = document.getElementById(`row-${id}`);
    opener?.scrollIntoView({ block: "start" });
    opener?.focus();
  }

  // All rows at once: paper has no button for more.
  showAll(): void {
    while (this.rows < this.shown.length) this.addRows();
  }

  private addRows(): void {
    const end = Math.min(this.rows + chunk, this.shown.length);
    this.table.add(this.shown.slice(this.rows, end));
    this.rows = end;
    const left = this.shown.length - end;
    this.table.offerMore(
      left === 0 ? null : `Show ${Math.min(left, chunk)} more of ${left.toLocaleString("en")}`,
    );
  }
}
