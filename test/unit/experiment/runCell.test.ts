import { memory } from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../../src/config/schema/configSchema";
import { createTfjsEngine } from "../../../src/training/tfjs/tfjsEngine";
import { filesFrom, runOneCell, WASM_DIRECTORY } from "../../support/runOneCell";
import { stopAfter } from "../../support/stopAfter";

const small: ConfigInput = {
  data: { source: "symmetric-rule" },
  network: { hidden: [4, 3] },
  training: { epochs: 8, batchSize: 512 },
  analysis: { snapshots: 5 },
};

const CSV = [
  "a,b,class",
  ...Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${["x", "y", "z"][i % 3]!}`),
].join("\n");

describe("a cell", () => {
  it("says its data, trains, and gives an event for every recorded epoch and snapshot", async () => {
    const run = await runOneCell(small);
    expect(run.end).toEqual({ status: "completed" });
    expect(run.events[0]!.type).toBe("cell/started");
    expect(run.events.at(-1)!.type).toBe("cell/finished");
    expect(run.snapshots.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 4, 8]);
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(run.log[0]).toContain("4096");
    expect(run.started!.engine).toEqual({ name: "fused", backend: "wasm simd" });
    for (const { estimates } of run.snapshots) {
      expect(estimates.map(({ estimator, rows }) => `${estimator}, ${rows}`)).toEqual([
        "binning, all",
        "binning, training",
        "kde, all",
        "kde, training",
      ]);
      expect(estimates.every(({ layers }) => layers.length === 3)).toBe(true);
    }
  });

  it("repeats to the bit for a seed, and differs for another", async () => {
    const first = await runOneCell(small);
    const again = await runOneCell(small);
    const other = await runOneCell({ ...small, training: { ...small.training, seed: 5 } });
    expect(JSON.stringify(again.events)).toBe(JSON.stringify(first.events));
    expect(JSON.stringify(other.epochs)).not.toBe(JSON.stringify(first.epochs));
  });

  it("stops when it is told to, wherever it is, and leaves no tensor", async () => {
    await createTfjsEngine(WASM_DIRECTORY);
    const onTfjs: ConfigInput = { ...small, training: { ...small.training, engine: "tfjs" } };
    const before = memory().numTensors;
    for (const after of [0, 1, 5, 20, 40]) {
      const { end, finished } = await runOneCell(onTfjs, { proceed: stopAfter(after) });
      expect(end).toEqual({ status: "canceled" });
      expect(finished).toBeUndefined();
    }
    expect(memory().numTensors).toBe(before);
  });

  it("ends early where training diverges, with a gap and the reason", async () => {
    const run = await runOneCell({
      ...small,
      network: { hidden: [8], activation: "linear" },
      training: { epochs: 500, optimizer: "sgd", learningRate: 100, loss: "crossEntropy" },
    });
    expect(run.end).toEqual({ status: "completed" });
    const last = run.snapshots.at(-1)!;
    expect(last.epoch).toBeLessThan(500);
    expect(last.estimates[0]!.layers[0]!.ixt).toBeNaN();
    expect(last.estimates[0]!.layers[0]!.flags[0]!.code).toBe("non-finite");
    expect(run.finished!.findings.map(({ code }) => code)).toEqual(["training/diverged"]);
    expect(run.finished!.divergedAt).toBe(last.epoch);
    expect(run.epochs.at(-1)).toMatchObject({ training: { loss: NaN, accuracy: NaN } });
  });

  it("full batches have no deviation", async () => {
    const run = await runOneCell({ ...small, training: { epochs: 2, batchSize: "full" } });
    expect(run.started!.batchesPerEpoch).toBe(1);
    expect(run.epochs[0]!.layers[0]!.gradientDeviation).toBeNaN();
  });

  it("learns from a CSV with three classes", async () => {
    const run = await runOneCell(
      {
        data: { source: "csv", file: "t.csv", label: "class" },
        network: { hidden: [3] },
        training: { epochs: 2 },
      },
      { files: filesFrom({ "t.csv": CSV }) },
    );
    expect(run.end).toEqual({ status: "completed" });
    expect(run.started!.dataset.classNames).toEqual(["x", "y", "z"]);
    expect(run.started!.layers.at(-1)!.units).toBe(3);
  });

  it("refuses a sigmoid output for three classes, a network too large, and data that cannot be read", async () => {
    const data: ConfigInput["data"] = { source: "csv", file: "t.csv", label: "class" };
    const files = filesFrom({ "t.csv": CSV });
    const sigmoid = await runOneCell({ data, network: { output: "sigmoid" } }, { files });
    expect(sigmoid.end).toMatchObject({
      status: "failed",
      failure: { code: "config/inconsistent", path: ["network", "output"] },
    });
    const large = await runOneCell(small, { memoryLimitMebibytes: 1e-3 });
    expect(large.end).toMatchObject({ status: "failed", failure: { code: "training/memory" } });
    const missing = await runOneCell({ data });
    expect(missing.end).toMatchObject({ status: "failed", failure: { code: "data/file-missing" } });
  });
});
