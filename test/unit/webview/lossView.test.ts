import { describe, expect, it } from "vitest";
import { buildLossView, type LossOptions } from "../../../webview/pictures/losses/lossView";
import { table } from "./cells";

const options = (beforeFirst: string, lastEpoch = 1, smoothing = 0): LossOptions => ({
  beforeFirst,
  lastEpoch,
  smoothing,
  epochAxis: "logarithmic",
  marks: [],
  networks: 1,
  largestClass: NaN,
});

const view = buildLossView(
  table(
    [
      [1, 2, 4, 0.5, 0.4],
      [2, 1, NaN, 0.75, 0.6],
      [4, 0.5, 3, 1, Infinity],
    ],
    5,
  ),
  options("Nothing yet.", 4),
);

describe("loss and accuracy", () => {
  it("are four lines over epochs", () => {
    expect(view.lines.map(({ title, points }) => [title, points.map(({ y }) => y)])).toEqual([
      ["training loss", [2, 1, 0.5]],
      ["test loss", [4, NaN, 3]],
      ["training accuracy", [0.5, 0.75, 1]],
      ["test accuracy", [0.4, 0.6, NaN]],
    ]);
    expect(view.lines[0]!.points.map(({ x }) => x)).toEqual([1, 2, 4]);
    expect(view.xRange).toEqual([1, 4]);
  });

  it("have room for the largest loss", () => {
    expect(view.lossMax).toBeCloseTo(4.2, 12);
  });

  it("mark what is not finite and count it", () => {
    expect(view.lines.map(({ gaps }) => gaps)).toEqual([[], [2], [], [4]]);
    expect(view.captions).toEqual([
      "Not finite: test loss in 1 of 3 epochs.",
      "Not finite: test accuracy in 1 of 3 epochs.",
    ]);
  });

  it("are smoothed where many epochs lie close, and keep what was recorded", () => {
    const many = Array.from({ length: 300 }, (_, index) => [index + 1, 1 + (index % 2), 1, 0.5, 0.5]);
    const long = buildLossView(table(many, 5), options("", 300, 40));
    expect(long.lines[0]!.points).toHaveLength(300);
    expect(long.lines[0]!.smoothed!.length).toBeLessThan(45);
    expect(long.captions.join(" ")).toContain("the median in each of 40 equal parts");
  });

  it("say in words how they end", () => {
    expect(view.summary).toBe(
      "Loss and accuracy over epochs 1 to 4. training loss at the end 0.5. test loss at the end 3." +
        " training accuracy at the end 1. test accuracy at the end ?.",
    );
  });

  it("say why there is no picture", () => {
    expect(buildLossView(table([], 5), options("Nothing yet.")).empty).toBe("Nothing yet.");
    expect(buildLossView(table([[1, NaN, NaN, NaN, NaN]], 5), options("")).empty).toBe(
      "No epoch has a finite loss.",
    );
  });
});
