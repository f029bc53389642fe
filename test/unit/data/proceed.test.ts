import { describe, expect, it } from "vitest";
import { configSchema } from "../../../src/config/schema/configSchema";
import { dataSchema } from "../../../src/config/schema/dataSchema";
import { summarizeDataset } from "../../../src/data/dataset/datasetSummary";
import { countEqualRows } from "../../../src/data/dataset/distinctRows";
import { loadDataset } from "../../../src/data/sources";
import { readNpyArray, writeNpyArray } from "../../../src/data/numpy/npyArray";
import { succeed } from "../../../src/base/failure";
import { rowSetsOf } from "../../../src/experiment/rowSets";
import { drawInitialWeights } from "../../../src/network/initialWeights";
import { describeNetwork } from "../../../src/network/networkSpec";
import { Stopped, type Proceed } from "../../../src/base/proceed";
import { randomStream } from "../../../src/base/random";
import { MatWriter } from "../../support/matWriter";

const ROWS = 200_000;

/** Counts the calls, and throws from one of them on. */
function countingProceed(stopAt = Infinity): { readonly proceed: Proceed; calls: number } {
  const counter = {
    calls: 0,
    proceed: (): void => {
      counter.calls++;
      if (counter.calls >= stopAt) {
        throw new Stopped();
      }
    },
  };
  return counter;
}

function csvFile(): Uint8Array {
  const row = "0.5,1.5,2.5,a\n0.25,1.5,2.5,b\n";
  return new TextEncoder().encode(`u,v,w,label\n${row.repeat(ROWS / 40)}`);
}

function matFile(): Uint8Array {
  const values = Array.from({ length: ROWS }, (_, row) => row % 7);
  const writer = new MatWriter();
  return writer.file([
    { name: "x", dimensions: [ROWS, 1], values, type: "double" },
    { name: "y", dimensions: [ROWS, 1], values: values.map((value) => value % 2), type: "uint8" },
  ]);
}

describe("reading data", () => {
  const csv = dataSchema.parse({ source: "csv", file: "a.csv", label: "label" });
  const mat = dataSchema.parse({ source: "mat", file: "a.mat", inputs: "x", labels: "y" });

  it.each([
    ["CSV", csv, csvFile],
    ["MATLAB", mat, matFile],
  ] as const)(
    "gives signs of life all along a %s file, and stops when it is told to",
    async (_, config, make) => {
      const bytes = make();
      const files = { read: () => Promise.resolve(succeed(bytes)) };
      const whole = countingProceed();
      expect(await loadDataset(config, files, whole.proceed)).toMatchObject({ ok: true });
      expect(whole.calls).toBeGreaterThan(ROWS / 65_536);

      for (const share of [0.1, 0.8]) {
        const stopAt = Math.ceil(share * whole.calls);
        const cut = countingProceed(stopAt);
        await expect(loadDataset(config, files, cut.proceed)).rejects.toThrow(Stopped);
        expect(cut.calls).toBe(stopAt);
      }
    },
  );

  it("does so for NumPy arrays too", () => {
    const bytes = writeNpyArray(new Float32Array(ROWS), [ROWS]);
    const whole = countingProceed();
    expect(readNpyArray(bytes, whole.proceed).ok).toBe(true);
    expect(whole.calls).toBeGreaterThan(2);
    expect(() => readNpyArray(bytes, countingProceed(2).proceed)).toThrow(Stopped);
  });
});

describe("what comes between the data and the first epoch", () => {
  const rows = 5000;
  const dataset = {
    name: "a",
    rows,
    columns: 2,
    inputs: Float32Array.from({ length: 2 * rows }, (_, i) => (i * 7919) % 1000),
    labels: new Uint16Array(rows).map((_, row) => row % 2),
    classNames: ["0", "1"],
  };
  const split = {
    training: Uint32Array.from({ length: rows - 1 }, (_, row) => row),
    test: Uint32Array.of(rows - 1),
  };

  it.each([
    ["counting equal rows", (proceed: Proceed) => countEqualRows(dataset, proceed)],
    ["the summary", (proceed: Proceed) => summarizeDataset(dataset, rows - 1, 1, proceed)],
    ["the sets of rows", (proceed: Proceed) => rowSetsOf(dataset, split, proceed)],
    ...(["lecun_normal", "orthogonal", "random_uniform"] as const).map(
      (initializer) =>
        [
          `weights by ${initializer}`,
          (proceed: Proceed) =>
            drawInitialWeights(
              describeNetwork(
                configSchema.parse({
                  network: { hidden: [600], initializer },
                  data: { source: "symmetric-rule" },
                }).network,
                600,
                2,
              ),
              randomStream(0, "weights"),
              proceed,
            ),
        ] as const,
    ),
  ] as const)("%s gives signs of life, and ends soon once it is told to stop", (_, work) => {
    const whole = countingProceed();
    work(whole.proceed);
    expect(whole.calls).toBeGreaterThan(4);
    const cut = countingProceed(2);
    expect(() => work(cut.proceed)).toThrow(Stopped);
    expect(cut.calls).toBe(2);
  });
});
