// What has been published about the origin's version: that it is malicious, or can be attacked, and
// which version mends it.

import { element } from "./element";
import type { Advisory, Finding } from "./report";

// In a list: that there is something to know; null where there is nothing.
export function advisoryMark(finding: Finding): HTMLElement | null {
  const { advisories = [] } = finding; // none in reports of before there were any
  if (advisories.length === 0) return null;
  if (advisories.some(({ malicious }) => malicious === true)) {
    return element("span", { class: "badge verdict-deny" }, "✕ malicious package");
  }
  return element(
    "span",
    { class: "badge verdict-warn" },
    advisories.length === 1 ? "1 advisory" : `${advisories.length} advisories`,
  );
}

function badge({ malicious, severity }: Advisory): HTMLElement | null {
  if (malicious === true) {
    return element("span", { class: "badge verdict-deny" }, "✕ malicious package");
  }
  if (severity === null || severity === undefined || ["none", "unknown"].includes(severity)) return null;
  const grave = severity === "critical" || severity === "high";
  return element("span", { class: `badge verdict-${grave ? "deny" : "warn"}` }, severity);
}

export function advisoryList(finding: Finding): HTMLElement | null {
  const { advisories = [] } = finding;
  if (advisories.length === 0) return null;
  const list = element("ul", { class: "advisories" });
  for (const advisory of advisories) {
    const { id, aliases, summary, fixed, score } = advisory;
    const names = [id, ...(aliases ?? [])].join(", ");
    const mended = fixed === null || fixed === undefined ? "" : `; mended in ${fixed}`;
    const points = score === null || score === undefined ? "" : `; CVSS ${score}`;
    list.append(
      element(
        "li",
        {},
        badge(advisory),
        " ",
        element("strong", {}, names),
        summary === null || summary === undefined || summary === "" ? null : ` ${summary}`,
        element("span", { class: "source" }, `${points}${mended}`),
      ),
    );
  }
  return element(
    "div",
    { class: "known" },
    element("h4", {}, "Known about this version"),
    list,
  );
}
