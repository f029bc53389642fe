import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RUN_LOCK_STALE_MS } from "../../../src/base/limits";
import { isWrittenElsewhere, runLockPath } from "../../../src/disk/runLock";
import { RunFileWriter } from "../../../src/disk/runFileWriter";
import type { Failure } from "../../../src/base/failure";
import { readRunFile } from "../../../src/run/runFile";
import { makeSyntheticRun } from "../../support/syntheticRun";

let folder: string;
let failures: Failure[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ib-writer-"));
  failures = [];
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function create(target = folder): Promise<RunFileWriter> {
  const created = await RunFileWriter.create(target, "a.ibrun", (failure) => failures.push(failure));
  if (!created.ok) {
    throw new Error(created.failure.message);
  }
  return created.value;
}

describe("writing a run file", () => {
  it("makes the folder, and writes every event in its order", async () => {
    const writer = await create(join(folder, "deep", "down"));
    const events = makeSyntheticRun(50);
    for (const event of events) {
      writer.append(event);
    }
    await writer.close();
    expect(readRunFile(await readFile(writer.path, "utf8"))).toEqual({ events, problems: [] });
    expect(failures).toEqual([]);
  });

  it("never writes over a file that is there", async () => {
    await writeFile(join(folder, "a.ibrun"), "mine");
    const created = await RunFileWriter.create(folder, "a.ibrun", () => undefined);
    expect(created).toMatchObject({ ok: false, failure: { code: "run/file-write" } });
    expect(await readFile(join(folder, "a.ibrun"), "utf8")).toBe("mine");
  });

  it("says so where a file stands in the folder's place", async () => {
    await writeFile(join(folder, "file"), "");
    const created = await RunFileWriter.create(join(folder, "file"), "a.ibrun", () => undefined);
    expect(created).toMatchObject({ ok: false, failure: { code: "run/file-write" } });
  });

  it("a file that is removed, moved or replaced on the way is told once, at the next event", async () => {
    const path = join(folder, "a.ibrun");
    for (const [words, harm] of [
      ["removed or moved", () => rm(path)],
      ["removed or moved", () => rename(path, join(folder, "b.ibrun"))],
      ["another file", () => rm(path).then(() => writeFile(path, "other"))],
    ] as const) {
      failures = [];
      const writer = await create();
      const events = makeSyntheticRun();
      await harm();
      for (const event of events) {
        writer.append(event);
      }
      await vi.waitUntil(() => failures.length > 0);
      await writer.close();
      expect(failures).toMatchObject([
        { code: "run/file-write", message: expect.stringContaining(words) as string },
      ]);
      await rm(path, { force: true });
    }
  });

  it("a lock beside it says to other processes that its run goes on, and is gone at its end", async () => {
    const writer = await create();
    const lock = runLockPath(writer.path);
    // To the process that writes it, its own run is not elsewhere.
    expect(await isWrittenElsewhere(writer.path)).toBe(false);
    const holder = JSON.parse(await readFile(lock, "utf8")) as object;
    await writeFile(lock, JSON.stringify({ ...holder, pid: process.ppid }));
    expect(await isWrittenElsewhere(writer.path)).toBe(true);
    await writeFile(lock, JSON.stringify({ ...holder, host: "another-machine" }));
    expect(await isWrittenElsewhere(writer.path)).toBe(true);

    const old = new Date(Date.now() - 2 * RUN_LOCK_STALE_MS);
    await utimes(lock, old, old);
    expect(await isWrittenElsewhere(writer.path)).toBe(false);
    await writer.close();
    expect(await readdir(folder)).toEqual(["a.ibrun"]);
  });

  it("a lock that a killed process left behind, or that is none, is no lock", async () => {
    const path = join(folder, "a.ibrun");
    const { pid } = spawnSync(process.execPath, ["--version"]);
    await writeFile(runLockPath(path), JSON.stringify({ pid, host: hostname() }));
    expect(await isWrittenElsewhere(path)).toBe(false);
    await writeFile(runLockPath(path), "\0".repeat(500));
    expect(await isWrittenElsewhere(path)).toBe(false);
  });

  it("a write that fails is told once and ends the recording, not the run", async () => {
    const writer = await create();
    const [first, ...rest] = makeSyntheticRun();
    writer.append(first!);
    await writer.close();
    for (const event of rest) {
      writer.append(event);
    }
    await writer.close();
    expect(failures.map(({ code }) => code)).toEqual(["run/file-write"]);
    expect(readRunFile(await readFile(writer.path, "utf8")).events).toEqual([first]);
  });

  it("never grows beyond what a reader opens: it ends with the last whole event before, and says so once", async () => {
    const events = makeSyntheticRun(50);
    const whole = await create();
    for (const event of events) {
      whole.append(event);
    }
    await whole.close();
    const { length } = await readFile(whole.path);
    for (const [bytesMax, isWhole] of [
      [length, true],
      [length - 1, false],
      [Math.floor(length / 2), false],
    ] as const) {
      const folderOfIt = join(folder, String(bytesMax));
      const created = await RunFileWriter.create(
        folderOfIt,
        "a.ibrun",
        (failure) => failures.push(failure),
        bytesMax,
      );
      if (!created.ok) {
        throw new Error(created.failure.message);
      }
      failures = [];
      for (const event of events) {
        created.value.append(event);
      }
      await created.value.close();
      const written = await readFile(created.value.path, "utf8");
      expect(written.length).toBeLessThanOrEqual(bytesMax);
      const { events: read, problems } = readRunFile(written);
      expect(problems).toEqual([]);
      expect(read).toEqual(events.slice(0, read.length));
      expect(read.length === events.length).toBe(isWhole);
      expect(failures.map(({ message }) => message)).toEqual(
        isWhole ? [] : [expect.stringMatching(/it has \d+ bytes, and at most \d+ can be read again/)],
      );
    }
  });
});
