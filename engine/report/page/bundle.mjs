// What the builds of the pages have in common: the types checked, then one script and one style.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

// Of the page in `folder`, with the tools in `modules`.
export function bundlePage(modules, folder, scriptEntry, styleEntry) {
  const require = createRequire(join(resolve(modules), "x"));
  const esbuild = require("esbuild");
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", folder], {
    stdio: "inherit",
  });
  const bundle = (entry) =>
    esbuild
      .buildSync({
        entryPoints: [join(folder, entry)],
        bundle: true,
        minify: true,
        charset: "utf8",
        format: "iife",
        target: "es2021",
        write: false,
        legalComments: "none",
      })
      .outputFiles[0].text.trim();
  return { script: bundle(scriptEntry), style: bundle(styleEntry) };
}
