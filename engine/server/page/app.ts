// The page of `copytrace serve`: which address is drawn by which view.

import { takeToken } from "./api";
import { decisionsView } from "./decisions_view";
import { diffView } from "./diff_view";
import { findingView } from "./finding_view";
import { findingsView } from "./findings_view";
import { licenseView } from "./license_view";
import { projectsView } from "./projects_view";
import { Router, type Route } from "./router";
import { scanView } from "./scan_view";
import { scansView } from "./scans_view";
import { searchView } from "./search_view";
import { Shell } from "./shell";
import { tokenForm } from "./token_form";

takeToken();
const shell = new Shell();
const routes: Route[] = [
  {
    path: /^\/(projects)?$/,
    section: "/projects",
    view: (url, signal) => projectsView(url, signal, router),
  },
  {
    path: /^\/findings$/,
    section: "/findings",
    view: (url, signal) => findingsView(url, signal, router),
  },
  {
    path: /^\/findings\/[^/]+$/,
    section: "/findings",
    view: (url, signal) => findingView(url, signal, router, shell),
  },
  {
    path: /^\/scans$/,
    section: "/scans",
    view: (url, signal) => scansView(url, signal, router),
  },
  { path: /^\/scans\/[0-9]+$/, section: "/scans", view: scanView },
  { path: /^\/diff$/, section: "/scans", view: diffView },
  { path: /^\/decisions$/, section: "/decisions", view: decisionsView },
  { path: /^\/search$/, section: "/search", view: searchView },
  { path: /^\/licenses$/, section: "", view: licenseView },
];
const router = new Router(routes, shell, () => tokenForm(() => void router.reload()));
router.start();
