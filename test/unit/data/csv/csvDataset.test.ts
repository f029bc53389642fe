import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CSV_ROW_BYTES_MAX, DATA_CLASSES_MAX } from "../../../../src/base/limits";
import type { CsvConfig } from "../../../../src/data/csv/csvConfig";
import { visitCsvRecords } from "../../../../src/data/csv/csvRecords";
import { alwaysProceed } from "../../../../src/base/proceed";
import { readCsvDataset } from "../../../../src/data/csv/csvDataset";
import type { Dataset } from "../../../../src/data/dataset/dataset";
import { isMissingValue } from "../../../../src/data/labels/missingValue";
import type { Failure, Result } from "../../../../src/base/failure";

const CONFIG: CsvConfig = {
  file: "data.csv",
  label: "class",
  header: true,
  decimal: ".",
  missing: "refuse",
  classes: "auto",
};
const HEADER = "a,b,class\n";
const ROWS = "1,2,x\n3,4,y\n5,6,x\n7,8,y\n";

function load(text: string | Uint8Array, config: Partial<CsvConfig> = {}): Result<Dataset> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return readCsvDataset(bytes, { ...CONFIG, ...config });
}

function failureOf(text: string | Uint8Array, config: Partial<CsvConfig> = {}): Failure {
  const loaded = load(text, config);
  if (loaded.ok) {
    throw new Error("a failure was expected");
  }
  return loaded.failure;
}

const PLAIN: Dataset = {
  name: "data.csv",
  rows: 4,
  columns: 2,
  inputs: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  labels: Uint16Array.of(0, 1, 0, 1),
  classNames: ["x", "y"],
  inputNames: ["a", "b"],
};

describe("a dataset from a CSV file", () => {
  it("is read whatever its line ends, mark, quotes, delimiter and white space", () => {
    const files = [
      HEADER + ROWS,
      (HEADER + ROWS).trimEnd(),
      (HEADER + ROWS).replaceAll("\n", "\r\n"),
      (HEADER + ROWS).replaceAll("\n", "\r"),
      `\uFEFF${HEADER}${ROWS}`,
      `\n\n${HEADER}\n${ROWS}\n\n\n`,
      `"a","b","class"\n"1","2","x"\n3,4,"y"\n5,6,x\n7,8,y`,
      `${HEADER}${ROWS}  \n,,\n`,
      ` a ,b, class\n 1,2 , x\n+3,4.0,y \n\t5,.6e1,x\n7,8.,y\n`,
      // Line ends of two kinds in one file.
      `a,b,class\r\n1,2,x\n3,4,y\r\n5,6,x\r7,8,y`,
    ];
    for (const file of files) {
      expect(load(file)).toEqual({ ok: true, value: PLAIN });
    }
    for (const delimiter of [";", "\t", "|"] as const) {
      expect(load((HEADER + ROWS).replaceAll(",", delimiter), { delimiter })).toEqual({
        ok: true,
        value: PLAIN,
      });
    }
  });

  it("holds no more values than it has, even where lines are empty", () => {
    const loaded = load(`${HEADER}\n\n\n${ROWS}`);
    expect(loaded.ok && loaded.value.inputs.buffer.byteLength).toBe(8 * 4);
    expect(loaded.ok && loaded.value.labels.buffer.byteLength).toBe(4 * 2);
  });

  it("has the names of its inputs, where the file has them", () => {
    const namesOf = (text: string, config: Partial<CsvConfig> = {}) => {
      const loaded = load(text, config);
      return loaded.ok ? loaded.value.inputNames : undefined;
    };
    expect(namesOf(HEADER + ROWS, { inputs: ["b", "a"] })).toEqual(["b", "a"]);
    // A column that numbers the rows is none of the inputs.
    expect(namesOf("id,a,b,class\n1,1,2,x\n2,3,4,y\n3,5,6,x\n4,7,8,y\n")).toEqual(["a", "b"]);
    expect(namesOf(ROWS, { header: false, label: 3 })).toBeUndefined();
  });

  it("takes the input columns that are named, in their order, and lets the others hold anything", () => {
    const text = "id,a,b,class\nfirst,1,2,x\nsecond,3,4,y\n,5,6,x\n?,7,8,y\n";
    const loaded = load(text, { inputs: ["b", "a"] });
    expect(loaded.ok && Array.from(loaded.value.inputs)).toEqual([2, 1, 4, 3, 6, 5, 8, 7]);
    expect(loaded.ok && loaded.value.columns).toBe(2);
  });

  it("sorts classes as numbers where all are numbers, else by code unit", () => {
    const classesOf = (labels: readonly string[]): readonly string[] => {
      const loaded = load(`a,class\n${labels.map((label) => `0,${label}`).join("\n")}`);
      return loaded.ok ? loaded.value.classNames : [];
    };
    expect(classesOf(["10", "9", "-1", "2e1"])).toEqual(["-1", "9", "10", "2e1"]);
    expect(classesOf(["10", "9", "b", "a", "B"])).toEqual(["10", "9", "B", "a", "b"]);
    expect(classesOf(["__proto__", "constructor", "toString", "é"])).toEqual([
      "__proto__",
      "constructor",
      "toString",
      "é",
    ]);
  });

  it("gives back any table that is written with quotes (slow reference: the table itself)", () => {
    const cell = fc
      .oneof(fc.constantFrom('"', ",", "\r\n", "\n", "\r", "é", "€", "😀"), fc.string())
      .map((t) => t.trim());
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            values: fc.tuple(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
            label: cell.filter((text) => !isMissingValue(text)),
          }),
          { minLength: 4, maxLength: 20 },
        ),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.tuple(cell, cell),
        (rows, lineEnd, [nameA, nameB]) => {
          fc.pre(new Set(rows.map(({ label }) => label)).size > 1);
          const lines = [
            [`1${nameA}`, `2${nameB}`, "class"],
            ...rows.map(({ values, label }) => [...values.map(String), label]),
          ].map((cells) => cells.map(quoted).join(",") + lineEnd);
          const loaded = load(lines.join(""), { classes: "values", delimiter: "," });
          expect(loaded.ok && Array.from(loaded.value.inputs)).toEqual(
            rows.flatMap(({ values }) => values.map((value) => Math.fround(Number(String(value))))),
          );
          expect(
            loaded.ok && Array.from(loaded.value.labels, (label) => loaded.value.classNames[label]),
          ).toEqual(rows.map(({ label }) => label));
        },
      ),
    );
  });
});

