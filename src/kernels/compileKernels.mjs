// Compiles the AssemblyScript of src/kernels/assembly for every import: `import { bytes } from "….wasm"` gives
// the module NAME.ts compiled. One plugin for esbuild, one for Vite, which the tests are run by.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

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

/**
 * @param {boolean} [isDebugged] whether a debugger finds the source: the module then names its source map
 * @returns {import("esbuild").Plugin}
 */
export const kernelsInEsbuild = (isDebugged = false) => ({
  name: "kernels",
  setup(bundle) {
    bundle.onResolve({ filter: /\/kernels\/assembly\/\w+\.wasm$/ }, ({ path }) => ({
      path: basename(path, ".wasm"),
      namespace: "kernels",
    }));
    bundle.onLoad({ filter: /./, namespace: "kernels" }, async ({ path }) => ({
      contents: await moduleOf(path, isDebugged),
      watchDirs: [FOLDER, join(FOLDER, "training")],
      watchFiles: await sourceFiles(),
    }));
  },
});

/** @type {import("vite").Plugin} */
export const kernelsInVite = {
  name: "kernels",
  enforce: "pre",
  resolveId(path) {
    return /\/kernels\/assembly\/\w+\.wasm$/.test(path) ? `\0kernels/${basename(path, ".wasm")}` : undefined;
  },
  async load(id) {
    return id.startsWith("\0kernels/") ? await moduleOf(basename(id), true) : undefined;
  },
};

/**
 * @param {string} name
 * @param {boolean} isDebugged
 */
async function moduleOf(name, isDebugged) {
  const base64 = (await compileOnce(name, isDebugged)).toString("base64");
  return `export const bytes = Uint8Array.from(atob("${base64}"), (letter) => letter.charCodeAt(0));`;
}

/**
 * The compiled module, from the cache where the same source was compiled before.
 *
 * @param {string} name of the entry, without its ending
 * @param {boolean} isDebugged
 * @returns {Promise<Buffer>}
 */
async function compileOnce(name, isDebugged) {
  const hash = createHash("sha256").update(`${name} ${isDebugged} ${OPTIONS.join(" ")}`);
  for (const file of [
    ...(await sourceFiles()),
    join(FOLDER, "../../../node_modules/assemblyscript/package.json"),
  ]) {
    hash.update(await readFile(file));
  }
  const cached = join(CACHE, `${hash.digest("hex")}.wasm`);
  const running = compilations.get(cached) ?? readOrCompile(name, cached, isDebugged);
  compilations.set(cached, running);
  return await running;
}

/**
 * @param {string} name
 * @param {string} cached
 * @param {boolean} isDebugged
 */
async function readOrCompile(name, cached, isDebugged) {
  try {
    return await readFile(cached);
  } catch {
    const map = `${cached}.map`;
    const compiled = await compile(name, isDebugged ? ["--sourceMap", pathToFileURL(map).href] : []);
    await mkdir(CACHE, { recursive: true });
    if (compiled.map !== undefined) {
      await writeWhole(map, withAddresses(compiled.map));
    }
    await writeWhole(cached, compiled.binary);
    return compiled.binary;
  }
}

/**
 * Writes a file that other processes may write, too, or read at any time.
 *
 * @param {string} file
 * @param {string | Buffer} contents
 */
async function writeWhole(file, contents) {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, file);
}

/**
 * A source map that lies elsewhere than its sources: each is named by its whole address.
 *
 * @param {string} text
 */
function withAddresses(text) {
  const map = JSON.parse(text);
  return JSON.stringify({
    ...map,
    sources: map.sources.map((/** @type {string} */ source) => pathToFileURL(join(FOLDER, source)).href),
  });
}

/** @returns {Promise<string[]>} */
async function sourceFiles() {
  const names = await readdir(FOLDER, { recursive: true });
  return names
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(FOLDER, name));
}

/**
 * @param {string} name
 * @param {readonly string[]} options
 * @returns {Promise<{ binary: Buffer, map: string | undefined }>}
 */
async function compile(name, options) {
  const { main } = await import(COMPILER);
  /** @type {Buffer | undefined} */
  let binary;
  /** @type {string | undefined} */
  let map;
  const { error, stderr } = await main(
    [`${name}.ts`, "--baseDir", FOLDER, "--outFile", `${name}.wasm`, ...OPTIONS, ...options],
    {
      readFile: (/** @type {string} */ file, /** @type {string} */ folder) =>
        readFile(join(folder, file), "utf8").catch(() => null),
      writeFile: (/** @type {string} */ file, /** @type {Uint8Array | string} */ contents) => {
        if (typeof contents === "string") {
          map = contents;
        } else if (file.endsWith(".wasm")) {
          binary = Buffer.from(contents);
        }
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined) {
    throw new Error(`src/kernels/assembly/${name}.ts does not compile:\n${stderr.toString()}`);
  }
  return { binary, map };
}
