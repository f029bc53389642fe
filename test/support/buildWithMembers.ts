import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { PROJECT_ROOT } from "../../scripts/projectRoot";
import { kernelsInEsbuild } from "../../src/kernels/compileKernels.mjs";

/** One more member of an open set. */
interface Member {
  /** The file of the set's tuple, from the root. */
  readonly file: string;
  readonly set: string;
  readonly name: string;
  /** Where the member is exported, from the root. */
  readonly from: string;
}

const FIXTURES = "test/support/openSets";

/** A member of every open set, each of one file or one folder. */
export const MEMBERS: readonly Member[] = [
  {
    file: "src/information/estimators/estimators.ts",
    set: "ESTIMATORS",
    name: "sign",
    from: `${FIXTURES}/signKind`,
  },
  { file: "src/training/engines.ts", set: "ENGINES", name: "echo", from: `${FIXTURES}/echoKind` },
  { file: "src/data/sources.ts", set: "SOURCES", name: "parity", from: `${FIXTURES}/parityKind` },
  { file: "src/analysis/findings/findings.ts", set: "FINDINGS", name: "lucky", from: `${FIXTURES}/lucky` },
  {
    file: "webview/pictures/pictures.ts",
    set: "PICTURES",
    name: "dots",
    from: `${FIXTURES}/dots/dotsPicture`,
  },
];

/** Adds each member to its tuple, and the import that goes with it: the one line that a person would add. */
export const withMembers: Plugin = {
  name: "with-members",
  setup(bundle) {
    for (const { file, set, name, from } of MEMBERS) {
      const path = join(PROJECT_ROOT, file);
      bundle.onLoad({ filter: new RegExp(`${file.replaceAll(/[/.]/g, "[/\\\\.]")}$`) }, async () => {
        const source = await readFile(path, "utf8");
        const tuple = new RegExp(`(export const ${set} = \\[[^\\]]*?),?\\s*\\] as const;`);
        if (!tuple.test(source)) {
          throw new Error(`${file} has no tuple ${set}.`);
        }
        const contents = `import { ${name} } from ${JSON.stringify(join(PROJECT_ROOT, from))};\n${source.replace(tuple, `$1, ${name}] as const;`)}`;
        return { contents, loader: "ts", resolveDir: join(path, "..") };
      });
    }
  },
};

/** Builds the command line, its worker and the probe with one more member of every set into a folder. */
export async function buildWithMembers(folder: string): Promise<void> {
  const options: BuildOptions = {
    absWorkingDir: PROJECT_ROOT,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    logLevel: "silent",
    external: ["./tfjsEngine"],
    plugins: [withMembers, kernelsInEsbuild()],
    outdir: folder,
    entryPoints: { cli: "src/cli.ts", worker: "src/worker/main.ts", probe: `${FIXTURES}/probe.ts` },
  };
  await build(options);
}
