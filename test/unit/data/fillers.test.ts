import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NPY_HEADER_BYTES_MAX } from "../../../src/base/limits";
import { configSchema, type ConfigInput } from "../../../src/config/schema/configSchema";
import { loadDataset } from "../../../src/data/sources";
import { readNpyArray, readNpyLabels } from "../../../src/data/numpy/npyArray";
import { succeed, type Failure } from "../../../src/base/failure";
import { encodeRunEvent, readRunFile } from "../../../src/run/runFile";
import { MESSAGE_CHARACTERS_MAX } from "../../../src/base/text";
import { MatWriter } from "../../support/matWriter";
import { makeSyntheticRun } from "../../support/syntheticRun";
import { PIECES } from "../config/fillers";

const MEBIBYTE = 1024 * 1024;
/** What linear work takes is far less than this on a machine that is busy, what quadratic work on a MiB takes far more. */
const LIMIT_MS = 20_000;
const SMALL_BYTES = 64 * 1024;
/** Four times the bytes are four times the linear work, and sixteen times the quadratic. */
const GROWTH = 4;
const GROWTH_MAX = 9;
/** Work that is over sooner than this is no harm, and too short to compare. */
const NOTICED_SECONDS = 0.5;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A MiB of one piece. */
const fill = (piece: string, bytes = MEBIBYTE): string =>
  piece.repeat(Math.floor(bytes / encode(piece).length));

function expectShowable({ message }: Pick<Failure, "message">): void {
  expect(message.length).toBeLessThanOrEqual(MESSAGE_CHARACTERS_MAX + 1);
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
}

async function load(data: ConfigInput["data"], bytes: Uint8Array): Promise<void> {
  const { data: config } = configSchema.parse({ data });
  const read = await loadDataset(config, { read: () => Promise.resolve(succeed(bytes)) });
  if (!read.ok) {
    expectShowable(read.failure);
  }
}

/** Pieces that mean something in a table, beside those of a config. */
const CSV_PIECES = {
  ...PIECES,
  "semicolons and blanks": " ; ",
  "quotes that open and close": '"",',
  "doubled quotes": '""',
  rows: "1,2,0\n",
  "rows of blanks": "  \n",
  "rows of commas": ",,,\n",
  "comment rows": "#\n",
  numbers: "1.5,",
  "missing values": "NaN,",
};

const CSV_PLACES: Readonly<Record<string, (filler: string) => string>> = {
  "as the whole file": (filler) => filler,
  "in front of the header": (filler) => `${filler}a,b,y\n1,2,0\n3,4,1\n`,
  "in the header": (filler) => `a,b,${filler},y\n1,2,0\n3,4,1\n`,
  "in an input": (filler) => `a,b,y\n1,${filler},0\n3,4,1\n`,
  "in a label": (filler) => `a,b,y\n1,2,0\n3,4,${filler}\n`,
  "behind the rows": (filler) => `a,b,y\n1,2,0\n3,4,1\n${filler}`,
};

const csvCases = Object.entries(CSV_PLACES).flatMap(([place, put]) =>
  Object.entries(CSV_PIECES).map(([name, piece]) => ({
    name: `${name} ${place}`,
    text: (bytes: number) => put(fill(piece, bytes)),
  })),
);
const CSV: ConfigInput["data"] = { source: "csv", file: "a.csv", label: "y" };

/** A row takes the parser of a CSV file some microseconds, so that a MiB of short rows is long without any harm. */
async function expectLinear(text: (bytes: number) => string): Promise<void> {
  const secondsOf = async (bytes: number): Promise<number> => {
    const file = encode(text(bytes));
    const { user } = process.cpuUsage();
    await load(CSV, file);
    return process.cpuUsage({ user, system: 0 }).user / 1e6;
  };
  const small = await secondsOf(SMALL_BYTES);
  const large = await secondsOf(SMALL_BYTES * GROWTH);
  if (large > NOTICED_SECONDS) {
    expect(large / small).toBeLessThan(GROWTH_MAX);
  }
}

describe("a data file that is filled up", () => {
  it.each(csvCases.filter(({ name }) => /^(blanks|quotes|commas) (in|as)|^rows (of \w+ )?behind/.test(name)))(
    "is read in linear time: CSV, $name",
    { timeout: LIMIT_MS },
    async ({ text }) => {
      await expectLinear(text);
    },
  );

  it("is read in linear time: CSV, whatever it is filled with", { timeout: 3 * LIMIT_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...csvCases), async ({ text }) => {
        await expectLinear(text);
      }),
      { numRuns: 12 },
    );
  });

  it.each(Object.entries(PIECES))(
    "is read in linear time: the header of a NumPy array, %s",
    { timeout: LIMIT_MS },
    (_, piece) => {
      for (const bytes of [NPY_HEADER_BYTES_MAX - 128, MEBIBYTE]) {
        const text = fill(piece, bytes);
        for (const header of [
          text,
          `{'descr': '<f8',${text} 'fortran_order': False, 'shape': (1,), }`,
          `{'descr': '${text}', 'fortran_order': False, 'shape': (1,), }`,
          `{'descr': '<f8', 'fortran_order': False, 'shape': (${text}), }`,
        ]) {
          const file = npyWithHeader(header);
          for (const read of [readNpyArray(file), readNpyLabels(file)]) {
            if (!read.ok) {
              expectShowable(read.failure);
            }
          }
        }
      }
    },
  );

  it.each([
    ["empty elements", [14, 0, 0, 0, 0, 0, 0, 0]],
    ["small elements", [14, 0, 4, 0, 0, 0, 0, 0]],
    ["compressed elements", [15, 0, 0, 0, 0, 0, 0, 0]],
    ["zeros", [0]],
    ["ones", [255]],
  ])("is read in linear time: MATLAB, %s", { timeout: LIMIT_MS }, async (_, piece) => {
    const sound = new MatWriter(true).file([]);
    const filled = new Uint8Array(sound.length + MEBIBYTE);
    filled.set(sound);
    for (let at = sound.length; at < filled.length; at++) {
      filled[at] = piece[at % piece.length]!;
    }
    await load({ source: "mat", file: "a.mat", inputs: "F", labels: "y" }, filled);
  });

  it(
    "is read in linear time: MATLAB, as many variables as there is room for",
    { timeout: LIMIT_MS },
    async () => {
      const entries = Array.from({ length: 10_000 }, (_, index) => ({
        name: `v${index}`,
        values: [index],
        dimensions: [1, 1],
        type: "double" as const,
      }));
      await load(
        { source: "mat", file: "a.mat", inputs: "F", labels: "y" },
        new MatWriter(true).file(entries),
      );
    },
  );
});

/** Version 2, whose header may have 4 GiB. */
function npyWithHeader(header: string): Uint8Array {
  const text = encode(header);
  const file = new Uint8Array(12 + text.length + 8);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0]);
  new DataView(file.buffer).setUint32(8, text.length, true);
  file.set(text, 12);
  return file;
}

describe("a run file that is filled up", () => {
  const lines = makeSyntheticRun(1).map(encodeRunEvent);

  it.each(Object.entries(PIECES))("is read in linear time: %s", { timeout: LIMIT_MS }, (_, piece) => {
    const text = fill(piece);
    for (const whole of [
      text,
      `${text}\n${lines.join("\n")}\n`,
      `${lines.join("\n")}\n${text}`,
      `${lines[0]}\n${text}\n${lines.slice(1).join("\n")}\n`,
    ]) {
      readRunFile(whole).problems.forEach(expectShowable);
    }
  });
});
