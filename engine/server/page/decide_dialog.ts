// Asks what is to become of a finding, and records the answer. What the server says against it is
// shown in the dialog, and nothing that was typed is lost.

import { button, element } from "../../report/page/element";
import { place } from "../../report/page/words";
import type { About, Decision, FindingDetails } from "./answers";
import { ApiError, get, post } from "./api";

interface DecisionMade {
  decision: Decision;
  status: string;
}

const actions: [value: string, title: string, means: string][] = [
  ["accept", "Accept", "The code stays, and its licence is kept to."],
  ["ignore", "Ignore", "It is no copy, or none that matters."],
  ["replace", "Replace", "The code will be taken out; put off until the day below, if one is named."],
];

function actionField([value, title, means]: (typeof actions)[number], index: number): HTMLElement {
  const input = element("input", {
    type: "radio",
    name: "action",
    value,
    required: true,
    checked: index === 0,
  });
  return element(
    "label",
    { class: "action" },
    input,
    element("span", {}, element("strong", {}, title), ` ${means}`),
  );
}

class DecideDialog {
  readonly root: HTMLDialogElement;
  private readonly form: HTMLFormElement;
  private readonly reason = element("textarea", { name: "reason", rows: 4, required: true });
  private readonly by = element("input", { type: "text", name: "by", maxlength: 200 });
  private readonly until = element("input", { type: "date", name: "until" });
  private readonly trouble = element("p", { class: "problem", role: "alert", hidden: true });
  private readonly submit = element("button", { type: "submit", class: "main" }, "Record decision");

  constructor(
    private readonly details: FindingDetails,
    about: About,
    private readonly onMade: (made: DecisionMade) => void,
  ) {
    const { finding } = details;
    this.reason.maxLength = about.limits.reason_bytes;
    this.by.placeholder = about.author ?? "";
    this.until.min = new Date().toISOString().slice(0, 10);
    this.form = element(
      "form",
      { method: "dialog" },
      element("h2", { id: "decide-title" }, "Decide"),
      element(
        "p",
        { class: "note" },
        `${place(finding.path, finding.start_line, finding.end_line)}, from ${finding.origin.purl}`,
      ),
      element("fieldset", {}, element("legend", {}, "What is to become of it"), ...actions.map(actionField)),
      element("label", {}, "Why", this.reason),
      element("p", { class: "note" }, "Who reads the log next year will want to know."),
      element(
        "div",
        { class: "pair" },
        element("label", {}, "Who decides", this.by),
        element("label", {}, "Until (last day; empty: for good)", this.until),
      ),
      this.trouble,
      element(
        "div",
        { class: "buttons" },
        button("Cancel", () => this.root.close()),
        this.submit,
      ),
    );
    this.root = element("dialog", { class: "decide", "aria-labelledby": "decide-title" }, this.form);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.record();
    });
    this.root.addEventListener("close", () => this.root.remove());
  }

  open(): void {
    document.body.append(this.root);
    this.root.showModal();
    this.reason.focus();
  }

  private async record(): Promise<void> {
    const action = new FormData(this.form).get("action");
    const by = this.by.value.trim();
    this.submit.disabled = true;
    this.trouble.hidden = true;
    try {
      const made = await post<DecisionMade>("/api/decisions", {
        finding: this.details.finding.id,
        scan: this.details.scan.id,
        action,
        reason: this.reason.value.trim(),
        until: this.until.value === "" ? null : this.until.value,
        by: by === "" ? null : by,
      });
      this.root.close();
      this.onMade(made);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.trouble.textContent = error.message;
      this.trouble.hidden = false;
    } finally {
      this.submit.disabled = false;
    }
  }
}

// `onTrouble` is told why there is no dialog.
export async function askForDecision(
  details: FindingDetails,
  onMade: (made: DecisionMade) => void,
  onTrouble: (message: string) => void,
): Promise<void> {
  try {
    const about = await get<About>("/api/about", {});
    new DecideDialog(details, about, onMade).open();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    onTrouble(error.message);
  }
}
