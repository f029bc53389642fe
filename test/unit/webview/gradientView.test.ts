import { describe, expect, it } from "vitest";
import { buildGradientView, type GradientOptions } from "../../../webview/pictures/gradients/gradientView";
import type { GrowingTable } from "../../../webview/state/growingTable";
import type { CellInfo } from "../../../webview/state/store";
import { INFO, table } from "./cells";

/** Epoch, four losses and accuracies, then mean, deviation and weight norm of two layers. */
const row = (epoch: number, ...layers: readonly number[]): readonly number[] => [
  epoch,
  0.5,
  0.5,
  0.5,
  0.5,
  ...layers,
];
const epochs = table([row(1, 4, 1, 2, 3, 6, 3), row(2, 2, NaN, 2, 0, 6, 3), row(3, 1, 3, 2, 3, 6, 3)], 11);

const build = (
  info: CellInfo,
  recorded: GrowingTable,
  options: Partial<GradientOptions> = {},
): ReturnType<typeof buildGradientView> =>
  buildGradientView(info, recorded, {
    figure: "meanAndDeviation",
    hiddenLayers: [],
    lastEpoch: 3,
    smoothing: 0,
    epochAxis: "logarithmic" as const,
    marks: [],
    networks: 1,
    beforeFirst: "Nothing yet.",
    ...options,
  });
const view = build(INFO, epochs);

describe("the gradient phases", () => {
  it("are mean and deviation over the norm of the weights, by epoch", () => {
    const [hidden, output] = view.lines;
    expect(hidden!.mean).toEqual([
      { x: 1, y: 2 },
      { x: 2, y: 1 },
      { x: 3, y: 0.5 },
    ]);
    expect(output!.deviation.map(({ y }) => y)).toEqual([2, 2, 2]);
  });

  it("have gaps where a figure is missing, or zero, which a logarithmic axis cannot show", () => {
    const [hidden, output] = view.lines;
    expect(hidden!.deviation.map(({ y }) => y)).toEqual([0.5, NaN, 1.5]);
    expect(output!.mean.map(({ y }) => y)).toEqual([1, NaN, 1]);
    expect([hidden!.gaps, output!.gaps]).toEqual([[2], [2]]);
    expect(view.captions).toContain(
      "T1: 1 of 3 epochs not drawn, the gradient being zero or not finite there.",
    );
  });

  it("span the epochs from 1 and the figures with a little room", () => {
    expect(view.xRange).toEqual([1, 3]);
    expect(view.yRange).toEqual([0.5 / 1.3, 2 * 1.3]);
  });

  it("leave out epoch 0 and weights of norm 0", () => {
    const odd = build(INFO, table([row(0, 1, 1, 1, 1, 1, 1), row(1, 1, 1, 0, 1, 1, 2)], 11));
    expect(odd.lines[1]!.mean).toEqual([{ x: 1, y: 0.5 }]);
    expect(odd.lines[0]!.mean).toEqual([{ x: 1, y: NaN }]);
  });

  it("are smoothed where many epochs lie close, say so, and keep what was recorded", () => {
    expect(view.lines.every(({ smoothed }) => smoothed === undefined)).toBe(true);
    const many = Array.from({ length: 400 }, (_, index) => row(index + 1, 1 + (index % 2), 1, 1, 1, 1, 1));
    const long = build(INFO, table(many, 11), {
      lastEpoch: 400,
      smoothing: 60,
      epochAxis: "logarithmic" as const,
    });
    expect(long.lines[0]!.mean).toHaveLength(400);
    expect(long.lines[0]!.smoothed!.mean.length).toBeLessThan(70);
    expect(long.lines[0]!.smoothed!.mean).toHaveLength(long.lines[0]!.smoothed!.deviation.length);
    expect(long.captions.join(" ")).toContain("the median in each of 60 equal parts of the axis");
  });

  it("are one ratio a layer, alone or times the root of the number of batches, with 1 in sight", () => {
    const ratio = build(INFO, epochs, { figure: "signalToNoise" });
    expect(ratio.lines[0]!.ratio.points).toEqual([
      { x: 1, y: 4 },
      { x: 2, y: NaN },
      { x: 3, y: 0.5 / 1.5 },
    ]);
    expect(ratio.yRange[0]).toBeLessThan(1);
    const t = build(INFO, epochs, { figure: "t" });
    expect(t.lines[0]!.ratio.points[0]!.y).toBe(4 * Math.sqrt(INFO.batchesPerEpoch));
    expect([ratio.yTitle, t.yTitle]).toEqual(["signal to noise", "t of the mean"]);
  });

  it("have no deviation where an epoch is one mini-batch, and say so", () => {
    const single = build({ ...INFO, batchesPerEpoch: 1 }, epochs, { figure: "t" });
    expect([single.hasDeviation, single.figure]).toEqual([false, "meanAndDeviation"]);
    expect(single.lines[0]!.deviation).toEqual([]);
    expect(single.captions[0]).toMatch(/One mini-batch an epoch .* neither signal to noise nor a turn/);
    expect(single.yTitle).toBe("gradient norm");
  });

  it("tell each layer's crossing", () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      row(index + 1, index < 20 ? 2 : 0.5, 1, 1, 1, 2, 1),
    );
    const crossed = build(INFO, table(many, 11), { lastEpoch: many.length });
    expect(crossed.lines.map(({ phase }) => phase)).toEqual([
      { kind: "crossed", epoch: 21 },
      { kind: "from the start" },
    ]);
    expect(crossed.captions[1]).toBe("Deviation above the mean: T1 from epoch 21; T2 from the start.");
  });

  it("name layers with the same crossing together", () => {
    const many = Array.from({ length: 20 }, (_, index) => row(index + 1, 1, 2, 1, 1, 2, 1));
    expect(build(INFO, table(many, 11), { lastEpoch: many.length }).captions[1]).toBe(
      "Deviation above the mean: T1, T2 from the start.",
    );
  });

  it("find the crossing in all epochs, not in those drawn", () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      row(index + 1, index < 3332 ? 2 : 0.5, 1, 1, 2, 1, 1),
    );
    const crossed = build(INFO, table(many, 11), { lastEpoch: many.length });
    expect(crossed.lines[0]!.mean.length).toBeLessThan(5000);
    expect(crossed.lines[0]!.phase).toEqual({ kind: "crossed", epoch: 3333 });
    expect(crossed.captions.at(-1)).toMatch(/^Drawn: /);
  });

  it.each([
    ["before the first epoch", table([], 11), [], "Nothing yet."],
    ["when all layers are hidden", epochs, [0, 1], "All layers are hidden."],
    [
      "when every gradient is zero",
      table([row(1, 0, 0, 1, 0, 0, 1)], 11),
      [],
      "No layer has a gradient that a logarithmic axis can show.",
    ],
  ])("say why there is no picture %s", (_name, recorded, hidden, sentence) => {
    expect(build(INFO, recorded, { hiddenLayers: hidden }).empty).toBe(sentence);
  });
});
