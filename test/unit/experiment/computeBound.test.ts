import { describe, expect, it } from "vitest";
import { configSchema, type ConfigInput } from "../../../src/config/schema/configSchema";
import type { Dataset } from "../../../src/data/dataset/dataset";
import { createSymmetricRule } from "../../../src/data/symmetricRule/symmetricRule";
import { planCells } from "../../../src/experiment/cell";
import { computeBound, type ComputedBound } from "../../../src/experiment/computeBound";
import { rowSetsOf } from "../../../src/experiment/rowSets";
import { runOneCell } from "../../support/runOneCell";
import { stopAfter } from "../../support/stopAfter";
import { alwaysProceed, Stopped } from "../../../src/base/proceed";

const RULE = createSymmetricRule({ mutualInformation: 0.8, seed: 0 });
/** The same patterns with the labels that were drawn, as a file would have them. */
const LABELED: Dataset = {
  name: RULE.name,
  rows: RULE.rows,
  columns: RULE.columns,
  inputs: RULE.inputs,
  labels: RULE.labels,
  classNames: RULE.classNames,
};
const SPLIT = { training: Uint32Array.from({ length: 3482 }, (_, row) => row), test: new Uint32Array() };

function boundOf(
  dataset: Dataset,
  bound: NonNullable<ConfigInput["analysis"]>["bound"],
  proceed = alwaysProceed,
): ComputedBound | undefined {
  const config = configSchema.parse({ data: { source: "symmetric-rule" }, analysis: { bound } });
  const setup = { dataset, split: SPLIT, rowSets: rowSetsOf(dataset, SPLIT) };
  return computeBound(planCells(config)[0]!, setup, proceed);
}

describe("the bound of a cell's data", () => {
  it("is that of p(y|x) where it is known", () => {
    const { event, curve } = boundOf(RULE, "auto")!;
    expect(event).toMatchObject({ of: "p(y|x) of the data", trivial: false });
    expect(event!.points[0]).toMatchObject({ ixt: 0, ity: 0 });
    expect(event!.points.at(-1)!.ity).toBeCloseTo(0.8, 3);
    expect(curve!.accuracy).toBeLessThan(1e-3);
    // A sample promises less the more T tells of X: the promise rises and falls again.
    const promises = event!.points.map(({ worst }) => worst!);
    const best = promises.indexOf(Math.max(...promises));
    expect(best).toBeGreaterThan(0);
    expect(best).toBeLessThan(promises.length - 1);
    expect(event!.notes.join()).toMatch(/3482 training rows.*Shamir et al\. 2010/);
  });

  it("is the trivial one for labels that are a function of the inputs, and says so", () => {
    const { event } = boundOf(LABELED, "auto")!;
    expect(event).toMatchObject({ of: "the labels of the rows", trivial: true });
    expect(event!.notes.join()).toContain("Kolchinsky");
    expect(event!.notes.join()).toContain(`"bound": { "inputs": "noisy", "sigma": 0.5 }`);
    for (const { ixt, ity } of event!.points) {
      expect(ity).toBeCloseTo(Math.min(ixt, 1), 2);
    }
  });

  it("of the same labels has a shape for inputs seen through noise, and for merged inputs", () => {
    const noisy = boundOf(LABELED, { inputs: "noisy", sigma: 0.7 })!;
    expect(noisy.event).toMatchObject({ of: "inputs seen through noise of σ = 0.7", trivial: false });
    const merged = boundOf(LABELED, { inputs: "merged", groups: 16 })!;
    expect(merged.event).toMatchObject({ of: "inputs merged into 16 groups", trivial: false });
    for (const { curve } of [noisy, merged]) {
      expect(curve!.points.at(-1)!.ity).toBeLessThan(0.999);
      expect(curve!.points.at(-1)!.ity).toBeGreaterThan(0.001);
    }
  });

  it("is none where the config asks for none, and stops when it is told to", () => {
    expect(boundOf(RULE, "none")).toEqual({ curve: undefined, event: undefined });
    expect(() => boundOf(RULE, "auto", stopAfter(0))).toThrow(Stopped);
  });

  it("stands in the run before the first snapshot, and no exact figure lies above it", async () => {
    const run = await runOneCell({
      data: { source: "symmetric-rule" },
      network: { hidden: [4, 3], quantize: { bits: 4 } },
      training: { epochs: 20, batchSize: 256 },
      analysis: { snapshots: 4, estimator: ["exact", "renyi"] },
    });
    const types = run.events.map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(["cell/started", "cell/bound", "cell/snapshot"]);
    expect(run.started!.estimators.map(({ hasNoBound }) => hasNoBound)).toEqual([undefined, true]);
    for (const { estimates } of run.snapshots) {
      const exact = estimates.find(({ estimator, rows }) => estimator === "exact" && rows === "all")!;
      for (const { belowBound, beta } of exact.layers) {
        expect(belowBound!).toBeGreaterThanOrEqual(0);
        expect(beta!).toBeGreaterThanOrEqual(1);
      }
      // Rényi's information is not Shannon's, and the training rows have another bound.
      const others = estimates.filter((estimate) => estimate !== exact);
      expect(others.flatMap(({ layers }) => layers.map((layer) => layer.belowBound))).toEqual(
        Array.from({ length: 9 }, () => undefined),
      );
    }
  });
});
