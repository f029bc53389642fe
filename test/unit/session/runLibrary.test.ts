import { describe, expect, it } from "vitest";
import { RUN_LOCK_STALE_MS } from "../../../src/base/limits";
import { RunLibrary, runsElsewhere, type RunStore } from "../../../src/session/runLibrary";
import { summarizeRun } from "../../../src/session/runSummary";
import { Signal } from "../../../src/session/signal";
import type { RunEvent } from "../../../src/run/runEvent";
import { RunFileReading } from "../../../src/disk/readRunEvents";
import { encodeRunEvent } from "../../../src/run/runFile";
import { makeSyntheticRun } from "../../support/syntheticRun";
import { FakeClock } from "../editor/fakeClock";

const encode = (events: readonly RunEvent[]): string =>
  events.map((event) => `${encodeRunEvent(event)}\n`).join("");

function runText(runId: string, createdAt: string, cut = 0): string {
  const [header, ...rest] = makeSyntheticRun();
  return encode([{ ...header, runId, createdAt } as RunEvent, ...rest.slice(0, rest.length - cut)]);
}

function setUp() {
  const files = new Map<string, string | Error>();
  const stamps = new Map<string, number>();
  const writtenElsewhere = new Set<string>();
  const changed = new Signal<string | undefined>();
  let reads = 0;
  let searches = 0;
  const contentOf = (uri: string): string => {
    const content = files.get(uri);
    if (typeof content !== "string") {
      throw content ?? new Error("no such file");
    }
    return content;
  };
  const store: RunStore = {
    find: () => {
      searches++;
      return Promise.resolve([...files.keys()]);
    },
    stamp: (uri) => {
      const content = files.get(uri);
      return content === undefined
        ? Promise.reject(new Error("no such file"))
        : Promise.resolve({
            modifiedAt: stamps.get(uri) ?? 0,
            bytes: String(content).length,
            isWrittenElsewhere: writtenElsewhere.has(uri),
          });
    },
    open: async (uri) => {
      reads++;
      await Promise.resolve();
      const bytes = new TextEncoder().encode(contentOf(uri));
      return {
        size: bytes.length,
        read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
        close: () => Promise.resolve(),
      };
    },
    onDidChange: changed.on,
  };
  const clock = new FakeClock();
  const library = new RunLibrary(store, () => Promise.resolve({ RunFileReading, summarizeRun }), clock);
  const idsOf = async (): Promise<string[]> =>
    (await library.list()).map(({ uri, summary }) =>
      summary.ok ? summary.value.runId : `${uri}: ${summary.failure.code}`,
    );
  return {
    files,
    stamps,
    writtenElsewhere,
    changed,
    library,
    clock,
    idsOf,
    counts: () => ({ reads, searches }),
  };
}

