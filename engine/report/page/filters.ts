// Which rows are wanted: a form made of fields, and its choice as parameters of an address, so that
// a filtered view can be sent to somebody. What the choice means is the owner's affair.

import { button, element } from "./element";

export interface Choice {
  value: string;
  label: string;
  count: number;
}

interface Named {
  name: string; // of its parameter
  label: string;
  more?: boolean; // shown when asked for
}

export type Field =
  | (Named & { form: "words"; hint: string })
  | (Named & { form: "chips"; style: string; choices: Choice[] })
  | (Named & { form: "select"; any: string; choices: Choice[] })
  | (Named & { form: "check"; value: string })
  | (Named & { form: "line"; hint: string; type: "text" | "date" });

interface Control {
  root: HTMLElement;
  read: (address: URLSearchParams) => void;
  write: (address: URLSearchParams) => void;
  choose?: (choices: Choice[]) => void;
}

function inputControl(field: Named, type: string, hint: string): Control {
  const input = element("input", { type, id: `filter-${field.name}`, placeholder: hint || null });
  return {
    root: element("label", { class: type, for: input.id }, field.label, input),
    read: (address) => {
      input.value = address.get(field.name) ?? "";
    },
    write: (address) => {
      if (input.value.trim() !== "") address.set(field.name, input.value.trim());
    },
  };
}

function checkControl(field: Named & { value: string }): Control {
  const input = element("input", { type: "checkbox", id: `filter-${field.name}` });
  return {
    root: element("label", { class: "check", for: input.id }, input, field.label),
    read: (address) => {
      input.checked = address.get(field.name) === field.value;
    },
    write: (address) => {
      if (input.checked) address.set(field.name, field.value);
    },
  };
}

function selectControl(field: Named & { any: string; choices: Choice[] }): Control {
  const select = element("select", { id: `filter-${field.name}` });
  let chosen = "";
  const choose = (choices: Choice[]) => {
    select.replaceChildren(element("option", { value: "" }, field.any));
    const all = choices.some((choice) => choice.value === chosen)
      ? choices
      : [...choices, { value: chosen, label: chosen, count: 0 }];
    for (const { value, label, count } of all) {
      if (value === "") continue;
      select.append(element("option", { value }, `${label} (${count.toLocaleString("en")})`));
    }
    select.value = chosen;
  };
  select.addEventListener("input", () => {
    chosen = select.value;
  });
  choose(field.choices);
  return {
    root: element("label", { class: "select", for: select.id }, field.label, select),
    read: (address) => {
      chosen = address.get(field.name) ?? "";
      choose(field.choices);
    },
    write: (address) => {
      if (chosen !== "") address.set(field.name, chosen);
    },
    choose: (choices) => {
      field.choices = choices;
      choose(choices);
    },
  };
}

function chipsControl(field: Named & { style: string; choices: Choice[] }): Control {
  const boxes = new Map<string, { input: HTMLInputElement; count: HTMLElement }>();
  const chips = element("div", { class: "chips" });
  const chip = ({ value, label, count }: Choice) => {
    const known = boxes.get(value);
    if (known !== undefined) {
      known.count.textContent = count.toLocaleString("en");
      return;
    }
    const input = element("input", { type: "checkbox", id: `filter-${field.name}-${value}` });
    const number = element("span", { class: "count" }, count.toLocaleString("en"));
    boxes.set(value, { input, count: number });
    chips.append(
      element(
        "label",
        { class: `chip ${field.style}-${value}`, for: input.id },
        input,
        label,
        " ",
        number,
      ),
    );
  };
  field.choices.forEach(chip);
  return {
    root: element("fieldset", {}, element("legend", {}, field.label), chips),
    read: (address) => {
      const chosen = address.getAll(field.name);
      for (const [value, { input }] of boxes) input.checked = chosen.includes(value);
    },
    write: (address) => {
      for (const [value, { input }] of boxes) if (input.checked) address.append(field.name, value);
    },
    choose: (choices) => {
      for (const { count } of boxes.values()) count.textContent = "0";
      choices.forEach(chip);
    },
  };
}

function controlOf(field: Field): Control {
  switch (field.form) {
    case "words":
      return inputControl(field, "search", field.hint);
    case "line":
      return inputControl(field, field.type, field.hint);
    case "check":
      return checkControl(field);
    case "select":
      return selectControl(field);
    case "chips":
      return chipsControl(field);
  }
}

export class Filters {
  readonly root: HTMLFormElement;
  private readonly controls = new Map<string, Control>();
  private readonly more = element("div", { class: "fields" });
  private readonly clear: HTMLButtonElement;

  // `onChange` is told of a change, and whether it was typed: more may follow soon.
  constructor(fields: Field[], onChange: (typed: boolean) => void) {
    this.root = element("form", {
      class: "filters",
      role: "search",
      "aria-label": "Filter the findings",
    });
    for (const field of fields) {
      const control = controlOf(field);
      this.controls.set(field.name, control);
      if (field.more === true) this.more.append(control.root);
      else this.root.append(control.root);
    }
    if (this.more.childNodes.length > 0) {
      this.root.append(
        element("details", { class: "rarer" }, element("summary", {}, "More filters"), this.more),
      );
    }
    this.clear = button(
      "Clear filters",
      () => {
        this.read(new URLSearchParams());
        onChange(false);
        this.root.querySelector("input")?.focus();
      },
      "plain",
    );
    this.root.append(this.clear);
    this.clear.hidden = true;
    this.root.addEventListener("submit", (event) => event.preventDefault());
    this.root.addEventListener("input", (event) => {
      this.clear.hidden = this.values().toString() === "";
      onChange((event.target as Element).matches("[type=search], [type=text]"));
    });
  }

  // What is chosen; fields that choose nothing are not in it.
  values(): URLSearchParams {
    const address = new URLSearchParams();
    for (const control of this.controls.values()) control.write(address);
    return address;
  }

  read(address: URLSearchParams): void {
    for (const control of this.controls.values()) control.read(address);
    const rarer = this.more.parentElement;
    const uses = (input: HTMLInputElement | HTMLSelectElement) =>
      input.type === "checkbox" ? (input as HTMLInputElement).checked : input.value !== "";
    if (rarer instanceof HTMLDetailsElement) {
      const inputs = this.more.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select");
      rarer.open = [...inputs].some(uses);
    }
    this.clear.hidden = this.values().toString() === "";
  }

  // New counts, or new choices; what is chosen stays.
  setChoices(name: string, choices: Choice[]): void {
    this.controls.get(name)?.choose?.(choices);
  }
}
