import { describe, expect, it } from "vitest";
import type { LiveRun } from "../../../src/session/runController";
import type { StoredRun } from "../../../src/session/runLibrary";
import { RunPresenter } from "../../../src/session/runPresenter";
import { ShownRun } from "../../../src/session/shownRun";
import { fail, succeed, type Result } from "../../../src/base/failure";
import { makeSyntheticRun } from "../../support/syntheticRun";
import { RunRecord } from "../../../src/view/runRecord";

const stored = (runId: string): StoredRun => ({
  uri: `file:///${runId}`,
  modifiedAt: 0,
  summary: succeed({
    runId,
    configName: "a.ib.json",
    createdAt: "",
    status: "completed",
    epochs: 1,
    networks: 1,
  }),
});
const damaged: StoredRun = { uri: "file:///x", modifiedAt: 0, summary: fail("run/file-format", "No run.") };

function setUp({
  runs = [],
  trusted = true,
  configs = true,
}: { runs?: StoredRun[]; trusted?: boolean; configs?: boolean } = {}) {
  const shownRun = new ShownRun();
  const records = new Map<string, RunRecord>();
  const waiting = new Map<string, () => void>();
  const slow = new Set<string>();
  const loads: string[] = [];
  const more: string[] = [];
  const state: { run: LiveRun | undefined; hasConfig: boolean } = { run: undefined, hasConfig: configs };
  const library = {
    list: () => Promise.resolve(runs),
    look: (uri: string) => Promise.resolve(runs.find((run) => run.uri === uri)),
    find: (runId: string) => Promise.resolve(runs.find(({ uri }) => uri === `file:///${runId}`)),
    load: async (
      uri: string,
      _signal?: AbortSignal,
      onPiece?: (record: RunRecord) => void,
    ): Promise<Result<RunRecord>> => {
      loads.push(uri);
      if (uri.endsWith("large")) {
        const record = new RunRecord();
        record.apply(makeSyntheticRun()[0]!);
        records.set(uri, record);
        onPiece?.(record);
        await new Promise<void>((resolve) => {
          waiting.set(uri, resolve);
        });
        onPiece?.(record);
        return succeed(record);
      }
      if (slow.has(uri)) {
        await new Promise<void>((resolve) => {
          waiting.set(uri, resolve);
        });
      }
      if (uri.endsWith("broken")) {
        return fail("run/file-format", "It is broken.");
      }
      const record = new RunRecord();
      records.set(uri, record);
      if (uri.endsWith("elsewhere")) {
        record.markElsewhere();
      }
      return succeed(record);
    },
    readMore: (uri: string, record: RunRecord): Promise<void> => {
      more.push(uri);
      if (more.length === 2) {
        record.markInterrupted();
      }
      return Promise.resolve();
    },
  };
  const presenter = new RunPresenter({
    shownRun,
    library,
    controller: {
      get run() {
        return state.run;
      },
    },
    addressOf: (path) => `file://${path}`,
    isTrusted: () => trusted,
    hasConfig: () => Promise.resolve(state.hasConfig),
  });
  const begin = (): RunRecord => {
    const record = new RunRecord();
    const config = { uri: "", name: "", location: undefined };
    state.run = { config, runId: "live", runFile: "/live", record, progress: undefined, lastLoss: undefined };
    presenter.showLive();
    return record;
  };
  const turns = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { presenter, shownRun, records, loads, more, slow, waiting, begin, state, turns };
}

