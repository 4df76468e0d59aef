// Building the page by nodes: text stays text, whatever it holds. What would move other text or
// cannot be seen (control characters, marks of direction) is spelled out, as in all reports.

export type Child = Node | string | null | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined>;

const unprintable =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

export function printable(text: string): string {
  return text.replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function fill<E extends Element>(target: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? "" : printable(String(value)));
  }
  for (const child of children) {
    if (child === null || child === undefined) continue;
    target.append(typeof child === "string" ? printable(child) : child);
  }
  return target;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function drawing<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

export function button(text: string, onClick: () => void, style = ""): HTMLButtonElement {
  const made = element("button", { type: "button", class: style === "" ? null : style }, text);
  made.addEventListener("click", onClick);
  return made;
}

// What only screen readers are told.
export function unseen(text: string): HTMLSpanElement {
  return element("span", { class: "unseen" }, text);
}
