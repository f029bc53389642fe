import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { zipSync, type Zippable } from "fflate";
import { DATA_VALUES_MAX } from "../base/limits";
import { readNpyArray, writeNpyArray, type NumericArray } from "../data/numpy/npyArray";
import { readZip } from "../data/files/zipArchive";
import type { ActivationStore, KeptActivations, KeptRows } from "../experiment/cellEnvironment";
import { fail, failureFromThrown, succeed, type Failure, type Result } from "../base/failure";
import type { CellId, CellStarted } from "../run/runEvent";
import { readUnlinkedFile } from "./regularFile";

/**
 * Keeps activations as NumPy archives, one a snapshot, in a folder for each cell: `rows.npz` with inputs, labels
 * and training rows, and `epoch-….npz` with one array a layer. Each archive also says which cell it is of, and which
 * epoch, so that archives that changed places are found out. Writes at once and not in a queue: a worker that
 * trains faster than the disk takes would fill its memory.
 */
export class ActivationWriter implements ActivationStore {
  readonly place: string;
  private readonly folder: string;
  private readonly cell: CellId;
  private readonly onFailure: (failure: Failure) => void;
  private failed = false;

  /** @param onFailure told once; nothing more is kept after it */
  constructor(folder: string, cell: CellId, onFailure: (failure: Failure) => void) {
    this.place = folder;
    this.folder = cellFolder(folder, cell);
    this.cell = cell;
    this.onFailure = onFailure;
  }

  begin(rows: KeptRows): void {
    const count = rows.labels.length;
    this.write("rows.npz", {
      "inputs.npy": writeNpyArray(rows.inputs, [count, rows.columns]),
      "labels.npy": writeNpyArray(rows.labels, [count]),
      "training_rows.npy": writeNpyArray(rows.trainingRows, [rows.trainingRows.length]),
      ...writeStamps(stampsOf(this.cell)),
      ...(rows.conditional === undefined
        ? {}
        : { "conditional.npy": writeNpyArray(rows.conditional, [count, rows.conditional.length / count]) }),
    });
  }

