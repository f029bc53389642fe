import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DATA_CLASSES_MAX } from "../../../../src/base/limits";
import { summarizeDataset } from "../../../../src/data/dataset/datasetSummary";
import { readMatDataset, type MatConfig } from "../../../../src/data/matlab/matDataset";
import { splitRows } from "../../../../src/data/dataset/splitRows";
import type { Failure } from "../../../../src/base/failure";
import { randomStream } from "../../../../src/base/random";
import { MatWriter, type MatEntry } from "../../../support/matWriter";

const CONFIG: MatConfig = {
  file: "data.mat",
  inputs: "F",
  labels: "y",
  missing: "refuse",
  classes: "auto",
};
const F: MatEntry = { name: "F", dimensions: [4, 2], values: [1, 2, 3, 4, 5, 6, 7, 8], type: "double" };
const Y: MatEntry = { name: "y", dimensions: [4, 1], values: [0, 1, 0, 1], type: "uint8" };

const load = (...entries: MatEntry[]) => readMatDataset(new MatWriter().file(entries), CONFIG);
const loadAs = (changes: Partial<MatConfig>, ...entries: MatEntry[]) =>
  readMatDataset(new MatWriter().file(entries), { ...CONFIG, ...changes });

function failureOf(...entries: MatEntry[]): Failure {
  const loaded = load(...entries);
  if (loaded.ok) {
    throw new Error("a failure was expected");
  }
  return loaded.failure;
}

