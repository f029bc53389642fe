import { describe, expect, it } from "vitest";
import { boundCommand, type BoundArguments, type PrintedCurve } from "../../../src/cli/boundCommand";
import { parseCliArguments } from "../../../src/cli/parseArguments";
import type { NumericArray } from "../../../src/data/numpy/npyArray";
import { binaryEntropy } from "../../../src/information/entropy";
import { runOnArrays, type Finished } from "./arrayFiles";

const array = (values: readonly number[], shape: readonly number[]): NumericArray => ({
  values: Float64Array.from(values),
  shape,
  kind: "float",
});

const FILES: Readonly<Record<string, NumericArray>> = {
  "pxy.npy": array([0.445, 0.055, 0.055, 0.445], [2, 2]),
  "counts.npy": array([445, 55, 55, 445], [2, 2]),
  "pyx.npy": array([0.89, 0.11, 0.11, 0.89], [2, 2]),
  "px.npy": array([0.25, 0.75], [2]),
  "px3.npy": array([0.25, 0.75, 0], [3]),
  "hard.npy": array([1, 0, 0, 1, 0, 1], [3, 2]),
  "flat.npy": array([0.5, 0.5], [2]),
  "deep.npy": array([1, 1, 1, 1], [2, 2, 1]),
  "empty.npy": array([], [0, 2]),
  "nan.npy": array([0.5, NaN, NaN, 0.5], [2, 2]),
  "pxnan.npy": array([0.5, NaN], [2]),
  "negative.npy": array([0.5, 0.5, -0.1, 0.1], [2, 2]),
  "unnormalized.npy": array([0.5, 0.5, 0.5, 0.7], [2, 2]),
  "nothing.npy": array([1, 1, 1, 1], [2, 2]),
};

function bound(...argv: string[]): Promise<Finished> {
  const args = parseCliArguments(["bound", ...argv]) as BoundArguments;
  return runOnArrays(FILES, ({ readArray, ...rest }) =>
    boundCommand(args, { ...rest, readMatrix: readArray }),
  );
}

async function json(...argv: string[]): Promise<PrintedCurve> {
  const { code, out, messages } = await bound(...argv, "--format", "json");
  expect(messages).toBe("");
  expect(code).toBe(0);
  return JSON.parse(out) as PrintedCurve;
}

describe("ib-analysis bound", () => {
  it("prints the curve of p(x,y), of counts, and of p(y|x) as the same object", async () => {
    const curve = await json("pxy.npy", "--points", "20");
    expect(curve.points).toHaveLength(20);
    expect(curve.points[0]).toMatchObject({ ixt: 0, ity: 0 });
    expect(curve.points[0]!.beta).toBeCloseTo(1 / (1 - 0.22) ** 2, 6);
    expect(curve.points.at(-1)!.ixt).toBeCloseTo(1, 9);
    expect(curve.points.at(-1)!.ity).toBeCloseTo(1 - binaryEntropy(0.11), 9);
    expect(curve).toMatchObject({ deterministic: false, notes: [] });
    expect([curve.hx, curve.hy]).toEqual([1, 1]);
    expect(curve.ixy).toBeCloseTo(1 - binaryEntropy(0.11), 9);
    expect(curve.accuracy).toBeLessThan(0.01);
    for (const { beta } of curve.points) {
      expect(beta).toBeGreaterThan(1);
    }
    for (const other of [
      await json("counts.npy", "--points", "20"),
      await json("pyx.npy", "--conditional", "--points", "20"),
    ]) {
      expect(other.ixy).toBeCloseTo(curve.ixy, 12);
      for (const [i, { ixt, ity }] of other.points.entries()) {
        expect(ixt).toBeCloseTo(curve.points[i]!.ixt, 6);
        expect(ity).toBeCloseTo(curve.points[i]!.ity, 6);
      }
    }
  });

  it("takes p(x), and the sample that the table is of", async () => {
    const curve = await json(
      "pyx.npy",
      "--conditional",
      "--px",
      "px.npy",
      "--rows",
      "10000",
      "--points",
      "9",
    );
    expect(curve.hx).toBeCloseTo(binaryEntropy(0.25), 12);
    for (const { ixt, ity, lower, upper } of curve.points) {
      expect(lower).toBeCloseTo(Math.max(0, ity - (2 ** ixt * 2) / 100), 9);
      expect(upper).toBeGreaterThanOrEqual(ity);
    }
  });

  it("says of labels that X determines what the curve is worth", async () => {
    const curve = await json("hard.npy", "--points", "5");
    expect(curve.deterministic).toBe(true);
    expect(curve.points.at(-1)!.ity).toBeCloseTo(binaryEntropy(1 / 3), 9);
    expect((await bound("hard.npy")).out).toContain("Kolchinsky, Tracey & Van Kuyk 2019");
  });

  it("prints hard encoders alone when asked to", async () => {
    const curve = await json("pxy.npy", "--deterministic");
    expect(curve.points).toHaveLength(2);
    expect(curve.accuracy).toBeUndefined();
  });

  it("leaves β out where there is none", async () => {
    expect((await json("nothing.npy")).points).toEqual([{ ixt: 0, ity: 0 }]);
  });

  it("prints a table otherwise, with the sample's columns where it is given", async () => {
    const { out } = await bound("pxy.npy", "--points", "3");
    const lines = out.split("\n");
    expect(lines[0]!.trim()).toMatch(/^β +I\(X;T\) +I\(T;Y\)$/);
    expect(lines[2]!.trim()).toBe("1.6437  0.000000  0.000000");
    expect(lines[4]!.trim()).toMatch(/1\.000000 +0\.500084$/);
    expect(out).toContain("H(X) = 1.0000, H(Y) = 1.0000, I(X;Y) = 0.5001 bit.");
    expect((await bound("pxy.npy", "--rows", "100")).out).toMatch(/at least +at most/);
  });

  it.each([
    [["missing.npy"], "missing.npy cannot be read."],
    [["flat.npy"], "flat.npy has the shape (2); it should be a table of inputs × classes."],
    [["deep.npy"], "deep.npy has the shape (2, 2, 1)"],
    [["empty.npy"], "empty.npy has the shape (0, 2)"],
    [["negative.npy"], "negative.npy: The entry in row 1, column 0 of p(x,y) is -0.1"],
    [
      ["nan.npy"],
      "nan.npy holds 2 values that are not finite numbers, the first of them NaN in row 0, column 1",
    ],
    [["pyx.npy", "--conditional", "--px", "pxnan.npy"], "pxnan.npy holds NaN in row 1 (counted from 0)."],
    [["unnormalized.npy", "--conditional"], "unnormalized.npy: Row 1 of p(y|x) sums to 1.2"],
    [["pyx.npy", "--conditional", "--px", "px3.npy"], "p(x) has 3 entries"],
    [["pyx.npy", "--conditional", "--px", "missing.npy"], "missing.npy cannot be read."],
  ])("refuses %j with a sentence", async (argv, words) => {
    const { code, out, messages } = await bound(...argv);
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(messages).toContain(words);
  });
});
