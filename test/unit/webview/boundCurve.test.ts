import { describe, expect, it } from "vitest";
import { BOUND_FIGURES } from "../../../src/view/tables";
import { buildBoundCurve, describeDistance } from "../../../webview/pictures/plane/boundCurve";
import { tabulate } from "../../support/syntheticView";
import { BOUND } from "./cells";

const curve = buildBoundCurve(BOUND, 3482)!;

describe("the bound", () => {
  it("has its points, its worst case as far as that is known, and what is to be said of it", () => {
    expect(curve).toEqual({
      title: "IB bound",
      trivial: false,
      accuracy: 0.001,
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 0.75 },
        { x: 2, y: 0.9 },
      ],
      worst: {
        title: "worst case: the part of the bound that 3,482 training rows guarantee for new rows",
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 0.25 },
        ],
      },
      captions: ["IB bound of p(y|x) of the data, drawn to within 10⁻³ bit.", "Read it so."],
    });
  });

  it("has no worst case where none is known, and no accuracy to speak of where it is exact", () => {
    const exact = {
      ...BOUND,
      accuracy: 0,
      notes: [],
      curve: tabulate(
        [
          [0, 0, NaN],
          [1, 1, NaN],
        ],
        BOUND_FIGURES.length,
      ),
    };
    const built = buildBoundCurve(exact, 10);
    expect(built).not.toHaveProperty("worst");
    expect(built?.captions).toEqual(["IB bound of p(y|x) of the data."]);
  });

  it("without points is none", () => {
    expect(buildBoundCurve({ ...BOUND, curve: tabulate([], BOUND_FIGURES.length) }, 10)).toBeUndefined();
  });
});

describe("the distance from the bound", () => {
  const INPUT_ENTROPY = 12;

  it.each([
    [
      "beyond it",
      { ixt: 1.5, ity: 0.3, belowBound: 0.5 },
      ["excess 1.10 bit of the input", "missing 0.60 bit of the label"],
    ],
    [
      "near it",
      { ixt: 0.405, ity: 0.3, belowBound: 0.004 },
      ["excess 0.005 bit of the input", "missing 0.60 bit of the label"],
    ],
    ["at it", { ixt: 0.4, ity: 0.3, belowBound: 0.0001 }, ["at the bound", "missing 0.60 bit of the label"]],
    [
      "far out, where it tells all",
      { ixt: 7, ity: 0.9, belowBound: 0 },
      ["excess 5.00 bit of the input", "missing 0.000 bit of the label"],
    ],
    ["where all inputs are told apart", { ixt: 11.98, ity: 0.9, belowBound: 0 }, ["all inputs told apart"]],
    [
      "above it",
      { ixt: 0.4, ity: 0.4, belowBound: -0.012 },
      ["0.01 bit above the bound", "more than any encoder of the bound's inputs can know"],
    ],
    ["not known", { ixt: 1, ity: 1 }, []],
  ])("%s", (_name, distance, phrases) => {
    expect(describeDistance(distance, curve, INPUT_ENTROPY)).toEqual(phrases);
  });

  it("is not said where there is no bound", () => {
    expect(describeDistance({ ixt: 1, ity: 0.5, belowBound: 0.1 }, undefined, INPUT_ENTROPY)).toEqual([]);
  });
});
