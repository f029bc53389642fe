import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATA_VALUES_MAX, MAT_VARIABLES_MAX } from "../../../../src/base/limits";
import { openMatFile, readMatrix } from "../../../../src/data/matlab/matFile";
import type { Matrix } from "../../../../src/data/matlab/matValue";
import type { Failure, Result } from "../../../../src/base/failure";
import {
  join,
  MatWriter,
  NUMBER_TYPE_NAMES,
  type MatEntry,
  type NumberType,
} from "../../../support/matWriter";

const MEBIBYTE = 1024 * 1024;
const EXACT_VALUES: Readonly<Record<NumberType, readonly (number | bigint)[]>> = {
  int8: [-128, -1, 0, 1, 127, 5],
  uint8: [0, 1, 2, 128, 254, 255],
  int16: [-32768, -1, 0, 1, 256, 32767],
  uint16: [0, 1, 256, 32768, 65534, 65535],
  int32: [-2147483648, -1, 0, 1, 65536, 2147483647],
  uint32: [0, 1, 65536, 2147483648, 4294967294, 4294967295],
  single: [0, -1.5, 0.25, 2 ** 100, 2 ** -100, -0],
  double: [0, -1.5, 0.1, 1e300, 5e-324, Math.PI],
  int64: [0n, -1n, 1n, -(2n ** 53n) + 1n, 2n ** 53n - 1n, 2n ** 40n],
  uint64: [0n, 1n, 2n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 40n],
};
const LAYOUTS = [true, false].flatMap((littleEndian) =>
  [true, false].map((compressed) => ({
    littleEndian,
    compressed,
    layout: `${littleEndian ? "little" : "big"}-endian, ${compressed ? "compressed" : "plain"}`,
  })),
);
const SMALL: MatEntry = { name: "small", dimensions: [2, 3], values: [1, 2, 3, 4, 5, 6], type: "uint8" };

function read(bytes: Uint8Array, name: string): Result<Matrix> {
  const file = openMatFile(bytes);
  return file.ok ? readMatrix(file.value, name) : file;
}

function failureOf(result: Result<unknown>): Failure {
  if (result.ok) {
    throw new Error("a failure was expected");
  }
  return result.failure;
}