  /** @param activations of all rows, one array a layer, rows × units */
  keep(epoch: number, rows: number, activations: readonly Float32Array[]): void {
    this.write(epochFile(epoch), {
      ...Object.fromEntries(
        activations.map((layer, index) => [
          layerFile(index),
          writeNpyArray(layer, [rows, layer.length / rows]),
        ]),
      ),
      ...writeStamps(stampsOf(this.cell, epoch)),
    });
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

/**
 * What an `ActivationWriter` kept of a cell.
 * @param readFile reads a file of at most so many bytes in folders that are none but folders, or throws
 */
export function keptActivations(folder: string, cell: CellId, readFile = readUnlinkedFile): KeptActivations {
  const place: Place = { folder, cell, readFile };
  return {
    rows: (started) => readKeptRows(place, started),
    at: (epoch, started) => readKeptActivations(place, epoch, started),
    fileOf: (epoch) => shortPath(join(cellFolder(folder, cell), epochFile(epoch))),
  };
}

/** Where the activations of a cell are, and what reads them. */
interface Place {
  readonly folder: string;
  readonly cell: CellId;
  readonly readFile: typeof readUnlinkedFile;
}

function readKeptRows(place: Place, { dataset }: CellStarted): Result<KeptRows> {
  const { rows, columns, trainingRows, conditionalKnown } = dataset;
  const shapes = {
    "inputs.npy": [rows, columns],
    "labels.npy": [rows],
    "training_rows.npy": [trainingRows],
    ...(conditionalKnown ? { "conditional.npy": [rows, dataset.classNames.length] } : {}),
  };
  const read = readArchive(place, "rows.npz", shapes, stampsOf(place.cell));
  if (!read.ok) {
    return read;
  }
  const { "inputs.npy": inputs, "labels.npy": labels, "training_rows.npy": training } = read.value;
  const conditional = read.value["conditional.npy"];
  const odd = [labels, training].some((array) => !array!.values.every(isRowNumber));
  return odd
    ? fail("run/file-format", "The kept rows have labels or training rows that are no whole numbers.")
    : succeed({
        columns,
        inputs: Float32Array.from(inputs!.values),
        labels: Uint16Array.from(labels!.values),
        conditional: conditional === undefined ? undefined : Float64Array.from(conditional.values),
        trainingRows: Uint32Array.from(training!.values),
      });
}

function isRowNumber(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < DATA_VALUES_MAX;
}

function readKeptActivations(
  place: Place,
  epoch: number,
  { dataset, layers }: CellStarted,
): Result<readonly Float32Array[]> {
  const shapes = layers.map(({ units }, index) => [layerFile(index), [dataset.rows, units]] as const);
  const stamps = stampsOf(place.cell, epoch);
  const read = readArchive(place, epochFile(epoch), Object.fromEntries(shapes), stamps);
  return read.ok ? succeed(shapes.map(([name]) => Float32Array.from(read.value[name]!.values))) : read;
}

/** An `.npy` header has so many bytes at most, and an archive's own figures of an entry no more. */
const HEADER_BYTES_MAX = 10_240;
const VALUE_BYTES_MAX = 8;

/**
 * Reads arrays of known shapes. Neither what the file has nor what it inflates to may be more than they need: an
 * entry inflates into the room that its shape allows and no further.
 * @param stamps what the archive should say of itself; an earlier version wrote none
 */
function readArchive(
  { folder, cell, readFile }: Place,
  name: string,
  shapes: Readonly<Record<string, readonly number[]>>,
  stamps: Stamps,
): Result<Readonly<Record<string, NumericArray>>> {
  const place = cellFolder(folder, cell);
  const path = join(place, name);
  const wrong = (what: string): Result<never> =>
    fail("run/file-format", `Kept activations: ${shortPath(path)} ${what}.`);
  const roomOf = (shape: readonly number[]): number =>
    HEADER_BYTES_MAX + VALUE_BYTES_MAX * shape.reduce((product, length) => product * length, 1);
  const stampShapes = Object.entries(stamps).map(([entry, { values }]) => [entry, [values.length]] as const);
  const allShapes: (readonly [string, readonly number[]])[] = [...Object.entries(shapes), ...stampShapes];
  const room = allShapes.reduce((sum, [, shape]) => sum + roomOf(shape) + HEADER_BYTES_MAX, HEADER_BYTES_MAX);
  try {
    const bytes = readFile([folder, place], path, room);
    const rooms = new Map(allShapes.map(([entry, shape]) => [entry, roomOf(shape)]));
    const files = readZip(bytes, rooms);
    if (!files.ok) {
      return wrong(files.failure.message);
    }
    for (const [entry, { values, noun }] of Object.entries(stamps)) {
      const file = files.value.get(entry);
      const array = file && readNpyArray(file);
      if (array === undefined) {
        continue;
      }
      if (!array.ok) {
        return wrong(`has an ${entry} that cannot be read: ${array.failure.message}`);
      }
      if (array.value.values.join() !== values.join()) {
        const found = array.value.values.slice(0, values.length).join(", ");
        return wrong(
          `holds ${noun} ${found}, not ${noun} ${values.join(", ")} that its name says: put each file back under its own name`,
        );
      }
    }
    const arrays: Record<string, NumericArray> = {};
    for (const [entry, shape] of Object.entries(shapes)) {
      const file = files.value.get(entry);
      if (file === undefined) {
        return wrong(`has no ${entry}; run the config again`);
      }
      const array = readNpyArray(file);
      if (!array.ok) {
        return wrong(`has an ${entry} that cannot be read: ${array.failure.message}`);
      }
      if (array.value.shape.join() !== shape.join()) {
        return wrong(
          `has ${entry} of shape (${array.value.shape.join(", ")}), the run has (${shape.join(", ")}): it is damaged or of another run`,
        );
      }
      arrays[entry] = array.value;
    }
    return succeed(arrays);
  } catch (thrown) {
    return fail(
      "run/file-unreadable",
      `Kept activations cannot be read: ${shortPath(path)}: ${failureFromThrown(thrown).message}. A run keeps them if its config has "analysis": { "keepActivations": true }.`,
    );
  }
}

/** What an archive says of itself, by the name of the entry. */
type Stamps = Readonly<Record<string, { readonly noun: string; readonly values: readonly number[] }>>;

function stampsOf({ variant, seed }: CellId, epoch?: number): Stamps {
  return {
    "cell.npy": { noun: "variant and seed", values: [variant, seed] },
    ...(epoch === undefined ? {} : { "epoch.npy": { noun: "epoch", values: [epoch] } }),
  };
}

function writeStamps(stamps: Stamps): Zippable {
  return Object.fromEntries(
    Object.entries(stamps).map(([entry, { values }]) => [
      entry,
      writeNpyArray(Float64Array.from(values), [values.length]),
    ]),
  );
}

function shortPath(path: string): string {
  return path.split(sep).slice(-3).join("/");
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
