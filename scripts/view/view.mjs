// npm run view: the views on synthetic data, in every state and theme, with reload on save.
import { join } from "node:path";
import { context } from "esbuild";
import { PROJECT_ROOT } from "../setUp.mjs";

const OUT = join(PROJECT_ROOT, "dist/view");

const bundle = await context({
  absWorkingDir: PROJECT_ROOT,
  bundle: true,
  format: "iife",
  target: "chrome130",
  sourcemap: "linked",
  logLevel: "info",
  outdir: OUT,
  entryNames: "[name]",
  loader: { ".html": "copy" },
  entryPoints: {
    webview: "webview/main.ts",
    frame: "scripts/view/frame.ts",
    choices: "scripts/view/choices.ts",
    index: "scripts/view/index.html",
    "frame-page": "scripts/view/frame-page.html",
  },
});
await bundle.watch();
const port = Number(process.argv[2] ?? 0);
const { hosts, port: chosen } = await bundle.serve({ servedir: OUT, port, host: "127.0.0.1" });
process.stdout.write(
  `The views are at http://${hosts[0] ?? "127.0.0.1"}:${chosen}/ until this is ended (Ctrl-C).\n`,
);
