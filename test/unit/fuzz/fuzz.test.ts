import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { INFLATED_RATIO_MAX } from "../../../src/base/limits";
import { parseConfig } from "../../../src/config/parseConfig";
import { SAMPLE_CONFIG } from "../../../src/config/text/sampleConfig";
import { configSchema, type ConfigInput } from "../../../src/config/schema/configSchema";
import type { Dataset } from "../../../src/data/dataset/dataset";
import { loadDataset } from "../../../src/data/sources";
import { readNpyArray, readNpyLabels, writeNpyArray } from "../../../src/data/numpy/npyArray";
import { ActivationWriter, keptActivations } from "../../../src/disk/keptActivations";
import { planCells, type Cell } from "../../../src/experiment/cell";
import type { KeptActivations, KeptRows } from "../../../src/experiment/cellEnvironment";
import { recomputeCell } from "../../../src/experiment/recomputeCell";
import type { CellEnd } from "../../../src/experiment/runCell";
import { succeed, type Failure, type Result } from "../../../src/base/failure";
import { entropyOfWeights } from "../../../src/information/entropy";
import { randomStream, type RandomStream } from "../../../src/base/random";
import type { CellEvent, CellId } from "../../../src/run/runEvent";
import { encodeRunEvent, readRunFile } from "../../../src/run/runFile";
import { RunRecord } from "../../../src/view/runRecord";
import { MESSAGE_CHARACTERS_MAX } from "../../../src/base/text";
import { MatWriter } from "../../support/matWriter";
import { mutate, pick } from "../../support/mutations";
import { makeSyntheticRun } from "../../support/syntheticRun";

const INPUTS = 10_000;
const TIMEOUT_MS = 120_000;
const SEED = Number(process.env["IB_TEST_SEED"] ?? 0);

/** Whatever is wrong is said in a sentence that can be shown anywhere. */
function expectShowable({ message }: Pick<Failure, "message">): void {
  if (message.length > MESSAGE_CHARACTERS_MAX + 1 || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(message)) {
    expect.fail(`not fit to be shown: ${JSON.stringify(message)}`);
  }
}

/** A value or a sentence. */
function expectAnswer<T>(result: Result<T>): T | undefined {
  if (!result.ok) {
    expectShowable(result.failure);
    return undefined;
  }
  return result.value;
}

/**
 * Checks sound files, and then ten thousand that were made of them by chance. A failure names the input, which
 * IB_TEST_SEED brings back.
 */
