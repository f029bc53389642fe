import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegularFile, readUnlinkedFile } from "../../../src/disk/regularFile";

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
    expect(Buffer.from(readUnlinkedFile([folder], path, 3)).toString()).toBe("abc");
    expect(() => readUnlinkedFile([folder], path, 2)).toThrow("it has 3 bytes; its run allows 2");
    const file = await openRegularFile(path);
    expect(await file.readFile("utf8")).toBe("abc");
    await file.close();
  });

  it.skipIf(process.platform === "win32")("refuses a pipe at once, and does not wait for it", async () => {
    const path = join(folder, "pipe");
    execFileSync("mkfifo", [path]);
    expect(() => readUnlinkedFile([folder], path, 10)).toThrow("no regular file");
    await expect(openRegularFile(path)).rejects.toThrow("a file is needed");
  });

  it("says that there is no such file", async () => {
    await expect(openRegularFile(join(folder, "none"))).rejects.toMatchObject({
      message: "there is no such file",
      code: "ENOENT",
    });
  });

  it("refuses a folder", async () => {
    expect(() => readUnlinkedFile([folder], folder, 10)).toThrow("no regular file");
    await expect(openRegularFile(folder)).rejects.toThrow();
  });

  it.skipIf(process.platform === "win32")("does not follow a link where none is wanted", () => {
    writeFileSync(join(folder, "a"), "abc");
    symlinkSync(join(folder, "a"), join(folder, "link"));
    expect(() => readUnlinkedFile([folder], join(folder, "link"), 10)).toThrow("no regular file but a link");
  });
});