describe("a dataset from a MATLAB file", () => {
  it("has one row a sample and one class a distinct label", () => {
    expect(load(F, Y)).toEqual({
      ok: true,
      value: {
        name: "data.mat",
        rows: 4,
        columns: 2,
        inputs: Float32Array.of(1, 5, 2, 6, 3, 7, 4, 8),
        labels: Uint16Array.of(0, 1, 0, 1),
        classNames: ["0", "1"],
      },
    });
  });

  it("takes labels as row or column, of any numeric type, and sorts classes as numbers", () => {
    const values = [10, -2.5, 9, 10];
    for (const dimensions of [
      [1, 4],
      [4, 1],
    ]) {
      const loaded = loadAs({ classes: "values" }, F, { ...Y, dimensions, values, type: "single" });
      expect(loaded).toMatchObject({ ok: true, value: { classNames: ["-2.5", "9", "10"] } });
      expect(loaded.ok && Array.from(loaded.value.labels)).toEqual([2, 0, 1, 2]);
    }
  });

  it("names both shapes where labels and inputs do not fit, and sees inputs that lie on their side", () => {
    expect(failureOf(F, { ...Y, dimensions: [3, 1], values: [0, 1, 0] })).toEqual({
      code: "data/shape",
      message: 'The labels "y" (3×1) are 3, but the inputs "F" (4×2) have 4 rows; one label a row is needed.',
      path: ["data", "labels"],
    });
    const transposed = load({ ...F, dimensions: [2, 4], values: [1, 5, 2, 6, 3, 7, 4, 8] }, Y);
    expect(transposed).toEqual(load(F, Y));
    expect(failureOf(F, { ...Y, dimensions: [2, 2] })).toMatchObject({
      code: "data/shape",
      path: ["data", "labels"],
    });
    expect(failureOf({ ...F, dimensions: [4, 0], values: [] }, Y)).toMatchObject({
      code: "data/shape",
      path: ["data", "inputs"],
    });
  });

  it("takes one-hot labels, by rows or by columns, beside inputs by rows or by columns", () => {
    const labels = { ...Y, dimensions: [4, 3], values: [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0] };
    const turned = { ...Y, dimensions: [3, 4], values: [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0] };
    const wide = { ...F, dimensions: [2, 4], values: [1, 5, 2, 6, 3, 7, 4, 8] };
    const expected = load(F, { ...Y, values: [1, 2, 3, 2] });
    expect(expected).toMatchObject({ ok: true, value: { classNames: ["1", "2", "3"] } });
    for (const inputs of [F, wide]) {
      for (const y of [labels, turned]) {
        expect(load(inputs, y)).toEqual(expected);
        expect(load(inputs, { ...y, flags: 0x02 })).toEqual(expected);
      }
    }
    for (const values of [
      [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 0],
      [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0],
      [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0],
    ]) {
      expect(failureOf(F, { ...labels, values }).message).toMatch(/"y" \(4×3\) are a matrix.*one-hot/);
    }
  });

  it("takes labels by name: cells, rows of a char matrix, and a char each", () => {
    const writer = new MatWriter();
    const from = (...variables: Uint8Array[]) =>
      readMatDataset(writer.fileOf(writer.variable(F), ...variables), CONFIG);
    const cell = (text: string): Uint8Array => writer.text("", [text]);
    const number = (value: number): Uint8Array =>
      writer.variable({ ...Y, name: "", dimensions: [1, 1], values: [value] });
    const catDog = { ok: true, value: { classNames: ["cat", "dog"], labels: Uint16Array.of(1, 0, 0, 1) } };
    const cells = ["dog", "cat", "cat ", "dog"].map(cell);
    expect(from(writer.cells("y", [4, 1], cells))).toMatchObject(catDog);
    expect(from(writer.cells("y", [1, 4], cells))).toMatchObject(catDog);
    expect(from(writer.text("y", ["dog ", "cat ", "cat ", "dog "]))).toMatchObject(catDog);
    expect(from(writer.text("y", ["baab"]))).toMatchObject({
      ok: true,
      value: { labels: Uint16Array.of(1, 0, 0, 1) },
    });
    expect(from(writer.cells("y", [4, 1], [10, 9, 9, 10].map(number)))).toMatchObject({
      ok: true,
      value: { classNames: ["9", "10"] },
    });
    expect(from(writer.sparse("y", [4, 2], [1, 0, 0, 1, 0, 1, 1, 0]))).toMatchObject({ ok: true });
    const message = (variable: Uint8Array): string => {
      const loaded = from(variable);
      return loaded.ok ? "read" : loaded.failure.message;
    };
    expect(message(writer.cells("y", [4, 1], [...cells.slice(0, 3), cell("NaN")]))).toMatch(
      /label y\{4\} is "NaN"/,
    );
    expect(
      message(writer.cells("y", [4, 1], [...cells.slice(0, 3), writer.element(14, new Uint8Array())])),
    ).toMatch(/label y\{4\} is empty/);
    expect(
      message(writer.cells("y", [4, 1], [...cells.slice(0, 3), writer.variable({ ...F, name: "" })])),
    ).toMatch(/The cell "y\{4\}" is of type 4×2 double; labels in cells are a text or a number each/);
    expect(message(writer.cells("y", [2, 2], cells))).toMatch(/"y" \(2×2\) are a matrix/);
    expect(message(writer.cells("y", [5, 1], [...cells, cell("dog")]))).toMatch(
      /are 5, but the inputs "F" \(4×2\) have 4 rows/,
    );
    expect(message(writer.text("y", ["a", "b", "a"]))).toMatch(/are 3, but/);
    expect(message(writer.cells("y", [4, 1], cells.slice(0, 2)))).toMatch(/the cell "y\{3\}"/);
  });

  it("speaks of the config line that names the variable", () => {
    expect(failureOf(Y)).toMatchObject({ code: "data/variable-missing", path: ["data", "inputs"] });
    expect(failureOf(F)).toMatchObject({ code: "data/variable-missing", path: ["data", "labels"] });
    expect(failureOf(F, { ...Y, matrixClass: 2 })).toMatchObject({
      code: "data/shape",
      path: ["data", "labels"],
    });
    expect(readMatDataset(new Uint8Array(5), CONFIG)).toMatchObject({
      ok: false,
      failure: { code: "data/format", path: ["data", "file"] },
    });
  });

  it("refuses what is no finite number, by its element", () => {
    expect(failureOf({ ...F, values: [1, 2, 3, 4, 5, NaN, 7, 8] }, Y)).toEqual({
      code: "data/not-a-number",
      message:
        'The input F(2,2) is NaN, which stands for a missing value; a number is needed: fill it in, or leave such rows out with "missing": "skip" in data.',
      path: ["data", "inputs"],
    });
    expect(failureOf({ ...F, values: [1, 2, 3e300, 4, 5, 6, 7, 8] }, Y).message).toContain(
      "F(3,1) is 3e+300",
    );
    expect(failureOf(F, { ...Y, values: [0, 1, Infinity, 1], type: "double" })).toMatchObject({
      code: "data/not-a-number",
      path: ["data", "labels"],
    });
  });

  it("leaves samples without a value out if asked to, and says so; else it counts them", () => {
    const dimensions = [6, 1];
    const inputs: MatEntry = { ...F, dimensions, values: [1, NaN, 3, 4, 5, 6] };
    const labels: MatEntry = { ...Y, dimensions, values: [0, 1, NaN, 0, 1, 1], type: "double" };
    expect(failureOf(inputs, labels).message).toBe(
      'The input F(2,1) is NaN, which stands for a missing value, and 1 more row lacks a label or an input; a number is needed: fill it in, or leave such rows out with "missing": "skip" in data.',
    );
    expect(loadAs({ missing: "skip" }, inputs, labels)).toEqual({
      ok: true,
      value: {
        name: "data.mat",
        rows: 4,
        columns: 1,
        inputs: Float32Array.of(1, 4, 5, 6),
        labels: Uint16Array.of(0, 0, 1, 1),
        classNames: ["0", "1"],
        notes: ['2 rows of 6 were left out, since a value is missing (data.missing is "skip").'],
      },
    });
    const few = loadAs({ missing: "skip" }, { ...inputs, values: [NaN, NaN, NaN, 4, 5, 6] }, labels);
    expect(few).toMatchObject({ failure: { code: "data/too-few-rows" } });
    const whole: MatEntry = { ...inputs, values: [1, 2, 3, 4, 5, 6] };
    expect(failureOf(whole, labels).message).toContain(
      'The label y(3,1) is NaN, which stands for a missing value; a class label is needed: fill it in, leave such rows out with "missing": "skip" in data, or take "NaN" for a class with "missing": "class".',
    );
    expect(loadAs({ missing: "class" }, whole, labels)).toMatchObject({
      value: { classNames: ["0", "1", "NaN"] },
    });
  });

  it("refuses labels that look like a measured quantity, unless they are asked for", () => {
    const fractions: MatEntry = { ...Y, values: [0.5, 1, 2, 0.5], type: "double" };
    expect(failureOf(F, fractions)).toEqual({
      code: "data/format",
      message:
        'The labels "y" (4×1) are 3 different numbers in 4 rows, such as "0.5": they look like a measured quantity (a regression target), not like classes. Cut them into a few ranges first (pandas.qcut does), or take every number for a class with "classes": "values" in data.',
      path: ["data", "labels"],
    });
    expect(loadAs({ classes: "values" }, F, fractions)).toMatchObject({ ok: true });
  });

  it("refuses fewer than 4 rows and fewer than 2 classes", () => {
    const rows = (count: number): MatEntry[] => [
      { ...F, dimensions: [count, 1], values: Array.from({ length: count }, (_, i) => i) },
      { ...Y, dimensions: [count, 1], values: Array.from({ length: count }, (_, i) => i % 2) },
    ];
    expect(failureOf(...rows(3))).toMatchObject({ code: "data/too-few-rows", path: ["data", "inputs"] });
    expect(load(...rows(4)).ok).toBe(true);
    expect(failureOf(F, { ...Y, values: [7, 7, 7, 7] })).toEqual({
      code: "data/one-class",
      message: 'Every label in "y" (4×1) is 7; labels of at least two classes are needed.',
      path: ["data", "labels"],
    });
  });

  it("refuses more classes than the cap", () => {
    const classes = (count: number): MatEntry[] => [
      { ...F, dimensions: [count, 1], values: new Array<number>(count).fill(0) },
      { ...Y, dimensions: [count, 1], values: Array.from({ length: count }, (_, i) => i), type: "double" },
    ];
    expect(loadAs({ classes: "values" }, ...classes(DATA_CLASSES_MAX)).ok).toBe(true);
    expect(loadAs({ classes: "values" }, ...classes(DATA_CLASSES_MAX + 1))).toMatchObject({
      failure: { code: "data/too-large", path: ["data", "labels"] },
    });
    expect(failureOf(...classes(DATA_CLASSES_MAX + 1))).toMatchObject({
      code: "data/format",
      message: expect.stringContaining("regression target") as string,
    });
  });
});

