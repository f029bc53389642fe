import { describe, expect, it } from "vitest";
import { estimateCommand, type PrintedEstimate } from "../../../src/cli/estimateCommand";
import type { EstimateArguments } from "../../../src/cli/estimateArguments";
import { parseCliArguments } from "../../../src/cli/parseArguments";
import type { NamedArray, NumericArray } from "../../../src/data/numpy/npyArray";
import { kraskovCeiling } from "../../../src/information/estimators/ksg/kraskov";
import { randomStream } from "../../../src/base/random";
import { runOnArrays, type Finished } from "./arrayFiles";

const array = (
  values: readonly number[],
  shape: readonly number[],
  kind: NumericArray["kind"] = "float",
): NumericArray => ({ values: Float64Array.from(values), shape, kind });

/** Four symbols, two a class: I(X;T) = 2 bit, I(T;Y) = 1 bit. */
const FILES: Readonly<Record<string, NumericArray | NamedArray>> = {
  "t.npy": array([-0.9, -0.4, 0.1, 0.6], [4, 1]),
  "flat.npy": array([-0.9, -0.4, 0.1, 0.6], [4]),
  "y.npy": array([0, 0, 1, 1], [4], "integer"),
  "yfloat.npy": array([0, 0, 1, 1], [4]),
  "yrow.npy": array([0, 0, 1, 1], [1, 4], "integer"),
  "ytext.npy": { kind: "named", shape: [4], names: ["a", "b"], items: Uint16Array.of(0, 0, 1, 1) },
  "ytransposed.npy": array([1, 1, 0, 0, 0, 0, 1, 1], [2, 4]),
  "ttransposed.npy": array([1, 2, 3, 4, 5, 6, 7, 8], [2, 4]),
  "pyx.npy": array([0.9, 0.1, 0.9, 0.1, 0.1, 0.9, 0.1, 0.9], [4, 2]),
  "short.npy": array([0, 1], [2], "integer"),
  "nan.npy": array([0, NaN, 0, 1], [4, 1]),
  "holes.npy": array([0, 1, 2, Infinity, NaN, 5, 6, -Infinity], [4, 2]),
  "constant.npy": array([3, 3, 3, 3], [4, 1]),
  "empty.npy": array([], [0, 3]),
  "narrow.npy": array([], [4, 0]),
  "deep.npy": array([1, 2, 3, 4], [2, 2, 1]),
  "one.npy": array([0.5], [1, 1]),
  "one_label.npy": array([3], [1], "integer"),
};

function estimate(...argv: string[]): Promise<Finished> {
  const args = parseCliArguments(["estimate", ...argv]) as EstimateArguments;
  return runOnArrays(FILES, (environment) => estimateCommand(args, environment));
}

async function json(...argv: string[]): Promise<PrintedEstimate> {
  const { code, out, messages } = await estimate(...argv, "--format", "json");
  expect(messages).toBe("");
  expect(code).toBe(0);
  return JSON.parse(out) as PrintedEstimate;
}

