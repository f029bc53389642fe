import { describe, expect, it } from "vitest";
import { countSnapshotColumns } from "../../../src/view/tables";
import type { ConfigState, IdleReason, RunView } from "../../../src/view/viewMessages";
import { createViewModelBuilder, type PictureView } from "../../../webview/ui/viewModel";
import { createInitialState, reduceView, type ViewEvent } from "../../../webview/state/store";
import { createSyntheticCell, tabulate } from "../../support/syntheticView";
import {
  BOUND,
  EMPTY_CELL,
  point,
  RUN,
  showRun,
  snapshotRow,
  snapshotTable,
  THREE_ESTIMATORS,
} from "./cells";

const build = (run: RunView, ...events: readonly ViewEvent[]) =>
  createViewModelBuilder("panel")(events.reduce(reduceView, showRun(run)));
const progress = { epoch: 123, epochs: 8000, epochsPerSecond: 41.37, secondsLeft: 200 };

describe("a view without a run", () => {
  it.each<[IdleReason, string, string[]]>([
    ["no-config", "No model config yet", ["createSampleConfig", "openExample"]],
    ["no-run", "Not run yet", ["run", "openConfig"]],
    ["untrusted", "This workspace is not trusted", ["manageTrust", "openExample"]],
    ["run-damaged", "Run file damaged", ["run", "showLog"]],
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

describe("the verdict", () => {
  const verdict = {
    code: "training/too-short",
    severity: "warning",
    change: "training.epochs: 4000",
  } as const;
  const notes = [{ text: "Train longer.", verdict }, { text: "Another finding." }];
  const other = { code: "verdict/good", severity: "information" } as const;

  it("stands above the pictures with the change that it proposes, and not among the notes", () => {
    const built = build({ ...RUN, status: "completed", cells: [{ ...EMPTY_CELL, notes }] });
    expect(built.verdict).toEqual({
      text: "Train longer.",
      isWarning: true,
      action: { action: "openAdvice", label: "Try training.epochs: 4000", primary: false },
    });
    expect(built.picture?.notes).toEqual(["Another finding."]);
  });

  it("says how many of the networks that have ended agree", () => {
    const cells = [
      { ...EMPTY_CELL, notes },
      { ...EMPTY_CELL, position: 2, notes },
      { ...EMPTY_CELL, position: 3, notes: [{ text: "Good.", verdict: other }] },
      { ...EMPTY_CELL, position: 4 },
    ];
    expect(build({ ...RUN, networks: 4, cells }).verdict?.agreement).toBe("(2 of 3 networks say so.)");
  });

  it("names the network whose figures it has, where the mean of several is shown", () => {
    const cells = [1, 2].map((position) => ({ ...EMPTY_CELL, position, seed: position + 6, notes }));
    const run = { ...RUN, status: "completed" as const, networks: 2, cells };
    expect(build(run).verdict?.text).toBe("A typical network, seed 7: Train longer.");
    const single = { type: "view/selectNetwork", network: { kind: "network", position: 2 } } as const;
    expect(build(run, single).verdict?.text).toBe("Train longer.");
  });

  it("is none before the end, and in runs of versions that had none", () => {
    expect(build({ ...RUN, cells: [EMPTY_CELL] }).verdict).toBeUndefined();
    const old = [{ ...EMPTY_CELL, notes: [{ text: "A summary." }] }];
    expect(build({ ...RUN, status: "completed", cells: old }).verdict).toBeUndefined();
  });
});

describe("the header of a run that diverged", () => {
  const divergence = { epoch: 3, advice: "Training diverged. Lower training.learningRate." };

  it("says after which epoch, and what to do", () => {
    const { header } = build({ ...RUN, status: "completed", cells: [{ ...EMPTY_CELL, divergence }] });
    expect(header).toMatchObject({
      status: "diverged",
      statusText: "Diverged after epoch 3",
      explanation: divergence.advice,
    });
  });

  it("says of several networks how many, and which", () => {
    const cells = [EMPTY_CELL, { ...EMPTY_CELL, position: 2, seed: 6, divergence }];
    const { header, tools } = build({ ...RUN, status: "completed", networks: 2, cells });
    expect(header).toMatchObject({ status: "completed", statusText: "Completed, 1 of 2 diverged" });
    expect(header?.explanation).toBeUndefined();
    expect(tools?.networks.map(({ label }) => label)).toEqual([
      "mean of 2 networks",
      "network 1 of 2 (seed 5)",
      "network 2 of 2 (seed 6), diverged",
    ]);
  });

  it("names the variant of each network of a study", () => {
    const variantName = "data.trainingFraction 0.05";
    const cells = [
      { ...EMPTY_CELL, variantName },
      { ...EMPTY_CELL, position: 2, seed: 6 },
    ];
    const { header, tools } = build({ ...RUN, status: "completed", networks: 2, cells });
    expect(tools?.networks.map(({ label }) => label)).toEqual([
      "mean of 2 networks, data.trainingFraction 0.05",
      "network 1 of 2 (data.trainingFraction 0.05, seed 5)",
      "network 2 of 2 (seed 6)",
    ]);
    expect(header?.details).toContainEqual({ label: "Variant", value: variantName });
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

  it("says what memory the threads that train hold", () => {
    const held = { ...progress, memoryMebibytes: 1234.5 };
    expect(build({ ...RUN, status: "running", progress: held }).header?.progressText).toMatch(
      / · 1,235 MiB$/u,
    );
  });

  it("leaves out what is not known yet", () => {
    const early = { epoch: progress.epoch, epochs: progress.epochs };
    expect(build({ ...RUN, status: "running", progress: early }).header?.progressText).toBe(
      "Epoch 123 of 8,000",
    );
  });

  it("says where the config is no longer what it was", () => {
    const noteOf = (state: ConfigState, placement: "panel" | "side" = "panel") =>
      createViewModelBuilder(placement)(
        reduceView(showRun(RUN), { type: "run/config", runId: RUN.runId, state }),
      ).header?.configNote;
    expect(noteOf("same")).toBeUndefined();
    expect(noteOf("changed")).toMatchObject({
      label: "config has changed since",
      action: "compareConfig",
    });
    expect(noteOf("gone")).not.toHaveProperty("action");
    expect(noteOf("changed", "side")).toBeUndefined();
    const changed = reduceView(showRun(RUN), { type: "run/config", runId: RUN.runId, state: "changed" });
    const other = { ...RUN, runId: "another" };
    expect(reduceView(changed, { type: "run/config", runId: "another", state: "gone" })).toBe(changed);
    expect(reduceView(changed, { type: "run/snapshot", sequence: 2, run: RUN }).configState).toBe("changed");
    expect(reduceView(changed, { type: "run/snapshot", sequence: 2, run: other })).not.toHaveProperty(
      "configState",
    );
  });

  it("says what was trained on what, by which means", () => {
    expect(build(RUN).header?.details).toEqual([
      {
        label: "Data",
        value: "eight patterns: 8 rows, 6 for training, 2 classes (largest: 50.0 % of all rows)",
      },
      { label: "Entropies", value: "H(X) = 3.00, H(Y) = 1.000, I(X;Y) = 0.990 bits" },
      { label: "Engine", value: "tfjs (wasm)" },
      { label: "Estimator", value: "binning" },
      { label: "Mini-batches", value: "4 an epoch" },
      { label: "Seed", value: "5" },
      { label: "Started", value: "2026-01-02 03:04 UTC" },
    ]);
  });

  it("names all estimators", () => {
    expect(build({ ...RUN, cells: [THREE_ESTIMATORS] }).header?.details).toContainEqual({
      label: "Estimators",
      value: "binning, KDE bounds, nearest neighbors",
    });
  });

  it.each([
    ["failed", "The run failed: It broke.", "run"],
    ["canceled", "The run was canceled. What was recorded up to then is shown.", "resumeRun"],
    [
      "interrupted",
      "The run was cut off before it ended. What was recorded up to then is shown. It broke.",
      "resumeRun",
    ],
    ["completed", undefined, "run"],
    ["running", undefined, "cancel"],
    [
      "elsewhere",
      "What it has recorded so far is shown, and what comes is added. It can be canceled where it runs.",
      "openConfig",
    ],
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
    expect(build(RUN).tools?.networks).toEqual([]);
    const cells = [EMPTY_CELL, { ...EMPTY_CELL, position: 3, seed: 7 }];
    expect(build({ ...RUN, networks: 10, cells }).tools).toMatchObject({
      networks: [
        { network: { kind: "mean", variant: 0 }, label: "mean of 2 networks" },
        { network: { kind: "network", position: 1 }, label: "network 1 of 10 (seed 5)" },
        { network: { kind: "network", position: 3 }, label: "network 3 of 10 (seed 7)" },
      ],
      shownNetwork: 0,
    });
  });

  it("says of several networks how many are done, and how far all are together", () => {
    const study = { ...progress, networks: { completed: 2, planned: 10 } };
    const { header } = build({ ...RUN, status: "running", networks: 10, progress: study });
    expect(header?.progressText).toBe(
      "2 of 10 networks · Epoch 123 of 8,000 of all networks · 41.4 epochs/s · about 3 min 20 s left",
    );
    expect(header?.fraction).toBe(123 / 8000);
  });
});

describe("a run without points", () => {
  it("says that training has begun, in each chart's place", () => {
    const { picture } = build({ ...RUN, status: "running", progress });
    expect(picture?.plane.own.empty).toBe(
      "Training has begun: the first point comes with the first snapshot.",
    );
    expect(picture?.gradient.empty).toBe("The first point comes with the first epoch.");
    expect(picture?.loss.empty).toBe("The first point comes with the first epoch.");
  });

  it("says that nothing will come where the run has ended", () => {
    const { picture } = build({ ...RUN, status: "failed" });
    expect(picture?.plane.own.empty).toBe("Nothing was recorded before the run ended.");
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
    const resolutions = ["30 bins over [-1, 1]", "30 bins over [0, 1]"];
    const estimators = [{ key: "binning", title: "binning", resolutions }];
    const snapshots = snapshotTable([
      snapshotRow(0, point(1, 1), {}),
      snapshotRow(1, point(1, 1), point(1, 1)),
    ]);
    const { picture } = build({ ...RUN, cells: [{ ...EMPTY_CELL, estimators, snapshots }] });
    expect(picture?.legend[0]).toMatchObject({ resolution: "30 bins over [-1, 1]" });
    expect(picture?.legend[1]).toMatchObject({
      resolution: "30 bins over [0, 1]",
      missing: "1 of 2 snapshots without an estimate",
    });
    expect(picture?.legend[0]).not.toHaveProperty("missing");
  });

  it("leaves it to the plane to say that there is no estimate at all", () => {
    const cell = { ...EMPTY_CELL, snapshots: snapshotTable([snapshotRow(0, {}, {})]) };
    const { picture } = build({ ...RUN, cells: [cell] });
    expect(picture?.legend.some((entry) => "missing" in entry)).toBe(false);
    expect(picture?.plane.own.empty).toBe("No snapshot has an estimate yet that could be drawn.");
  });
});

describe("a run of several estimators", () => {
  const cell = {
    ...THREE_ESTIMATORS,
    bound: BOUND,
    notes: [
      { text: "Fine bins.", estimator: "binning" },
      { text: "The output compresses." },
      { text: "Wide bounds.", estimator: "kde" },
    ],
    snapshots: snapshotTable(
      [
        snapshotRow(0, point(1, 0.1), point(1, 0.1), point(2, 0.2), point(2, 0.2), {}, {}),
        snapshotRow(
          1,
          { ...point(1, 0.5), belowBound: 0.25, beta: 4 },
          { ...point(1, 0.78), belowBound: -0.03 },
          { ...point(3.5, 0.6), belowBound: 0.3 },
          { ...point(2, 1.1), belowBound: -0.2 },
          { ity: 0.4 },
          { ity: 0.5 },
        ),
      ],
      3,
    ),
  };
  const run: RunView = { ...RUN, cells: [cell] };
  const see = (placement: "panel" | "side", ...events: readonly ViewEvent[]) =>
    createViewModelBuilder(placement)(events.reduce(reduceView, showRun(run))).picture!;
  const chooseKde: ViewEvent = { type: "view/selectEstimator", estimator: "kde" };
  const compareAll: ViewEvent = { type: "view/compareEstimators" };

  it("shows the first until the reader chooses, and the first where the choice is none of its own", () => {
    const endOf = ({ plane }: PictureView) => plane.own.trajectories[0]!.points[1]!.ixt;
    expect(endOf(see("panel"))).toBe(1);
    expect(endOf(see("panel", chooseKde))).toBe(3.5);
    expect(endOf(see("panel", { type: "view/selectEstimator", estimator: "gone" }))).toBe(1);
  });

  it("offers its estimators, and where there is room all side by side", () => {
    const options = ["binning", "KDE bounds", "nearest neighbors"];
    expect(see("panel").plane.controls.options.map(({ label }) => label)).toEqual([
      ...options,
      "Compare all",
    ]);
    expect(see("side", chooseKde).plane.controls.options.map(({ label }) => label)).toEqual(options);
    expect(see("side", chooseKde).plane.controls.selected).toBe(1);
    expect(see("panel", compareAll).plane.controls.selected).toBe(3);
    expect(build(RUN).picture?.plane.controls).toEqual({ options: [], selected: 0 });
  });

  it("compares no more planes than can be seen, and says so", () => {
    const many = createSyntheticCell({ estimators: 6, snapshots: 3 });
    const twoMore = [
      { ...many.estimators[0]!, key: "a" },
      { ...many.estimators[0]!, key: "b" },
    ];
    const estimators = [...many.estimators, ...twoMore];
    const values = new Float64Array(countSnapshotColumns(6, 8));
    const snapshots = { columns: values.length, values };
    const state = reduceView(showRun({ ...RUN, cells: [{ ...many, estimators, snapshots }] }), compareAll);
    const { controls, compared } = createViewModelBuilder("panel")(state).picture!.plane;
    expect(compared.length).toBe(6);
    expect(controls.options.at(-1)).toEqual({ label: "Compare the first 6" });
  });

  it("compares them on the same axes, each under its name, and never in the side bar", () => {
    const { compared } = see("panel", compareAll).plane;
    expect(compared.map(({ title, xMax, yMax }) => [title, xMax, yMax])).toEqual([
      ["binning", 3.5, 1.1],
      ["KDE bounds", 3.5, 1.1],
      ["nearest neighbors", 3.5, 1.1],
    ]);
    expect(compared[2]?.empty).toMatch(/^There is no I\(X;T\)/);
    expect(see("side", compareAll).plane.compared).toEqual([]);
    expect(see("panel", compareAll, chooseKde).plane.compared).toEqual([]);
  });

  it("draws fewer points of planes that are small, and says so", () => {
    const long = createSyntheticCell({ units: [2, 2], estimators: 2, epochs: 1e6, snapshots: 400 });
    const state = reduceView(showRun({ ...RUN, cells: [long] }), compareAll);
    const { own, compared } = createViewModelBuilder("panel")(state).picture!.plane;
    expect(own.captions.join()).not.toContain("Drawn:");
    expect(compared[1]?.captions.join(" ")).toMatch(/Drawn: 1\d\d of 3/);
    expect(compared[1]?.trajectories[0]?.points.length).toBeLessThan(160);
  });

  it("has the notes of the run and then those of the estimator that is drawn", () => {
    expect(see("panel").notes).toEqual(["The output compresses.", "Fine bins."]);
    expect(see("panel", chooseKde).notes).toEqual(["The output compresses.", "Wide bounds."]);
    expect(see("panel", compareAll).notes).toEqual([
      "The output compresses.",
      "binning: Fine bins.",
      "KDE bounds: Wide bounds.",
    ]);
  });

  it("says in the legend how each layer lies by the bound at the newest snapshot", () => {
    const distances = (...events: readonly ViewEvent[]) =>
      see("panel", ...events).legend.map(({ distance }) => distance);
    expect(distances()).toEqual([
      "excess 0.33 bit of the input, missing 0.40 bit of the label",
      "0.03 bit above the bound, more than any encoder of the bound's inputs can know",
    ]);
    expect(distances(chooseKde)).toEqual([
      "all inputs told apart",
      "0.20 bit above the bound, more than any encoder of the bound's inputs can know",
    ]);
    expect(distances(compareAll)).toEqual([undefined, undefined]);
    expect(distances({ type: "view/selectEstimator", estimator: "ksg" })).toEqual([undefined, undefined]);
  });

  it("leaves the bound out where the reader hides it, and offers to show it again", () => {
    const hidden = see("panel", { type: "view/toggleBound" });
    expect(hidden.plane.own).not.toHaveProperty("bound");
    expect(hidden.legend[0]).not.toHaveProperty("distance");
    expect(hidden.plane.controls.bound).toEqual({ shown: false, trivial: false, worstShown: false });
    expect(see("panel").plane.controls.bound).toEqual({ shown: true, trivial: false, worstShown: false });
    expect(see("panel").plane.own.bound?.points.length).toBe(3);
  });

  it("builds each estimator's plane once, however often the reader goes from one to another", () => {
    const builder = createViewModelBuilder("panel");
    const first = showRun(run);
    const second = reduceView(first, chooseKde);
    const [binning, kde] = [builder(first).picture?.plane.own, builder(second).picture?.plane.own];
    expect(builder(first).picture?.plane.own).toBe(binning);
    expect(builder(second).picture?.plane.own).toBe(kde);
    const compared = builder(reduceView(second, compareAll)).picture?.plane.compared;
    expect(compared?.[1]?.trajectories).toEqual(kde?.trajectories);
    expect(builder(reduceView(second, compareAll)).picture?.plane.compared).toBe(compared);
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
    const columns = countSnapshotColumns(6, 1);
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
