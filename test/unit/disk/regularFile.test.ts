import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegularFile, readRegularFile } from "../../../src/disk/regularFile";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-regular-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("reading a file that may be anything", () => {
  it("reads a file", async () => {
    const path = join(folder, "a");
    writeFileSync(path, "abc");
    expect(Buffer.from(readRegularFile(path)).toString()).toBe("abc");
    const file = await openRegularFile(path);
    expect(await file.readFile("utf8")).toBe("abc");
    await file.close();
  });

  it.skipIf(process.platform === "win32")("refuses a pipe at once, and does not wait for it", async () => {
    const path = join(folder, "pipe");
    execFileSync("mkfifo", [path]);
    expect(() => readRegularFile(path)).toThrow("a file is needed");
    await expect(openRegularFile(path)).rejects.toThrow("a file is needed");
  });

  it("refuses a folder", async () => {
    expect(() => readRegularFile(folder)).toThrow();
    await expect(openRegularFile(folder)).rejects.toThrow();
  });
});
