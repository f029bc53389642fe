import { describe, expect, it } from "vitest";
import type { IdleReason, RunView } from "../../../src/protocol/viewMessages";
import { createViewModelBuilder } from "../../../webview/model/viewModel";
import { createInitialState, reduceView } from "../../../webview/state/store";
import { createSyntheticCell, tabulate } from "../../support/syntheticView";
import { EMPTY_CELL, RUN, showRun } from "./cells";

const build = (run: RunView) => createViewModelBuilder("panel")(showRun(run));
const progress = { epoch: 123, epochs: 8000, epochsPerSecond: 41.37, secondsLeft: 200 };

describe("a view without a run", () => {
  it.each<[IdleReason, string, string[]]>([
    ["no-config", "No model config yet", ["createSampleConfig"]],
    ["no-run", "Not run yet", ["run", "openConfig"]],
    ["untrusted", "This workspace is not trusted", ["manageTrust"]],
    ["run-unavailable", "Run no longer available", ["run", "showLog"]],
    ["loading", "Loading the run…", []],
  ])("because of %s says so and offers what helps", (reason, title, actions) => {
    const state = reduceView(createInitialState(undefined), {
      type: "run/none",
      sequence: 1,
      reason,
      detail: "a.ib.json",
    });
    const { message, header, picture } = createViewModelBuilder("panel")(state);
    expect(message).toMatchObject({ title, detail: "a.ib.json" });
    expect(message?.actions.map(({ action }) => action)).toEqual(actions);
    expect([header, picture]).toEqual([undefined, undefined]);
  });

  it("loads at first, and says what to do when that takes long", () => {
    const initial = createInitialState(undefined);
    const builder = createViewModelBuilder("side");
    expect(builder(initial).message).toEqual({ title: "Loading…", actions: [] });
    const slow = builder(reduceView(initial, { type: "view/slow" })).message;
    expect(slow?.body).toContain("Reload");
    expect(slow?.actions.map(({ action }) => action)).toEqual(["showLog"]);
  });
});

describe("the header", () => {
  it("says how far a run is, how fast, and how long it will take", () => {
    expect(build({ ...RUN, status: "running", progress }).header).toMatchObject({
      configName: "paper.ib.json",
      statusText: "Training",
      fraction: 123 / 8000,
      progressText: "Epoch 123 of 8,000 · 41.4 epochs/s · about 3 min 20 s left",
    });
  });

  it("leaves out what is not known yet", () => {
    const early = { ...progress, epochsPerSecond: NaN, secondsLeft: NaN };
    expect(build({ ...RUN, status: "running", progress: early }).header?.progressText).toBe(
      "Epoch 123 of 8,000",
    );
  });

  it("says what was trained on what, by which means", () => {
    expect(build(RUN).header?.details).toEqual([
      { label: "Data", value: "eight patterns: 8 rows, 6 for training, 2 classes" },
      { label: "Entropies", value: "H(X) = 3.00, H(Y) = 1.000, I(X;Y) = 0.990 bits" },
      { label: "Engine", value: "tfjs (wasm)" },
      { label: "Estimator", value: "binning" },
      { label: "Mini-batches", value: "4 an epoch" },
      { label: "Seed", value: "5" },
      { label: "Started", value: "2026-01-02 03:04 UTC" },
    ]);
  });

  it.each([
    ["failed", "The run failed: It broke.", "run"],
    ["cancelled", "The run was cancelled. What was recorded up to then is shown.", "run"],
    ["interrupted", "The run was cut off before it ended. What was recorded up to then is shown.", "run"],
    ["completed", undefined, "run"],
    ["running", undefined, "cancel"],
  ] as const)("of a run that is %s explains it and offers what comes next", (status, explanation, action) => {
    const { header } = build({ ...RUN, status, failure: "It broke." });
    expect(header?.explanation).toBe(explanation);
    expect(header?.actions[0]?.action).toBe(action);
  });

  it("leads from the side bar to the editor", () => {
    const actions = createViewModelBuilder("side")(showRun(RUN)).header?.actions.map(({ action }) => action);
    expect(actions).toEqual(["run", "openPanel"]);
  });

  it("lets choose among networks where there are several", () => {
    expect(build(RUN).header?.networks).toEqual([]);
    expect(build({ ...RUN, cells: [EMPTY_CELL, { ...EMPTY_CELL, seed: 6 }] }).header).toMatchObject({
      networks: ["variant 1, seed 5", "variant 1, seed 6"],
      shownNetwork: 1,
    });
  });
});