describe("ib-analysis estimate", () => {
  it("says what memory it would need before it takes any", async () => {
    const rows = 100_000;
    const files = {
      "t.npy": array(
        Array.from({ length: rows }, () => 0),
        [rows, 1],
      ),
      "y.npy": array(
        Array.from({ length: rows }, (_, row) => row % 1000),
        [rows],
        "integer",
      ),
    };
    for (const name of ["binning", "exact", "kde", "noise", "ksg"]) {
      const args = parseCliArguments([
        "estimate",
        "t.npy",
        "y.npy",
        "--estimator",
        name,
      ]) as EstimateArguments;
      const { code, messages } = await runOnArrays(
        files,
        (environment) => estimateCommand(args, environment),
        {
          memoryLimitMebibytes: 2,
        },
      );
      expect(messages).toMatch(
        new RegExp(
          `The estimator ${name} would need about \\d+ MiB for 100000 rows, 1 unit and 1000 classes`,
        ),
      );
      expect(code).toBe(1);
    }
  });

  it("prints one JSON object in bits, absent fields left out", async () => {
    const printed = await json("t.npy", "y.npy", "--bins", "4", "--range", "-1,1");
    expect(printed).toEqual({
      estimator: "4 bins over [-1, 1]",
      ixt: 2,
      ity: 1,
      ceiling: { ixt: 2, ity: 1 },
      ceilingShare: { ixt: 1, ity: 1 },
      flags: [expect.objectContaining({ code: "unique-rows" })],
    });
  });

  it("takes one unit without a second axis, labels as floats, and p(y|x)", async () => {
    expect(await json("flat.npy", "yfloat.npy", "--bins", "4")).toMatchObject({ ixt: 2, ity: 1 });
    expect(await json("flat.npy", "yrow.npy", "--bins", "4")).toMatchObject({ ixt: 2, ity: 1 });
    expect(await json("flat.npy", "ytext.npy", "--bins", "4")).toMatchObject({ ixt: 2, ity: 1 });
    const { ity } = await json("t.npy", "pyx.npy", "--bins", "4");
    expect(ity).toBeCloseTo(1 + 0.9 * Math.log2(0.9) + 0.1 * Math.log2(0.1), 12);
  });

  it("gives bounds and what is certain with kde, a standard error with noise, an interval with --resamples", async () => {
    const kde = await json("t.npy", "y.npy", "--estimator", "kde", "--variance", "0.01");
    expect(kde.lower!.ixt!).toBeLessThanOrEqual(kde.upper!.ixt!);
    expect(kde.guaranteed!.lower.ity!).toBeLessThanOrEqual(kde.lower!.ity!);
    const noise = await json("t.npy", "y.npy", "--estimator", "noise", "--sigma", "0.2");
    expect(noise.standardError!.ixt!).toBeGreaterThan(0);
    const resampled = await json("t.npy", "y.npy", "--bins", "2", "--resamples", "10");
    expect(resampled.confidence!.lower.ixt!).toBeLessThanOrEqual(1);
    const corrected = await json("t.npy", "y.npy", "--bins", "2", "--correction", "millerMadow");
    expect(corrected.bias!.ixt!).toBeLessThan(0);
  });

  it("gives I(A;B) of two files of floats with ksg, and I(T;Y) with labels", async () => {
    const random = randomStream(1, "test");
    const rows = 500;
    const a = Array.from({ length: rows }, () => random.normal());
    const b = a.map((value) => 0.9 * value + Math.sqrt(1 - 0.81) * random.normal());
    Object.assign(FILES, { "a.npy": array(a, [rows]), "b.npy": array(b, [rows, 1]) });
    Object.assign(FILES, {
      "sign.npy": array(
        a.map((value) => Number(value > 0)),
        [rows],
        "integer",
      ),
    });
    const pair = await json("a.npy", "b.npy", "--estimator", "ksg");
    expect(Object.keys(pair).sort()).toEqual(["ceiling", "ceilingShare", "estimator", "flags", "mi", "raw"]);
    expect(pair.raw).toEqual({ mi: pair.mi });
    expect(pair.ceiling!.mi).toBeCloseTo(kraskovCeiling(rows, 3), 12);
    expect(pair.ceilingShare!.mi).toBeCloseTo(pair.mi! / pair.ceiling!.mi!, 12);
    const resampled = await json("a.npy", "b.npy", "--estimator", "ksg", "--resamples", "6", "--seed", "2");
    expect(resampled.mi).toBe(pair.mi);
    expect(resampled.confidence!.lower.mi!).toBeLessThan(pair.mi!);
    expect(resampled.confidence!.upper.mi!).toBeGreaterThan(pair.mi!);
    expect((await estimate("a.npy", "b.npy", "--estimator", "ksg", "--resamples", "6")).out).toMatch(
      /95 % over rows[^]*I\(A;B\) +\d\.\d+ +\d\.\d+ to \d\.\d+/,
    );
    for (const [options, words] of [
      [["a.npy", "b.npy", "--inputs", "a.npy"], "--inputs has no place here: b.npy holds floats"],
      [["a.npy", "b.npy", "--seed", "2"], "--seed has no effect here"],
      [["a.npy", "sign.npy", "--seed", "2"], "--seed has no effect here"],
      [["a.npy", "sign.npy", "--algorithm", "2"], "--algorithm belongs to I(X;T), which takes --inputs"],
    ] as const) {
      const { code, messages } = await estimate(...options, "--estimator", "ksg");
      expect(messages).toContain(words);
      expect(code).toBe(1);
    }
    expect(Math.abs(pair.mi! + 0.5 * Math.log2(1 - 0.81))).toBeLessThan(0.2);
    const labeled = await json("a.npy", "sign.npy", "--estimator", "ksg");
    expect(labeled.ity!).toBeGreaterThan(0.8);
    expect(labeled).not.toHaveProperty("ixt");
    expect(labeled.flags.map(({ code }) => code)).toContain("not-estimated");
    const classes = FILES["sign.npy"]!;
    Object.assign(FILES, { "signs.npy": { ...classes, kind: "float" } });
    expect((await json("a.npy", "signs.npy", "--estimator", "ross")).ity).toBe(labeled.ity);
    const withInputs = await json("b.npy", "sign.npy", "--estimator", "ksg", "--inputs", "a.npy");
    expect(withInputs.ixt).toBeCloseTo(pair.mi!, 1);
  });

  it("gives what the formula says before it is cut at 0", async () => {
    const random = randomStream(6, "test");
    const noise = (rows: number): NumericArray =>
      array(
        Array.from({ length: rows }, () => random.normal()),
        [rows, 1],
      );
    const files = { "n1.npy": noise(300), "n2.npy": noise(300), "n3.npy": noise(300), "n4.npy": noise(300) };
    Object.assign(FILES, files);
    const pairs = [];
    for (const [one, other] of [
      ["n1.npy", "n2.npy"],
      ["n1.npy", "n3.npy"],
      ["n1.npy", "n4.npy"],
      ["n2.npy", "n3.npy"],
      ["n2.npy", "n4.npy"],
      ["n3.npy", "n4.npy"],
    ] as const) {
      pairs.push(await json(one, other, "--estimator", "ksg"));
    }
    const below = pairs.filter(({ raw }) => raw!.mi! < 0);
    expect(below.length).toBeGreaterThan(0);
    expect(below.map(({ mi }) => mi)).toEqual(below.map(() => 0));
  });

  it("flags an I(T;Y) above I(X;T), but not of Rényi's information", async () => {
    const random = randomStream(7, "test");
    const t = Array.from({ length: 200 }, (_, row) => (row % 2) * 4 + random.uniform());
    const x = t.map(() => random.normal());
    Object.assign(FILES, {
      "tells.npy": array(t, [200, 1]),
      "unrelated.npy": array(x, [200, 1]),
      "parity.npy": array(
        t.map((_, row) => row % 2),
        [200],
        "integer",
      ),
    });
    const withInputs = ["tells.npy", "parity.npy", "--inputs", "unrelated.npy"];
    const ksg = await json(...withInputs, "--estimator", "ksg");
    expect(ksg.ity! - ksg.ixt!).toBeGreaterThan(0.5);
    expect(ksg.flags.map(({ code }) => code)).toEqual(["data-processing"]);
    expect(ksg.raw!.ixt!).toBeLessThan(0.2);
    const renyi = await json(...withInputs, "--estimator", "renyi");
    expect(renyi.flags.map(({ code }) => code)).not.toContain("data-processing");
  });

  it("refuses values that are not finite, in each file and of two variables, and says where the first is", async () => {
    const one =
      "error: nan.npy holds NaN in row 1, column 0 (counted from 0). Without finite numbers there is no estimate: leave the rows that have others out of all the files (numpy.isfinite finds them). [data/not-a-number]\n";
    for (const estimator of ["binning", "kde", "noise", "exact", "renyi", "ksg"]) {
      const finished = await estimate("nan.npy", "y.npy", "--estimator", estimator, "--format", "json");
      expect(finished).toEqual({ code: 1, out: "", messages: one });
    }
    const inputs = await estimate("t.npy", "y.npy", "--estimator", "ksg", "--inputs", "holes.npy");
    expect(inputs).toMatchObject({ code: 1, out: "" });
    expect(inputs.messages).toContain(
      "error: holes.npy holds 3 values that are not finite numbers, the first of them Infinity in row 1, column 1 (counted from 0).",
    );
    const pair = await estimate("nan.npy", "yfloat.npy", "--estimator", "ksg");
    expect(pair).toEqual({ code: 1, out: "", messages: one });
  });

  it.each(["binning", "kde", "noise", "exact", "renyi", "ksg"])(
    "gives exactly 0 for a constant layer, one without units and one row, with %s",
    async (estimator) => {
      for (const [t, y] of [
        ["constant.npy", "y.npy"],
        ["narrow.npy", "y.npy"],
        ["one.npy", "one_label.npy"],
      ] as const) {
        expect(await json(t, y, "--estimator", estimator)).toMatchObject({ ixt: 0, ity: 0 });
      }
    },
  );

  it("shows the same to a person", async () => {
    const { out } = await estimate("t.npy", "y.npy", "--bins", "4", "--range", "-1,1");
    expect(out).toMatch(/I\(X;T\) +2\.0000 +2\.0000 +100\.0 %/);
    expect(out).toContain("note: Every row has a cell to itself");
    const few = await json("one.npy", "one_label.npy", "--resamples", "5");
    expect(few.flags.map(({ message }) => message)).toEqual([
      "There is no 95 % interval: 1 row cannot be resampled by this estimator.",
    ]);
    const pair = await estimate("t.npy", "yfloat.npy", "--estimator", "ksg");
    expect(pair.out).toMatch(/I\(A;B\) +\d/);
  });

  it.each<[string, string[], RegExp]>([
    ["a missing file", ["x.npy", "y.npy"], /x\.npy cannot be read/],
    ["missing labels", ["t.npy", "x.npy"], /x\.npy cannot be read/],
    ["files of other lengths", ["t.npy", "short.npy"], /t\.npy has 4 rows and short\.npy has 2/],
    [
      "inputs of another length",
      ["t.npy", "y.npy", "--estimator", "ksg", "--inputs", "one.npy"],
      /one\.npy has 1/,
    ],
    ["no rows", ["empty.npy", "y.npy"], /empty\.npy has no rows/],
    ["three axes", ["deep.npy", "y.npy"], /deep\.npy has 3 dimensions \(2 × 2 × 1\)/],
    ["labels transposed", ["t.npy", "ytransposed.npy"], /ytransposed\.npy looks transposed/],
    ["activations transposed", ["ttransposed.npy", "y.npy"], /ttransposed\.npy looks transposed/],
    ["both transposed", ["ttransposed.npy", "yrow.npy"], /ttransposed\.npy looks transposed/],
    ["labels before activations", ["y.npy", "t.npy"], /t\.npy: row 0 holds -0\.9.*name it first/],
    ["labels that are no labels", ["t.npy", "t.npy"], /t\.npy: row 0 holds -0\.9; a label is a whole number/],
  ])("names what is wrong: %s", async (_name, argv, expected) => {
    const { code, out, messages } = await estimate(...argv);
    expect(messages).toMatch(expected);
    expect(out).toBe("");
    expect(code).toBe(1);
  });
});
