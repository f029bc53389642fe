// Builds everything into dist/: node esbuild.mjs [--production] [--watch]
import { build, context } from "esbuild";
import { createRequire } from "node:module";
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { parseArgs } from "node:util";
import { collectNotices, writeNotices } from "./licenses/collectNotices.mjs";
import { kernelsInEsbuild } from "./src/kernels/compileKernels.mjs";

const ROOT = import.meta.dirname;
const { values: flags } = parseArgs({
  options: { production: { type: "boolean", default: false }, watch: { type: "boolean", default: false } },
});

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: flags.production,
  sourcemap: flags.production ? false : "linked",
  legalComments: "none", // collectNotices collects what has to be said
  metafile: true,
  logLevel: "warning",
};

/** @type {import("esbuild").BuildOptions} */
const node = {
  ...common,
  platform: "node",
  format: "cjs",
  target: "node20",
  // "module" first: jsonc-parser's "main" cannot be bundled, and TensorFlow.js sheds what is unused only so.
  mainFields: ["module", "main"],
  plugins: [kernelsInEsbuild(!flags.production), tfjsApart()],
};

/** @type {import("esbuild").BuildOptions} */
const browser = { ...common, platform: "browser", format: "iife", target: "chrome130" };

/** @type {import("esbuild").BuildOptions} What never ships. */
const development = {
  ...node,
  plugins: [kernelsInEsbuild(!flags.production), tfjsApart("../tfjs.js")],
  minify: false,
  metafile: false,
  define: { "import.meta.dirname": "__dirname" },
};

/** @type {import("esbuild").BuildOptions} Our own tools find their packages in node_modules. */
const tool = { ...development, packages: "external" };

/** @type {import("esbuild").BuildOptions[]} */
const builds = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, external: ["vscode"] },
  { ...node, entryPoints: { worker: "src/worker/main.ts" } },
  { ...node, entryPoints: { tfjs: "src/training/tfjs/tfjsEngine.ts" }, plugins: [] },
  { ...node, entryPoints: { cli: "src/cli.ts" } },
  { ...browser, entryPoints: { webview: "webview/main.ts" } },
  { ...tool, entryPoints: { "dev/runAll": "test/runAll.ts" } },
  { ...tool, entryPoints: { "dev/start": "scripts/start.ts" } },
  { ...tool, entryPoints: { "dev/bench": "scripts/bench/main.ts" } },
  { ...tool, entryPoints: { "dev/benchAdvice": "scripts/bench/advice/main.ts" } },
  { ...tool, entryPoints: { "dev/packageExtension": "scripts/packageExtension.ts" } },
  {
    ...tool,
    entryPoints: { "dev/extensionTestHost": "test/host/extensionTestHost.ts" },
    banner: { js: "#!/usr/bin/env node" },
  },
  {
    ...tool,
    entryPoints: { "dev/jsonSchema": "src/config/rules/jsonSchema.ts" },
    plugins: [kernelsInEsbuild(!flags.production), tfjsApart("../tfjs.js"), writeSchema()],
  },
  {
    ...development,
    entryPoints: { "test/vscode/index": "tests-inside-vscode" },
    external: ["vscode"],
    plugins: [kernelsInEsbuild(!flags.production), tfjsApart("../../tfjs.js"), testsInsideVscode()],
    // mocha names files for its parallel mode and its colors that are not used here.
    logOverride: { "require-resolve-not-external": "silent" },
  },
];

/**
 * Leaves TensorFlow.js out of what names the engine; the worker loads it from beside itself if a run asks for it.
 *
 * @param {string} [path] of the engine's bundle, from the bundle that names it
 * @returns {import("esbuild").Plugin}
 */
function tfjsApart(path = "./tfjs.js") {
  return {
    name: "tfjs-apart",
    setup(bundle) {
      bundle.onResolve({ filter: /\/tfjsEngine$/, namespace: "file" }, () => ({
        path,
        external: true,
      }));
    },
  };
}

