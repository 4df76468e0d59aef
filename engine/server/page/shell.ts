// What stands around every view: the name, the ways to go, and what is said to screen readers.

import { element } from "../../report/page/element";
import type { View } from "./router";

const sections: [path: string, title: string][] = [
  ["/projects", "Projects"],
  ["/findings", "Findings"],
  ["/scans", "Scans"],
  ["/decisions", "Decisions"],
  ["/search", "Search"],
];

export class Shell {
  private readonly main = element("main", { id: "main", tabindex: -1 });
  private readonly progress = element("div", { class: "progress", hidden: true });
  private readonly said = element("p", { class: "unseen", role: "status" });
  private readonly notice = element("p", { class: "notice", role: "status", hidden: true });
  private readonly links = new Map<string, HTMLAnchorElement>();
  private shownBefore = false;

  constructor() {
    const list = element("ul");
    for (const [path, title] of sections) {
      const link = element("a", { href: path }, title);
      this.links.set(path, link);
      list.append(element("li", {}, link));
    }
    document.body.replaceChildren(
      element("a", { class: "skip", href: "#main" }, "To the content"),
      element(
        "header",
        { class: "shell" },
        element("a", { class: "name", href: "/projects" }, "copytrace"),
        element("nav", { "aria-label": "Main" }, list),
      ),
      this.progress,
      this.said,
      element("div", { class: "notices" }, this.notice),
      this.main,
      element("footer", {}, "Evidence of copying, not legal advice."),
    );
  }

  setBusy(busy: boolean): void {
    this.progress.hidden = !busy;
    this.main.setAttribute("aria-busy", String(busy));
    if (busy) this.said.textContent = "Loading";
  }

  show(section: string, view: View): void {
    document.title = view.title === "" ? "copytrace" : `${view.title} – copytrace`;
    for (const [path, link] of this.links) {
      if (path === section) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.main.replaceChildren(...view.content);
    this.said.textContent = view.title;
    if (this.shownBefore) this.main.focus({ preventScroll: true });
    this.shownBefore = true;
  }

  // A sentence that stays until the next, such as that a decision is recorded.
  tell(sentence: string | null): void {
    this.notice.hidden = sentence === null;
    this.notice.textContent = sentence;
  }
}
