// What a view shows when it has nothing to show: nothing there yet, still on its way, gone wrong.

import { button, element, type Child } from "../../report/page/element";
import { ApiError } from "./api";

export function empty(...words: Child[]): HTMLElement {
  return element("p", { class: "empty" }, ...words);
}

export function problem(message: string, again?: () => void): HTMLElement {
  return element(
    "div",
    { class: "problem", role: "alert" },
    element("p", {}, message),
    again === undefined ? null : button("Try again", again),
  );
}

// A part of a view that is fetched by itself: says so, then shows what came, or what went wrong.
// Nothing is shown any more once the reader has gone elsewhere.
export function later(
  what: string,
  signal: AbortSignal,
  fetched: () => Promise<Node>,
): HTMLElement {
  const part = element("div", { class: "part" });
  const run = () => {
    part.setAttribute("aria-busy", "true");
    part.replaceChildren(element("p", { class: "note" }, `Loading ${what} …`));
    fetched()
      .then(
        (content) => part.replaceChildren(content),
        (error: unknown) => {
          if (signal.aborted) return;
          if (!(error instanceof ApiError)) throw error;
          part.replaceChildren(problem(error.message, run));
        },
      )
      .finally(() => part.removeAttribute("aria-busy"));
  };
  run();
  return part;
}

// A button that fetches the next page of a list and adds it, until there is none. `next` is what
// the API wants as `before`.
export function older(
  text: string,
  next: number | null,
  signal: AbortSignal,
  add: (before: number) => Promise<number | null>,
): HTMLElement {
  const root = element("div", { class: "older" });
  const offer = (before: number | null) => {
    root.replaceChildren();
    if (before !== null) root.append(button(text, () => void load(before)));
  };
  const load = async (before: number) => {
    root.replaceChildren(element("p", { class: "note" }, "Loading …"));
    try {
      offer(await add(before));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      root.replaceChildren(problem(error.message, () => void load(before)));
    }
  };
  offer(next);
  return root;
}
