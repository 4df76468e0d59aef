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
export function later(what: string, fetched: () => Promise<Node>): HTMLElement {
  const part = element("div", { class: "part" });
  const run = () => {
    part.setAttribute("aria-busy", "true");
    part.replaceChildren(element("p", { class: "note" }, `Loading ${what} …`));
    fetched()
      .then(
        (content) => part.replaceChildren(content),
        (error: unknown) => {
          if (!(error instanceof ApiError)) throw error;
          part.replaceChildren(problem(error.message, run));
        },
      )
      .finally(() => part.removeAttribute("aria-busy"));
  };
  run();
  return part;
}
