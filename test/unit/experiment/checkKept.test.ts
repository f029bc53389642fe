import { describe, expect, it } from "vitest";
import type { KeptRows } from "../../../src/experiment/cellEnvironment";
import { checkKeptActivations, checkKeptRows } from "../../../src/experiment/checkKept";
import type { CellSnapshot, CellStarted, RunEvent } from "../../../src/run/runEvent";
import { makeSyntheticRun } from "../../support/syntheticRun";

const [, SYNTHETIC, , FIRST] = makeSyntheticRun() as [RunEvent, CellStarted, RunEvent, CellSnapshot];
const STARTED: CellStarted = {
  ...SYNTHETIC,
  dataset: { ...SYNTHETIC.dataset, rows: 4, columns: 2, trainingRows: 2, testRows: 2, labelEntropy: 1 },
};
const ROWS: KeptRows = {
  columns: 2,
  inputs: Float32Array.of(1, -1, 1, 1, -1, -1, 0, 1),
  labels: Uint16Array.of(0, 1, 1, 0),
  conditional: Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.5, 0.5, 0.4, 0.6),
  trainingRows: Uint32Array.of(0, 2),
};

describe("kept rows", () => {
  it("are those of the run where nothing contradicts it", () => {
    expect(checkKeptRows(ROWS, STARTED)).toBeUndefined();
    expect(checkKeptRows({ ...ROWS, conditional: undefined }, STARTED)).toBeUndefined();
  });

  it.each<[string, Partial<KeptRows>, RegExp]>([
    ["a label beyond the classes", { labels: Uint16Array.of(0, 1, 1, 2) }, /row 4 the label 2; .* 2 classes/],
    ["another share of labels", { labels: Uint16Array.of(0, 1, 1, 1) }, /give 1 of 4 rows the label 0/],
    ["an input that is NaN", { inputs: ROWS.inputs.with(5, NaN) }, /an input in row 3 that is not a finite/],
    ["an infinite input", { inputs: ROWS.inputs.with(0, Infinity) }, /an input in row 1 /],
    ["a training row twice", { trainingRows: Uint32Array.of(2, 2) }, /a training row twice/],
    ["a training row beyond the last", { trainingRows: Uint32Array.of(0, 4) }, /the training row 5 of 4/],
    ["a negative p(y|x)", { conditional: ROWS.conditional!.with(2, -0.2) }, /p\(y\|x\) = -0.2 in row 2/],
    ["a p(y|x) that is NaN", { conditional: ROWS.conditional!.with(7, NaN) }, /p\(y\|x\) = NaN in row 4/],
    ["a p(y|x) that sums to more", { conditional: ROWS.conditional!.with(0, 1) }, /row 1 that sums to 1.1/],
    [
      "a p(y|x) of other labels",
      { conditional: Float64Array.of(1, 0, 1, 0, 1, 0, 0.9, 0.1) },
      /with another H\(Y\) than the run/,
    ],
  ])("with %s are refused", (_name, change, words) => {
    const failure = checkKeptRows({ ...ROWS, ...change }, STARTED);
    expect(failure?.code).toBe("run/file-format");
    expect(failure?.message).toMatch(words);
  });
});

describe("kept activations that are not finite", () => {
  const values = [new Float32Array(12).with(7, NaN), new Float32Array(8)];
  const check = (snapshot: CellSnapshot): string | undefined =>
    checkKeptActivations(values, snapshot, STARTED, "a.activations/epoch-000000.npz")?.message;

  it("where the run has figures are refused, by file, snapshot, layer, row and unit", () => {
    expect(check(FIRST)).toContain(
      `in a.activations/epoch-000000.npz hold NaN at epoch 0, layer 1 ("hidden 1"), row 2, unit 1 (rows and units counted from 0)`,
    );
  });

  it("where the run says the same of itself are taken: it diverged", () => {
    const diverged: CellSnapshot = {
      ...FIRST,
      estimates: FIRST.estimates.map((each) => ({
        ...each,
        layers: each.layers.map((layer) => ({
          ...layer,
          ixt: NaN,
          ity: NaN,
          flags: [{ code: "non-finite", message: "Not finite." }],
        })),
      })),
    };
    expect(check(diverged)).toBeUndefined();
  });
});
