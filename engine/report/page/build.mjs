// node build.mjs NODE_MODULES OUTPUT: writes the page with script and style in it, and a policy that
// allows these two and nothing else.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePage } from "./bundle.mjs";

const [modules, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { script, style } = bundlePage(modules, here, "report_page.ts", "report.css");
if (script.includes("</script") || style.includes("</style")) throw new Error("would end its element");

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const page = readFileSync(join(here, "report.html"), "utf8")
  .replace("POLICY", () => policy)
  .replace("STYLE", () => style)
  .replace("SCRIPT", () => script);
writeFileSync(output, page);
