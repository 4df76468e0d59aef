// Asks for the token that the server was started with.

import { element } from "../../report/page/element";
import { setToken } from "./api";

export function tokenForm(onGiven: () => void): HTMLElement {
  const input = element("input", { type: "password", id: "token", autocomplete: "off", required: true });
  const form = element(
    "form",
    { class: "token" },
    element("h1", {}, "A token is needed"),
    element(
      "p",
      { class: "note" },
      "The server asks for the token that it was started with: open the address that it printed, " +
        "or type the token here. It is kept for this tab alone.",
    ),
    element("label", { for: "token" }, "Token", input),
    element("button", { type: "submit", class: "main" }, "Go on"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    setToken(input.value.trim());
    onGiven();
  });
  return form;
}
