import { deflateSync } from "node:zlib";

/** The numeric types of MATLAB 5 files: their numbers as stored type and as matrix class, and how they are written. */
const NUMBER_TYPES = {
  int8: { stored: 1, matrixClass: 8, bytes: 1, method: "setInt8" },
  uint8: { stored: 2, matrixClass: 9, bytes: 1, method: "setUint8" },
  int16: { stored: 3, matrixClass: 10, bytes: 2, method: "setInt16" },
  uint16: { stored: 4, matrixClass: 11, bytes: 2, method: "setUint16" },
  int32: { stored: 5, matrixClass: 12, bytes: 4, method: "setInt32" },
  uint32: { stored: 6, matrixClass: 13, bytes: 4, method: "setUint32" },
  single: { stored: 7, matrixClass: 7, bytes: 4, method: "setFloat32" },
  double: { stored: 9, matrixClass: 6, bytes: 8, method: "setFloat64" },
  int64: { stored: 12, matrixClass: 14, bytes: 8, method: "setBigInt64" },
  uint64: { stored: 13, matrixClass: 15, bytes: 8, method: "setBigUint64" },
} as const;

export type NumberType = keyof typeof NUMBER_TYPES;
export const NUMBER_TYPE_NAMES = Object.keys(NUMBER_TYPES) as NumberType[];

export interface MatEntry {
  readonly name: string;
  /** Column by column. */
  readonly values: readonly (number | bigint)[];
  readonly dimensions: readonly number[];
  readonly type: NumberType;
  /** How the numbers are stored, where not as their class says. */
  readonly storedAs?: NumberType;
  readonly compressed?: boolean;
  /** Replaces the class of the type, e.g. 1 for a cell. */
  readonly matrixClass?: number;
  /** 0x02 logical, 0x08 complex. */
  readonly flags?: number;
}

const TAG_MATRIX = 14;
const TAG_COMPRESSED = 15;

/** Writes MATLAB 5 files: every element from the description of the format, with no line of the reader's. */
export class MatWriter {
  private readonly littleEndian: boolean;

  constructor(littleEndian = true) {
    this.littleEndian = littleEndian;
  }

  file(entries: readonly MatEntry[]): Uint8Array {
    return this.fileOf(...entries.map((entry) => this.variable(entry)));
  }

  fileOf(...elements: readonly Uint8Array[]): Uint8Array {
    return join(this.header(0x0100), ...elements);
  }

  header(version: number): Uint8Array {
    const header = new Uint8Array(128).fill(0x20);
    header.set(new TextEncoder().encode("MATLAB 5.0 MAT-file, written by a test"));
    const view = new DataView(header.buffer);
    view.setUint16(124, version, this.littleEndian);
    view.setUint16(126, 0x4d49, this.littleEndian);
    return header;
  }

  variable(entry: MatEntry): Uint8Array {
    const stored = NUMBER_TYPES[entry.storedAs ?? entry.type];
    const numbers = new DataView(new ArrayBuffer(entry.values.length * stored.bytes));
    for (const [i, value] of entry.values.entries()) {
      if (stored.bytes === 8 && stored.stored !== 9) {
        numbers[stored.method as "setBigInt64"](i * stored.bytes, BigInt(value), this.littleEndian);
      } else {
        numbers[stored.method as "setFloat64"](i * stored.bytes, Number(value), this.littleEndian);
      }
    }
    const matrixClass = entry.matrixClass ?? NUMBER_TYPES[entry.type].matrixClass;
    const matrix = this.element(
      TAG_MATRIX,
      join(
        this.element(6, this.words([((entry.flags ?? 0) << 8) | matrixClass, 0])),
        this.element(5, this.words(entry.dimensions)),
        this.element(1, new TextEncoder().encode(entry.name)),
        this.element(stored.stored, new Uint8Array(numbers.buffer)),
      ),
    );
    return entry.compressed === true ? this.compressed(deflateSync(matrix)) : matrix;
  }

  /** A matrix of the class 1 to 5 whose content is given as elements. */
  matrixOf(
    name: string,
    matrixClass: number,
    dimensions: readonly number[],
    ...content: readonly Uint8Array[]
  ): Uint8Array {
    return this.element(
      TAG_MATRIX,
      join(
        this.element(6, this.words([matrixClass, 0])),
        this.element(5, this.words(dimensions)),
        this.element(1, new TextEncoder().encode(name)),
        ...content,
      ),
    );
  }

  cells(name: string, dimensions: readonly number[], cells: readonly Uint8Array[]): Uint8Array {
    return this.matrixOf(name, 1, dimensions, ...cells);
  }

  /** A struct of one element; its fields are matrices without a name. */
  struct(name: string, fields: Readonly<Record<string, Uint8Array>>, dimensions = [1, 1]): Uint8Array {
    const names = Object.keys(fields).map((field) => new TextEncoder().encode(field.padEnd(32, "\0")));
    return this.matrixOf(
      name,
      2,
      dimensions,
      this.element(5, this.words([32])),
      this.element(1, join(...names)),
      ...Object.values(fields),
    );
  }

  /** A char matrix, of equally long rows. */
  text(name: string, rows: readonly string[]): Uint8Array {
    const columns = rows[0]?.length ?? 0;
    const values = Array.from({ length: columns }, (_, column) =>
      rows.map((row) => row.charCodeAt(column)),
    ).flat();
    return this.variable({
      name,
      values,
      dimensions: [rows.length, columns],
      type: "uint16",
      matrixClass: 4,
    });
  }

  /** @param values by columns, as dense */
  sparse(name: string, dimensions: readonly [number, number], values: readonly number[]): Uint8Array {
    const [rows, columns] = dimensions;
    const places = Array.from(values.keys()).filter((at) => values[at] !== 0);
    const starts = Array.from(
      { length: columns + 1 },
      (_, column) => places.filter((at) => at < column * rows).length,
    );
    const numbers = Float64Array.from(places, (at) => values[at]!);
    return this.matrixOf(
      name,
      5,
      dimensions,
      this.element(5, this.words(places.map((at) => at % rows))),
      this.element(5, this.words(starts)),
      this.element(9, new Uint8Array(numbers.buffer)),
    );
  }

  compressed(deflated: Uint8Array): Uint8Array {
    return join(this.words([TAG_COMPRESSED, deflated.length]), deflated);
  }

  /** A data element, small where its data fits into its tag, else padded to 8 bytes. */
  element(type: number, data: Uint8Array): Uint8Array {
    if (data.length >= 1 && data.length <= 4) {
      const small = new Uint8Array(8);
      small.set(this.words([(data.length << 16) | type]));
      small.set(data, 4);
      return small;
    }
    return join(this.words([type, data.length]), data, new Uint8Array((8 - (data.length % 8)) % 8));
  }

  words(values: readonly number[]): Uint8Array {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    for (const [i, value] of values.entries()) {
      view.setInt32(i * 4, value, this.littleEndian);
    }
    return new Uint8Array(view.buffer);
  }
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
