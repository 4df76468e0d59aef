// A table whose headings sort it, whose rows may open into a drawer, and which asks for more rows
// when there are more. It knows nothing of what it shows: order and rows come from its owner.

import { button, element, type Child } from "./element";

export interface Column<Row> {
  key: string;
  title: string;
  sorts?: "up" | "down"; // its order at the first click; without it, it cannot be sorted by
  cells: (row: Row) => Child[];
  opens?: boolean; // its content is the button that opens the drawer
}

export interface TableOptions<Row> {
  label: string;
  id: (row: Row) => string;
  sort: string; // "lines", or "-lines" for the other way round
  onSort: (sort: string) => void;
  onMore?: () => void;
  drawer?: (row: Row) => HTMLElement;
}

export class SortableTable<Row> {
  readonly root: HTMLElement;
  private readonly open = new Set<string>();
  private readonly body = element("tbody", { role: "rowgroup" });
  private readonly more: HTMLButtonElement;
  private readonly headings = new Map<string, HTMLElement>();
  private key = "";
  private descending = false;

  constructor(
    private readonly columns: Column<Row>[],
    private readonly options: TableOptions<Row>,
  ) {
    const head = element("tr", { role: "row" });
    for (const column of columns) {
      const heading = element("th", { scope: "col", role: "columnheader", class: column.key });
      if (column.sorts !== undefined) {
        heading.append(button(column.title, () => this.sortBy(column)));
        this.headings.set(column.key, heading);
      } else {
        heading.append(column.title);
      }
      head.append(heading);
    }
    this.more = button("", () => options.onMore?.(), "more");
    this.more.hidden = true;
    this.sort = options.sort;
    this.root = element(
      "div",
      { class: "sortable" },
      element(
        "table",
        { role: "table" },
        element("caption", { class: "unseen" }, options.label),
        element("thead", { role: "rowgroup" }, head),
        this.body,
      ),
      this.more,
    );
  }

  get sort(): string {
    return (this.descending ? "-" : "") + this.key;
  }

  set sort(sort: string) {
    const key = sort.replace(/^-/, "");
    if (!this.headings.has(key)) return;
    this.key = key;
    this.descending = sort.startsWith("-");
    for (const [name, heading] of this.headings) {
      const sorted = this.descending ? "descending" : "ascending";
      heading.setAttribute("aria-sort", name === key ? sorted : "none");
    }
  }

  show(rows: Row[]): void {
    this.body.replaceChildren();
    this.add(rows);
  }

  add(rows: Row[]): void {
    const fragment = document.createDocumentFragment();
    for (const row of rows) this.addRow(row, fragment);
    this.body.append(fragment);
  }

  // The text of the button under the rows; null where there are no more.
  offerMore(text: string | null): void {
    this.more.hidden = text === null;
    this.more.textContent = text;
  }

  // Which rows are open, by id; those shown already stay as they are.
  setOpen(ids: string[]): void {
    this.open.clear();
    for (const id of ids) this.open.add(id);
  }

  markOpen(id: string): void {
    this.open.add(id);
  }

  private sortBy({ key, sorts }: Column<Row>): void {
    const down = this.key === key ? !this.descending : sorts === "down";
    this.sort = (down ? "-" : "") + key;
    this.options.onSort(this.sort);
  }

  private addRow(row: Row, target: DocumentFragment): void {
    const id = this.options.id(row);
    const line = element("tr", { class: "row", role: "row" });
    let opener: HTMLButtonElement | null = null;
    for (const column of this.columns) {
      if (column.opens === true && this.options.drawer !== undefined) {
        opener = element(
          "button",
          { type: "button", class: "opener", id: `row-${id}` },
          ...column.cells(row),
        );
        line.append(element("td", { class: column.key, role: "cell" }, opener));
      } else {
        line.append(
          element("td", { class: column.key, role: "cell" }, ...column.cells(row)),
        );
      }
    }
    target.append(line);
    if (opener !== null) target.append(this.drawerOf(row, id, opener));
  }

  private drawerOf(row: Row, id: string, opener: HTMLButtonElement): HTMLElement {
    const cell = element("td", { colspan: this.columns.length, role: "cell" });
    const drawer = element("tr", { class: "drawer", role: "row", id: `drawer-${id}` }, cell);
    const show = (open: boolean) => {
      if (open && cell.childNodes.length === 0) {
        const content = this.options.drawer?.(row);
        if (content !== undefined) cell.append(content);
      }
      drawer.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
      if (open) this.open.add(id);
      else this.open.delete(id);
    };
    opener.setAttribute("aria-controls", drawer.id);
    opener.addEventListener("click", () => show(drawer.hidden));
    show(this.open.has(id));
    return drawer;
  }
}
