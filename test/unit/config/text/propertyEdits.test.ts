import { describe, expect, it } from "vitest";
import { insertProperty, removeEntry } from "../../../../src/config/text/propertyEdits";
import { readTree } from "../../../../src/config/text/readTree";
import type { ObjectNode } from "../../../../src/config/text/tree";
import { applyFix } from "../support";

function objectOf(text: string): ObjectNode {
  const { root } = readTree(text);
  expect(root?.kind).toBe("object");
  return root as ObjectNode;
}

function insert(text: string, position: "first" | "last"): string {
  const edits = insertProperty(text, objectOf(text), "k", "0", position);
  const edited = applyFix(text, { title: "", edits });
  expect(objectOf(edited).properties.at(position === "first" ? 0 : -1)?.key).toBe("k");
  expect(objectOf(edited).properties).toHaveLength(objectOf(text).properties.length + 1);
  return edited;
}

function remove(text: string, index: number): string {
  const { properties } = objectOf(text);
  const edited = applyFix(text, { title: "", edits: removeEntry(text, properties, index) });
  expect(objectOf(edited).properties.map(({ key }) => key)).toEqual(
    properties.map(({ key }) => key).filter((_, each) => each !== index),
  );
  return edited;
}

describe("insertProperty", () => {
  it.each([
    ["{}", `{ "k": 0 }`],
    ["{ }", `{ "k": 0 }`],
    ["{ /* c */ }", `{ "k": 0 /* c */ }`],
    ["{\n}", `{\n  "k": 0\n}`],
    ["{ // c\n}", `{\n  "k": 0 // c\n}`],
  ])("fills the empty object %j", (text, expected) => {
    expect(insert(text, "last")).toBe(expected);
    expect(insert(text, "first")).toBe(expected);
  });

  it.each([
    [`{ "a": 1 }`, `{ "k": 0, "a": 1 }`],
    [`{\n\t"a": 1\n}`, `{\n\t"k": 0,\n\t"a": 1\n}`],
    [`{\r\n  // c\r\n  "a": 1\r\n}`, `{\r\n  // c\r\n  "k": 0,\r\n  "a": 1\r\n}`],
  ])("puts a field before the first of %j", (text, expected) => {
    expect(insert(text, "first")).toBe(expected);
  });

  it.each([
    [`{ "a": 1 }`, `{ "a": 1, "k": 0 }`],
    [`{ "a": 1, }`, `{ "a": 1, "k": 0, }`],
    [`{\n    "a": 1\n}`, `{\n    "a": 1,\n    "k": 0\n}`],
    [`{\n  "a": 1,\n}`, `{\n  "a": 1,\n  "k": 0\n}`],
    [`{\n  "a": 1 // c\n}`, `{\n  "a": 1, // c\n  "k": 0\n}`],
    [`{\n  "a": 1, // c, d\n}`, `{\n  "a": 1, // c, d\n  "k": 0\n}`],
    [`{\n  "a": 1\n  ,\n}`, `{\n  "a": 1,\n  "k": 0\n  ,\n}`],
    [`{\n  "a": 1 // c\n  ,\n}`, `{\n  "a": 1,\n  "k": 0 // c\n  ,\n}`],
    [`{\n  "a": 1 }`, `{\n  "a": 1,\n  "k": 0 }`],
    [`{\r\n  "a": 1 // c\r\n}`, `{\r\n  "a": 1, // c\r\n  "k": 0\r\n}`],
  ])("puts a field behind the last of %j", (text, expected) => {
    expect(insert(text, "last")).toBe(expected);
  });
});

describe("removeEntry", () => {
  it.each([
    [`{ "a": 1 }`, 0, `{ }`],
    [`{ "a": 1, "b": 2 }`, 0, `{ "b": 2 }`],
    [`{ "a": 1, "b": 2 }`, 1, `{ "a": 1 }`],
    [`{"a":1,"b":2,"c":3}`, 1, `{"a":1,"c":3}`],
    [`{ "a": 1, "b": 2, }`, 1, `{ "a": 1, }`],
    [`{\n  "a": 1,\n  "b": 2\n}`, 0, `{\n  "b": 2\n}`],
    [`{\n  "a": 1,\n  "b": 2\n}`, 1, `{\n  "a": 1\n}`],
    [`{\n  "a": 1, // of a\n  // of b\n  "b": 2\n}`, 0, `{\n  // of b\n  "b": 2\n}`],
    [`{\n  "a": 1, // of a\n  // of b\n  "b": 2\n}`, 1, `{\n  "a": 1 // of a\n  // of b\n}`],
    [`{\r\n  "a": 1,\r\n  "b": 2,\r\n}`, 1, `{\r\n  "a": 1,\r\n}`],
    [`{ "a": 1 /* c */, "b": 2 }`, 0, `{  /* c */ "b": 2 }`],
    [`{ "a": {\n  "x": 1\n}, "b": 2 }`, 0, `{ "b": 2 }`],
  ])("takes an entry out of %j", (text, index, expected) => {
    expect(remove(text, index)).toBe(expected);
  });
});
