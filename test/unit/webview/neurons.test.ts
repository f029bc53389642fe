import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forward, type DenseLayer } from "../../../src/analysis/neurons/forward";
import { forwardPatterns } from "../../../src/analysis/neurons/forwardPatterns";
import type { HostToView } from "../../../src/view/viewMessages";
import { createInitialState, reduceView, type ViewEvent, type ViewState } from "../../../webview/state/store";
import { findWantedNeurons } from "../../../webview/state/wantedNeurons";
import { lookAtUnit } from "../../../webview/ui/lookAtUnit";
import { buildNeuronsView } from "../../../webview/ui/neuronsView";
import { createSyntheticRun } from "../../support/syntheticView";
import { startWebviewHarness, type WebviewHarness } from "../../support/webviewHarness";
import { EMPTY_CELL, INFO, point, RUN, showRun, snapshotRow, snapshotTable } from "./cells";

/** Three bits, three tanh units, two softmax units: 12 and 8 weights and biases. */
const VALUES = Float32Array.from({ length: 20 }, (_, index) => Math.sin(index + 1));
const WEIGHTS = { runId: RUN.runId, position: 1, epochs: [0, 10], values: [VALUES.map(() => 0), VALUES] };
const BITS = { ...INFO, isAllPatterns: true as const };
const cell = {
  ...EMPTY_CELL,
  snapshots: snapshotTable([0, 10].map((epoch) => snapshotRow(epoch, point(1, 0.5), point(1, 0.5)))),
};
const OPEN: ViewEvent = { type: "view/openDrawer", drawer: "neurons" };

const TOLD = { type: "run/neurons" as const, of: "weights" as const, after: -1, ...WEIGHTS };
const NONE = { runId: RUN.runId, position: 1, epochs: [], values: [] };
/** What is known after both kinds have come. */
const NEURONS = { weights: WEIGHTS, histograms: NONE };

describe("what is asked for of the neurons", () => {
  const shown = showRun({ ...RUN, cells: [cell] });
  const histograms = { type: "view/neurons", of: "histograms", position: 1, after: -1 };

  it("is of the network that is shown, once its neurons are open, from the last that is known on", () => {
    expect(findWantedNeurons(shown)).toEqual([]);
    const open = reduceView(shown, OPEN);
    expect(findWantedNeurons(open)).toEqual([
      { type: "view/neurons", of: "weights", position: 1, after: -1 },
      histograms,
    ]);
    const told = reduceView(open, TOLD);
    expect(findWantedNeurons(told)).toEqual([histograms]);
    const some = reduceView(open, { ...TOLD, epochs: [0], values: [VALUES] });
    expect(findWantedNeurons(some)[0]).toEqual({
      type: "view/neurons",
      of: "weights",
      position: 1,
      after: 0,
    });
    const more = reduceView(some, { ...TOLD, after: 0, epochs: [10], values: [VALUES] });
    expect(more.neurons.weights?.epochs).toEqual([0, 10]);
    const all = reduceView(more, { ...TOLD, of: "histograms", estimator: "binning" });
    expect(findWantedNeurons(all)).toEqual([]);
    expect(all.neurons.histograms?.estimator).toBe("binning");
    expect(findWantedNeurons(createInitialState(undefined))).toEqual([]);
  });

  it("takes the place of that of another network, and that of another run is not taken in", () => {
    const told = reduceView(reduceView(shown, OPEN), TOLD);
    const other = reduceView(told, { ...TOLD, position: 2 });
    expect(other.neurons.weights?.position).toBe(2);
    const foreign: ViewState = reduceView(told, { ...TOLD, after: 10, runId: "other" });
    expect(foreign).toBe(told);
  });
});