async function fuzz(
  samples: readonly Uint8Array[],
  check: (bytes: Uint8Array, sample: Uint8Array) => void | Promise<void>,
  damage: (sample: Uint8Array, random: RandomStream) => Uint8Array = mutate,
): Promise<void> {
  for (const sample of samples) {
    await check(sample, sample);
  }
  const random = randomStream(SEED, "test");
  for (let input = 0; input < INPUTS; input++) {
    const sample = pick(samples, random);
    const bytes = damage(sample, random);
    try {
      await check(bytes, sample);
    } catch (thrown) {
      const shown = JSON.stringify(new TextDecoder("latin1").decode(bytes.subarray(0, 2000)));
      throw new Error(`Input ${input} of seed ${SEED} (IB_TEST_SEED): ${shown}`, { cause: thrown });
    }
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file's values are no more than its bytes, or than what these may inflate to. */
function expectSound({ rows, columns, inputs, labels, classNames }: Dataset, valuesMax: number): void {
  if (
    inputs.length > valuesMax ||
    inputs.length !== rows * columns ||
    labels.length !== rows ||
    !inputs.every(Number.isFinite) ||
    !labels.every((label) => label < classNames.length) ||
    new Set(classNames).size !== classNames.length
  ) {
    expect.fail(`not sound: ${JSON.stringify({ rows, columns, classNames })}`);
  }
}

async function fuzzDataset(
  data: ConfigInput["data"],
  samples: readonly Uint8Array[],
  growth = 1,
): Promise<void> {
  const { data: config } = configSchema.parse({ data });
  await fuzz(samples, async (bytes) => {
    const read = await loadDataset(config, { read: () => Promise.resolve(succeed(bytes)) });
    const dataset = expectAnswer(read);
    if (dataset !== undefined) {
      expectSound(dataset, growth * bytes.length);
    }
  });
}

describe("ten thousand damaged", () => {
  it("configs are read or refused in words", { timeout: TIMEOUT_MS }, async () => {
    const samples = [
      SAMPLE_CONFIG,
      `{ "data": { "source": "csv", "file": "a.csv", "label": "y", "inputs": ["a", "b"] }, "network": { "hidden": [3, { "units": 2, "activation": "relu" }] } }`,
      `{ "data": { "source": "mat", "file": "a.mat", "inputs": "F", "labels": "y" }, "analysis": { "estimator": [{ "name": "binning", "bins": 30 }, "ksg"] } }`,
      readFileSync("examples/black-box.ib.json", "utf8"),
    ];
    await fuzz(samples.map(encode), (bytes) => {
      const { config, problems, locate } = parseConfig(new TextDecoder().decode(bytes));
      for (const problem of problems) {
        expectShowable(problem);
        locate(problem.path);
      }
      expect(config === undefined).toBe(problems.some(({ severity }) => severity === "error"));
    });
  });

  it("CSV files are read or refused in words", { timeout: TIMEOUT_MS }, async () => {
    const rows = Array.from({ length: 12 }, (_, row) => `${row / 4},${-row},"x ${row % 3}",${row % 2}`);
    const table = `a,b,c,y\n${rows.join("\n")}\n`;
    await fuzzDataset({ source: "csv", file: "a.csv", label: "y", inputs: ["a", "b"] }, [
      encode(table),
      encode(`\ufeff${table.replaceAll("\n", "\r\n")}`),
      encode(table.replaceAll("x ", 'x "" ')),
    ]);
  });

  it("MATLAB files are read or refused in words", { timeout: TIMEOUT_MS }, async () => {
    const writer = new MatWriter(true);
    const sparse = [
      writer.sparse("F", [6, 2], [1, 0, 3, 0, 5, 0, 0, 8, 0, 1.5, 0, 3]),
      writer.sparse("y", [6, 1], [0, 1, 0, 1, 1, 0]),
    ];
    const full = [true, false].flatMap((littleEndian) =>
      [true, false].map((compressed) =>
        new MatWriter(littleEndian).file([
          {
            name: "F",
            values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1.5, 2, 3],
            dimensions: [6, 2],
            type: "double",
            compressed,
          },
          { name: "y", values: [0, 1, 0, 1, 1, 0], dimensions: [6, 1], type: "uint8", compressed },
        ]),
      ),
    );
    await fuzzDataset(
      { source: "mat", file: "a.mat", inputs: "F", labels: "y" },
      [...full, writer.fileOf(...sparse)],
      INFLATED_RATIO_MAX,
    );
  });

  it("NumPy files are read or refused in words", { timeout: TIMEOUT_MS }, async () => {
    const samples = [
      writeNpyArray(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2]),
      writeNpyArray(Float64Array.of(1, 2, 3, 4), [4]),
      writeNpyArray(Uint16Array.of(0, 1, 0, 1), [4]),
    ];
    await fuzz(samples, (bytes) => {
      const array = expectAnswer(readNpyArray(bytes));
      if (array !== undefined) {
        expect(array.values.length).toBe(array.shape.reduce((product, length) => product * length, 1));
        expect(array.values.byteLength).toBeLessThanOrEqual(8 * bytes.length);
      }
      const labels = expectAnswer(readNpyLabels(bytes));
      if (labels !== undefined) {
        expect(JSON.stringify(labels).length).toBeLessThan(100 * bytes.length + 1000);
      }
    });
  });

  it("run files are read as far as they are sound", { timeout: TIMEOUT_MS }, async () => {
    const events = makeSyntheticRun(1);
    const lines = events.map(encodeRunEvent);
    const written = (all: readonly string[]): Uint8Array => encode(`${all.join("\n")}\n`);
    await fuzz(
      [written(lines)],
      (bytes) => {
        const contents = readRunFile(new TextDecoder().decode(bytes));
        contents.problems.forEach(expectShowable);
        const record = new RunRecord();
        for (const event of contents.events) {
          record.apply(event);
        }
        if (contents.events.length > 0) {
          expect(JSON.stringify(record.view()).length).toBeLessThan(100 * bytes.length + 10_000);
        }
      },
      (sample, random) => {
        if (random.below(2) === 0) {
          return mutate(sample, random);
        }
        // With right checksums, as whoever means harm writes them.
        const at = random.below(events.length);
        const changed = replaceLeaf(events[at]!, random.below(1000), pick(EXTREMES, random));
        return written(lines.map((line, index) => (index === at ? encodeRunEvent(changed) : line)));
      },
    );
  });
});

/** Archives of a small cell, and what is asked of them. */
describe("ten thousand damaged archives of kept activations", () => {
  const config = configSchema.parse({
    data: { source: "symmetric-rule" },
    network: { hidden: [2] },
    analysis: { estimator: ["binning", { name: "binning", bins: 4 }], bound: "none" },
  });
  const [cell] = planCells(config) as [Cell, ...Cell[]];
  const conditional = Float64Array.of(0.95, 0.05, 0.9, 0.1, 0.98, 0.02);
  const labelEntropy = entropyOfWeights(Float64Array.of(2.83, 0.17));
  const rows: KeptRows = {
    columns: 2,
    inputs: Float32Array.of(1, -1, 1, 1, -1, -1),
    labels: Uint16Array.of(0, 1, 1),
    conditional,
    trainingRows: Uint32Array.of(0, 2),
  };
  const layers = [Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), Float32Array.of(0.5, 0.5, 0.1, 0.9, 0, 1)];
  const stored = storedEvents(cell, labelEntropy);

  it("give figures that can be, or are refused in words", { timeout: TIMEOUT_MS }, async () => {
    const sound = new Map(
      keep(cell.id, rows, layers).map(([name, bytes]) => [bytes, { name, files: unzipSync(bytes) }]),
    );
    let estimated = 0;
    await fuzz(
      [...sound.keys()],
      (bytes, sample) => {
        const damaged = sound.get(sample)?.name;
        const kept = keptActivations("", cell.id, (_folders, path) => {
          const [read] = [...sound].find(([, { name }]) => path.endsWith(name))!;
          return path.endsWith(damaged!) ? bytes : read;
        });
        const { end, figures } = estimateAgain(cell, stored, kept);
        if (end.status === "failed") {
          expectShowable(end.failure);
          return;
        }
        expect(figures).toHaveLength(layers.length);
        estimated++;
        for (const { ixt, ity } of figures) {
          expect(ixt).toBeLessThanOrEqual(Math.log2(3) + 1e-9);
          expect(ity).toBeLessThanOrEqual(labelEntropy + 1e-9);
          expect(Math.min(ixt, ity)).toBeGreaterThanOrEqual(0);
        }
      },
      (sample, random) => damageArchive(sample, sound.get(sample)!.files, random),
    );
    // Where nothing got through, nothing was tried.
    expect(estimated).toBeGreaterThan(INPUTS / 10);
  });
});

