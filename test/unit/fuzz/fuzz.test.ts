import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/config/parseConfig";
import { SAMPLE_CONFIG } from "../../../src/config/sampleConfig";
import { configSchema, type ConfigInput } from "../../../src/config/schema";
import type { Dataset } from "../../../src/data/dataset";
import { loadDataset } from "../../../src/data/loadDataset";
import { readNpyArray, readNpyLabels, writeNpyArray } from "../../../src/data/npyArray";
import { succeed, type Failure, type Result } from "../../../src/failure";
import { randomStream, type RandomStream } from "../../../src/random";
import type { RunEvent } from "../../../src/run/runEvent";
import { encodeRunEvent, readRunFile } from "../../../src/run/runFile";
import { RunRecord } from "../../../src/run/runRecord";
import { MESSAGE_CHARACTERS_MAX } from "../../../src/text";
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
  check: (bytes: Uint8Array) => void | Promise<void>,
  damage: (sample: Uint8Array, random: RandomStream) => Uint8Array = mutate,
): Promise<void> {
  for (const sample of samples) {
    await check(sample);
  }
  const random = randomStream(SEED, "test");
  for (let input = 0; input < INPUTS; input++) {
    const bytes = damage(pick(samples, random), random);
    try {
      await check(bytes);
    } catch (thrown) {
      const shown = JSON.stringify(new TextDecoder("latin1").decode(bytes.subarray(0, 2000)));
      throw new Error(`Input ${input} of seed ${SEED} (IB_TEST_SEED): ${shown}`, { cause: thrown });
    }
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function expectSound({ rows, columns, inputs, labels, classNames }: Dataset): void {
  if (
    inputs.length !== rows * columns ||
    labels.length !== rows ||
    !inputs.every(Number.isFinite) ||
    !labels.every((label) => label < classNames.length) ||
    new Set(classNames).size !== classNames.length
  ) {
    expect.fail(`not sound: ${JSON.stringify({ rows, columns, classNames })}`);
  }
}

async function fuzzDataset(data: ConfigInput["data"], samples: readonly Uint8Array[]): Promise<void> {
  const { data: config } = configSchema.parse({ data });
  await fuzz(samples, async (bytes) => {
    const read = await loadDataset(config, { read: () => Promise.resolve(succeed(bytes)) });
    const dataset = expectAnswer(read);
    if (dataset !== undefined) {
      expectSound(dataset);
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
    const samples = [true, false].flatMap((littleEndian) =>
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
    await fuzzDataset({ source: "mat", file: "a.mat", inputs: "F", labels: "y" }, samples);
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
        expect(array.values.length).toBeLessThanOrEqual(bytes.length);
      }
      const labels = expectAnswer(readNpyLabels(bytes));
      if (labels !== undefined) {
        expect(JSON.stringify(labels).length).toBeLessThan(1e6);
      }
    });
  });

  it("run files are read as far as they are sound", { timeout: TIMEOUT_MS }, async () => {
    const events = makeSyntheticRun();
    const written = (all: readonly RunEvent[]): Uint8Array =>
      encode(`${all.map(encodeRunEvent).join("\n")}\n`);
    await fuzz(
      [written(events)],
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
        return written(events.map((event, index) => (index === at ? changed : event)));
      },
    );
  });
});

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