/**
 * The entry of the suite that runs inside VS Code: every test/vscode/**\/*.test.ts, found on disk at build time.
 *
 * @returns {import("esbuild").Plugin}
 */
function testsInsideVscode() {
  return {
    name: "tests-inside-vscode",
    setup(bundle) {
      bundle.onResolve({ filter: /^tests-inside-vscode$/ }, ({ path }) => ({ path, namespace: "generated" }));
      bundle.onLoad({ filter: /./, namespace: "generated" }, async () => {
        const files = await testFilesInsideVscode();
        const loaders = files.map((file) => `{ file: "${file}", load: () => import("./${file}") }`);
        const contents = `import { runMocha } from "./test/host/inHost/runMocha.ts";
          export const run = () => runMocha([${loaders.join(",\n")}]);`;
        return { contents, loader: "ts", resolveDir: ROOT, watchDirs: [join(ROOT, "test/vscode")] };
      });
    },
  };
}

/** @returns {Promise<string[]>} paths from the root, with forward slashes, in a stable order */
async function testFilesInsideVscode() {
  const folder = "test/vscode";
  const names = await readdir(join(ROOT, folder), { recursive: true });
  const tests = names.filter((name) => name.endsWith(".test.ts"));
  return tests.map((name) => `${folder}/${name.split(sep).join("/")}`).sort();
}

/** The WebAssembly binaries that TensorFlow.js loads from beside the worker. */
async function copyBinaries() {
  const from = join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/dist");
  for (const name of ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"]) {
    await copyFile(join(from, name), join(ROOT, "dist", name));
  }
}

/**
 * Writes the editor's JSON schema of *.ib.json from the table that also checks a config at run time.
 *
 * @returns {import("esbuild").Plugin}
 */
function writeSchema() {
  return {
    name: "write-schema",
    setup(bundle) {
      bundle.onEnd(async ({ errors }) => {
        if (errors.length > 0) {
          return;
        }
        const built = join(ROOT, "dist/dev/jsonSchema.js");
        const require = createRequire(import.meta.url);
        Reflect.deleteProperty(require.cache, built); // in watch mode the last one is still there
        const schema = require(built).configJsonSchema();
        await writeFile(join(ROOT, "dist/ib.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
      });
    },
  };
}

async function main() {
  if (flags.production) {
    await rm(join(ROOT, "dist"), { recursive: true, force: true });
  }
  await mkdir(join(ROOT, "dist"), { recursive: true });
  const all = builds.map((options) => ({ ...options, outdir: "dist" }));
  if (flags.watch) {
    const contexts = await Promise.all(all.map((options) => context({ ...options, logLevel: "info" })));
    await Promise.all(contexts.map((each) => each.watch()));
    await copyBinaries();
    return;
  }
  const outcomes = await Promise.allSettled([...all.map((options) => build(options)), copyBinaries()]);
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  for (const failure of failures.filter(({ errors }) => errors === undefined)) {
    console.error(failure); // esbuild has printed its own
  }
  if (failures.length > 0) {
    process.exitCode = 1;
    return;
  }
  await makeTestHostExecutable();
  const results = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" && outcome.value ? [outcome.value] : [],
  );
  // AssemblyScript's own library goes into the kernels, which are no input of a bundle.
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  const notices = await collectNotices([...inputs, "node_modules/assemblyscript/"]);
  await writeFile(join(ROOT, "dist/THIRD-PARTY-NOTICES.txt"), writeNotices(notices));
  await writeFile(join(ROOT, "dist/.built"), "");
}

/** @vscode/test-electron starts the test host as it would start a desktop VS Code. */
async function makeTestHostExecutable() {
  const script = join(ROOT, "dist/dev/extensionTestHost.js");
  await chmod(script, 0o755);
  if (process.platform === "win32") {
    await writeFile(script.replace(/js$/, "cmd"), `@"${process.execPath}" "${script}" %*\r\n`);
  }
}

await main();