const VAR_U = "../shared/data/var_u.mat";

describe("the published task, var_u.mat", () => {
  it("has all 4096 patterns in counting order and 2118 labels of 1", ({ skip }) => {
    if (!existsSync(VAR_U)) {
      skip(`${VAR_U} is not there`);
    }
    const loaded = readMatDataset(new Uint8Array(readFileSync(VAR_U)), CONFIG);
    if (!loaded.ok) {
      throw new Error(loaded.failure.message);
    }
    const dataset = loaded.value;
    expect(dataset).toMatchObject({ rows: 4096, columns: 12, classNames: ["0", "1"] });
    for (let row = 0; row < 4096; row++) {
      expect(dataset.inputs.subarray(12 * row, 12 * row + 12).join("")).toBe(
        row.toString(2).padStart(12, "0"),
      );
    }
    expect(dataset.labels.reduce((sum, label) => sum + label, 0)).toBe(2118);
    const split = splitRows(4096, 0.85, randomStream(0, "split"));
    const summary = summarizeDataset(dataset, split.training.length, split.test.length);
    expect(summary.inputEntropy).toBeCloseTo(12, 12);
    expect(summary.labelEntropy).toBeCloseTo(0.99916, 5);
    expect(summary.inputLabelInformation).toBeCloseTo(0.99916, 5);
  });
});
