// Compiles the AssemblyScript of src/kernels/assembly for whoever imports it: `import { bytes } from "….wasm"` gives
// the module NAME.ts compiled. One plugin for esbuild, one for Vite, which the tests are run by.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const FOLDER = join(import.meta.dirname, "assembly");
const CACHE = join(import.meta.dirname, "../../node_modules/.cache/ib-kernels");
/** Loaded only where something is to compile. Not imported by its name: its types would change those of all our code. */
const COMPILER = ["assemblyscript", "asc"].join("/");
const OPTIONS = [
  "--runtime",
  "stub",
  "-O3",
  "--converge",
  "--noAssert",
  "--enable",
  "simd",
  "--use",
  "abort=",
];

/** By the file that they go to: several bundles are built at a time and want the same. @type {Map<string, Promise<Buffer>>} */
const compilations = new Map();

/** @type {import("esbuild").Plugin} */
export const kernelsInEsbuild = {
  name: "kernels",
  setup(bundle) {
    bundle.onResolve({ filter: /\/kernels\/assembly\/\w+\.wasm$/ }, ({ path }) => ({
      path: basename(path, ".wasm"),
      namespace: "kernels",
    }));
    bundle.onLoad({ filter: /./, namespace: "kernels" }, async ({ path }) => ({
      contents: await moduleOf(path),
      watchDirs: [FOLDER],
      watchFiles: await sourceFiles(),
    }));
  },
};

/** @type {import("vite").Plugin} */
export const kernelsInVite = {
  name: "kernels",
  enforce: "pre",
  resolveId(path) {
    return /\/kernels\/assembly\/\w+\.wasm$/.test(path) ? `\0kernels/${basename(path, ".wasm")}` : undefined;
  },
  async load(id) {
    return id.startsWith("\0kernels/") ? await moduleOf(basename(id)) : undefined;
  },
};

/** @param {string} name */
async function moduleOf(name) {
  const base64 = (await compileOnce(name)).toString("base64");
  return `export const bytes = Uint8Array.from(atob("${base64}"), (letter) => letter.charCodeAt(0));`;
}

/**
 * The compiled module, from the cache where the same source was compiled before.
 *
 * @param {string} name of the entry, without its ending
 * @returns {Promise<Buffer>}
 */
async function compileOnce(name) {
  const hash = createHash("sha256").update(`${name} ${OPTIONS.join(" ")}`);
  for (const file of [
    ...(await sourceFiles()),
    join(FOLDER, "../../../node_modules/assemblyscript/package.json"),
  ]) {
    hash.update(await readFile(file));
  }
  const cached = join(CACHE, `${hash.digest("hex")}.wasm`);
  const running = compilations.get(cached) ?? readOrCompile(name, cached);
  compilations.set(cached, running);
  return await running;
}

/**
 * @param {string} name
 * @param {string} cached
 */
async function readOrCompile(name, cached) {
  try {
    return await readFile(cached);
  } catch {
    const compiled = await compile(name);
    await mkdir(CACHE, { recursive: true });
    const unfinished = `${cached}.${process.pid}`; // other processes may compile the same at the same time
    await writeFile(unfinished, compiled);
    await rename(unfinished, cached);
    return compiled;
  }
}

/** @returns {Promise<string[]>} */
async function sourceFiles() {
  const names = await readdir(FOLDER);
  return names
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(FOLDER, name));
}

/**
 * @param {string} name
 * @returns {Promise<Buffer>}
 */
async function compile(name) {
  const { main } = await import(COMPILER);
  /** @type {Buffer | undefined} */
  let binary;
  const { error, stderr } = await main(
    [`${name}.ts`, "--baseDir", FOLDER, "--outFile", `${name}.wasm`, ...OPTIONS],
    {
      readFile: (/** @type {string} */ file, /** @type {string} */ folder) =>
        readFile(join(folder, file), "utf8").catch(() => null),
      writeFile: (/** @type {string} */ _, /** @type {Uint8Array} */ contents) => {
        binary = Buffer.from(contents);
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined) {
    throw new Error(`src/kernels/assembly/${name}.ts does not compile:\n${stderr.toString()}`);
  }
  return binary;
}
