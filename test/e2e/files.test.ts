import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRunFile } from "../../src/run/runFile";
import { MatWriter } from "../support/matWriter";

const CLI = join(process.cwd(), "dist", "cli.js");
const MNIST = join("..", "shared", "data", "mnist");
const QUICK = {
  network: { hidden: [3] },
  training: { epochs: 2 },
  analysis: { snapshots: 3 },
};
/** Processes at a time. */
const AT_ONCE = 2;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-files-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Case {
  readonly name: string;
  readonly file: string | Uint8Array;
  /** Beside the source and the file. */
  readonly data: object;
  /** What the run's file says of its data … */
  readonly read?: { readonly rows: number; readonly columns: number; readonly notes?: RegExp };
  /** … or the one sentence that says what to do. */
  readonly said?: RegExp;
}

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly messages: string;
}

function startRun(config: string, runFile: string): Promise<Finished> {
  const args = [CLI, "run", config, "--out", runFile, "--workers", "1", "--quiet"];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: folder }, (_error, out, messages) => {
      resolve({ code: child.exitCode ?? -1, out, messages });
    });
  });
}

async function check({ name, file, data, read, said }: Case, index: number): Promise<void> {
  const runFile = `case${index}.ibrun`;
  const source = "inputs" in data && "labels" in data ? "mat" : "csv";
  const dataFile = `case${index}.${source}`;
  writeFileSync(join(folder, dataFile), file);
  const config = { data: { source, file: dataFile, ...data }, ...QUICK };
  writeFileSync(join(folder, `case${index}.ib.json`), JSON.stringify(config));
  const { code, out, messages } = await startRun(`case${index}.ib.json`, runFile);
  expect(`${out}${messages}`, name).not.toMatch(/^ +at /m);
  const errors = messages.split("\n").filter((line) => line.includes("error: "));
  if (said !== undefined) {
    expect(errors, name).toEqual([expect.stringMatching(said)]);
    expect(code, name).toBe(1);
    return;
  }
  expect(errors, name).toEqual([]);
  expect(code, name).toBe(0);
  const { events, problems } = readRunFile(readFileSync(join(folder, runFile), "utf8"));
  expect(problems, name).toEqual([]);
  expect(events.at(-1), name).toEqual({ type: "run/finished", status: "completed" });
  const snapshots = events.filter((event) => event.type === "cell/snapshot");
  expect(snapshots.length, name).toBeGreaterThan(0);
  for (const { layers } of snapshots.flatMap(({ estimates }) => estimates)) {
    expect(
      layers.every(({ ixt, ity }) => Number.isFinite(ixt) && Number.isFinite(ity)),
      name,
    ).toBe(true);
  }
  const { notes = [], rows, columns } = events.find((event) => event.type === "cell/started")!.dataset;
  expect({ rows, columns }, name).toEqual({ rows: read?.rows, columns: read?.columns });
  expect(notes.join(" "), name).toMatch(read?.notes ?? /^$/);
  for (const note of notes) {
    expect(out, name).toContain(note);
  }
}

async function checkAll(cases: readonly Case[], first: number): Promise<void> {
  for (let start = 0; start < cases.length; start += AT_ONCE) {
    await Promise.all(
      cases.slice(start, start + AT_ONCE).map((each, index) => check(each, first + start + index)),
    );
  }
}

const SPECIES = ["setosa", "versicolor", "virginica"];
const ROWS = 60;
/** Rows like those of iris: two measures and a species. */
const rowsOf = (write: (a: string, b: string, species: string, row: number) => string): string =>
  Array.from({ length: ROWS }, (_, row) =>
    write((4 + (row % 3) + (row % 7) / 10).toFixed(1), String(row % 5), SPECIES[row % 3]!, row),
  ).join("\n") + "\n";
const plain = rowsOf((a, b, species) => `${a},${b},${species}`);
const iris = `a,b,species\n${plain}`;
const label = { label: "species" };
const read = { rows: ROWS, columns: 2 };
const missingAt = (word: string): string =>
  `a,b,species\n${rowsOf((a, b, species, row) => `${a},${b},${row === 7 ? word : species}`)}`;

