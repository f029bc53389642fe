import { expect, it } from "vitest";
import { succeed } from "../../../../src/base/failure";
import { selectShownRun } from "../../../../src/editor/views/selectShownRun";
import type { StoredRun } from "../../../../src/session/runLibrary";
import { ShownRun } from "../../../../src/session/shownRun";
import { Signal } from "../../../../src/session/signal";
import { RunRecord } from "../../../../src/view/runRecord";

const summary = succeed({
  runId: "a",
  configName: "a.ib.json",
  createdAt: "",
  status: "completed" as const,
  networks: 1,
});

it("selects the run that is shown, once and only while the list is in sight", () => {
  const shownRun = new ShownRun();
  const listed = new Map<string, StoredRun>();
  const changed = new Signal<void>();
  const visibility = new Signal<void>();
  const revealed: unknown[] = [];
  const view = {
    visible: false,
    reveal: (run: unknown, options: unknown) => {
      revealed.push([run, options]);
      return Promise.resolve();
    },
    onDidChangeVisibility: (listener: () => void) => {
      const stop = visibility.on(listener);
      return typeof stop === "function" ? { dispose: stop } : stop;
    },
  };
  const following = selectShownRun(
    view as unknown as Parameters<typeof selectShownRun>[0],
    shownRun,
    { get: (uri) => listed.get(uri), onDidChange: changed.on },
    { background: () => undefined },
  );
  const run: StoredRun = { uri: "file:///a", modifiedAt: 0, summary };
  shownRun.show({ kind: "run", source: new RunRecord(), uri: run.uri });
  changed.fire();
  expect(revealed).toEqual([]);
  view.visible = true;
  visibility.fire();
  expect(revealed).toEqual([]);
  listed.set(run.uri, run);
  changed.fire();
  changed.fire();
  expect(revealed).toEqual([[run, { select: true, focus: false }]]);
  following.dispose();
  shownRun.show({ kind: "none", reason: "no-run" });
  expect(revealed).toHaveLength(1);
});