describe("a CSV file with a mistake", () => {
  it("names line, cells found and cells needed of a ragged row", () => {
    expect(failureOf(`${HEADER}1,2,x\n3,4\n`)).toEqual({
      code: "data/ragged-row",
      message: "Line 3 has 2 cells, but the header has 3 columns.",
      path: ["data", "file"],
    });
    expect(failureOf(`${HEADER}1,2,x\n1,2,x,y\n`).message).toBe(
      "Line 3 has 4 cells, but the header has 3 columns.",
    );
    expect(failureOf("1,2,x\n1,2\n", { header: false, label: 3 }).message).toBe(
      "Line 2 has 2 cells, but the first row has 3 columns.",
    );
  });

  it("counts lines as an editor does: breaks within quotes, empty lines, a mark, any line end", () => {
    const lineOf = (text: string): string | undefined => /[Ll]ine (\d+)/.exec(failureOf(text).message)?.[1];
    for (const lineEnd of ["\n", "\r\n", "\r"]) {
      const text = (...lines: string[]): string => lines.join(lineEnd);
      expect(lineOf(text("a,b,class", "1,2,x", "1,?,x"))).toBe("3");
      expect(lineOf(text("a,b,class", '1,2,"x', "", 'y"', "1,?,x"))).toBe("5");
      expect(lineOf(text("", "", "a,b,class", "", "1,2,x", "", "", "1,?,x"))).toBe("8");
      expect(lineOf(text('\uFEFFa,"b', '",class', '1,2,"', 'x"', '"1",2', ""))).toBe("5");
      expect(lineOf(text("a,b,class", '1,2,"x', 'y"', '"1,2'))).toBe("4");
    }
  });

  it("names line, column and what was found where a number is needed", () => {
    const found = (cell: string): string => failureOf(`${HEADER}1,2,x\n3,${cell},y\n`).message;
    expect(failureOf(`${HEADER}1,2,x\n3,high,y\n`)).toEqual({
      code: "data/not-a-number",
      message:
        'Line 3, column "b", is "high"; a finite decimal number such as -1.5 or 2e3 is needed. If it is no input, list the columns that are in data.inputs.',
      path: ["data", "file"],
    });
    expect(found("1e39")).toContain(
      'Line 3, column "b", is "1e39"; a number in the range of a 32-bit float is needed.',
    );
    for (const cell of ["Infinity", "-inf", "0x10", "1_000", "1e", "--1", "1 2", "٣"]) {
      expect(found(cell)).toContain("a finite decimal number");
    }
    expect(found("x".repeat(10_000)).length).toBeLessThan(300);
    expect(found('"1,5"')).toContain('if the comma is the decimal mark, say "decimal": ","');
    expect(found("True")).toContain("write 1 and 0 for true and false");
    for (const cell of ["12 kg", "3.5cm", "$12", "12 €", "1.5e3 m"]) {
      expect(found(cell)).toContain("without a unit");
    }
    expect(found("\u22121.5")).toContain("with a hyphen as its minus sign");
    expect(found("12 %")).toContain("without a percent sign");
    expect(found("1'234'567.5")).toContain("without marks between thousands");
    expect(found("2026-01-31")).toContain("looks like a date");
  });

  it("lists the columns, and the nearest, where one is missing", () => {
    expect(failureOf(HEADER + ROWS, { label: "Clas" })).toEqual({
      code: "data/column-missing",
      message: 'There is no column "Clas"; the columns are "a", "b", "class". Did you mean "class"?',
      path: ["data", "label"],
    });
    expect(failureOf(HEADER + ROWS, { inputs: ["a", "zebra"] })).toEqual({
      code: "data/column-missing",
      message: 'There is no column "zebra"; the columns are "a", "b", "class".',
      path: ["data", "inputs", 1],
    });
  });

  it("refuses inputs that are the label or named twice", () => {
    expect(failureOf(HEADER + ROWS, { inputs: ["a", "class"] })).toMatchObject({
      code: "config/inconsistent",
      path: ["data", "inputs", 1],
    });
    expect(failureOf(HEADER + ROWS, { inputs: ["a", "b", "a"] })).toMatchObject({
      code: "config/inconsistent",
      path: ["data", "inputs", 2],
    });
  });

  it("refuses names that mean two columns only if they are asked for, and a header of one column", () => {
    expect(failureOf("a,class,class\n").message).toBe(
      'Columns 2 and 3 of the header are both called "class": give the number of the one that is meant, such as 2, in place of its name.',
    );
    expect(failureOf("a,class,a\n", { inputs: ["a"] })).toMatchObject({ path: ["data", "inputs", 0] });
    expect(load("a,class,a\n1,x,2\n3,y,4\n5,x,6\n7,y,8\n")).toEqual({
      ok: true,
      value: { ...PLAIN, inputNames: ["a", "a"] },
    });
    expect(failureOf("a,,class\n1,,x\n2,3,y\n").message).toBe(
      'Line 3 has "3" in column 2, which has no name in the header: give it a name, or list the wanted columns in data.inputs.',
    );
    expect(failureOf((HEADER + ROWS).replaceAll(",", ";"), { delimiter: "," })).toEqual({
      code: "data/format",
      message:
        'The header has one column, "a;b;class"; a label column and at least one input column are needed: the delimiter seems to be ";", not ","; without data.delimiter it is recognized.',
      path: ["data", "delimiter"],
    });
    expect(failureOf("alone\n1\n").message).toContain('is the delimiter ","?');
  });

  it("refuses too few rows and a single class", () => {
    for (const empty of ["", "\n\r\n", "\uFEFF"]) {
      expect(failureOf(empty)).toMatchObject({ code: "data/format", path: ["data", "file"] });
    }
    expect(failureOf(HEADER)).toMatchObject({ code: "data/too-few-rows", path: ["data", "file"] });
    expect(failureOf(`${HEADER}1,2,x\n3,4,y\n5,6,x\n`).message).toBe(
      "The table has 3 rows below its header; at least 4 are needed.",
    );
    expect(failureOf(HEADER + "1,2,x\n".repeat(4))).toEqual({
      code: "data/one-class",
      message: 'Every label in column "class" is "x"; labels of at least two classes are needed.',
      path: ["data", "label"],
    });
  });

  it("refuses one class more than the cap", () => {
    const table = (classes: number): string =>
      `a,class\n${Array.from({ length: classes }, (_, i) => `0,c${i}`).join("\n")}`;
    expect(load(table(DATA_CLASSES_MAX)).ok).toBe(true);
    expect(failureOf(table(DATA_CLASSES_MAX + 1))).toMatchObject({
      code: "data/too-large",
      path: ["data", "label"],
    });
  });

  it("says which quote is wrong", () => {
    expect(failureOf(`\n\r\na,"b"c,class\n`).message).toContain("The row on line 3, cell 2, goes on");
    expect(failureOf(`${HEADER}1,2,x\n3,"4,y\n5,6,x\n`).message).toBe(
      "The row on line 3, cell 2, begins with a quote that is not closed before the file ends.",
    );
    expect(failureOf(`${HEADER}1,2,"x"y\n`).message).toContain(
      "The row on line 2, cell 3, goes on after its closing quote",
    );
    expect(failureOf(`${HEADER}1,2"3,x\n`).message).toContain(
      "The row on line 2, cell 2, has a quote that it does not begin",
    );
  });

  it("refuses a row longer than the cap", () => {
    const cap = 1000;
    const visit = (bytes: number): ReturnType<typeof visitCsvRecords> => {
      const text = `${HEADER}${ROWS}1,2,${"x".repeat(bytes - 4)}\n`;
      return visitCsvRecords(new TextEncoder().encode(text), ",", 0, () => undefined, alwaysProceed, cap);
    };
    expect(visit(cap)).toBeUndefined();
    expect(visit(cap + 10)).toMatchObject({
      code: "data/too-large",
      message: expect.stringContaining(`The row on line 6 is longer than ${cap} bytes`) as string,
    });
    // An unclosed quote is not read to the end of a large file.
    const open = `${HEADER}${ROWS}1,2,"${"x".repeat(CSV_ROW_BYTES_MAX)}`;
    expect(failureOf(open).code).toBe("data/too-large");
  });

  it("names the first line that is not UTF-8", () => {
    const latin1 = Uint8Array.from(Buffer.from("a,b,class\r\n1,2,é\r\n3,4,x\r\n", "latin1"));
    expect(failureOf(latin1)).toEqual({
      code: "data/format",
      message:
        'Line 2 is not UTF-8 text, but perhaps Windows-1252 (Latin-1); save the file as UTF-8, which Excel calls "CSV UTF-8".',
      path: ["data", "file"],
    });
    expect(failureOf(Uint8Array.from(Buffer.from("a,b,class\n1,2,\xc3", "latin1"))).message).toContain(
      "Line 2",
    );
  });

  it("is read or refused with a whole sentence, whatever its bytes", () => {
    const alphabet = fc.constantFrom(...'a,1."\n\r;- \té\u0000\uFEFF'.split(""));
    const text = fc.array(alphabet, { maxLength: 80 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(
        fc.oneof(
          text.map((t) => new TextEncoder().encode(HEADER + t)),
          fc.uint8Array(),
        ),
        (bytes) => {
          const loaded = load(bytes);
          if (!loaded.ok) {
            expect(loaded.failure.message).toMatch(/[.?]$/);
            expect(loaded.failure.code).not.toBe("internal");
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("cut off at any byte is read with fewer rows or refused", () => {
    const bytes = new TextEncoder().encode(`"a","b é",class\r\n${ROWS}"9","10","x ""quoted"""\r\n`);
    for (let length = 0; length < bytes.length; length++) {
      const loaded = load(bytes.subarray(0, length));
      expect(loaded.ok ? loaded.value.rows : 4).toBeGreaterThanOrEqual(4);
    }
  });
});
