import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RunFileWriter } from "../../../src/disk/runFileWriter";
import type { Failure } from "../../../src/failure";
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
});