describe("RunLibrary", () => {
  it("looks at nothing before it is asked", async () => {
    const { counts, idsOf } = setUp();
    expect(counts()).toEqual({ reads: 0, searches: 0 });
    expect(await idsOf()).toEqual([]);
    expect(counts().searches).toBe(1);
  });

  it("lists the newest first", async () => {
    const { files, idsOf } = setUp();
    files.set("b", runText("second", "2020-01-02T00:00:00Z"));
    files.set("c", runText("third", "2020-01-03T00:00:00Z"));
    files.set("a", runText("first", "2020-01-01T00:00:00Z"));
    expect(await idsOf()).toEqual(["third", "second", "first"]);
  });

  it("shows the others where some cannot be read", async () => {
    const { files, idsOf } = setUp();
    files.set("good", runText("good", "2020-01-01T00:00:00Z"));
    files.set("empty", "");
    files.set("denied", new Error("EACCES"));
    expect(new Set(await idsOf())).toEqual(
      new Set(["good", "empty: run/file-format", "denied: run/file-unreadable"]),
    );
  });

  it("reads again only what changed, and tells only of changes", async () => {
    const { files, library, idsOf, counts } = setUp();
    files.set("a", runText("a", "2020-01-01T00:00:00Z", 3));
    files.set("b", runText("b", "2020-01-02T00:00:00Z"));
    await idsOf();
    let told = 0;
    library.onDidChange(() => told++);
    await library.refresh();
    expect([counts().reads, told]).toEqual([2, 0]);
    files.set("a", runText("a", "2020-01-01T00:00:00Z"));
    await library.refresh();
    expect([counts().reads, told]).toEqual([3, 1]);
    files.delete("b");
    await library.refresh();
    expect([await idsOf(), told]).toEqual([["a"], 2]);
  });

  it("reads the newest of many, and the others when they are asked for", async () => {
    const { files, stamps, library, idsOf, counts } = setUp();
    for (let run = 0; run < 450; run++) {
      const day = new Date(1000 * run).toISOString();
      files.set(`/runs/${run}.ibrun`, runText(`run-${run}`, day));
      stamps.set(`/runs/${run}.ibrun`, run);
    }
    const ids = await idsOf();
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([200, "run-449", "run-250"]);
    expect([library.unlisted, counts().reads]).toEqual([250, 200]);
    expect(await library.find("run-3")).toMatchObject({ uri: "/runs/3.ibrun" });
    await library.listMore();
    expect([(await idsOf()).length, library.unlisted]).toEqual([400, 50]);
    await library.listMore();
    expect([(await idsOf()).at(-1), library.unlisted]).toEqual(["run-0", 0]);
  });

  it("tells a run that another window writes from one that was cut off, until it is one", async () => {
    const { files, writtenElsewhere, library, clock, idsOf } = setUp();
    files.set("a", runText("a", "2020-01-01T00:00:00Z", 1));
    writtenElsewhere.add("a");
    await idsOf();
    expect(runsElsewhere(library.get("a")!)).toBe(true);
    const opened = await library.load("a");
    expect(opened.ok && opened.value.view()).toMatchObject({ status: "elsewhere", runId: "a" });

    // Its process is killed: the lock grows old, and no file changes.
    writtenElsewhere.delete("a");
    const told = new Promise<void>((resolve) => library.onDidChange(resolve));
    clock.advance(RUN_LOCK_STALE_MS);
    await Promise.resolve();
    clock.advance(1000);
    await told;
    expect(runsElsewhere(library.get("a")!)).toBe(false);
    const again = await library.load("a");
    expect(again.ok && again.value.view()).toMatchObject({ status: "interrupted", runId: "a" });
  });

  it("reads on in the file of a run that another window writes, also from the middle of a line", async () => {
    const { files, writtenElsewhere, library } = setUp();
    const whole = runText("a", "2020-01-01T00:00:00Z");
    const half = Math.floor(whole.length / 2);
    files.set("a", whole.slice(0, half));
    writtenElsewhere.add("a");
    const opened = await library.load("a");
    if (!opened.ok) {
      throw new Error(opened.failure.message);
    }
    const record = opened.value;
    expect(record.view()).toMatchObject({ status: "elsewhere" });
    expect(record.view().failure).toBeUndefined();
    const epochs = (): number => record.view().cells[0]!.epochs.values.length;
    const epochsBefore = epochs();

    files.set("a", whole.slice(0, whole.length - 20));
    await library.readMore("a", record);
    expect(record.view().status).toBe("elsewhere");
    expect(epochs()).toBeGreaterThan(epochsBefore);

    files.set("a", whole);
    writtenElsewhere.delete("a");
    await library.readMore("a", record);
    expect(record.view().status).toBe("completed");
    const fromTheStart = await library.load("a");
    expect(fromTheStart.ok && fromTheStart.value.view()).toEqual(record.view());
  });

  it("says that a followed run was cut off once its process is gone or its file is", async () => {
    const { files, writtenElsewhere, library } = setUp();
    for (const end of ["process", "file"]) {
      files.set("a", runText("a", "2020-01-01T00:00:00Z", 1).slice(0, -30));
      writtenElsewhere.add("a");
      const opened = await library.load("a");
      writtenElsewhere.delete("a");
      if (end === "file") {
        files.delete("a");
      }
      expect(opened.ok && opened.value.view().status).toBe("elsewhere");
      if (opened.ok) {
        await library.readMore("a", opened.value);
        expect(opened.value.view()).toMatchObject({
          status: "interrupted",
          failure: expect.stringContaining(end === "file" ? "cannot be read" : "cut off") as string,
        });
      }
    }
  });

  it("looks at no other file where one changed", async () => {
    const { files, changed, library, clock, idsOf, counts } = setUp();
    files.set("a", runText("a", "2020-01-01T00:00:00Z", 3));
    files.set("b", runText("b", "2020-01-02T00:00:00Z"));
    await idsOf();
    files.set("a", runText("a", "2020-01-01T00:00:00Z"));
    const told = new Promise<void>((resolve) => library.onDidChange(resolve));
    changed.fire("a");
    clock.advance(1000);
    await told;
    expect(counts()).toEqual({ reads: 3, searches: 1 });
    expect((await library.list()).find(({ uri }) => uri === "a")?.summary).toMatchObject({
      value: { status: "completed" },
    });
  });

  it("says what is wrong with a run that disagrees with itself further on, and shows what stands before", async () => {
    const { files, library } = setUp();
    const events = makeSyntheticRun();
    files.set("a", encode([...events.slice(0, -2), events[1]!, ...events.slice(-2)]));
    const loaded = await library.load("a");
    expect(loaded.ok && loaded.value.view()).toMatchObject({
      status: "interrupted",
      failure: "Line 11 of the run file starts variant 0, seed 0 a second time.",
    });
  });

  it("lists a run as damaged once that was found, until its file changes", async () => {
    const { files, stamps, library } = setUp();
    const lines = runText("a", "2020-01-01T00:00:00Z").split("\n");
    files.set("a", [...lines.slice(0, 4), "damaged", ...lines.slice(4)].join("\n"));
    const damageOf = async (): Promise<string | undefined> => (await library.list())[0]?.damage;
    expect(await damageOf()).toBeUndefined();
    let told = 0;
    library.onDidChange(() => told++);
    await library.load("a");
    expect(await damageOf()).toMatch(/^Line 5 of the run file /u);
    await library.refresh();
    expect([await damageOf(), told]).toEqual([expect.any(String), 1]);
    files.set("a", lines.join("\n"));
    stamps.set("a", 1);
    await library.refresh();
    expect(await damageOf()).toBeUndefined();
    // One that was only cut off is none.
    files.set("a", lines.join("\n").slice(0, -5));
    stamps.set("a", 2);
    await library.refresh();
    await library.load("a");
    expect(await damageOf()).toBeUndefined();
  });

  it("looks at a file by its address, in the list or not", async () => {
    const { files, library } = setUp();
    files.set("elsewhere", runText("a", "2020-01-01T00:00:00Z"));
    expect(await library.look("elsewhere")).toMatchObject({ summary: { value: { runId: "a" } } });
    expect(await library.look("none")).toBeUndefined();
  });

  it("stops loading a run that nobody waits for", async () => {
    const { files, library } = setUp();
    files.set("a", runText("a", "2020-01-01T00:00:00Z"));
    const abort = new AbortController();
    const loaded = library.load("a", abort.signal);
    abort.abort(new Error("no longer wanted"));
    expect(await loaded).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining("no longer wanted") as string },
    });
  });

  it("follows the files, but not with every byte that is written", async () => {
    const { files, changed, library, clock, idsOf, counts } = setUp();
    await idsOf();
    files.set("a", runText("a", "2020-01-01T00:00:00Z"));
    for (let step = 0; step < 100; step++) {
      changed.fire(undefined);
      clock.advance(10);
    }
    await library.refresh();
    expect(await idsOf()).toEqual(["a"]);
    expect(counts().searches).toBeLessThanOrEqual(5);
  });

  it("looks again where it is told of a change, but not before anyone has looked", async () => {
    const { files, library, clock, idsOf, counts } = setUp();
    library.noteChange();
    clock.advance(1000);
    expect(counts().searches).toBe(0);
    await idsOf();
    files.set("a", runText("a", "2020-01-01T00:00:00Z"));
    const told = new Promise<void>((resolve) => library.onDidChange(resolve));
    library.noteChange();
    clock.advance(1000);
    await told;
    expect(await idsOf()).toEqual(["a"]);
  });

  it("loads a run whole", async () => {
    const { files, library } = setUp();
    files.set("a", runText("a", "2020-01-01T00:00:00Z"));
    const loaded = await library.load("a");
    expect(loaded.ok && loaded.value.view()).toMatchObject({ runId: "a", status: "completed" });
    expect(await library.find("a")).toMatchObject({ uri: "a" });
    expect(await library.find("b")).toBeUndefined();
  });

  it("tells how far it is with a large file, whose beginning can be looked at by then", async () => {
    const { library, files } = setUp();
    const [header, ...rest] = makeSyntheticRun(400);
    files.set("file:///a", encode([header!, ...rest]));
    const told: (readonly [status: string, share: number | undefined, cells: number])[] = [];
    const loaded = await library.load("file:///a", undefined, (record) => {
      const { status, openedShare, cells } = record.view();
      told.push([status, openedShare, cells.length]);
    });
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(([status, , cells]) => status === "opening" && cells === 1)).toBe(true);
    const shares = told.map(([, share]) => share ?? NaN);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
    const view = loaded.ok ? loaded.value.view() : undefined;
    expect(view).toMatchObject({ status: "completed" });
    expect(view).not.toHaveProperty("openedShare");
  });

  it("loads as much of a run as there is, and says that it was cut off", async () => {
    const { files, library } = setUp();
    files.set("a", runText("a", "2020-01-01T00:00:00Z", 3).slice(0, -20));
    const loaded = await library.load("a");
    expect(loaded.ok && loaded.value.view().status).toBe("interrupted");
  });

  it.each([
    ["a missing file", undefined, "run/file-unreadable"],
    ["an empty file", "", "run/file-format"],
    ["another file", "hello", "run/file-format"],
  ])("says what is wrong with %s", async (_, content, code) => {
    const { files, library } = setUp();
    if (content !== undefined) {
      files.set("a", content);
    }
    expect(await library.load("a")).toMatchObject({ ok: false, failure: { code } });
  });

  it("tells nobody after its disposal", async () => {
    const { files, library, idsOf } = setUp();
    await idsOf();
    let told = 0;
    library.onDidChange(() => told++);
    files.set("a", runText("a", "2020-01-01T00:00:00Z"));
    const look = library.refresh();
    library.dispose();
    await look;
    expect(told).toBe(0);
  });
});