describe("RunPresenter", () => {
  it.each([
    [{ configs: false }, "no-config"],
    [{}, "no-run"],
    [{ trusted: false }, "untrusted"],
    [{ runs: [damaged] }, "no-run"],
  ] as const)("says what is missing: %j", async (setting, reason) => {
    const { presenter, shownRun } = setUp({ ...setting, runs: "runs" in setting ? [...setting.runs] : [] });
    await presenter.fillEmpty();
    expect(shownRun.shown).toEqual({ kind: "none", reason });
  });

  it("says something else when that changes", async () => {
    const { presenter, shownRun, state } = setUp({ configs: false });
    await presenter.fillEmpty();
    state.hasConfig = true;
    await presenter.fillEmpty();
    expect(shownRun.shown).toEqual({ kind: "none", reason: "no-run" });
  });

  it("fills empty views with the newest stored run that can be read", async () => {
    const { presenter, shownRun, records } = setUp({ runs: [damaged, stored("new"), stored("old")] });
    await presenter.fillEmpty();
    expect(shownRun.shown).toEqual({
      kind: "run",
      source: records.get("file:///new"),
      uri: "file:///new",
    });
  });

  it("loads the newest once, however many views are empty", async () => {
    const { presenter, loads, records, shownRun } = setUp({ runs: [stored("new")] });
    await Promise.all([presenter.fillEmpty(), presenter.fillEmpty()]);
    expect(loads).toEqual(["file:///new"]);
    expect(shownRun.shown).toEqual({
      kind: "run",
      source: records.get("file:///new"),
      uri: "file:///new",
    });
  });

  it("shows a stored run that is asked for, and keeps it", async () => {
    const { presenter, shownRun, records } = setUp({ runs: [stored("new"), stored("old")] });
    await presenter.showRun("old");
    await presenter.fillEmpty();
    expect(shownRun.shown).toEqual({
      kind: "run",
      source: records.get("file:///old"),
      uri: "file:///old",
    });
  });

  it("is not overtaken: a view that becomes ready while a run is loaded waits for that one", async () => {
    const { presenter, shownRun, records, slow, waiting, turns } = setUp({
      runs: [stored("new"), stored("old")],
    });
    slow.add("file:///old");
    const shown = presenter.showRun("old");
    await turns();
    const filled = presenter.fillEmpty();
    await turns();
    waiting.get("file:///old")?.();
    await Promise.all([shown, filled]);
    expect(shownRun.shown).toEqual({
      kind: "run",
      source: records.get("file:///old"),
      uri: "file:///old",
    });
  });

  it("says that a run is gone or broken, and keeps saying so until something else is asked for", async () => {
    const { presenter, shownRun, records } = setUp({ runs: [stored("new"), stored("broken")] });
    await presenter.showRun("gone");
    await presenter.fillEmpty();
    expect(shownRun.shown).toMatchObject({ kind: "none", reason: "run-unavailable" });
    await presenter.showRun("broken");
    expect(shownRun.shown).toEqual({
      kind: "none",
      reason: "run-damaged",
      detail: "broken: It is broken.",
    });
    await presenter.fillEmpty();
    expect(shownRun.shown).toMatchObject({ reason: "run-damaged" });
    await presenter.showSomething();
    expect(shownRun.shown).toEqual({
      kind: "run",
      source: records.get("file:///new"),
      uri: "file:///new",
    });
  });

  it("shows what has been read of a large run, and nothing more of it once another is chosen", async () => {
    const { presenter, records, shownRun, waiting, turns } = setUp({
      runs: [stored("large"), stored("small")],
    });
    const loading = presenter.showRun("large");
    await turns();
    expect(shownRun.shown).toEqual({
      kind: "run",
      source: records.get("file:///large"),
      uri: "file:///large",
    });
    await presenter.showRun("small");
    waiting.get("file:///large")?.();
    await loading;
    expect(shownRun.shown).toEqual({
      kind: "run",
      source: records.get("file:///small"),
      uri: "file:///small",
    });
  });

  it("prefers the run that goes on to one that is still being loaded", async () => {
    const { presenter, shownRun, slow, waiting, begin, turns } = setUp({ runs: [stored("old")] });
    slow.add("file:///old");
    const shown = presenter.showRun("old");
    await turns();
    const live = begin();
    waiting.get("file:///old")?.();
    await shown;
    expect(shownRun.shown).toEqual({ kind: "run", source: live, uri: "file:///live" });
  });

  it("follows a shown run that another window writes, until it ends or another is shown", async () => {
    const elsewhere = stored("elsewhere");
    const { presenter, shownRun, more } = setUp({ runs: [elsewhere, stored("old")] });
    await presenter.showRun("elsewhere");
    await presenter.followShown();
    expect(more).toEqual([elsewhere.uri]);
    await presenter.showRun("old");
    await presenter.followShown();
    expect(more).toHaveLength(1);

    await presenter.showRun("elsewhere");
    let told = 0;
    shownRun.onDidChange(() => told++);
    await presenter.followShown();
    await presenter.followShown();
    expect([more.length, told]).toEqual([2, 1]);
  });

  it("shows the run that goes on by its id without reading its file", async () => {
    const { presenter, shownRun, begin } = setUp({ runs: [stored("old")] });
    const live = begin();
    await presenter.showRun("old");
    await presenter.showRun("live");
    expect(shownRun.shown).toEqual({ kind: "run", source: live, uri: "file:///live" });
  });

  it("shows the file that was chosen, whatever other file has the same run", async () => {
    const copy = { ...stored("a"), uri: "file:///copy" };
    const { presenter, shownRun, records } = setUp({ runs: [stored("a"), copy] });
    await presenter.showFile(copy.uri);
    expect(shownRun.shown).toEqual({ kind: "run", source: records.get(copy.uri), uri: copy.uri });
    await presenter.showRun("a");
    await presenter.showAgain("a", copy.uri);
    expect(shownRun.shown).toMatchObject({ uri: copy.uri });
    // What is none of the workspace's runs, or has another run by now, is not opened.
    await presenter.showAgain("a", "file:///etc");
    expect(shownRun.shown).toMatchObject({ uri: "file:///a" });
    await presenter.showAgain("b", copy.uri);
    expect(shownRun.shown).toMatchObject({ kind: "none", reason: "run-unavailable" });
  });

  it("shows the run that goes on where its own file is chosen", async () => {
    const { presenter, shownRun, begin, loads } = setUp({ runs: [stored("live")] });
    const live = begin();
    await presenter.showFile("file:///live");
    expect(shownRun.shown).toMatchObject({ source: live });
    expect(loads).toEqual([]);
  });

  it("says that the file of the shown run is gone once it is, and not of one that never had a file", async () => {
    const runs = [stored("a")];
    const { presenter, shownRun, begin } = setUp({ runs });
    await presenter.showRun("a");
    await presenter.followShown();
    expect(shownRun.shown.kind).toBe("run");
    runs.splice(0);
    await presenter.followShown();
    expect(shownRun.shown).toMatchObject({ kind: "none", reason: "run-unavailable" });
    expect(shownRun.shown.kind === "none" && shownRun.shown.detail).toMatch(/was deleted or moved\.$/u);
    begin();
    await presenter.followShown();
    expect(shownRun.shown.kind).toBe("run");
    runs.push(stored("live"));
    await presenter.followShown();
    runs.splice(0);
    await presenter.followShown();
    expect(shownRun.shown.kind).toBe("none");
  });
});
