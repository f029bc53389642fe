import { describe, expect, it } from "vitest";
import { DATA_FILE_BYTES_MAX } from "../../../src/base/limits";
import type { DataConfig } from "../../../src/config/schema/configSchema";
import { dataSchema } from "../../../src/config/schema/dataSchema";
import type { FileSource } from "../../../src/data/files/fileSource";
import { loadDataset } from "../../../src/data/sources";
import { fail, succeed } from "../../../src/base/failure";
import { MatWriter } from "../../support/matWriter";

const NO_FILES: FileSource = { read: (path) => Promise.reject(new Error(`${path} must not be read`)) };
const CSV = dataSchema.parse({ source: "csv", file: "data.csv", label: "class" });
const MAT = dataSchema.parse({ source: "mat", file: "sub/data.mat", inputs: "F", labels: "y" });

const fileWith = (bytes: Uint8Array): FileSource => ({ read: () => Promise.resolve(succeed(bytes)) });
const fileWithText = (text: string): FileSource => fileWith(new TextEncoder().encode(text));

describe("loading a dataset", () => {
  it("makes the symmetric rule without any file", async () => {
    const loaded = await loadDataset(dataSchema.parse({ source: "symmetric-rule" }), NO_FILES);
    expect(loaded).toMatchObject({ ok: true, value: { rows: 4096, columns: 12 } });
  });

  it("reads CSV and MATLAB files by the path in the config, and names the dataset by it", async () => {
    const read: string[] = [];
    const files: FileSource = {
      read: (path) => {
        read.push(path);
        const bytes = path.endsWith(".csv")
          ? new TextEncoder().encode("a,class\n1,0\n2,1\n3,0\n4,1\n")
          : new MatWriter().file([
              { name: "F", dimensions: [4, 1], values: [1, 2, 3, 4], type: "single" },
              { name: "y", dimensions: [4, 1], values: [0, 1, 0, 1], type: "uint8" },
            ]);
        return Promise.resolve(succeed(bytes));
      },
    };
    for (const config of [CSV, MAT]) {
      const loaded = await loadDataset(config, files);
      expect(loaded.ok && Array.from(loaded.value.inputs)).toEqual([1, 2, 3, 4]);
      expect(loaded.ok && loaded.value.name).toBe(read.at(-1));
    }
    expect(read).toEqual(["data.csv", "sub/data.mat"]);
  });

  it("passes on why a file cannot be read, and the config line that names it", async () => {
    const files: FileSource = {
      read: (path) => Promise.resolve(fail("data/file-missing", `There is no ${path}.`)),
    };
    expect(await loadDataset(CSV, files)).toEqual({
      ok: false,
      failure: { code: "data/file-missing", message: "There is no data.csv.", path: ["data", "file"] },
    });
  });

  it.each<{ config: DataConfig; files: FileSource; message: RegExp; path: readonly string[] }>([
    {
      config: CSV,
      files: fileWithText("a,b\n"),
      message: /^data\.csv: There is no column/,
      path: ["data", "label"],
    },
    {
      config: CSV,
      files: fileWithText("a,class\n?,1\n"),
      message: /^data\.csv: Line 2/,
      path: ["data", "file"],
    },
    {
      config: MAT,
      files: fileWithText(""),
      message: /^sub\/data\.mat is an empty file, but a MATLAB file is needed/,
      path: ["data", "file"],
    },
    {
      config: MAT,
      files: fileWith(Uint8Array.of(0x89, 1, 2, 3)),
      message: /^sub\/data\.mat: At byte 0/,
      path: ["data", "file"],
    },
    {
      config: MAT,
      files: fileWith(new MatWriter().file([])),
      message: /^sub\/data\.mat: There is no variable "F"/,
      path: ["data", "inputs"],
    },
  ])("names the file and the config line: $message", async ({ config, files, message, path }) => {
    expect(await loadDataset(config, files)).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(message) as string, path },
    });
  });

  it("refuses a file above the cap, whatever it holds", async () => {
    // Only the length is looked at: no memory is taken for it.
    const bytes = Object.defineProperty(new Uint8Array(), "length", { value: DATA_FILE_BYTES_MAX + 1 });
    for (const config of [CSV, MAT]) {
      expect(await loadDataset(config, fileWith(bytes))).toMatchObject({
        ok: false,
        failure: { code: "data/too-large", path: ["data", "file"] },
      });
    }
  });
});
