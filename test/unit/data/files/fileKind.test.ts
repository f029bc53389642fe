import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { dataSchema } from "../../../../src/config/schema/dataSchema";
import { describeNoConfig, describeOtherKind, sniffFileKind } from "../../../../src/data/files/fileKind";
import { gunzip } from "../../../../src/data/files/gunzip";
import { loadDataset } from "../../../../src/data/sources";
import { writeNpyArray } from "../../../../src/data/numpy/npyArray";
import { zipEntryNames } from "../../../../src/data/files/zipEntryNames";
import { succeed } from "../../../../src/base/failure";
import { MatWriter } from "../../../support/matWriter";

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "latin1"));
const zip = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, bytes("x")])));
const NPY = writeNpyArray(Float32Array.of(1, 2), [2]);
/** A matrix "F" of 1 × 2, as MATLAB 4 wrote it. */
const MAT_4 = new Uint8Array(
  Buffer.concat([Buffer.from(Uint32Array.of(0, 1, 2, 0, 2).buffer), bytes("F\0"), Buffer.alloc(16)]),
);
const TABLE = "a,class\n1,x\n2,y\n3,x\n4,y\n";

describe("a file in place of a model config", () => {
  it.each<[string, Uint8Array, RegExp]>([
    ["a run", bytes('{"type":"run/started","version":1}'), /run file.*"ib-analysis recompute"/],
    ["a table", bytes(TABLE), /such as CSV, not a model config.*"source": "csv"/],
    ["a MATLAB file", new MatWriter().file([]), /"source": "mat"/],
    ["an array", NPY, /"ib-analysis estimate/],
    ["a MATLAB 4 file", MAT_4, /version 4, not a model config/],
    ["a picture", bytes("\x89PNG\r\n\x1a\n"), /PNG picture, not a model config/],
  ])("is called what it is, with what to do: %s", (_name, file, expected) => {
    expect(describeNoConfig(file)).toMatch(expected);
  });

  it("is left to the reader of configs if it may be one", () => {
    for (const text of ["", "{", '{ "data": {} }', "// a, b\n{}", "hello world", "[1, 2]", '"data": {,']) {
      expect(describeNoConfig(bytes(text))).toBeUndefined();
    }
  });
});

describe("the kind of a file", () => {
  it.each<[RegExp, Uint8Array]>([
    [/PyTorch/, zip("acts/data.pkl", "acts/version", "acts/data/0")],
    [/PyTorch/, bytes("\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.")],
    [/pickle/, bytes("\x80\x04\x95\x1a\x00\x00\x00")],
    [/NumPy archive/, zip("arr_0.npy", "arr_1.npy")],
    [/NumPy array/, NPY],
    [/Excel/, zip("[Content_Types].xml", "xl/workbook.xml")],
    [/OpenDocument/, zip("mimetype", "content.xml")],
    [/Keras/, zip("metadata.json", "config.json", "model.weights.h5")],
    [/zip archive/, zip("table.csv")],
    [/zip archive/, bytes("PK\x03\x04")],
    [/gzip/, gzipSync(bytes(TABLE))],
    [/bzip2/, bytes("BZh91AY&SY\x00\x01")],
    [/xz/, bytes("\xfd7zXZ\x00\x00")],
    [/Zstandard/, bytes("\x28\xb5\x2f\xfd\x00")],
    [/Octave text/, bytes("# Created by Octave 6.4.0\n# name: X\n# type: matrix\n 1 2\n")],
    [/Octave text/, bytes("# name: X\n# type: matrix\n 1 2\n")],
    [/Octave binary/, bytes("Octave-1-L\x00\x01")],
    [/MATLAB file of version 7\.3/, bytes(`MATLAB 7.3 MAT-file, Platform: GLNXA64${" ".repeat(500)}`)],
    [/HDF5/, bytes("\x89HDF\r\n\x1a\n\x00")],
    [/a MATLAB file$/, new MatWriter().file([])],
    [/web page/, bytes("\n  <!DOCTYPE html>\n<html>")],
    [/web page/, bytes("<html lang=en>")],
    [/XML/, bytes('<?xml version="1.0"?>')],
    [/Git LFS/, bytes("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n")],
    [/Parquet/, bytes("PAR1\x15\x04PAR1")],
    [/Feather/, bytes("ARROW1\x00\x00")],
    [/JSON/, bytes('{"a": [1, 2]}')],
    [/JSON/, bytes("[[1, 2], [3, 4]]")],
    [/model config/, bytes('{ "data": { "source": "csv" } }')],
    [/run file/, bytes('{"type":"run/started","version":1}')],
    [/PNG/, bytes("\x89PNG\r\n\x1a\n")],
    [/JPEG/, bytes("\xff\xd8\xff\xe0")],
    [/PDF/, bytes("%PDF-1.7\n%\x01")],
    [/SQLite/, bytes("SQLite format 3\x00")],
    [/R data/, bytes("RDX3\nX\n\x00\x00")],
    [/R data/, bytes("X\n\x00\x00\x00\x03")],
    [/IDX/, bytes(`\x00\x00\x08\x01\x00\x00\x00\x03\x07\x02\x01`)],
    [/IDX/, bytes(`\x00\x00\x08\x03\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x02abcd`)],
    [/MATLAB file of version 4/, MAT_4],
    [/Weka/, bytes("@RELATION iris\n")],
    [/empty/, new Uint8Array(0)],
    [/UTF-16/, Uint8Array.from(Buffer.from(TABLE, "utf16le"))],
    [/safetensors/, bytes('\x40\x00\x00\x00\x00\x00\x00\x00{"weight":{}}')],
  ])("is told: %s", (name, file) => {
    expect(sniffFileKind(file)?.name).toMatch(name);
    for (const wanted of ["csv", "mat", "npy"] as const) {
      const said = describeOtherKind(file, wanted);
      expect(said ?? "is read.").toMatch(/^is .*\.$/);
    }
  });

  it("is not told of a table, whatever its first column is called", () => {
    for (const name of [
      "a",
      "PAR1",
      "BZh",
      "GIF8",
      "RIFF",
      "Rar!",
      "[x]",
      "<a>",
      "\xef\xbb\xbfa",
      "#a",
      "# a",
    ]) {
      expect(describeOtherKind(bytes(`${name},class\n1,x\n`), "csv"), name).toBeUndefined();
    }
    expect(
      describeOtherKind(Uint8Array.from(Buffer.from(`\uFEFF${TABLE}`, "utf16le")), "csv"),
    ).toBeUndefined();
  });

  it("comes with what to do", () => {
    expect(describeOtherKind(zip("a/data.pkl"), "npy")).toBe(
      'is a PyTorch file (.pt, .pth), but a NumPy array (.npy) is needed: Python makes one from the file by numpy.save("x.npy", torch.load("FILE").numpy(force=True)).',
    );
    expect(describeOtherKind(bytes(TABLE), "mat")).toBe(
      'is text, such as CSV, but a MATLAB file is needed: say "source": "csv" in data.',
    );
    expect(describeOtherKind(bytes(TABLE), "npy")).toContain("numpy.loadtxt");
    expect(describeOtherKind(bytes("\x07\x00\x01\x02"), "csv")).toContain("a binary file of an unknown kind");
  });

  it("is told of any bytes without a throw", () => {
    const beginnings = fc.constantFrom(
      "PK\x03\x04",
      "PK\x05\x06",
      "\x00\x00\x08",
      "\x80\x04",
      "{",
      "MATLAB 5",
      "",
    );
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 80 }), (beginning, rest) => {
        const file = Uint8Array.from([...bytes(beginning), ...rest]);
        expect(describeOtherKind(file, "csv") ?? "is .").toMatch(/^is [^]*\.$/);
        expect(Array.isArray(zipEntryNames(file))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a file packed by gzip", () => {
  const csv = dataSchema.parse({ source: "csv", file: "t.csv.gz", label: "class" });
  const loadPacked = (file: Uint8Array) => loadDataset(csv, { read: () => Promise.resolve(succeed(file)) });

  it("is read as what it holds, also in several members", async () => {
    const [first, second] = [TABLE.slice(0, 10), TABLE.slice(10)].map((part) => gzipSync(bytes(part)));
    for (const file of [gzipSync(bytes(TABLE)), Uint8Array.from([...first!, ...second!])]) {
      expect(await loadPacked(file)).toMatchObject({ ok: true, value: { rows: 4, columns: 1 } });
    }
    const inside = await loadPacked(gzipSync(bytes("X\n\x00\x00\x00\x03")));
    expect(inside).toMatchObject({ failure: { message: expect.stringContaining("R data file") as string } });
  });

  it("that is cut off, damaged or a bomb is refused", async () => {
    const packed = gzipSync(bytes(TABLE.repeat(50)));
    expect(await loadPacked(packed.subarray(0, packed.length - 12))).toMatchObject({ ok: false });
    const damaged = packed.slice();
    damaged[damaged.length - 6]! ^= 1;
    expect(gunzip(damaged)).toMatchObject({
      failure: { message: expect.stringContaining("checksum") as string },
    });
    const bomb = gunzip(gzipSync(new Uint8Array(40 * 2 ** 20)));
    expect(bomb).toMatchObject({ ok: false, failure: { code: "data/too-large" } });
    for (let length = 0; length < packed.length; length += 3) {
      expect(gunzip(packed.subarray(0, length)).ok).toBe(false);
    }
  });
});
