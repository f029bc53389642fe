import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readNpyArray, writeNpyArray } from "../../../src/data/numpy/npyArray";
import { findActivationFolder } from "../../../src/disk/activationOwner";
import { ActivationWriter, keptActivations } from "../../../src/disk/keptActivations";
import type { KeptRows } from "../../../src/experiment/cellEnvironment";
import type { Failure } from "../../../src/base/failure";
import type { CellStarted, RunEvent } from "../../../src/run/runEvent";
import { planRecomputation } from "../../../src/run/recomputation";
import { makeSyntheticRun } from "../../support/syntheticRun";

const CELL = { variant: 0, seed: 3 };
const ROWS: KeptRows = {
  columns: 2,
  inputs: Float32Array.of(1, -1, 1, 1, -1, -1),
  labels: Uint16Array.of(0, 1, 1),
  conditional: Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.5, 0.5),
  trainingRows: Uint32Array.of(0, 2),
};
const LAYERS = [Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), Float32Array.of(-1, 0, 1)];

const [, SYNTHETIC] = makeSyntheticRun() as [RunEvent, CellStarted];
const withLayers = (...units: number[]): CellStarted => ({
  ...SYNTHETIC,
  dataset: { ...SYNTHETIC.dataset, rows: 3, columns: 2, trainingRows: 2 },
  layers: units.map((count) => ({ name: "a", units: count, activation: "tanh" })),
});
const STARTED = withLayers(2, 1);
const UNKNOWN = { ...STARTED, dataset: { ...STARTED.dataset, conditionalKnown: false } };

