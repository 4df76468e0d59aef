// A licence by itself: /licenses?expression=MIT

import { element } from "../../report/page/element";
import type { License } from "./answers";
import { get } from "./api";
import { licenseSection } from "./license_section";
import type { View } from "./router";
import { empty } from "./states";

export async function licenseView(url: URL, signal: AbortSignal): Promise<View> {
  const expression = url.searchParams.get("expression") ?? "";
  if (expression === "") {
    return {
      title: "Licences",
      content: [element("h1", {}, "Licences"), empty("The address names no licence.")],
    };
  }
  const license = await get<License>("/api/license", { expression }, signal);
  return {
    title: expression,
    content: [element("h1", {}, "Licence terms"), licenseSection(license, true, signal)],
  };
}
