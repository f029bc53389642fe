import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync, zipSync, type Zippable } from "fflate";
import { readNpyArray, writeNpyArray, type NumericArray } from "../data/npyArray";
import type { ActivationStore, KeptActivations, KeptRows } from "../experiment/cellEnvironment";
import { fail, failureFromThrown, succeed, type Failure, type Result } from "../failure";
import type { CellId } from "../run/runEvent";
import { readRegularFile } from "./regularFile";

/**
 * Keeps activations as NumPy archives, one a snapshot, in a folder for each cell: `rows.npz` with inputs, labels
 * and training rows, and `epoch-….npz` with one array a layer. Writes at once and not in a queue: a worker that
 * trains faster than the disk takes would fill its memory.
 */
export class ActivationWriter implements ActivationStore {
  readonly place: string;
  private readonly folder: string;
  private readonly onFailure: (failure: Failure) => void;
  private failed = false;

  /** @param onFailure told once; nothing more is kept after it */
  constructor(folder: string, cell: CellId, onFailure: (failure: Failure) => void) {
    this.place = folder;
    this.folder = cellFolder(folder, cell);
    this.onFailure = onFailure;
  }

  begin(rows: KeptRows): void {
    const count = rows.labels.length;
    this.write("rows.npz", {
      "inputs.npy": writeNpyArray(rows.inputs, [count, rows.columns]),
      "labels.npy": writeNpyArray(rows.labels, [count]),
      "training_rows.npy": writeNpyArray(rows.trainingRows, [rows.trainingRows.length]),
      ...(rows.conditional === undefined
        ? {}
        : { "conditional.npy": writeNpyArray(rows.conditional, [count, rows.conditional.length / count]) }),
    });
  }

  /** @param activations of all rows, one array a layer, rows × units */
  keep(epoch: number, rows: number, activations: readonly Float32Array[]): void {
    this.write(
      epochFile(epoch),
      Object.fromEntries(
        activations.map((layer, index) => [
          layerFile(index),
          writeNpyArray(layer, [rows, layer.length / rows]),
        ]),
      ),
    );
  }

  private write(name: string, files: Zippable): void {
    if (this.failed) {
      return;
    }
    try {
      mkdirSync(this.folder, { recursive: true });
      // A file that was cut off in the writing never has its name.
      const part = join(this.folder, `${name}.part`);
      writeFileSync(part, zipSync(files, { level: 0 }));
      renameSync(part, join(this.folder, name));
    } catch (thrown) {
      this.failed = true;
      const { message } = failureFromThrown(thrown);
      this.onFailure({
        code: "run/file-write",
        message: `The activations cannot be kept in ${this.folder}: ${message}.`,
      });
    }
  }
}

/** What an `ActivationWriter` kept of a cell. */
export function keptActivations(folder: string, cell: CellId): KeptActivations {
  return {
    rows: () => readKeptRows(folder, cell),
    at: (epoch, layers) => readKeptActivations(folder, cell, epoch, layers),
  };
}

function readKeptRows(folder: string, cell: CellId): Result<KeptRows> {
  const files = readArchive(join(cellFolder(folder, cell), "rows.npz"));
  if (!files.ok) {
    return files;
  }
  const { "inputs.npy": inputs, "labels.npy": labels, "training_rows.npy": training } = files.value;
  const conditional = files.value["conditional.npy"];
  if (inputs === undefined || labels === undefined || training === undefined) {
    return fail("run/file-format", `The kept rows in ${folder} are not complete; run the config again.`);
  }
  return succeed({
    columns: inputs.shape[1] ?? 1,
    inputs: Float32Array.from(inputs.values),
    labels: Uint16Array.from(labels.values),
    conditional: conditional === undefined ? undefined : Float64Array.from(conditional.values),
    trainingRows: Uint32Array.from(training.values),
  });
}

function readKeptActivations(
  folder: string,
  cell: CellId,
  epoch: number,
  layers: number,
): Result<readonly Float32Array[]> {
  const files = readArchive(join(cellFolder(folder, cell), epochFile(epoch)));
  if (!files.ok) {
    return files;
  }
  const arrays: Float32Array[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const array = files.value[layerFile(layer)];
    if (array === undefined) {
      return fail(
        "run/file-format",
        `The kept activations of epoch ${epoch} have no layer ${layer + 1}; run the config again.`,
      );
    }
    arrays.push(Float32Array.from(array.values));
  }
  return succeed(arrays);
}

function readArchive(path: string): Result<Readonly<Record<string, NumericArray>>> {
  try {
    const arrays: Record<string, NumericArray> = {};
    for (const [name, bytes] of Object.entries(unzipSync(readRegularFile(path)))) {
      const array = readNpyArray(bytes);
      if (!array.ok) {
        return fail(array.failure.code, `${path}, ${name}: ${array.failure.message}`);
      }
      arrays[name] = array.value;
    }
    return succeed(arrays);
  } catch (thrown) {
    return fail(
      "run/file-unreadable",
      `Kept activations cannot be read: ${failureFromThrown(thrown).message}. A run keeps them where its config has "analysis": { "keepActivations": true }.`,
    );
  }
}

function cellFolder(folder: string, { variant, seed }: CellId): string {
  return join(folder, `variant-${variant}-seed-${seed}`);
}

function epochFile(epoch: number): string {
  return `epoch-${String(epoch).padStart(6, "0")}.npz`;
}

function layerFile(layer: number): string {
  return `layer-${layer + 1}.npy`;
}
