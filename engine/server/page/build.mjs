// node build.mjs NODE_MODULES OUTPUT_DIRECTORY: writes index.html, app.js and app.css. The tools are
// those of the report's page, whose modules this page shares.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePage } from "../../report/page/bundle.mjs";

const [modules, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { script, style } = bundlePage(modules, here, "app.ts", "app.css");
mkdirSync(output, { recursive: true });
copyFileSync(join(here, "index.html"), join(output, "index.html"));
writeFileSync(join(output, "app.js"), script);
writeFileSync(join(output, "app.css"), style);
