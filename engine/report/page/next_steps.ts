// What to do about a finding: whether its licence goes with the project's, what the licence asks,
// and texts to paste.

import { button, element, printable } from "./element";
import type { Finding, Obligation } from "./report";

const answers: Record<string, string> = {
  compatible: "Goes with",
  ask: "To be asked about with",
  incompatible: "Does not go with",
};

async function copy(text: string, shown: HTMLElement, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(printable(text));
    said.textContent = "copied";
  } catch {
    getSelection()?.selectAllChildren(shown);
    said.textContent = "selected: press Ctrl+C";
  }
}

export function pasteable(title: string, text: string): HTMLElement {
  const shown = element("pre", { tabindex: 0, role: "region", "aria-label": title }, text);
  const said = element("span", { class: "said", role: "status" });
  const copies = button("Copy", () => void copy(text, shown, said), "small");
  copies.setAttribute("aria-label", `Copy: ${title}`);
  return element(
    "div",
    { class: "pasteable" },
    element("div", { class: "headline" }, element("h4", {}, title), said, copies),
    shown,
  );
}

export function obligationList(obligations: Obligation[]): HTMLElement {
  const list = element("ul", { class: "obligations" });
  const several = new Set(obligations.map((obligation) => obligation.license)).size > 1;
  for (const { sentence, section, license } of obligations) {
    const where = [several ? license : null, section === null ? null : `section ${section}`];
    const source = where.filter((word) => word !== null).join(", ");
    list.append(
      element(
        "li",
        {},
        sentence,
        " ",
        source === "" ? null : element("span", { class: "source" }, source),
      ),
    );
  }
  return list;
}

function fit(finding: Finding): HTMLElement | null {
  const { answer, project_license, stated_in, reason, choice, narrows_project_to } =
    finding.compatibility;
  if (project_license === null) return null;
  const words = [
    `${answers[answer] ?? answer} the project’s ${project_license}` +
      `${stated_in === null ? "" : ` (${stated_in})`}.`,
  ];
  if (reason !== null) words.push(reason);
  if (choice !== null) words.push(`Take it under ${choice}.`);
  if (narrows_project_to !== null) {
    words.push(`The project can then be passed on under ${narrows_project_to} only.`);
  }
  return element("p", { class: `fit ${answer}` }, words.join(" "));
}

export function nextSteps(finding: Finding): HTMLElement {
  const root = element("section", { class: "steps" }, element("h3", {}, "What to do"));
  const next = finding.review?.next;
  if (next !== undefined) root.append(element("p", { class: "action" }, `${next.action}.`));
  const answer = fit(finding);
  if (answer !== null) root.append(answer);
  if (next !== undefined && next.obligations.length > 0) {
    const choice = next.license_choice ?? finding.origin.license ?? "The licence";
    root.append(element("h4", {}, `${choice} asks`), obligationList(next.obligations));
  } else if (next === undefined && finding.obligations.length > 0) {
    const names = finding.obligations.map((name) => name.replaceAll("-", " ")).join(", ");
    root.append(element("p", {}, `The licence asks: ${names}.`));
  }
  if (next === undefined) return root;
  const texts: [string, string | null][] = [
    ["Attribution for a NOTICE file", next.attribution],
    [
      "REUSE block around the code",
      next.snippet_begin === null
        ? null
        : `${next.snippet_begin}…\n${next.snippet_end ?? ""}`,
    ],
    ["Package to depend on instead", next.package],
  ];
  const group = element(
    "details",
    { class: "texts" },
    element("summary", {}, "Texts to paste: attribution, REUSE block, package"),
  );
  for (const [title, text] of texts) if (text !== null) group.append(pasteable(title, text));
  if (group.childNodes.length > 1) root.append(group);
  return root;
}