describe("a run without points", () => {
  it("says that training has begun, in each chart's place", () => {
    const { picture } = build({ ...RUN, status: "running", progress });
    expect(picture?.plane.empty).toBe("Training has begun: the first point comes with the first snapshot.");
    expect(picture?.gradient.empty).toBe("The first point comes with the first epoch.");
    expect(picture?.loss.empty).toBe("The first point comes with the first epoch.");
  });

  it("says that nothing will come where the run has ended", () => {
    const { picture } = build({ ...RUN, status: "failed" });
    expect(picture?.plane.empty).toBe("Nothing was recorded before the run ended.");
    expect(picture?.loss.empty).toBe("Nothing was recorded before the run ended.");
  });

  it("has a message before its first network", () => {
    expect(build({ ...RUN, status: "running", cells: [] }).message?.title).toMatch(/^Training has begun/);
    expect(build({ ...RUN, status: "failed", cells: [] }).message?.title).toMatch(/^Nothing was recorded/);
  });
});

describe("the legend", () => {
  it("names each layer with its units and activation, and says what is hidden", () => {
    const { picture } = createViewModelBuilder("panel")(
      reduceView(showRun(RUN), { type: "view/toggleLayer", layer: 1 }),
    );
    expect(picture?.legend).toEqual([
      { layer: 0, tag: "T1", name: "hidden 1", detail: "3 tanh", hidden: false },
      { layer: 1, tag: "T2", name: "output", detail: "2 softmax", hidden: true },
    ]);
  });

  it("says each layer's resolution where they differ, and how many estimates are missing", () => {
    const [hidden, output] = EMPTY_CELL.layers;
    const layers = [hidden!, { ...output!, resolution: "30 bins over [0, 1]" }];
    const snapshots = tabulate(
      [
        [0, 1, 1, NaN, NaN],
        [1, 1, 1, 1, 1],
      ],
      5,
    );
    const { picture } = build({ ...RUN, cells: [{ ...EMPTY_CELL, layers, snapshots }] });
    expect(picture?.legend[0]).toMatchObject({ resolution: "30 bins over [-1, 1]" });
    expect(picture?.legend[1]).toMatchObject({
      resolution: "30 bins over [0, 1]",
      missing: "1 of 2 snapshots without an estimate",
    });
    expect(picture?.legend[0]).not.toHaveProperty("missing");
  });
});

describe("view-models one after the other", () => {
  const run: RunView = { ...RUN, status: "running", progress, cells: [createSyntheticCell()] };

  it("share what did not change, so that it is not drawn again", () => {
    const builder = createViewModelBuilder("panel");
    const state = showRun(run);
    const first = builder(state);
    const later = reduceView(state, {
      type: "run/delta",
      sequence: 2,
      runId: "run-1",
      status: "running",
      progress: { ...progress, epoch: 124 },
      cells: [],
    });
    const second = builder(later);
    expect(second.picture).toBe(first.picture);
    expect(second.header).not.toBe(first.header);
  });

  it("change where rows came", () => {
    const builder = createViewModelBuilder("panel");
    const state = showRun(run);
    const first = builder(state).picture;
    const columns = 1 + 2 * 6;
    const later = reduceView(state, {
      type: "run/delta",
      sequence: 2,
      runId: "run-1",
      status: "running",
      progress,
      cells: [{ cellIndex: 0, snapshots: tabulate([Array.from({ length: columns }, () => 1)], columns) }],
    });
    const second = builder(later).picture;
    expect(second?.plane).not.toBe(first?.plane);
    expect(second?.gradient).toBe(first?.gradient);
    expect(second?.loss).toBe(first?.loss);
  });
});
