import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDecimalNumber } from "../../../src/data/labels/decimalNumber";
import { countLineBreaks } from "../../../src/data/files/lineBreaks";
import { listSome, quote, writeFixed } from "../../../src/base/text";

describe("decimal numbers", () => {
  it("are what JavaScript writes for finite numbers", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
        isDecimalNumber(String(value)),
      ),
    );
  });

  it("are read to the number that they mean", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0159.eE+-x ".split("")), maxLength: 8 }), (text) => {
        fc.pre(isDecimalNumber(text));
        expect(Number.isNaN(Number(text))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "",
    " 1",
    "1 ",
    "e5",
    ".",
    "+",
    "0x1",
    "0b1",
    "1_0",
    "1,5",
    "NaN",
    "Infinity",
    "1e",
    "1e+",
    "1.2.3",
  ])("are not %j", (text) => {
    expect(isDecimalNumber(text)).toBe(false);
  });

  it("are told from a very long text in one pass", () => {
    expect(isDecimalNumber(`${"1".repeat(1_000_000)}x`)).toBe(false);
  });
});

describe("line breaks", () => {
  it("are counted as a text is split at them", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", "é") }), (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(countLineBreaks(bytes, 0, bytes.length)).toBe(text.split(/\r\n|\n|\r/).length - 1);
      }),
    );
  });
});

describe("text in messages", () => {
  it("stands in quotes, on one line, and is cut", () => {
    expect(quote('a"b\n')).toBe('"a\\"b\\n"');
    expect(quote("x".repeat(41))).toBe(`"${"x".repeat(40)}…"`);
    expect(quote("x".repeat(40))).toBe(`"${"x".repeat(40)}"`);
  });

  it("lists names up to a number", () => {
    expect(listSome(["a", "b"], 2)).toBe("a, b");
    expect(listSome(["a", "b", "c", "d"], 2)).toBe("a, b and 2 more");
  });
});

describe("numbers with a fixed count of decimals", () => {
  it("have no sign when they are shown as 0", () => {
    expect([-1e-9, -0, 0.0004, -0.0006, 12.3456].map((value) => writeFixed(value, 3))).toEqual([
      "0.000",
      "0.000",
      "0.000",
      "-0.001",
      "12.346",
    ]);
  });
});