/** The archives of a cell with one snapshot, by their names. */
function keep(
  cell: CellId,
  rows: KeptRows,
  layers: readonly Float32Array[],
): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const folder = mkdtempSync(join(tmpdir(), "ib-fuzz-"));
  try {
    const writer = new ActivationWriter(folder, cell, ({ message }) => expect.fail(message));
    writer.begin(rows);
    writer.keep(1, rows.labels.length, layers);
    const place = join(folder, `variant-${cell.variant}-seed-${cell.seed}`);
    // A small buffer shares its memory with others, which damaging it would change too.
    return readdirSync(place).map((name) => [name, Uint8Array.from(readFileSync(join(place, name)))]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function storedEvents(cell: Cell, labelEntropy: number): readonly CellEvent[] {
  const [, started, , , , snapshot] = makeSyntheticRun(1);
  if (started?.type !== "cell/started" || snapshot?.type !== "cell/snapshot") {
    throw new Error("A synthetic run has its start and the snapshot of an epoch.");
  }
  return [
    {
      ...started,
      cell: cell.id,
      dataset: {
        ...started.dataset,
        ...{ rows: 3, columns: 2, trainingRows: 2, testRows: 1, labelEntropy },
        classShares: [1 / 3, 2 / 3],
      },
      layers: started.layers.map((layer) => ({ ...layer, units: 2 })),
      estimators: started.estimators.slice(0, 1),
    },
    { ...snapshot, cell: cell.id, estimates: snapshot.estimates.slice(0, 1) },
  ];
}

/** What the second estimator says of the kept activations. */
function estimateAgain(
  cell: Cell,
  stored: readonly CellEvent[],
  kept: KeptActivations,
): { readonly end: CellEnd; readonly figures: readonly { readonly ixt: number; readonly ity: number }[] } {
  const events = recomputeCell(cell, stored, kept, {
    clock: () => 0,
    proceed: () => true,
    onEpoch: () => undefined,
  });
  const figures: { readonly ixt: number; readonly ity: number }[] = [];
  for (;;) {
    const next = events.next();
    if (next.done === true) {
      return { end: next.value, figures };
    }
    if (next.value.type === "cell/snapshot") {
      figures.push(...(next.value.estimates.filter(({ rows }) => rows === "all").at(-1)?.layers ?? []));
    }
  }
}

/**
 * Damages the archive itself now and then, and mostly one of its arrays, of that mostly the values: a damaged archive
 * seldom opens at all.
 */
function damageArchive(
  archive: Uint8Array,
  files: Readonly<Record<string, Uint8Array>>,
  random: RandomStream,
): Uint8Array {
  const kind = random.below(4);
  if (kind === 0) {
    return mutate(archive, random);
  }
  const name = pick(Object.keys(files), random);
  const sound = files[name]!;
  if (kind === 1) {
    return zipSync({ ...files, [name]: mutate(sound, random) }, { level: 0 });
  }
  const changed = sound.slice();
  const begin = changed.indexOf("\n".charCodeAt(0)) + 1;
  for (let left = 1 + random.below(3); left > 0; left--) {
    changed[begin + random.below(changed.length - begin)] = random.below(256);
  }
  return zipSync({ ...files, [name]: changed }, { level: 0 });
}

const EXTREMES: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    0.5,
    1e308,
    2 ** 53,
    1e5,
    NaN,
    "NaN",
    -Infinity,
    "",
    "\u202e",
    "__proto__",
    [],
    {},
    [[]],
  ],
  "x".repeat(2000),
];

/** The same value with another one in one of its places. */
function replaceLeaf<T>(whole: T, place: number, value: unknown): T {
  const copy = structuredClone(whole);
  const places: (() => void)[] = [];
  const visit = (node: unknown): void => {
    if (typeof node === "object" && node !== null) {
      for (const key of Object.keys(node)) {
        places.push(() => Object.assign(node, { [key]: value }));
        visit((node as Record<string, unknown>)[key]);
      }
    }
  };
  visit(copy);
  places[place % places.length]!();
  return copy;
}
