// "Which packages hold this code?": text in, sources out. The text goes to this server alone, and is
// not kept there; what was found stays while the page is open, so that one can come back to it.

import { classBadge } from "../../report/page/badges";
import { element } from "../../report/page/element";
import { nextSteps } from "../../report/page/next_steps";
import { provenance } from "../../report/page/provenance";
import { sideBySide } from "../../report/page/side_by_side";
import { counted } from "../../report/page/words";
import type { About, SearchAnswer } from "./answers";
import { ApiError, get, post } from "./api";
import { licenseTexts } from "./license_section";
import type { View } from "./router";
import { empty, problem } from "./states";

let lastText = "";
let lastName = "";
let lastAnswer: SearchAnswer | null = null;

function source(
  { finding, sides, license_text_ids }: SearchAnswer["sources"][number],
  signal: AbortSignal,
): HTMLDetailsElement {
  const { origin } = finding;
  return element(
    "details",
    { class: "source-found" },
    element(
      "summary",
      {},
      element("strong", {}, origin.purl),
      " ",
      classBadge(origin.license_class),
      ` ${origin.license ?? "no licence found"}`,
      element(
        "span",
        { class: "where" },
        `your lines ${finding.start_line}–${finding.end_line}, ${finding.kind}, ` +
          `${finding.score_bits.toFixed(0)} bits` +
          (finding.carrier_count > 0 ? `, in ${counted(finding.carrier_count, "other place")}, too` : ""),
      ),
    ),
    element("div", { class: "columns" }, provenance(finding), nextSteps(finding)),
    ...licenseTexts(license_text_ids, signal),
    sideBySide(finding, sides),
  );
}

function answer(found: SearchAnswer, signal: AbortSignal): HTMLElement {
  const root = element("section", { class: "answer", tabindex: -1 });
  if (found.skipped !== null) {
    root.append(problem(`The text was not searched for: ${found.skipped}`));
    return root;
  }
  const read = `${counted(found.lines, "line")} of ${found.language ?? "an unknown language"}, `;
  const heading =
    found.sources.length === 0 ? "No source found" : counted(found.sources.length, "source");
  root.append(
    element("h2", {}, heading),
    element("p", { class: "note" }, `${read}searched in ${found.seconds.toFixed(2)} s.`),
  );
  if (found.sources.length === 0) {
    root.append(
      empty(
        "Nothing in the store holds this code. A few lines are often too little to tell: " +
          "some ten lines with code of their own are enough.",
      ),
    );
  }
  const parts = found.sources.map((one) => source(one, signal));
  if (parts[0] !== undefined) parts[0].open = true;
  root.append(...parts);
  if (found.sources_left_out > 0) {
    root.append(element("p", { class: "note" }, `${counted(found.sources_left_out, "more source")} not shown.`));
  }
  return root;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

export async function searchView(_url: URL, signal: AbortSignal): Promise<View> {
  const about = await get<About>("/api/about", {}, signal);
  const content: Node[] = [
    element("h1", {}, "Which packages hold this code?"),
    element(
      "p",
      { class: "summary" },
      "Paste code to see where it stands in the store. It goes nowhere but to this server, " +
        "and is not kept.",
    ),
  ];
  if (about.store === null) {
    content.push(
      empty("The server was started without a store: ", element("code", {}, "copytrace serve --store DIR"), "."),
    );
    return { title: "Search code", content };
  }
  const text = element("textarea", {
    id: "search-text",
    rows: 14,
    required: true,
    spellcheck: "false",
    class: "code-input",
  });
  text.value = lastText;
  const name = element("input", { type: "text", id: "search-name", placeholder: "pad.js", maxlength: 255 });
  name.value = lastName;
  const submit = element("button", { type: "submit", class: "main" }, "Search");
  const result = element("div", { "aria-live": "polite" });
  if (lastAnswer !== null) result.append(answer(lastAnswer, signal));
  const form = element(
    "form",
    { class: "search-code" },
    element("label", { for: "search-text" }, "Code"),
    text,
    element(
      "div",
      { class: "pair" },
      element("label", { for: "search-name" }, "File name, to tell the language by (optional)", name),
      submit,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const most = about.limits.search_bytes;
    if (bytesOf(text.value) > most) {
      result.replaceChildren(problem(`That is more than ${most.toLocaleString("en")} bytes of code.`));
      return;
    }
    submit.disabled = true;
    result.replaceChildren(element("p", { class: "note" }, "Searching …"));
    const fileName = name.value.trim();
    post<SearchAnswer>(
      "/api/search",
      { text: text.value, file_name: fileName === "" ? null : fileName },
      signal,
    )
      .then(
        (found) => {
          lastText = text.value;
          lastName = fileName;
          lastAnswer = found;
          result.replaceChildren(answer(found, signal));
        },
        (error: unknown) => {
          if (signal.aborted) return;
          if (!(error instanceof ApiError)) throw error;
          result.replaceChildren(problem(error.message));
        },
      )
      .finally(() => {
        submit.disabled = false;
      });
  });
  content.push(form, result);
  return { title: "Search code", content };
}
