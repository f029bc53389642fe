import { describe, expect, it } from "vitest";
import { buildLossView } from "../../../webview/pictures/losses/lossView";
import { table } from "./cells";

const view = buildLossView(
  table(
    [
      [1, 2, 4, 0.5, 0.4],
      [2, 1, NaN, 0.75, 0.6],
      [4, 0.5, 3, 1, Infinity],
    ],
    5,
  ),
  "Nothing yet.",
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

  it("say in words how they end", () => {
    expect(view.summary).toBe(
      "Loss and accuracy over epochs 1 to 4. training loss at the end 0.5. test loss at the end 3." +
        " training accuracy at the end 1. test accuracy at the end ?.",
    );
  });

  it("say why there is no picture", () => {
    expect(buildLossView(table([], 5), "Nothing yet.").empty).toBe("Nothing yet.");
    expect(buildLossView(table([[1, NaN, NaN, NaN, NaN]], 5), "").empty).toBe("No epoch has a finite loss.");
  });
});
