import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNpyArray, writeNpyArray, type NumericArray } from "../../../src/data/npyArray";

/** A `.npy` file as numpy.save writes it, but for the padding where `padded` is false. */
function npyFile(
  descr: string,
  shape: string,
  data: Uint8Array,
  options: { fortran?: boolean; version?: 1 | 2; padded?: boolean } = {},
): Uint8Array {
  const { fortran = false, version = 1, padded = true } = options;
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': ${shape}, }`;
  const begin = version === 1 ? 10 : 12;
  const length = padded
    ? Math.ceil((begin + dictionary.length + 1) / 64) * 64 - begin
    : dictionary.length + 1;
  const header = `${dictionary.padEnd(length - 1)}\n`;
  const lengthBytes = version === 1 ? [length & 0xff, length >> 8] : [length & 0xff, length >> 8, 0, 0];
  return Uint8Array.from([
    0x93,
    ...Buffer.from("NUMPY"),
    version,
    0,
    ...lengthBytes,
    ...Buffer.from(header),
    ...data,
  ]);
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function read(file: Uint8Array): NumericArray {
  const result = readNpyArray(file);
  if (!result.ok) {
    throw new Error(result.failure.message);
  }
  return result.value;
}

function refusal(file: Uint8Array): string {
  const result = readNpyArray(file);
  return result.ok ? "read" : result.failure.message;
}

describe("a NumPy array", () => {
  it.each<[string, Uint8Array, number[], NumericArray["kind"]]>([
    ["|b1", Uint8Array.of(1, 0, 1), [1, 0, 1], "integer"],
    ["|i1", bytesOf(Int8Array.of(-1, 2, 127)), [-1, 2, 127], "integer"],
    ["|u1", Uint8Array.of(1, 2, 255), [1, 2, 255], "integer"],
    ["<i2", bytesOf(Int16Array.of(-300, 2, 3)), [-300, 2, 3], "integer"],
    ["<u2", bytesOf(Uint16Array.of(1, 2, 65535)), [1, 2, 65535], "integer"],
    ["<i4", bytesOf(Int32Array.of(-70000, 2, 3)), [-70000, 2, 3], "integer"],
    ["<i8", bytesOf(BigInt64Array.of(-5n, 2n, 3n)), [-5, 2, 3], "integer"],
    ["<u8", bytesOf(BigUint64Array.of(1n, 2n, 2n ** 40n)), [1, 2, 2 ** 40], "integer"],
    // 1, -2 and 0.5 in half precision.
    ["<f2", bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x3800)), [1, -2, 0.5], "float"],
    ["<f4", bytesOf(Float32Array.of(0.5, -1, NaN)), [0.5, -1, NaN], "float"],
    ["<f8", bytesOf(Float64Array.of(Math.PI, -Infinity, 3)), [Math.PI, -Infinity, 3], "float"],
    ["=f8", bytesOf(Float64Array.of(1, 2, 3)), [1, 2, 3], "float"],
  ])("of type %s", (descr, data, values, kind) => {
    const array = read(npyFile(descr, "(3,)", data));
    expect([...array.values]).toEqual(values);
    expect(array).toMatchObject({ shape: [3], kind });
  });

  it("in the other byte order", () => {
    const data = bytesOf(Float64Array.of(Math.E, -1)).slice();
    data.subarray(0, 8).reverse();
    data.subarray(8).reverse();
    expect([...read(npyFile(">f8", "(2,)", data)).values]).toEqual([Math.E, -1]);
  });

  it("in the order of columns is given in that of rows", () => {
    const columns = bytesOf(Float32Array.of(1, 4, 2, 5, 3, 6));
    expect([...read(npyFile("<f4", "(2, 3)", columns, { fortran: true })).values]).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    const deep = Float64Array.from({ length: 24 }, (_, i) => i);
    const array = read(npyFile("<f8", "(2, 3, 4)", bytesOf(deep), { fortran: true }));
    // In Fortran's order the first index runs fastest: item (1, 2, 3) stands at 1 + 2·2 + 3·6.
    expect(array.values[1 * 12 + 2 * 4 + 3]).toBe(1 + 2 * 2 + 3 * 6);
  });

  it("of version 2, with a header that is not aligned, with no axis, and without values", () => {
    const data = bytesOf(Float64Array.of(7, 8));
    expect([...read(npyFile("<f8", "(2,)", data, { version: 2, padded: false })).values]).toEqual([7, 8]);
    expect(read(npyFile("<f8", "()", data.subarray(0, 8)))).toMatchObject({ shape: [] });
    expect(read(npyFile("<f4", "(5, 0)", new Uint8Array()))).toMatchObject({ shape: [5, 0] });
  });

  it("comes back as it was written", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.float32Array({ maxLength: 20 }),
          fc.float64Array({ maxLength: 20 }),
          fc.uint16Array({ maxLength: 20 }),
          fc.uint32Array({ maxLength: 20 }),
        ),
        (values) => {
          const file = writeNpyArray(values, [values.length]);
          expect((file.length - values.byteLength) % 64).toBe(0);
          const array = read(file);
          expect(array.shape).toEqual([values.length]);
          expect([...array.values]).toEqual([...values]);
        },
      ),
    );
    expect(read(writeNpyArray(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2])).shape).toEqual([3, 2]);
  });
});

describe("a file that is no NumPy array of numbers is refused, with the reason", () => {
  const whole = npyFile("<f8", "(2,)", bytesOf(Float64Array.of(1, 2)));

  it.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(), /no NumPy array/],
    ["text", Buffer.from("1,2,3"), /no NumPy array/],
    ["an archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0), /\.npz archive/],
    ["texts", npyFile("<U5", "(1,)", new Uint8Array(20)), /type "U5"/],
    ["complex numbers", npyFile("<c16", "(1,)", new Uint8Array(16)), /type "c16"/],
    ["long doubles", npyFile("<f16", "(1,)", new Uint8Array(16)), /type "f16"/],
    ["Python objects", npyFile("|O", "(1,)", new Uint8Array(8)), /type "O"/],
    [
      "too few values",
      npyFile("<f8", "(3,)", bytesOf(Float64Array.of(1, 2))),
      /asks for 3 values, but it holds 2/,
    ],
    ["a cut header", whole.subarray(0, 20), /ends inside its header/],
    ["cut in a value", whole.subarray(0, whole.length - 3), /asks for 2 values, but it holds 1/],
    ["a shape of words", npyFile("<f8", "(a,)", new Uint8Array(8)), /shape/],
    ["a huge shape", npyFile("<f8", "(99999, 99999)", new Uint8Array(8)), /at most/],
  ])("%s", (_name, file, expected) => {
    expect(refusal(file)).toMatch(expected);
  });

  it("cut off or damaged anywhere never throws", () => {
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (length, at, byte) => {
        const damaged = whole.slice();
        damaged[at] = byte;
        expect(() => readNpyArray(damaged.subarray(0, length))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
