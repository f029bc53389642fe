import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forward, type DenseLayer } from "../../../src/analysis/neurons/forward";
import { forwardPatterns } from "../../../src/analysis/neurons/forwardPatterns";
import type { HostToView } from "../../../src/view/viewMessages";
import { createInitialState, reduceView, type ViewEvent, type ViewState } from "../../../webview/state/store";
import { findWantedWeights } from "../../../webview/state/wantedWeights";
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

describe("the weights that are asked for", () => {
  const shown = showRun({ ...RUN, cells: [cell] });

  it("are those of the network that is shown, once its neurons are open, from the last that is known on", () => {
    expect(findWantedWeights(shown)).toBeUndefined();
    const open = reduceView(shown, OPEN);
    expect(findWantedWeights(open)).toEqual({ type: "view/weights", position: 1, after: -1 });
    const told = reduceView(open, { type: "run/weights", after: -1, ...WEIGHTS });
    expect(findWantedWeights(told)).toBeUndefined();
    const half = { ...WEIGHTS, epochs: [0], values: [VALUES] };
    const some = reduceView(open, { type: "run/weights", after: -1, ...half });
    expect(findWantedWeights(some)).toEqual({ type: "view/weights", position: 1, after: 0 });
    const more = reduceView(some, {
      type: "run/weights",
      after: 0,
      ...WEIGHTS,
      epochs: [10],
      values: [VALUES],
    });
    expect(more.weights?.epochs).toEqual([0, 10]);
    expect(findWantedWeights(createInitialState(undefined))).toBeUndefined();
  });

  it("take the place of those of another network, and those of another run are not taken in", () => {
    const open = reduceView(shown, OPEN);
    const told = reduceView(open, { type: "run/weights", after: -1, ...WEIGHTS });
    const other = reduceView(told, { type: "run/weights", after: -1, ...WEIGHTS, position: 2 });
    expect(other.weights?.position).toBe(2);
    const foreign: ViewState = reduceView(told, {
      type: "run/weights",
      after: 10,
      ...WEIGHTS,
      runId: "other",
    });
    expect(foreign).toBe(told);
  });
});

describe("the neurons of a network", () => {
  it("are its weights at the epoch of the cursor, a map a layer", () => {
    const view = buildNeuronsView(BITS, WEIGHTS, { layer: 1, unit: 1 }, false);
    expect(view.caption).toMatch(/^Weights after epoch 10, seed 5\./);
    expect(view.layers.map(({ inputs, units, chosen }) => [inputs, units, chosen])).toEqual([
      [3, 3, undefined],
      [3, 2, 1],
    ]);
    expect([...view.layers[0]!.weights]).toEqual([...VALUES.slice(0, 9)]);
    expect(view.layers[0]!.largest).toBeCloseTo(Math.max(...VALUES.slice(0, 9).map(Math.abs)), 6);
    expect(view.units.map(({ label }) => label)).toEqual([
      "T1, unit 1",
      "T1, unit 2",
      "T1, unit 3",
      "T2, unit 1",
      "T2, unit 2",
    ]);
    expect(buildNeuronsView(BITS, WEIGHTS, { layer: 0, unit: 0 }, false, 5).layers[0]!.largest).toBe(0);
    expect(buildNeuronsView(BITS, WEIGHTS, { layer: 9, unit: 0 }, true).caption).toContain("first network");
  });

  it("say what is wrong if there are none", () => {
    const unit = { layer: 0, unit: 0 };
    expect(buildNeuronsView(BITS, undefined, unit, false).message).toBe("Loading the weights…");
    expect(buildNeuronsView(BITS, { ...WEIGHTS, epochs: [], values: [] }, unit, false).message).toContain(
      "at most 2,000 weights",
    );
    for (const values of [VALUES.subarray(1), Float32Array.of(...VALUES, 1), new Float32Array(0)]) {
      const broken = { ...WEIGHTS, epochs: [0], values: [values] };
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
    const { incoming, bias, response } = lookAtUnit(layer, 0, forwardPatterns([layer], 3)[0], 3);
    expect([incoming, bias]).toEqual([[1, -2, 4], 0.5]);
    expect(response).toMatchObject({
      excitedBy: [1, 0, 1],
      most: 5.5,
      inhibitedBy: [0, 1, 0],
      least: -1.5,
    });
    expect(forward([layer], response!.excitedBy)[0]![0]).toBe(response!.most);
    expect(response!.histogram.reduce((sum, count) => sum + count, 0)).toBe(8);
    expect(lookAtUnit(layer, 0, undefined, 3)).not.toHaveProperty("response");
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

  it("are counted by layer, with the share that is saturated", () => {
    const view = buildNeuronsView(BITS, WEIGHTS, { layer: 0, unit: 0 }, false);
    const [hidden, output] = view.layers.map(({ distribution }) => distribution);
    expect([hidden?.range, output?.range]).toEqual([
      [-1, 1],
      [0, 1],
    ]);
    expect(hidden?.counts.reduce((sum, count) => sum + count, 0)).toBe(8 * 3);
    expect(hidden?.summary).toMatch(/^Activations of T1: hidden 1 over all patterns .* [\d.]+ % lie in/);
    const other = buildNeuronsView(INFO, WEIGHTS, { layer: 0, unit: 0 }, false);
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
    expect(await view.readPosted()).toContainEqual({ type: "view/weights", position: 1, after: -1 });
    // The browser takes lists of numbers as such from here.
    await view.page.evaluate(
      ([runId, values]) => {
        const { fakeEditor } = globalThis as unknown as {
          readonly fakeEditor: { send: (message: unknown) => void };
        };
        const lists = [values.map(() => 0), values].map((list) => Float32Array.from(list));
        fakeEditor.send({
          type: "run/weights",
          runId,
          position: 1,
          after: -1,
          epochs: [0, 200],
          values: lists,
        } satisfies HostToView);
      },
      [run.runId, [...VALUES]] as const,
    );
    await view.settle();
    const readInk = (): Promise<unknown> =>
      view.page.evaluate("[...document.querySelectorAll('.heatMap canvas')].map((c) => c.toDataURL())");
    const late = await readInk();
    expect(await view.page.getByRole("img", { name: /^Weights of T1/ }).count()).toBe(1);
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
