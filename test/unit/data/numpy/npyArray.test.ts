import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  readNpyArray,
  readNpyLabels,
  writeNpyArray,
  type NamedArray,
  type NumericArray,
} from "../../../../src/data/numpy/npyArray";

/** A `.npy` file as numpy.save writes it, but for the padding where `padded` is false. */
function npyFile(
  descr: string,
  shape: string,
  data: Uint8Array,
  options: { fortran?: boolean; version?: 1 | 2 | 3; padded?: boolean } = {},
): Uint8Array {
  const order = options.fortran === true ? "True" : "False";
  return withHeader(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`, data, options);
}

/** The same with any header. */
function withHeader(
  dictionary: string,
  data: Uint8Array,
  options: { version?: 1 | 2 | 3; padded?: boolean } = {},
): Uint8Array {
  const { version = 1, padded = true } = options;
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
    ["|f8", bytesOf(Float64Array.of(1, 2, 3)), [1, 2, 3], "float"],
    ["f8", bytesOf(Float64Array.of(1, 2, 3)), [1, 2, 3], "float"],
    ["float32", bytesOf(Float32Array.of(1, 2, 3)), [1, 2, 3], "float"],
    ["u1", Uint8Array.of(1, 2, 255), [1, 2, 255], "integer"],
    [">u1", Uint8Array.of(1, 2, 255), [1, 2, 255], "integer"],
    ["?", Uint8Array.of(1, 0, 1), [1, 0, 1], "integer"],
    [">i4", Uint8Array.of(0, 0, 1, 0, 255, 255, 255, 255, 0, 0, 0, 2), [256, -1, 2], "integer"],
    [">i8", bytesOf(BigInt64Array.of(-5n, 2n, -(2n ** 53n) + 1n)).reverse(), [1 - 2 ** 53, 2, -5], "integer"],
    // The smallest half, infinity and one third.
    ["<f2", bytesOf(Uint16Array.of(0x0001, 0xfc00, 0x3555)), [2 ** -24, -Infinity, 0.333251953125], "float"],
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
    expect([...read(npyFile("<f8", "(2,)", data, { version: 3 })).values]).toEqual([7, 8]);
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

describe("a header as any Python wrote it", () => {
  const data = bytesOf(Float64Array.of(1, 2, 3, 4, 5, 6));

  it.each([
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 3L), }",
    "{u'descr': u'<f8', u'fortran_order': False, u'shape': (2, 3), }",
    "{b'descr': b'<f8', b'fortran_order': False, b'shape': (2, 3)}",
    '{"descr": "<f8", "fortran_order": False, "shape": (2, 3), }',
    "{'shape':(2,3,),'fortran_order':False,'descr':'f8'}",
    "  {\n'descr' :\t'<f8' , 'fortran_order' : False , 'shape' : ( 2 , 3 ) , }  ",
  ])("%s", (header) => {
    const { shape, values } = read(withHeader(header, data));
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each<[string, RegExp]>([
    ["{'descr': '<f8', 'fortran_order': False}", /shape is missing/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'more': 1}", /there is "more"/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'shape': (6,)}", /a second "shape"/],
    ["{'descr': '<f8', 'fortran_order': Fblse, 'shape': (2, 3)}", /a value was expected, but "Fblse/],
    ["{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3)}", /neither True nor False/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': [2, 3]}", /shape is no tuple/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (6)}", /shape is no tuple/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (-2, -3)}", /shape is no tuple/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (2, 03)}", /a whole number was expected/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (2.0, 3)}", /a whole number was expected/],
    [
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)} + 1",
      /nothing more was expected, but "\+ 1"/,
    ],
    ["{'descr': '<f8, 'fortran_order': False, 'shape': (2, 3)}", /was expected/],
    ["{'descr': '<f8", /has no end/],
    ["['descr']", /no dictionary/],
    ["", /its end was found/],
    ["(".repeat(40), /more than 32 brackets/],
  ])("%s is refused", (header, expected) => {
    expect(refusal(withHeader(header, data))).toMatch(expected);
  });

  it("with any one bit the other way is refused, or gives the same array", () => {
    const file = npyFile("<f8", "(2, 3)", data, { fortran: true });
    const before = read(file);
    const orderAt = file.indexOf("<".charCodeAt(0));
    for (let at = 0; at < file.length - data.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = file.slice();
        flipped[at]! ^= 1 << bit;
        const array = readNpyArray(flipped);
        // "<" and ">" are one bit from each other, and nothing else in the file says which is right.
        if (array.ok && !(at === orderAt && flipped[at] === ">".charCodeAt(0))) {
          expect(array.value, `bit ${bit} of byte ${at}`).toEqual(before);
        }
      }
    }
  });

  it("of any shape and type, in any writing, is read as it was meant", () => {
    const space = fc.constantFrom("", " ", "  ", "\n");
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 }),
        fc.constantFrom("", "u", "b"),
        fc.constantFrom("'", '"'),
        fc.constantFrom("", "L"),
        fc.boolean(),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        space,
        (shape, prefix, mark, long, fortran, order, gap) => {
          const size = shape.reduce((product, each) => product * each, 1);
          const text = (value: string): string => `${prefix}${mark}${value}${mark}`;
          const sizes = shape.map((each) => `${each}${long},`).join(gap);
          const fields = [
            `${text("descr")}${gap}:${gap}${text("|u1")}`,
            `${text("fortran_order")}:${fortran ? "True" : "False"}${gap}`,
            `${text("shape")}:${gap}(${gap}${sizes}${gap})`,
          ];
          const items = Uint8Array.from({ length: size }, (_, i) => i % 251);
          const header = `{${gap}${order.map((each) => fields[each]).join(`${gap},`)}${gap}}`;
          const array = read(withHeader(header, items));
          expect(array.shape).toEqual(shape);
          expect([...array.values].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
        },
      ),
    );
  });

  it("as long as numpy.load reads is read in one pass, and no longer one", () => {
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}";
    const padded = (length: number): Uint8Array =>
      withHeader(header.padEnd(length - 1), data, { padded: false, version: 2 });
    expect(read(padded(10_000)).shape).toEqual([2, 3]);
    expect(refusal(padded(10_001))).toMatch(/10001 bytes; at most 10000/);
  });
});

describe("labels of a NumPy array", () => {
  function readLabels(file: Uint8Array): NumericArray | NamedArray {
    const result = readNpyLabels(file);
    if (!result.ok) {
      throw new Error(result.failure.message);
    }
    return result.value;
  }

  it("beyond 2^53 stay apart", () => {
    const near = [2n ** 60n + 1n, 2n ** 60n, -3n, 2n ** 60n + 1n];
    const file = npyFile("<i8", "(4,)", bytesOf(BigInt64Array.from(near)));
    expect(readLabels(file)).toMatchObject({
      kind: "named",
      names: ["-3", String(2n ** 60n), String(2n ** 60n + 1n)],
      items: Uint16Array.of(2, 1, 0, 2),
    });
    expect(refusal(file)).toMatch(/whole numbers beyond/);
    const largest = npyFile("<u8", "(2,)", bytesOf(BigUint64Array.of(2n ** 64n - 1n, 2n ** 64n - 2n)));
    expect(readLabels(largest)).toMatchObject({ items: Uint16Array.of(1, 0) });
    const exact = npyFile("<i8", "(2,)", bytesOf(BigInt64Array.of(2n ** 53n - 1n, 1n - 2n ** 53n)));
    expect(readLabels(exact)).toMatchObject({
      kind: "integer",
      values: Float64Array.of(2 ** 53 - 1, 1 - 2 ** 53),
    });
  });

  it("of texts are told apart", () => {
    const wide = Uint32Array.from("no\0yesn😀\0no\0".match(/./gsu) ?? [], (letter) => letter.codePointAt(0)!);
    expect(readLabels(npyFile("<U3", "(2, 2)", bytesOf(wide), { fortran: true }))).toEqual({
      shape: [2, 2],
      names: ["no", "n😀", "yes"],
      items: Uint16Array.of(0, 1, 2, 0),
      kind: "named",
    });
    const narrow = Buffer.from("cat\0dog\0bird");
    expect(readLabels(npyFile("|S4", "(3,)", narrow))).toMatchObject({
      names: ["bird", "cat", "dog"],
      items: Uint16Array.of(1, 2, 0),
    });
    expect(refusal(npyFile("|S4", "(3,)", narrow))).toMatch(/texts \(dtype S4\)/);
  });

  it("of too many values, or of no characters that there are, are refused", () => {
    const many = BigInt64Array.from({ length: 1001 }, (_, i) => 2n ** 60n + BigInt(i));
    const result = readNpyLabels(npyFile("<i8", "(1001,)", bytesOf(many)));
    expect(result).toMatchObject({ failure: { code: "data/too-large" } });
    const broken = readNpyLabels(npyFile("<U1", "(1,)", Uint8Array.of(0, 0, 0x11, 0)));
    expect(broken).toMatchObject({ failure: { code: "data/format" } });
  });
});

describe("a file that is no NumPy array of numbers is refused, with the reason", () => {
  const whole = npyFile("<f8", "(2,)", bytesOf(Float64Array.of(1, 2)));

  it.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(), /no NumPy array/],
    ["text", Buffer.from("1,2,3"), /no NumPy array/],
    ["an archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0), /\.npz archive/],
    ["texts", npyFile("<U5", "(1,)", new Uint8Array(20)), /texts \(dtype U5\).*astype\(np\.float32\)/],
    [
      "complex numbers",
      npyFile("<c16", "(1,)", new Uint8Array(16)),
      /complex numbers \(dtype "<c16"\).*a\.real/,
    ],
    ["long doubles", npyFile("<f16", "(1,)", new Uint8Array(16)), /floats of 128 bits.*np\.float64/],
    ["Python objects", npyFile("|O", "(1,)", new Uint8Array(8)), /Python objects.*astype\(np\.float32\)/],
    ["dates", npyFile("<M8[D]", "(1,)", new Uint8Array(8)), /dates/],
    ["raw bytes", npyFile("|V2", "(1,)", new Uint8Array(2)), /raw bytes/],
    ["no type", npyFile("<z9", "(1,)", new Uint8Array(9)), /NumPy type "<z9"/],
    [
      "records",
      withHeader(
        "{'descr': [('x', '<f4'), ('y', '<f4', (2,))], 'fortran_order': False, 'shape': (1,)}",
        new Uint8Array(12),
      ),
      /records.*structured/,
    ],
    [
      "a later version",
      Uint8Array.from(npyFile("<f8", "()", new Uint8Array(8)), (byte, at) => (at === 6 ? 4 : byte)),
      /version 4\.0/,
    ],
    [
      "more bytes",
      npyFile("<f8", "(1,)", new Uint8Array(9)),
      /holds 9 bytes in place of 8: the file is damaged/,
    ],
    [
      "two arrays",
      npyFile("<f8", "(1,)", Buffer.concat([new Uint8Array(8), npyFile("<f8", "()", new Uint8Array(8))])),
      /another array follows/,
    ],
    [
      "a shape of no length and of a great one",
      npyFile("<f8", "(0, 99999999999)", new Uint8Array()),
      /at most/,
    ],
    ["a shape beyond all numbers", npyFile("<f8", `(${"9".repeat(400)},)`, new Uint8Array()), /shape/],
    [
      "too few values",
      npyFile("<f8", "(3,)", bytesOf(Float64Array.of(1, 2))),
      /asks for 3 values of 8 bytes, but it holds 16 bytes in place of 24: the file was cut off/,
    ],
    ["a cut header", whole.subarray(0, 20), /ends inside its header/],
    ["cut in a value", whole.subarray(0, whole.length - 3), /holds 13 bytes in place of 16/],
    ["a shape of words", npyFile("<f8", "(a,)", new Uint8Array(8)), /a value was expected, but "a/],
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
