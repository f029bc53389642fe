import { describe, expect, it } from "vitest";
import { BOUND_FIGURES } from "../../../src/view/tables";
import { buildBoundCurve, describeDistance } from "../../../webview/pictures/plane/boundCurve";
import { tabulate } from "../../support/syntheticView";
import { BOUND } from "./cells";

const curve = buildBoundCurve(BOUND, 3482)!;
const NBSP = "\u00a0";

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
  it.each([
    ["below it", { belowBound: 0.031, beta: 12.34 }, ["0.03 bit below the bound", `β${NBSP}≈${NBSP}12`]],
    ["near it", { belowBound: 0.0042 }, ["0.004 bit below the bound"]],
    ["far out", { belowBound: 0.5, beta: 4e7 }, ["0.50 bit below the bound", `β${NBSP}>${NBSP}1,000`]],
    ["at it", { belowBound: 0.0009, beta: 2 }, ["at the bound", `β${NBSP}≈${NBSP}2`]],
    ["above it, by less than its accuracy", { belowBound: -0.0009 }, ["at the bound"]],
    [
      "above it",
      { belowBound: -0.012, beta: 3 },
      ["0.01 bit above the bound", "more than any encoder of the bound's inputs can know"],
    ],
    ["not known", { beta: 3 }, []],
  ])("%s", (_name, distance, phrases) => {
    expect(describeDistance(distance, curve)).toEqual(phrases);
  });

  it("is not said where there is no bound", () => {
    expect(describeDistance({ belowBound: 0.1 }, undefined)).toEqual([]);
  });
});