describe("the neurons of a network", () => {
  it("are its weights at the epoch of the cursor, a map a layer", () => {
    const view = buildNeuronsView(BITS, NEURONS, { layer: 1, unit: 1 }, false);
    expect(view.caption).toMatch(/^After epoch 10, seed 5\./);
    expect(view.layers.map(({ map }) => [map?.inputs, map?.units, map?.chosen])).toEqual([
      [3, 3, undefined],
      [3, 2, 1],
    ]);
    expect([...view.layers[0]!.map!.weights]).toEqual([...VALUES.slice(0, 9)]);
    expect(view.layers[0]!.map!.largest).toBeCloseTo(Math.max(...VALUES.slice(0, 9).map(Math.abs)), 6);
    expect(view.unit?.units.map(({ label }) => label)).toEqual([
      "T1, unit 1",
      "T1, unit 2",
      "T1, unit 3",
      "T2, unit 1",
      "T2, unit 2",
    ]);
    expect(buildNeuronsView(BITS, NEURONS, { layer: 0, unit: 0 }, false, 5).layers[0]!.map!.largest).toBe(0);
    expect(buildNeuronsView(BITS, NEURONS, { layer: 9, unit: 0 }, true).caption).toContain("First network");
  });

  it("say what is wrong if there are none", () => {
    const unit = { layer: 0, unit: 0 };
    const loading = "Loading the neurons…";
    expect(buildNeuronsView(BITS, {}, unit, false).message).toBe(loading);
    expect(buildNeuronsView(BITS, { weights: WEIGHTS }, unit, false).message).toBe(loading);
    expect(buildNeuronsView(BITS, { weights: NONE, histograms: NONE }, unit, false).message).toContain(
      "at most 2,000 weights",
    );
    for (const values of [VALUES.subarray(1), Float32Array.of(...VALUES, 1), new Float32Array(0)]) {
      const broken = { weights: { ...WEIGHTS, epochs: [0], values: [values] }, histograms: NONE };
      expect(buildNeuronsView(BITS, broken, unit, false).message).toContain("do not fit");
    }
  });

  it("are looked at over all patterns: what excites a unit most and least, and how often it is how active", () => {
    const layer: DenseLayer = {
      inputs: 3,
      units: 1,
      activation: "linear",
      weights: Float32Array.of(1, -2, 4, 0.5),
    };
    const outputs = forwardPatterns([layer], 3)[0]!;
    const { incoming, bias, response } = lookAtUnit([layer], 0, { kind: "patterns", bits: 3, outputs });
    expect([incoming, bias]).toEqual([[1, -2, 4], 0.5]);
    expect(response).toMatchObject({
      excitedBy: [1, 0, 1],
      most: 5.5,
      inhibitedBy: [0, 1, 0],
      least: -1.5,
    });
    expect(forward([layer], response.excitedBy)[0]![0]).toBe(response.most);
    expect(response.histogram!.reduce((sum, count) => sum + count, 0)).toBe(8);
    const numbers = lookAtUnit([layer], 0, { kind: "box", low: -1, high: 2 }).response;
    expect(numbers).toEqual({ excitedBy: [2, -1, 2], most: 12.5, inhibitedBy: [-1, 2, -1], least: -8.5 });
  });

  it("have their inputs drawn as what they are", () => {
    const unit = { layer: 0, unit: 0 };
    const look = (info: typeof INFO & { readonly isAllPatterns?: true; readonly isOnSphere?: true }) =>
      buildNeuronsView(info, NEURONS, unit, false).unit;
    expect(look(BITS)).toMatchObject({ inputPicture: { kind: "bits" }, how: "Of all patterns." });
    expect(look({ ...BITS, isOnSphere: true })?.inputPicture).toEqual({ kind: "sphere" });
    expect(look({ ...INFO, isOnSphere: true })).toMatchObject({
      inputPicture: { kind: "bars" },
      how: "Found by following the gradient, of inputs from -1 to 1; there may be better ones.",
    });
    const inputNames = ["width", "height", ""];
    const named = { kind: "bars", names: inputNames };
    const named3 = { ...INFO, inputNames };
    expect(look(named3)).toMatchObject({ inputPicture: named, incomingPicture: named });
    const deeper = buildNeuronsView(named3, NEURONS, { layer: 1, unit: 0 }, false).unit;
    expect(deeper).toMatchObject({ inputPicture: named, incomingPicture: { kind: "bars" } });
    expect(deeper?.incomingPicture).not.toHaveProperty("names");
    const image = { ...INFO, columns: 64, layers: [{ name: "output", units: 2, activation: "softmax" }] };
    const weights = { ...WEIGHTS, epochs: [0], values: [new Float32Array(130)] };
    const view = buildNeuronsView(image, { weights, histograms: NONE }, unit, false).unit;
    expect(view?.inputPicture).toEqual({ kind: "image", side: 8 });
    expect(view?.incomingPicture).toEqual({ kind: "image", side: 8 });
  });
});

