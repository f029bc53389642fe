import { describe, expect, it } from "vitest";
import { readTree } from "../../../../src/config/text/readTree";
import { setValue } from "../../../../src/config/text/setValue";

function set(text: string, path: readonly string[], value: unknown): string | undefined {
  const root = readTree(text).root!;
  const fix = setValue({ text, root }, path, value);
  return fix?.edits.reduceRight(
    (written, { offset, length, text: piece }) =>
      written.slice(0, offset) + piece + written.slice(offset + length),
    text,
  );
}

describe("setting a field of a config", () => {
  const RATE = ["training", "learningRate"];

  it("replaces its value", () => {
    expect(set('{ "training": { "learningRate": 0.5 } }', RATE, 0.05)).toBe(
      '{ "training": { "learningRate": 0.05 } }',
    );
  });

  it("adds the field, or its section", () => {
    expect(set('{ "training": { "epochs": 5 } }', RATE, 0.05)).toBe(
      '{ "training": { "epochs": 5, "learningRate": 0.05 } }',
    );
    expect(set('{ "data": {} }', RATE, 0.05)).toBe('{ "data": {}, "training": { "learningRate": 0.05 } }');
    expect(set("{}", ["data", "normalize"], "standardize")).toContain('{ "normalize": "standardize" }');
  });

  it("does nothing where there is no place for it, or nothing to change", () => {
    expect(set('{ "training": 3 }', RATE, 0.05)).toBeUndefined();
    expect(set('{ "training": { "learningRate": 0.05 } }', RATE, 0.05)).toBeUndefined();
  });
});
