// Which findings are shown: words, licence classes, kinds of match. The choice stands in the page's
// address, so that a filtered view can be sent to somebody.

import { element } from "./element";
import { licenseClasses, type Finding, type LicenseClass, type Report } from "./report";
import { counted } from "./words";

const kinds = ["identical", "reformatted", "renamed", "modified"] as const;

export class Filters {
  readonly root: HTMLElement;
  private readonly words = element("input", {
    type: "search",
    id: "words",
    placeholder: "path, package, licence, function …",
  });
  private readonly classes = new Map<LicenseClass, HTMLInputElement>();
  private readonly kind = element("select", { id: "kind" });
  private readonly generated = element("input", { type: "checkbox", id: "generated" });

  constructor(report: Report, onChange: () => void) {
    const boxes = element("div", { class: "boxes" });
    const present = new Set(report.findings.map((finding) => finding.origin.license_class));
    for (const name of licenseClasses) {
      if (!present.has(name)) continue;
      const box = element("input", { type: "checkbox", id: `class-${name}` });
      this.classes.set(name, box);
      boxes.append(
        element("label", { class: `chip class-${name}`, for: `class-${name}` }, box, name),
      );
    }
    this.kind.append(element("option", { value: "" }, "any kind"));
    for (const kind of kinds) this.kind.append(element("option", { value: kind }, kind));
    this.root = element(
      "form",
      { class: "filters", role: "search", "aria-label": "Filter the findings" },
      element("label", { for: "words" }, "Search", this.words),
      element(
        "fieldset",
        {},
        element("legend", {}, "Licence class of the origin"),
        boxes,
      ),
      element("label", { for: "kind" }, "Kind of match", this.kind),
      element("label", { class: "line", for: "generated" }, this.generated, "without generated code"),
    );
    this.root.addEventListener("submit", (event) => event.preventDefault());
    this.root.addEventListener("input", onChange);
  }

  accepts(finding: Finding): boolean {
    const chosen = this.chosen();
    if (chosen.length > 0 && !chosen.includes(finding.origin.license_class)) return false;
    if (this.kind.value !== "" && finding.kind !== this.kind.value) return false;
    if (this.generated.checked && finding.generated) return false;
    const { origin } = finding;
    const text = [
      finding.path,
      finding.function,
      finding.id,
      origin.purl,
      origin.name,
      origin.path,
      origin.license,
      origin.function,
    ]
      .join("\n")
      .toLowerCase();
    return this.words.value
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word));
  }

  write(address: URLSearchParams): void {
    if (this.words.value !== "") address.set("words", this.words.value);
    const chosen = this.chosen();
    if (chosen.length > 0) address.set("class", chosen.join(","));
    if (this.kind.value !== "") address.set("kind", this.kind.value);
    if (this.generated.checked) address.set("generated", "no");
  }

  read(address: URLSearchParams): void {
    this.words.value = address.get("words") ?? "";
    const chosen = (address.get("class") ?? "").split(",");
    for (const [name, box] of this.classes) box.checked = chosen.includes(name);
    this.kind.value = address.get("kind") ?? "";
    this.generated.checked = address.get("generated") === "no";
  }

  describe(shown: number, all: number): string {
    return shown === all ? counted(all, "finding") : `${shown} of ${counted(all, "finding")}`;
  }

  private chosen(): LicenseClass[] {
    return [...this.classes].filter(([, box]) => box.checked).map(([name]) => name);
  }
}
