// What a licence asks, in sentences, and its texts, fetched when they are asked for.

import { classBadge } from "../../report/page/badges";
import { element } from "../../report/page/element";
import { obligationList } from "../../report/page/next_steps";
import type { License, LicenseText } from "./answers";
import { get } from "./api";
import { later } from "./states";

function textOf(id: string, name: string | null, signal: AbortSignal): HTMLElement {
  const fold = element(
    "details",
    { class: "license-text" },
    element("summary", {}, `Text of ${name ?? id}`),
  );
  fold.addEventListener("toggle", () => {
    if (!fold.open || fold.childNodes.length > 1) return;
    fold.append(
      later("the text", signal, async () => {
        const { text } = await get<LicenseText>("/api/license-text", { id }, signal);
        return element("pre", { class: "text", tabindex: 0, role: "region", "aria-label": `Text of ${id}` }, text);
      }),
    );
  });
  return fold;
}

export const licenseTexts = (ids: string[], signal: AbortSignal): HTMLElement[] =>
  ids.map((id) => textOf(id, null, signal));

export function licenseSection(
  license: License,
  withObligations: boolean,
  signal: AbortSignal,
): HTMLElement {
  const root = element(
    "section",
    { class: "license" },
    element("h2", {}, "Licence"),
    element("p", {}, element("strong", {}, license.expression), " ", classBadge(license.class)),
  );
  if (withObligations) {
    for (const choice of license.choices) {
      if (license.choices.length > 1) {
        root.append(element("h3", {}, choice.expression, " ", classBadge(choice.class)));
      }
      root.append(
        obligationList(choice.obligations.map((one) => ({ ...one, name: one.code }))),
      );
      if (choice.obligations.some((one) => one.derived)) {
        root.append(
          element("p", { class: "note" }, "In part concluded from its class: read the licence itself."),
        );
      }
    }
  }
  for (const { id, name, note, has_text } of license.licenses) {
    if (note !== null) root.append(element("p", { class: "note" }, `${id}: ${note}`));
    if (has_text) root.append(textOf(id, name, signal));
  }
  return root;
}
