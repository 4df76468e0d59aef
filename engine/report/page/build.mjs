// node build.mjs NODE_MODULES OUTPUT: checks the types, bundles, and writes the page with script and
// style in it, and a policy that allows these two and nothing else.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(modules, "x"));
const esbuild = require("esbuild");

execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", here], {
  stdio: "inherit",
});

const bundle = (entry) =>
  esbuild.buildSync({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: "es2020",
    write: false,
    legalComments: "none",
  }).outputFiles[0].text.trim();

const script = bundle("report_page.ts");
const style = bundle("page.css");
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
