import { describe, expect, it } from "vitest";
import { dataSchema } from "../../../src/config/schema/dataSchema";
import type { CsvConfig } from "../../../src/data/csv/csvConfig";
import { readCsvDataset } from "../../../src/data/csv/csvDataset";
import type { Dataset } from "../../../src/data/dataset/dataset";
import type { Failure } from "../../../src/base/failure";

const ROWS = [
  [5.1, 3.5, "setosa"],
  [4.9, 3, "setosa"],
  [7, 3.2, "virginica"],
  [6.4, 3.25, "virginica"],
] as const;
const INPUTS = ROWS.flatMap(([a, b]) => [Math.fround(a), Math.fround(b)]);

function load(text: string | Uint8Array, config: Partial<CsvConfig> = {}): Dataset | Failure {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const data = dataSchema.parse({ source: "csv", file: "f.csv", label: "class", ...config });
  if (data.source !== "csv") {
    throw new Error("a CSV source was made");
  }
  const loaded = readCsvDataset(bytes, data);
  return loaded.ok ? loaded.value : loaded.failure;
}

/** What is said of the file: why it is refused, or what was recognized. */
function said(text: string, config: Partial<CsvConfig> = {}): string {
  const loaded = load(text, config);
  return "message" in loaded ? loaded.message : (loaded.notes ?? []).join(" ");
}

function table(rows: readonly (readonly (number | string)[])[], delimiter = ","): string {
  return rows.map((row) => `${row.join(delimiter)}\n`).join("");
}

describe("a CSV file as programs write it", () => {
  const LEAVES_OUT = /Column 1 has no name and is left out/;
  const decimal = (row: readonly (number | string)[]): string[] =>
    row.map((cell) => String(cell).replace(".", ","));
  const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le"));
  const plain = table([["a", "b", "class"], ...ROWS]);

  it.each<[string, string | Uint8Array, Partial<CsvConfig>, RegExp | undefined]>([
    ["iris with a header", plain, {}, undefined],
    ["iris without a header", table(ROWS), { header: false, label: 3 }, undefined],
    ["columns by number, with a header", plain, { label: 3, inputs: [1, "b"] }, undefined],
    [
      "pandas' to_csv()",
      table([["", "a", "b", "class"], ...ROWS.map((row, at) => [at, ...row])]),
      {},
      LEAVES_OUT,
    ],
    [
      "pandas' index that was saved twice",
      table([["Unnamed: 0", "a", "b", "class"], ...ROWS.map((row, at) => [at, ...row])]),
      {},
      /The column "Unnamed: 0" is left out, since it only numbers the rows from 0 on/,
    ],
    [
      "Kaggle's Id",
      table([["Id", "a", "b", "class"], ...ROWS.map((row, at) => [at + 1, ...row])]),
      {},
      /from 1 on/,
    ],
    ["names that are repeated", table([["x", "x", "class"], ...ROWS]), {}, undefined],
    ["a delimiter at the end of every line", plain.replaceAll("\n", ",\n"), {}, undefined],
    [
      "a delimiter at the end of every line but the header's",
      plain.replaceAll(/([^s])\n/g, "$1,\n"),
      {},
      undefined,
    ],
    [
      "R's write.csv",
      table([['""', '"a"', '"b"', '"class"'], ...ROWS.map((row, at) => [`"${at + 1}"`, ...row])]),
      {},
      LEAVES_OUT,
    ],
    [
      "R's write.table",
      table(
        [['"a"', '"b"', '"class"'], ...ROWS.map(([a, b, name], at) => [`"row ${at}"`, a, b, `"${name}"`])],
        " ",
      ),
      {},
      /separated by blanks.*left out/,
    ],
    [
      "blanks in columns",
      "  a     b\tclass\n" + ROWS.map((row) => `  ${row.join("   ")} \n`).join(""),
      {},
      /blanks/,
    ],
    ["tabs", plain.replaceAll(",", "\t"), {}, /separated by tabs/],
    [
      "Excel in a country of decimal commas",
      table([["a", "b", "class"], ...ROWS.map(decimal)], ";").replaceAll("\n", "\r\n"),
      { decimal: "," },
      /separated by ";"/,
    ],
    [
      "Excel's sep=",
      `sep=;\r\n${table([["a", "b", "class"], ...ROWS.map(decimal)], ";")}`,
      { decimal: "," },
      /";"/,
    ],
    [
      "decimal commas without a header",
      table(ROWS.map(decimal), ";"),
      { header: false, label: 3, decimal: "," },
      /";"/,
    ],
    ["comment lines", `# Fisher's "iris"\n#\n${plain}# the end\n`, {}, /1 comment line passed over/],
    ["numpy.savetxt's header", `# a,b,class\n${table(ROWS)}`, {}, /stand in a comment line/],
    ["UTF-16", utf16(plain), {}, undefined],
    ["UTF-16, tabs, as Excel's Unicode text", utf16(plain.replaceAll(",", "\t")), {}, /tabs/],
  ])("is read: %s", (_, text, config, note) => {
    const loaded = load(text, config);
    if ("message" in loaded) {
      throw new Error(loaded.message);
    }
    expect(Array.from(loaded.inputs)).toEqual(INPUTS);
    expect(Array.from(loaded.labels)).toEqual([0, 0, 1, 1]);
    expect(loaded.classNames).toEqual(["setosa", "virginica"]);
    expect((loaded.notes ?? []).join(" ")).toMatch(note ?? /^$/);
  });

  it("has its columns given by number if it has no header row, and says so if that was not said", () => {
    expect(said(table(ROWS))).toBe(
      'The first row, "5.1", "3.5", "setosa", holds numbers, so the file seems to have no header row: say "header": false in data and give the columns by number, e.g. "label": 3.',
    );
    expect(said(table(ROWS), { label: 3 })).toContain('say "header": false');
    expect(said(table(ROWS), { header: false })).toContain("give the number of the column, from 1 to 3");
    expect(said(table(ROWS), { header: false, label: 4 })).toContain("There is no column 4");
    expect(said(table([["a", "b", "class"], ...ROWS]), { header: false, label: 3 })).toContain(
      'Line 1, column 1, is "a"; a finite decimal number such as -1.5 or 2e3 is needed. If this row holds the names',
    );
    // Names may be numbers, as those of a table without names are in pandas.
    expect(said(table([[0, 1, 2], ...ROWS]), { label: "2" })).toBe("");
    expect(said(table([[0, 1, 2], ...ROWS]), { label: 3 })).toBe("");
  });

  it("does not take a text with a number sign for a comment", () => {
    const loaded = load(
      table([["color", "a", "class"], ...ROWS.map((row) => ["#ff0000", ...row.slice(1)])]),
      {
        inputs: ["a"],
      },
    );
    expect(loaded).toMatchObject({ rows: 4 });
  });
});