let folder: string;
let failures: Failure[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-kept-"));
  failures = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(place = folder): ActivationWriter {
  const writer = new ActivationWriter(place, CELL, (failure) => failures.push(failure));
  writer.begin(ROWS);
  writer.keep(100, 3, LAYERS);
  return writer;
}

describe("kept activations", () => {
  it("come back as they were, with the rows that they are of", () => {
    write();
    const kept = keptActivations(folder, CELL);
    expect(kept.rows(STARTED)).toEqual({ ok: true, value: ROWS });
    expect(kept.at(100, STARTED)).toEqual({ ok: true, value: LAYERS });
    expect(failures).toEqual([]);
  });

  it("do without p(y|x) where it is not known", () => {
    const writer = new ActivationWriter(folder, CELL, (failure) => failures.push(failure));
    writer.begin({ ...ROWS, conditional: undefined });
    expect(keptActivations(folder, CELL).rows(UNKNOWN)).toEqual({
      ok: true,
      value: { ...ROWS, conditional: undefined },
    });
  });

  it("are NumPy archives, one array a layer with its shape", () => {
    write();
    const file = readFileSync(join(folder, "variant-0-seed-3", "epoch-000100.npz"));
    const archive = unzipSync(file);
    expect(Object.keys(archive)).toEqual(["layer-1.npy", "layer-2.npy", "cell.npy", "epoch.npy"]);
    expect(readNpyArray(archive["layer-1.npy"]!)).toMatchObject({ ok: true, value: { shape: [3, 2] } });
    expect(readdirSync(join(folder, "variant-0-seed-3")).sort()).toEqual(["epoch-000100.npz", "rows.npz"]);
  });

  it("that are not there, or not whole, say so", () => {
    write();
    const kept = keptActivations(folder, CELL);
    const message = (result: ReturnType<typeof kept.at>): string => (result.ok ? "" : result.failure.message);
    expect(message(kept.at(101, STARTED))).toMatch(/cannot be read.*"keepActivations": true/);
    expect(message(kept.at(100, withLayers(2, 1, 1)))).toContain("has no layer-3.npy");
    truncateSync(join(folder, "variant-0-seed-3", "epoch-000100.npz"), 60);
    expect(kept.at(100, STARTED).ok).toBe(false);
    expect(keptActivations(join(folder, "elsewhere"), CELL).rows(STARTED).ok).toBe(false);
  });

  it("that changed places with another epoch's or another network's are refused; those that do not say are read", () => {
    write().keep(200, 3, LAYERS);
    const own = join(folder, "variant-0-seed-3");
    const kept = keptActivations(folder, CELL);
    copyFileSync(join(own, "epoch-000200.npz"), join(own, "epoch-000100.npz"));
    expect(kept.at(200, STARTED).ok).toBe(true);
    expect(kept.at(100, STARTED)).toMatchObject({
      failure: {
        message: expect.stringMatching(/epoch-000100\.npz holds epoch 200, not epoch 100 /) as string,
      },
    });
    cpSync(own, join(folder, "variant-0-seed-4"), { recursive: true });
    const other = keptActivations(folder, { variant: 0, seed: 4 });
    for (const read of [other.at(200, STARTED), other.rows(STARTED)]) {
      expect(read.ok ? "" : read.failure.message).toContain("holds variant and seed 0, 3, not");
    }
    const archive = unzipSync(readFileSync(join(own, "epoch-000200.npz")));
    const unstamped = Object.fromEntries(
      Object.entries(archive).filter(([name]) => name.startsWith("layer-")),
    );
    writeFileSync(join(own, "epoch-000100.npz"), zipSync(unstamped));
    expect(kept.at(100, STARTED)).toEqual({ ok: true, value: LAYERS });
  });

  it("are found under the name in the run file, under that of a renamed file, or are asked for", async () => {
    const run = join(folder, "my.ibrun");
    expect(await findActivationFolder(run, "first.activations")).toMatchObject({
      failure: {
        message: expect.stringMatching(/put the folder "first\.activations" beside it \(or rename/) as string,
      },
    });
    for (const name of ["my.activations", "first.activations"]) {
      mkdirSync(join(folder, name));
      expect(await findActivationFolder(run, "first.activations")).toEqual({
        ok: true,
        value: join(folder, name),
      });
    }
  });

  it("of a run without a snapshot are not asked again", () => {
    const run = makeSyntheticRun().map((event) =>
      event.type === "run/started" ? { ...event, activations: "a.activations" } : event,
    );
    const kde = { name: "kde", variance: 0.001 } as const;
    expect(planRecomputation(run, kde).ok).toBe(true);
    const plan = planRecomputation(
      run.filter(({ type }) => type !== "cell/snapshot"),
      kde,
    );
    expect(plan.ok ? "" : plan.failure.message).toMatch(/^No snapshot of the run can be read/);
  });

  const replace = (files: Record<string, Uint8Array>): void => {
    writeFileSync(join(folder, "variant-0-seed-3", "epoch-000100.npz"), zipSync(files, { level: 9 }));
  };
  const refusal = (): string => {
    const result = keptActivations(folder, CELL).at(100, STARTED);
    return result.ok ? "" : result.failure.message;
  };

  it("of another shape are refused", () => {
    write();
    const layer = writeNpyArray(new Float32Array(8), [4, 2]);
    replace({ "layer-1.npy": layer, "layer-2.npy": layer });
    expect(refusal()).toMatch(/layer-1\.npy of shape \(4, 2\), the run has \(3, 2\)/);
  });

  it("that would inflate to more than their run has are not inflated", () => {
    write();
    replace({ "layer-1.npy": new Uint8Array(16 * 1024 * 1024) });
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal()).toMatch(/"layer-1\.npy".* has 16777216 bytes; at most 10288 are allowed/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8e6);
  });

  it("whose bytes are not those that were kept are refused", () => {
    write();
    const path = join(folder, "variant-0-seed-3", "epoch-000100.npz");
    const bytes = readFileSync(path);
    // The lowest bit of the first activation: a finite number before and after.
    const at = bytes.indexOf(new Uint8Array(LAYERS[0]!.buffer));
    bytes[at]! ^= 1;
    writeFileSync(path, bytes);
    expect(refusal()).toMatch(/"layer-1\.npy".*do not agree with its checksum/);
  });

  it("behind a symbolic link are not read", () => {
    write();
    symlinkSync(join(folder, "variant-0-seed-3"), join(folder, "variant-0-seed-4"));
    const linked = keptActivations(folder, { variant: 0, seed: 4 }).at(100, STARTED);
    expect(linked.ok ? "" : linked.failure.message).toContain("no folder but a link");
    const path = join(folder, "variant-0-seed-3", "epoch-000100.npz");
    rmSync(path);
    symlinkSync(join(folder, "variant-0-seed-3", "rows.npz"), path);
    expect(refusal()).toContain("no regular file");
  });

  it("that cannot be written are told of once, and nothing is thrown", () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const writer = write(file);
    writer.keep(200, 3, LAYERS);
    expect(failures.map(({ code }) => code)).toEqual(["run/file-write"]);
  });
});