describe("files that people have, on the command line", () => {
  it("as CSV are read, or refused in one sentence that says what to do", { timeout: 180_000 }, async () => {
    const comma = rowsOf((a, b, species) => `${a.replace(".", ",")};${b};${species}`);
    const named = rowsOf((a, b, species, row) => `"${row + 1}" ${a} ${b} "${species}"`);
    await checkAll(
      [
        { name: "iris", file: iris, data: label, read },
        {
          name: "iris without names",
          file: plain,
          data: label,
          said: /no header row: say "header": false.*"label": 3/,
        },
        { name: "iris by number", file: plain, data: { header: false, label: 3 }, read },
        {
          name: "pandas' index",
          file: `,a,b,species\n${rowsOf((a, b, species, row) => `${row},${a},${b},${species}`)}`,
          data: label,
          read: { ...read, notes: /Column 1 has no name and is left out/ },
        },
        {
          name: "R's write.csv",
          file: `"","a","b","species"\n${named.replaceAll(" ", ",")}`,
          data: label,
          read: { ...read, notes: /left out/ },
        },
        {
          name: "R's write.table",
          file: `"a" "b" "species"\n${named}`,
          data: label,
          read: { ...read, notes: /separated by blanks/ },
        },
        {
          name: "Excel's semicolons and decimal commas",
          file: `a;b;species\n${comma}`,
          data: label,
          said: /"decimal": ","/,
        },
        {
          name: "the same, said",
          file: `a;b;species\n${comma}`,
          data: { ...label, decimal: "," },
          read: { ...read, notes: /separated by ";"/ },
        },
        { name: "UTF-16", file: Buffer.from(`\ufeff${iris}`, "utf16le"), data: label, read },
        { name: "gzip", file: gzipSync(iris), data: label, read },
        {
          name: "a missing label",
          file: missingAt("NA"),
          data: label,
          said: /Line 9, column "species", is "NA".*"missing": "skip".*"missing": "class"/,
        },
        {
          name: "an empty label",
          file: missingAt(""),
          data: label,
          said: /Line 9.*is empty.*"missing": "skip"/,
        },
        {
          name: "a missing label left out",
          file: missingAt("?"),
          data: { ...label, missing: "skip" },
          read: { rows: ROWS - 1, columns: 2, notes: /1 row of 60 was left out/ },
        },
        {
          name: "a missing label as a class",
          file: missingAt("None"),
          data: { ...label, missing: "class" },
          read,
        },
        {
          name: "a regression target",
          file: iris,
          data: { label: "a", inputs: ["b"] },
          said: /"classes": "values"/,
        },
      ],
      0,
    );
  });

  it(
    "as MATLAB files are read, or refused in one sentence that says what to do",
    { timeout: 120_000 },
    async () => {
      const writer = new MatWriter();
      const numbers = (name: string, dimensions: readonly number[], values: readonly number[]): Uint8Array =>
        writer.variable({ name, dimensions, values, type: "double" });
      const rows = Array.from({ length: ROWS }, (_, row) => row);
      const inputs = (name: string): Uint8Array =>
        numbers(name, [ROWS, 2], [...rows.map((row) => row % 3), ...rows.map((row) => row % 7)]);
      const classes = rows.map((row) => row % 3);
      const oneHot = [0, 1, 2].flatMap((each) => classes.map((value) => Number(value === each)));
      const cells = writer.cells(
        "y",
        [ROWS, 1],
        classes.map((value) => writer.text("", [SPECIES[value]!])),
      );
      const vector = (values: readonly number[]): Uint8Array =>
        writer.fileOf(inputs("F"), numbers("y", [ROWS, 1], values));
      const names = { inputs: "F", labels: "y" };
      await checkAll(
        [
          {
            name: "one-hot",
            file: writer.fileOf(inputs("F"), numbers("y", [ROWS, 3], oneHot)),
            data: names,
            read,
          },
          {
            name: "a struct",
            file: writer.fileOf(writer.struct("data", { X: inputs(""), y: numbers("", [ROWS, 1], classes) })),
            data: { inputs: "data.X", labels: "data.y" },
            read,
          },
          {
            name: "transposed",
            file: writer.fileOf(
              numbers(
                "F",
                [2, ROWS],
                rows.flatMap((row) => [row % 3, row % 7]),
              ),
              numbers("y", [1, ROWS], classes),
            ),
            data: names,
            read,
          },
          { name: "a cellstr", file: writer.fileOf(inputs("F"), cells), data: names, read },
          {
            name: "a NaN label",
            file: vector([...classes.slice(1), NaN]),
            data: names,
            said: /label y\(60,1\) is NaN.*"missing": "skip"/,
          },
          {
            name: "a NaN label left out",
            file: vector([...classes.slice(1), NaN]),
            data: { ...names, missing: "skip" },
            read: { rows: ROWS - 1, columns: 2, notes: /1 row of 60 was left out/ },
          },
          {
            name: "a regression target",
            file: vector(rows.map((row) => row / 7)),
            data: names,
            said: /regression target.*"classes": "values"/,
          },
        ],
        100,
      );
    },
  );

  it("MNIST as a headerless CSV", { timeout: 60_000 }, async ({ skip }) => {
    if (!existsSync(MNIST)) {
      skip(`${MNIST} is not there`);
    }
    const images = gunzipSync(readFileSync(join(MNIST, "t10k-images-idx3-ubyte.gz"))).subarray(16);
    const labels = gunzipSync(readFileSync(join(MNIST, "t10k-labels-idx1-ubyte.gz"))).subarray(8);
    const lines = Array.from({ length: 200 }, (_, row) =>
      [labels[row]!, ...images.subarray(784 * row, 784 * (row + 1))].join(","),
    );
    const file = `${lines.join("\n")}\n`;
    await checkAll(
      [{ name: "MNIST", file, data: { header: false, label: 1 }, read: { rows: 200, columns: 784 } }],
      200,
    );
  });

  it("in the wrong role are called what they are", { timeout: 60_000 }, async () => {
    writeFileSync(join(folder, "table.csv"), iris);
    const config = { data: { source: "csv", file: "table.csv", ...label }, ...QUICK };
    writeFileSync(join(folder, "good.ib.json"), JSON.stringify(config));
    expect((await startRun("good.ib.json", "good.ibrun")).code).toBe(0);
    const ofRun = await startRun("good.ibrun", "none.ibrun");
    const ofTable = await startRun("table.csv", "none.ibrun");
    expect(ofRun.messages).toMatch(/^error: good\.ibrun is a run file.*"ib-analysis recompute".*\n$/);
    expect(ofTable.messages).toMatch(/^error: table\.csv is text, such as CSV, not a model config.*\n$/);
    await checkAll(
      [
        {
          name: "a run as data",
          file: readFileSync(join(folder, "good.ibrun")),
          data: label,
          said: /run file.*name the file that holds the rows/,
        },
        { name: "a config as data", file: JSON.stringify(config), data: label, said: /not the config/ },
      ],
      300,
    );
  });
});
