import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeFloats, encodeFloats } from "../../../src/run/floatText";

it("numbers in single precision come back from their text, those that are none too", () => {
  fc.assert(
    fc.property(fc.array(fc.float()), (values) => {
      expect([...decodeFloats(encodeFloats(values))!]).toEqual(values);
    }),
  );
  expect(encodeFloats([1])).toBe("AACAPw==");
});

it.each(["?", "AAA=", "AACAPwA="])("%s is no text of numbers, or the same numbers", (text) => {
  const decoded = decodeFloats(text);
  expect(decoded === undefined || encodeFloats([...decoded]) === `${text}==`).toBe(true);
});
