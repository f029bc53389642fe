import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readNpyArray } from "../../../src/data/npyArray";
import { ActivationWriter, keptActivations } from "../../../src/disk/keptActivations";
import type { KeptRows } from "../../../src/experiment/cellEnvironment";
import type { Failure } from "../../../src/failure";

const CELL = { variant: 0, seed: 3 };
const ROWS: KeptRows = {
  columns: 2,
  inputs: Float32Array.of(1, -1, 1, 1, -1, -1),
  labels: Uint16Array.of(0, 1, 1),
  conditional: Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.5, 0.5),
  trainingRows: Uint32Array.of(0, 2),
};
const LAYERS = [Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), Float32Array.of(-1, 0, 1)];

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
    expect(kept.rows()).toEqual({ ok: true, value: ROWS });
    expect(kept.at(100, 2)).toEqual({ ok: true, value: LAYERS });
    expect(failures).toEqual([]);
  });

  it("do without p(y|x) where it is not known", () => {
    const writer = new ActivationWriter(folder, CELL, (failure) => failures.push(failure));
    writer.begin({ ...ROWS, conditional: undefined });
    expect(keptActivations(folder, CELL).rows()).toEqual({
      ok: true,
      value: { ...ROWS, conditional: undefined },
    });
  });

  it("are NumPy archives, one array a layer with its shape", () => {
    write();
    const file = readFileSync(join(folder, "variant-0-seed-3", "epoch-000100.npz"));
    const archive = unzipSync(file);
    expect(Object.keys(archive)).toEqual(["layer-1.npy", "layer-2.npy"]);
    expect(readNpyArray(archive["layer-1.npy"]!)).toMatchObject({ ok: true, value: { shape: [3, 2] } });
    expect(readdirSync(join(folder, "variant-0-seed-3")).sort()).toEqual(["epoch-000100.npz", "rows.npz"]);
  });

  it("that are not there, or not whole, say so", () => {
    write();
    const kept = keptActivations(folder, CELL);
    const message = (result: ReturnType<typeof kept.at>): string => (result.ok ? "" : result.failure.message);
    expect(message(kept.at(101, 2))).toMatch(/cannot be read.*"keepActivations": true/);
    expect(message(kept.at(100, 3))).toContain("no layer 3");
    truncateSync(join(folder, "variant-0-seed-3", "epoch-000100.npz"), 60);
    expect(kept.at(100, 2).ok).toBe(false);
    expect(keptActivations(join(folder, "elsewhere"), CELL).rows().ok).toBe(false);
  });

  it("that cannot be written are told of once, and nothing is thrown", () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const writer = write(file);
    writer.keep(200, 3, LAYERS);
    expect(failures.map(({ code }) => code)).toEqual(["run/file-write"]);
  });
});
