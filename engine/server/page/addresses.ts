// The addresses of views, and links to them.

import { element, type Child } from "../../report/page/element";
import { moment, shortRevision } from "../../report/page/words";
import type { Scan } from "./answers";

export function address(path: string, parameters: Record<string, string | number> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

export function link(
  path: string,
  parameters: Record<string, string | number>,
  ...children: Child[]
): HTMLAnchorElement {
  return element("a", { href: address(path, parameters) }, ...children);
}

export const projectLink = (name: string) => link("/projects", { name }, name);

export const findingPath = (id: string) => `/findings/${encodeURIComponent(id)}`;

export const scanLink = (scan: Pick<Scan, "id" | "started">) =>
  link(`/scans/${scan.id}`, {}, moment(scan.started));

export function revisionOf(revision: string | null): HTMLElement | null {
  if (revision === null) return null;
  return element("code", { title: revision }, shortRevision(revision));
}