describe("missing values of a CSV file", () => {
  const words = [
    "NaN",
    "nan",
    "NA",
    "N/A",
    "n/a",
    "#N/A",
    "<NA>",
    "?",
    "null",
    "NULL",
    "None",
    "NaT",
    "-",
    "",
    "  ",
  ];
  const labeled = (word: string): string =>
    table([
      ["a", "class"],
      [1, "x"],
      [2, "y"],
      [3, word],
      [4, "x"],
      [5, word],
      [6, "y"],
    ]);

  it.each(words)("are no class: %j", (word) => {
    expect(load(labeled(word))).toMatchObject({
      message: expect.stringMatching(
        /^Line 4, column "class", is .*and 1 more row lacks a label or an input; a class label is needed: .*"missing": "skip"/,
      ) as string,
      path: ["data", "label"],
    });
    const skipped = load(labeled(word), { missing: "skip" });
    expect(skipped).toMatchObject({ rows: 4, classNames: ["x", "y"] });
    expect(said(labeled(word), { missing: "skip" })).toContain("2 rows of 6 were left out");
  });

  it("are a class if the config says so, but an empty cell is none", () => {
    expect(load(labeled("None"), { missing: "class" })).toMatchObject({ classNames: ["None", "x", "y"] });
    expect(said(labeled(""), { missing: "class" })).toContain("a class label is needed");
  });

  it("are not read into words that people choose for classes", () => {
    expect(load(labeled("none"))).toMatchObject({ classNames: ["none", "x", "y"] });
  });

  it.each(words)("are no input: %j", (word) => {
    const text = table([
      ["a", "class"],
      [1, "x"],
      [2, "y"],
      [word, "x"],
      [4, "x"],
      [5, "y"],
    ]);
    expect(said(text)).toMatch(
      /^Line 4, column "a", is .*; a number is needed: .*"missing": "skip" in data\./,
    );
    expect(load(text, { missing: "skip" })).toMatchObject({ rows: 4, inputs: Float32Array.of(1, 2, 4, 5) });
  });
});