describe("the distributions of activations", () => {
  const unit = { layer: 0, unit: 0 };
  const info = { ...INFO, rows: 4 };
  /** Two layers of three and two units: range, below, above, and the counts of three parts. */
  const row = Float64Array.of(-1, 1, 2, 1, 6, 0, 3, 0, 1, 0, 0, 1, 2, 3);
  const histograms = { ...WEIGHTS, epochs: [10], values: [row], estimator: "binning" };

  it("are those that the run has recorded, with what lies at the ends, outside, and is no number", () => {
    const view = buildNeuronsView(info, { weights: WEIGHTS, histograms }, unit, false);
    expect(view.layers.map(({ distribution }) => distribution)).toMatchObject([
      { counts: [6, 0, 3], below: 2, above: 1 },
      { counts: [1, 2, 3], below: 0, above: 0 },
    ]);
    expect(view.layers.map(({ distribution }) => distribution?.caption)).toEqual([
      "75.0 % in the end bins · 25.0 % outside",
      "50.0 % in the end bins · 25.0 % no numbers",
    ]);
    expect(view.layers.map(({ distribution }) => distribution?.ticks)).toEqual([
      [
        { label: "-1", place: 0 },
        { label: "0", place: 0.5 },
        { label: "1", place: 1 },
      ],
      [
        { label: "0", place: 0 },
        { label: "1", place: 1 },
      ],
    ]);
    expect(view.caption).toContain("the bins of binning");
    expect(view.layers[0]!.distribution!.summary).toMatch(/in 3 parts.*-1 to 1 · 75\.0 %/u);
  });

  it("stand alone if the weights are too many to be kept", () => {
    const view = buildNeuronsView(info, { weights: NONE, histograms }, unit, false);
    expect(view.message).toContain("at most 2,000 weights");
    expect(view.caption).toMatch(/^After epoch 10, seed 5\. Bars: /);
    expect(view.layers.map(({ map, distribution }) => [map, distribution?.counts.length])).toEqual([
      [undefined, 3],
      [undefined, 3],
    ]);
    expect(view).not.toHaveProperty("unit");
    const short = { ...histograms, values: [row.subarray(1)] };
    expect(buildNeuronsView(info, { weights: NONE, histograms: short }, unit, false).layers).toEqual([]);
  });
});