describe("a MATLAB 5 file", () => {
  it.each(LAYOUTS.flatMap((layout) => NUMBER_TYPE_NAMES.map((type) => ({ ...layout, type }))))(
    "gives back $type, $layout, row by row",
    ({ littleEndian, compressed, type }) => {
      const values = EXACT_VALUES[type];
      const bytes = new MatWriter(littleEndian).file([
        { name: "x", dimensions: [2, 3], values, type, compressed },
      ]);
      const matrix = read(bytes, "x");
      const byRows = [0, 2, 4, 1, 3, 5].map((i) => Number(values[i]));
      expect(matrix).toMatchObject({ ok: true, value: { name: "x", rows: 2, columns: 3 } });
      expect(matrix.ok && Array.from(matrix.value.values)).toEqual(byRows);
    },
  );

  it("is read whatever type its numbers are stored as", () => {
    for (const storedAs of NUMBER_TYPE_NAMES) {
      const bytes = new MatWriter().file([{ ...SMALL, type: "double", storedAs }]);
      const matrix = read(bytes, "small");
      expect(matrix.ok && Array.from(matrix.value.values)).toEqual([1, 3, 5, 2, 4, 6]);
    }
  });

  it("gives back any matrix, beside others, in any layout (slow reference: the description itself)", () => {
    const matrixArbitrary = fc
      .record({
        rows: fc.nat(5),
        columns: fc.nat(5),
        name: fc.string({ maxLength: 70 }),
        compressed: fc.boolean(),
      })
      .chain(({ rows, columns, name, compressed }) =>
        fc.record({
          values: fc.array(fc.double(), { minLength: rows * columns, maxLength: rows * columns }),
          dimensions: fc.constant([rows, columns]),
          name: fc.constant(name),
          compressed: fc.constant(compressed),
          type: fc.constant("double" as const),
        }),
      );
    fc.assert(
      fc.property(
        fc.uniqueArray(matrixArbitrary, { selector: ({ name }) => name, maxLength: 4 }),
        fc.boolean(),
        (entries, littleEndian) => {
          const bytes = new MatWriter(littleEndian).file(entries);
          for (const { name, values, dimensions } of entries) {
            const [rows, columns] = dimensions as [number, number];
            const matrix = read(bytes, name);
            expect(matrix).toMatchObject({ ok: true, value: { rows, columns } });
            for (let row = 0; row < rows; row++) {
              for (let column = 0; column < columns; column++) {
                expect(matrix.ok && matrix.value.values[row * columns + column]).toBe(
                  values[column * rows + row],
                );
              }
            }
          }
        },
      ),
    );
  });

  it("is read from any place within a larger buffer", () => {
    const bytes = new MatWriter().file([{ ...SMALL, compressed: true }]);
    const shifted = new Uint8Array(bytes.length + 13);
    shifted.set(bytes, 13);
    expect(read(shifted.subarray(13), "small").ok).toBe(true);
  });

  it("has logical matrices as 0 and 1", () => {
    const bytes = new MatWriter().file([{ ...SMALL, values: [0, 1, 1, 0, 1, 0], flags: 0x02 }]);
    const matrix = read(bytes, "small");
    expect(matrix.ok && Array.from(matrix.value.values)).toEqual([0, 1, 1, 1, 0, 0]);
  });

  it("refuses whole numbers that no double holds exactly, and says where", () => {
    for (const value of [2n ** 53n, -(2n ** 53n), 2n ** 63n - 1n]) {
      const bytes = new MatWriter().file([
        { name: "x", dimensions: [1, 2], values: [0n, value], type: "int64" },
      ]);
      expect(failureOf(read(bytes, "x"))).toMatchObject({
        code: "data/format",
        message:
          "At byte 192 of the file a whole number within ±(2^53 - 1) was expected, but a larger one was found.",
      });
    }
  });

  it("skips variables that are no matrices, and names what they are where they are asked for", () => {
    const writer = new MatWriter();
    const others = (
      [
        { name: "c", matrixClass: 1, kind: "1×1 cell" },
        { name: "s", matrixClass: 2, kind: "1×1 struct" },
        { name: "text", matrixClass: 4, kind: "1×1 char" },
        { name: "sp", matrixClass: 5, flags: 0x08, kind: "1×1 complex sparse" },
        { name: "f", matrixClass: 16, kind: "1×1 function handle" },
        { name: "new", matrixClass: 99, kind: "1×1 class 99" },
        { name: "z", matrixClass: 6, flags: 0x08, kind: "1×1 complex double" },
      ] as const
    ).map((other) => ({ ...other, dimensions: [1, 1], values: [0], type: "double" as const }));
    const cube = {
      name: "cube",
      dimensions: [1, 2, 1],
      values: [0, 1],
      type: "int8",
      kind: "1×2×1 int8",
    } as const;
    const bytes = writer.file([...others, cube, SMALL]);
    expect(read(bytes, "small").ok).toBe(true);
    for (const { name, kind } of [...others, cube]) {
      const failure = failureOf(read(bytes, name));
      expect(failure.code).toBe("data/shape");
      expect(failure.message).toContain(
        `The variable "${name}" is of type ${kind}; a real matrix of numbers with two dimensions is needed: `,
      );
    }
  });

  it("skips an opaque object, which has no dimensions", () => {
    const writer = new MatWriter();
    const opaque = writer.element(
      14,
      join(
        writer.element(6, writer.words([17, 0])),
        writer.element(1, new TextEncoder().encode("table1")),
        writer.element(1, new TextEncoder().encode("MCOS")),
      ),
    );
    const bytes = writer.fileOf(opaque, writer.variable(SMALL));
    expect(read(bytes, "small").ok).toBe(true);
    expect(failureOf(read(bytes, "table1")).message).toContain("is of type opaque object;");
  });

  it("lists the matrices that are there, and the nearest, where a variable is missing", () => {
    const names = Array.from({ length: 12 }, (_, i) => `input${i}`);
    const text: MatEntry = { name: "text", dimensions: [1, 1], values: [65], type: "uint16", matrixClass: 4 };
    const bytes = new MatWriter().file([text, ...names.map((name) => ({ ...SMALL, name }))]);
    expect(failureOf(read(bytes, "Input3"))).toEqual({
      code: "data/variable-missing",
      message:
        'There is no variable "Input3"; the file has "input0" (2×3), "input1" (2×3), "input2" (2×3), ' +
        '"input3" (2×3), "input4" (2×3), "input5" (2×3), "input6" (2×3), "input7" (2×3), "input8" (2×3), ' +
        '"input9" (2×3) and 2 more. Did you mean "input3"?',
    });
    expect(failureOf(read(new MatWriter().file([]), "F")).message).toBe(
      'There is no variable "F"; the file has no matrix of numbers.',
    );
    expect(failureOf(read(new MatWriter().file([text]), "F")).message).toBe(
      'There is no variable "F"; the file has only "text" (char).',
    );
  });

  it("is read from a field of a struct, however deep, and named where a struct has it", () => {
    for (const littleEndian of [true, false]) {
      const writer = new MatWriter(littleEndian);
      const field = writer.variable({ ...SMALL, name: "" });
      const inner = writer.struct("", { empty: writer.element(14, new Uint8Array()), X: field });
      const struct = writer.struct("data", { note: writer.text("", ["hello"]), in: inner, X: field });
      const many = writer.struct("many", { X: field }, [1, 2]);
      for (const bytes of [
        writer.fileOf(struct, many),
        writer.fileOf(writer.compressed(deflateSync(struct)), many),
      ]) {
        const plain = read(writer.fileOf(writer.variable(SMALL)), "small");
        for (const name of ["data.X", "data.in.X"]) {
          expect(read(bytes, name)).toEqual({ ...plain, value: { ...(plain.ok && plain.value), name } });
        }
        const message = (name: string): string => failureOf(read(bytes, name)).message;
        expect(message("X")).toMatch(/the file has "data" \(1×1 struct\).*Did you mean "data\.X"\?/);
        expect(message("Z")).toMatch(/A field of a struct is named like "data\.X"/);
        expect(message("data.Z")).toMatch(
          /"data" has no field "Z"; it has "data\.note", "data\.in", "data\.X"/,
        );
        expect(message("data")).toMatch(/1×1 struct.*name one of its fields.*it has "data\.note"/);
        expect(message("data.note")).toMatch(/"data\.note" is of type 1×5 char/);
        expect(message("data.X.Y")).toMatch(/"data\.X" is of type 2×3 .* and no struct/);
        expect(message("data.in.empty")).toMatch(/"data\.in\.empty" is empty/);
        expect(message("many.X")).toMatch(/1×2 struct array/);
        expect(message(`data${".in".repeat(40)}`)).toMatch(/There is no variable/);
      }
    }
  });

  it("is read if it is sparse, and refused if its indices do not fit", () => {
    const writer = new MatWriter();
    const sparse = writer.sparse("s", [3, 2], [0, 5, 0, 7, 0, -1]);
    expect(read(writer.fileOf(sparse), "s")).toEqual({
      ok: true,
      value: { name: "s", rows: 3, columns: 2, values: Float64Array.of(0, 7, 5, 0, 0, -1) },
    });
    const bytes = writer.fileOf(sparse);
    for (let bit = 128 * 8; bit < bytes.length * 8; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const matrix = read(flipped, "s");
      expect(matrix.ok ? matrix.value.values.length : matrix.failure.message.length).toBeGreaterThanOrEqual(
        0,
      );
    }
    const wrongRow = writer.matrixOf(
      "s",
      5,
      [3, 1],
      writer.element(5, writer.words([3])),
      writer.element(5, writer.words([0, 1])),
      writer.element(9, new Uint8Array(8)),
    );
    expect(failureOf(read(writer.fileOf(wrongRow), "s")).message).toContain("do not fit it");
  });

  it("refuses two variables of one name", () => {
    expect(failureOf(read(new MatWriter().file([SMALL, SMALL]), "small")).message).toContain(
      'a second variable "small"',
    );
  });

  it("says of other versions how to save them", () => {
    const hdf5 = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
    const version73 = join(new MatWriter().header(0x0200), new Uint8Array(384), hdf5);
    for (const bytes of [version73, join(hdf5, new Uint8Array(600)), new MatWriter(false).header(0x0200)]) {
      expect(failureOf(openMatFile(bytes))).toMatchObject({
        code: "data/format",
        message: expect.stringMatching(/version 7\.3 \(HDF5\).*"-v7"/) as string,
      });
    }
    // A 1×20 matrix of doubles called "x", big-endian and little-endian.
    for (const [littleEndian, type] of [
      [false, 1000],
      [true, 0],
    ] as const) {
      const version4 = join(
        new MatWriter(littleEndian).words([type, 1, 20, 0, 2]),
        new TextEncoder().encode("x\0"),
        new Uint8Array(160),
      );
      expect(failureOf(openMatFile(version4)).message).toMatch(/version 4;.*"-v7"/);
    }
  });

  it("refuses what is no MATLAB file", () => {
    const text = new TextEncoder().encode("a,b,c\n".repeat(40));
    expect(failureOf(openMatFile(text)).message).toContain('the mark "IM" or "MI"');
    expect(failureOf(openMatFile(new Uint8Array())).message).toContain("the file has only 0 bytes");
    expect(failureOf(openMatFile(new MatWriter().header(0x0300))).message).toContain("but 768 was found");
  });
});