describe("numeric labels of a CSV file", () => {
  const labels = (...texts: (string | number)[]): string =>
    table([["a", "class"], ...texts.map((text) => [1, text])]);

  it("are one class however a number is written, if all are numbers", () => {
    expect(load(labels("1", "1.0", " 1 ", "1e0", "+1", "01", "0", "-0.0"))).toMatchObject({
      classNames: ["0", "1"],
      labels: Uint16Array.of(1, 1, 1, 1, 1, 1, 0, 0),
    });
    expect(load(labels("1", "1.0", "x", "x"))).toMatchObject({ classNames: ["1", "1.0", "x"] });
    expect(load(labels("9007199254740992", "9007199254740993", "1", "1"))).toMatchObject({
      classNames: ["1", "9007199254740992", "9007199254740993"],
    });
  });

  it.each<[string, readonly number[]]>([
    ["fractions", [1.5, 2.5, 1.5, 2.5]],
    ["mostly distinct whole numbers", Array.from({ length: 60 }, (_, at) => 100 + 7 * (at % 50))],
    ["more numbers than classes are allowed", Array.from({ length: 3000 }, (_, at) => at)],
  ])("that look like a regression target are refused unless they are asked for: %s", (_, values) => {
    expect(said(labels(...values))).toMatch(/a regression target.*"classes": "values"/);
    if (values.length < 1000) {
      expect(said(labels(...values), { classes: "values" })).toBe("");
    }
  });

  it("are classes if there are few of them, or many rows of each", () => {
    expect(load(labels(...Array.from({ length: 40 }, (_, at) => at % 20)))).toMatchObject({ rows: 40 });
    expect(load(labels(...Array.from({ length: 500 }, (_, at) => at % 100)))).toMatchObject({ rows: 500 });
  });
});

describe("a large or filled CSV file", () => {
  const names = Array.from({ length: 120_000 }, (_, at) => `n${at}`);

  it.each<[string, string, Partial<CsvConfig>]>([
    ["120,000 columns", `${names.join(",")},class\n`, {}],
    ["120,000 columns that are all asked for", `${names.join(",")},class\n`, { inputs: names }],
    ["a label that is not there", `${names.join(",")}\n`, {}],
    ["a mebibyte of one name", `${"n".repeat(2 ** 20)},class\n`, {}],
    ["a mebibyte of numbers", `${"1,".repeat(2 ** 19)}1\n`, {}],
    ["blanks", " ".repeat(2 ** 20), {}],
    ["blanks and a letter", `${" ".repeat(2 ** 20)}x`, {}],
    ["number signs", "#".repeat(2 ** 20), {}],
    ["comment lines", "#\n".repeat(2 ** 19), {}],
    ["quotes", '"'.repeat(2 ** 20), {}],
    ["line breaks", "\n".repeat(2 ** 20), {}],
    ["commas below a header", `a,class\n${",".repeat(2 ** 20)}`, {}],
  ])("takes bounded time: %s", (_, text, config) => {
    // The test's own time limit is the bound: quadratic work takes minutes.
    expect(load(text, config)).toHaveProperty("message");
  });
});

describe("texts in a CSV file", () => {
  it("says how to write listed inputs that are texts as numbers", () => {
    const text = "sex,age,class\nfemale,3,a\nmale,4,b\n";
    expect(said(text, { inputs: ["sex", "age"] })).toMatch(
      /column "sex", is "female";.*columns of 0 and 1 \(pandas\.get_dummies does\), or take it out of data\.inputs\.$/,
    );
    expect(said("sex,age,class\n1.5kg,3,a\n", { inputs: ["sex"] })).not.toContain("get_dummies");
  });

  it("names classes that differ only by case or blanks", () => {
    const rows = ["True", "true", "no", "New York", "new  york", "x"];
    const text = table([["a", "class"], ...rows.map((name, at) => [at + 0.5, name])]);
    expect(said(text)).toContain(
      'differ only by case or blanks are different classes: "New York" and "new  york", "True" and "true"; if',
    );
    expect(said(text.replaceAll(/true|new {2}york/g, "y"))).toBe("");
  });
});