describe("the outputs for all patterns", () => {
  it("are those that are written out for one after the other", () => {
    const layer = (inputs: number, units: number, activation: DenseLayer["activation"]): DenseLayer => ({
      inputs,
      units,
      activation,
      weights: Float32Array.from({ length: (inputs + 1) * units }, (_, index) => Math.cos(3 * index + units)),
    });
    const layers = [layer(4, 3, "tanh"), layer(3, 5, "relu"), layer(5, 2, "tanh"), layer(2, 3, "softmax")];
    const all = forwardPatterns(layers, 4);
    for (let pattern = 0; pattern < 16; pattern++) {
      const bits = [8, 4, 2, 1].map((bit) => ((pattern & bit) === 0 ? 0 : 1));
      for (const [index, outputs] of forward(layers, bits).entries()) {
        const { units } = layers[index]!;
        expect([...all[index]!.subarray(pattern * units, (pattern + 1) * units)]).toEqual([...outputs]);
      }
    }
  });

  it("are counted by layer in a run that has recorded no distributions", () => {
    const view = buildNeuronsView(BITS, NEURONS, { layer: 0, unit: 0 }, false);
    const [hidden, output] = view.layers.map(({ distribution }) => distribution);
    expect([hidden?.caption, output?.caption]).toEqual([
      expect.stringMatching(/^[\d.]+ % in the end bins$/),
      expect.stringMatching(/^[\d.]+ % in the end bins$/),
    ]);
    expect(hidden?.counts.reduce((sum, count) => sum + count, 0)).toBe(8 * 3);
    expect(hidden?.summary).toMatch(/^Activations of T1: hidden 1 over all rows and units in 30 parts/);
    const other = buildNeuronsView(INFO, NEURONS, { layer: 0, unit: 0 }, false);
    expect(other.layers[0]).not.toHaveProperty("distribution");
  });
});

describe("the neurons on the page", () => {
  let harness: WebviewHarness;

  beforeAll(async () => {
    harness = await startWebviewHarness();
  }, 120_000);
  afterAll(() => harness.dispose());

  it("are asked for when they are opened, drawn, and moved by the cursor; a click chooses a unit", async () => {
    const view = await harness.open({ placement: "panel", width: 1200, height: 900 });
    const run = createSyntheticRun({ units: [3, 2], epochs: 200, snapshots: 20 });
    const cells = run.cells.map((each) => ({ ...each, columns: 3, rows: 8, isAllPatterns: true as const }));
    await view.send({ type: "run/snapshot", sequence: 1, run: { ...run, cells } });
    await view.page.getByRole("button", { name: /^Neurons/ }).click();
    await view.settle();
    expect(await view.readPosted()).toEqual(
      expect.arrayContaining([
        { type: "view/neurons", of: "weights", position: 1, after: -1 },
        { type: "view/neurons", of: "histograms", position: 1, after: -1 },
      ]),
    );
    // The browser takes lists of numbers as such from here.
    await view.page.evaluate(
      ([runId, values]) => {
        const { fakeEditor } = globalThis as unknown as {
          readonly fakeEditor: { send: (message: unknown) => void };
        };
        const lists = [values.map(() => 0), values].map((list) => Float32Array.from(list));
        const told = { type: "run/neurons", runId, position: 1, after: -1, epochs: [0, 200] } as const;
        fakeEditor.send({ ...told, of: "weights", values: lists } satisfies HostToView);
        const rows = [1, 9].map((count) => Float64Array.of(-1, 1, 0, count, 3, 0, 1, 0, 1, 0, 0, 2, 2, 2));
        fakeEditor.send({
          ...told,
          of: "histograms",
          estimator: "binning",
          values: rows,
        } satisfies HostToView);
      },
      [run.runId, [...VALUES]] as const,
    );
    await view.settle();
    const readInk = (): Promise<unknown> =>
      view.page.evaluate("[...document.querySelectorAll('.heatMap canvas')].map((c) => c.toDataURL())");
    const late = await readInk();
    expect(await view.page.getByRole("img", { name: /^Weights of T1/ }).count()).toBe(1);
    expect(await view.page.getByRole("img", { name: /^Activations of T/ }).count()).toBe(2);
    await view.page.getByRole("slider", { name: "Epoch" }).press("Home");
    await view.settle();
    expect(await readInk()).not.toEqual(late);
    await view.page
      .locator(".heatMap canvas")
      .last()
      .click({ position: { x: 20, y: 5 } });
    await view.settle();
    expect(
      await view.page.getByRole("combobox", { name: "Unit" }).locator("option:checked").innerText(),
    ).toBe("T2, unit 2");
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});