describe("a damaged MATLAB 5 file", () => {
  const entries = (compressed: boolean): MatEntry[] => [
    {
      name: "F",
      dimensions: [5, 3],
      values: Array.from({ length: 15 }, (_, i) => i),
      type: "int16",
      compressed,
    },
    { name: "y", dimensions: [1, 5], values: [0, 1, 0, 1, 1], type: "double", compressed },
  ];

  it.each(LAYOUTS)("cut off at any byte is refused: $layout", ({ littleEndian, compressed }) => {
    const bytes = new MatWriter(littleEndian).file(entries(compressed));
    const whole = new MatWriter(littleEndian).file(entries(compressed).slice(0, 1)).length;
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length);
      const failure = failureOf(read(cut, "y"));
      if (length === 128 || length === whole) {
        // Cut between two variables it is a whole file with fewer of them.
        expect(failure.code).toBe("data/variable-missing");
      } else {
        expect(failure.code).toBe("data/format");
        expect(failure.message).toMatch(/^At byte \d+ of .* expected, but .*\.$/);
      }
    }
  });

  it.each(LAYOUTS)("with any bit flipped is read or refused, and never throws: $layout", (layout) => {
    const bytes = new MatWriter(layout.littleEndian).file(entries(layout.compressed));
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      for (const name of ["F", "y"]) {
        const matrix = read(flipped, name);
        if (matrix.ok) {
          expect(matrix.value.values.length).toBe(matrix.value.rows * matrix.value.columns);
        } else {
          expect(matrix.failure.message).not.toBe("");
        }
      }
    }
  });

  it("with any bytes after its header is read or refused, and never throws", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.boolean(),
        fc.boolean(),
        (tail, littleEndian, inMatrix) => {
          const writer = new MatWriter(littleEndian);
          const body = inMatrix ? writer.element(14, tail) : tail;
          const file = openMatFile(writer.fileOf(body));
          if (file.ok) {
            for (const name of file.value.variables.keys()) {
              readMatrix(file.value, name);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("refuses dimensions that its data does not have, however large", () => {
    const wrong = (dimensions: number[]): Failure =>
      failureOf(read(new MatWriter().file([{ ...SMALL, dimensions }]), "small"));
    expect(wrong([2, 4]).message).toContain("the data of 2×4 numbers, 8 bytes, was expected");
    expect(wrong([-2, -3]).message).toContain("dimensions of 0 or more was expected, but -2 was found");
    expect(wrong([2147483647, 2147483647]).code).toBe("data/too-large");
    expect(wrong([1, DATA_VALUES_MAX]).code).toBe("data/format");
    expect(wrong([1, DATA_VALUES_MAX + 1]).code).toBe("data/too-large");
    expect(wrong([6]).message).toContain("the dimensions of a variable");
  });

  it("refuses elements in the wrong place", () => {
    const writer = new MatWriter();
    const compressedTwice = writer.compressed(deflateSync(writer.variable({ ...SMALL, compressed: true })));
    expect(failureOf(read(writer.fileOf(compressedTwice), "small")).message).toContain(
      "but an element of type 15",
    );
    expect(failureOf(read(writer.fileOf(writer.element(9, new Uint8Array(8))), "small")).message).toBe(
      "At byte 128 of the file a variable was expected, but an element of type 9 was found.",
    );
  });

  it("refuses a small element that holds more than its tag has room for", () => {
    const writer = new MatWriter();
    const small = writer.words([(6 << 16) | 1, 0]);
    expect(failureOf(openMatFile(writer.fileOf(small))).message).toBe(
      "At byte 128 of the file the tag of a variable was expected, but a small element of 6 bytes was found.",
    );
  });

  it("refuses a bomb by what it would inflate to, and one that lies about it by what it does", () => {
    const writer = new MatWriter();
    const megabytes = 64;
    const header = join(
      writer.element(6, writer.words([9, 0])),
      writer.element(5, writer.words([1024, 1024 * (megabytes - 40)])),
      writer.element(1, new TextEncoder().encode("bomb")),
    );
    const zeros = new Uint8Array(megabytes * MEBIBYTE);
    const declared = (size: number): Uint8Array =>
      writer.fileOf(writer.compressed(deflateSync(join(writer.words([14, size]), header, zeros))));
    expect(failureOf(read(declared(header.length + zeros.length), "bomb"))).toMatchObject({
      code: "data/too-large",
      message: expect.stringContaining("would inflate to") as string,
    });
    expect(failureOf(read(declared(1000), "bomb"))).toMatchObject({
      code: "data/format",
      message: expect.stringContaining("it should inflate to 1008 bytes, but inflates to more") as string,
    });
  });

  it("refuses more variables than the cap", () => {
    const writer = new MatWriter();
    const variables = (count: number): Uint8Array =>
      writer.file(
        Array.from({ length: count }, (_, i) => ({
          name: `v${i}`,
          dimensions: [1, 1],
          values: [i],
          type: "uint8",
        })),
      );
    expect(openMatFile(variables(MAT_VARIABLES_MAX)).ok).toBe(true);
    expect(failureOf(openMatFile(variables(MAT_VARIABLES_MAX + 1))).code).toBe("data/too-large");
  });
});
