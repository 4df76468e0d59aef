// Findings across projects, filtered, sorted and paged by the server. The address holds the whole
// choice, under the names that the API has for it.

import { button, element } from "../../report/page/element";
import { Filters, type Choice, type Field } from "../../report/page/filters";
import { licenseClasses, verdicts } from "../../report/page/report";
import { SortableTable } from "../../report/page/sortable_table";
import { counted, standingInWords, verdictInWords } from "../../report/page/words";
import { link } from "./addresses";
import type { Facet, Facets, FindingPage, FindingRow } from "./answers";
import { ApiError, get } from "./api";
import { findingColumns, rowId } from "./finding_rows";
import type { Router, View } from "./router";
import { empty, problem } from "./states";

const pageSize = 200;
const pause = 250; // ms after the last key until the server is asked
const firstSort = "verdict";
const falling = ["score", "first_seen"]; // the API's order of these begins with the most

function choicesOf(
  facet: Facet,
  label: (value: string) => string = (value) => value,
  order?: readonly string[],
): Choice[] {
  const choices = facet.map(({ value, count }) => ({
    value: value ?? "none",
    label: value === null ? "none" : label(value),
    count,
  }));
  if (order !== undefined) {
    const rank = ({ value }: Choice) => (order.includes(value) ? order.indexOf(value) : order.length);
    choices.sort((a, b) => rank(a) - rank(b));
  }
  return choices;
}

function fieldsOf(facets: Facets): Field[] {
  return [
    { form: "words", name: "text", label: "Search", hint: "path, package, licence, function …" },
    {
      form: "select",
      name: "project",
      label: "Project",
      any: "all projects",
      choices: choicesOf(facets.project),
    },
    {
      form: "select",
      name: "status",
      label: "Status",
      any: "any status",
      choices: choicesOf(facets.status, standingInWords),
    },
    {
      form: "chips",
      name: "verdict",
      label: "Verdict",
      style: "verdict",
      choices: choicesOf(facets.verdict, verdictInWords, verdicts),
    },
    {
      form: "chips",
      name: "class",
      label: "Licence class of the origin",
      style: "class",
      choices: choicesOf(facets.class, undefined, licenseClasses),
    },
    {
      form: "select",
      name: "license",
      label: "Licence",
      any: "any licence",
      choices: choicesOf(facets.license),
      more: true,
    },
    {
      form: "select",
      name: "component",
      label: "Component",
      any: "any component",
      choices: choicesOf(facets.component),
      more: true,
    },
    {
      form: "select",
      name: "kind",
      label: "Kind of match",
      any: "any kind",
      choices: choicesOf(facets.kind),
      more: true,
    },
    { form: "line", name: "path", label: "Path", hint: "src/*", type: "text", more: true },
    {
      form: "line",
      name: "first_seen",
      label: "First seen from",
      hint: "",
      type: "date",
      more: true,
    },
    { form: "check", name: "all_scans", label: "in every scan, not only the newest", value: "true", more: true },
  ];
}

// The part of an address that says whose findings are looked at, not which of them.
function scopeOf(address: URLSearchParams): URLSearchParams {
  const scope = new URLSearchParams();
  for (const name of ["scan", "all_scans"]) {
    const value = address.get(name);
    if (value !== null) scope.set(name, value);
  }
  return scope;
}

class FindingsList {
  readonly root: HTMLElement;
  private readonly count = element("p", { class: "count", role: "status" });
  private readonly table: SortableTable<FindingRow>;
  private readonly trouble = element("div");
  private readonly filters: Filters;
  private running = new AbortController();
  private rows = 0;
  private timer = 0;

  constructor(
    private readonly router: Router,
    private readonly start: URL,
    facets: Facets,
    private readonly gone: AbortSignal,
  ) {
    this.filters = new Filters(fieldsOf(facets), (typed) =>
      this.changed(!typed, typed ? pause : 0),
    );
    this.filters.read(start.searchParams);
    this.table = new SortableTable(findingColumns(true, facets.project.length > 1), {
      label: "Findings",
      id: rowId,
      sort: start.searchParams.get("sort") ?? firstSort,
      onSort: () => this.changed(true, 0),
      onMore: () => void this.load(this.rows),
    });
    this.root = element(
      "div",
      {},
      this.filters.root,
      element("div", { class: "actions" }, this.count),
      this.trouble,
      this.table.root,
    );
    gone.addEventListener("abort", () => {
      clearTimeout(this.timer);
      this.running.abort();
    });
  }

  async load(offset: number): Promise<void> {
    this.running.abort();
    const running = new AbortController();
    this.running = running;
    const parameters = this.choice();
    const { sort } = this.table;
    const column = sort.replace(/^-/, "");
    parameters.set("sort", column);
    parameters.set("order", sort.startsWith("-") === falling.includes(column) ? "up" : "down");
    parameters.set("offset", String(offset));
    parameters.set("limit", String(pageSize));
    this.root.setAttribute("aria-busy", "true");
    try {
      const page = await get<FindingPage>("/api/findings", parameters, running.signal);
      this.show(page);
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.trouble.replaceChildren(problem(error.message, () => void this.load(offset)));
    }
    this.root.removeAttribute("aria-busy");
  }

  private choice(): URLSearchParams {
    const choice = this.filters.values();
    const scan = this.start.searchParams.get("scan");
    if (scan !== null) choice.set("scan", scan);
    return choice;
  }

  private changed(step: boolean, wait: number): void {
    const choice = this.choice();
    if (this.table.sort !== firstSort) choice.set("sort", this.table.sort);
    const query = choice.toString();
    this.router.note(query === "" ? "/findings" : `/findings?${query}`, step);
    clearTimeout(this.timer);
    if (this.gone.aborted) return;
    this.timer = window.setTimeout(() => void this.load(0), wait);
  }

  private show({ findings, total, offset }: FindingPage): void {
    this.trouble.replaceChildren();
    if (offset === 0) this.table.show(findings);
    else this.table.add(findings);
    this.rows = offset + findings.length;
    this.count.textContent = counted(total, "finding");
    const left = total - this.rows;
    this.table.offerMore(
      left <= 0 ? null : `Show ${Math.min(left, pageSize)} more of ${left.toLocaleString("en")}`,
    );
    if (total > 0) return;
    this.trouble.replaceChildren(
      empty(
        this.choice().toString() === ""
          ? "No findings: nothing that was scanned holds code that the store knows."
          : "No finding fits these filters.",
      ),
    );
  }
}

export async function findingsView(url: URL, signal: AbortSignal, router: Router): Promise<View> {
  const facets = await get<Facets>("/api/facets", scopeOf(url.searchParams), signal);
  const list = new FindingsList(router, url, facets, signal);
  await list.load(0);
  const scan = url.searchParams.get("scan");
  const whole = new URLSearchParams(url.searchParams);
  whole.delete("scan");
  return {
    title: "Findings",
    content: [
      element("h1", {}, "Findings"),
      scan === null
        ? element("p", { class: "summary" }, "Of the newest scan of each project.")
        : element(
            "p",
            { class: "summary" },
            "Of ",
            link(`/scans/${scan}`, {}, `scan ${scan}`),
            " alone. ",
            button("Of all newest scans", () => router.go(`/findings?${whole.toString()}`), "plain"),
          ),
      list.root,
    ],
  };
}

