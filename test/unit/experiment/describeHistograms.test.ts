import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHistogramBins } from "../../../src/config/plan/histogramBins";
import { configSchema, type ConfigInput } from "../../../src/config/schema/configSchema";
import { describeHistograms } from "../../../src/experiment/describeHistograms";
import { equalIntervals } from "../../../src/information/estimators/binning/binRows";
import { describeNetwork } from "../../../src/network/networkSpec";

const CELL = { variant: 0, seed: 0 };

function describeValues(
  analysis: ConfigInput["analysis"],
  values: readonly number[],
  activation: "tanh" | "relu" = "tanh",
) {
  const config = configSchema.parse({
    data: { source: "symmetric-rule" },
    network: { hidden: [1], activation },
    analysis,
  });
  const network = describeNetwork(config.network, 12, 2);
  const bins = findHistogramBins(config.analysis);
  const output = Float32Array.from({ length: 2 * values.length }, () => 0.5);
  const activations = [Float32Array.from(values), output];
  const event = describeHistograms(CELL, 7, network, bins, activations);
  expect(event).toMatchObject({ type: "cell/histograms", cell: CELL, epoch: 7 });
  expect(event.layers).toHaveLength(2);
  return { ...event, hidden: event.layers[0]! };
}

describe("the histograms of a run", () => {
  it("have the bins of the first estimator that has equal ones", () => {
    const { estimator, hidden } = describeValues(
      { estimator: [{ name: "kde" }, { name: "binning", bins: 4 }] },
      [-1, -0.6, -0.5, 0, 0.2, 1],
    );
    expect(estimator).toBe("binning");
    expect(hidden).toEqual({ range: [-1, 1], below: 0, above: 0, counts: [2, 1, 2, 1] });
  });

  it("tell what lies outside a range, and leave out what is no number", () => {
    const { hidden } = describeValues(
      { estimator: { name: "binning", bins: 2, range: [0, 1] } },
      [-3, -0.1, 0.4, 0.6, 1, 7, NaN, Infinity, -Infinity],
      "relu",
    );
    expect(hidden).toEqual({ range: [0, 1], below: 3, above: 2, counts: [1, 2] });
  });

  it("span what is observed where nothing bounds it, if anything is", () => {
    const observed = { estimator: { name: "binning", bins: 3 } } as const;
    expect(describeValues(observed, [0, 1, 6, NaN], "relu").hidden).toEqual({
      range: [0, 6],
      below: 0,
      above: 0,
      counts: [2, 0, 1],
    });
    expect(describeValues(observed, [NaN, Infinity], "relu").hidden).toEqual({
      range: [0, 0],
      below: 0,
      above: 1,
      counts: [0, 0, 0],
    });
  });

  it.each([
    { name: "binning", bins: 4, range: "quantile" },
    { name: "binning", bins: 1000 },
    { name: "kde" },
  ] as const)("have 30 equal parts of none where no bins can be drawn: $name", (estimator) => {
    const described = describeValues({ estimator }, [-0.99, 0.99]);
    expect(described).not.toHaveProperty("estimator");
    expect(described.hidden.range).toEqual([-1, 1]);
    expect(described.hidden.counts).toHaveLength(30);
  });

  it("put every number into the bin that the estimator puts it into", () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const { hidden } = describeValues({ estimator: { name: "binning", bins: 30 } }, values);
          const { binOf } = equalIntervals([-1, 1], 30);
          const counts = Array.from({ length: 30 }, () => 0);
          for (const value of Float32Array.from(values)) {
            counts[binOf(value)]!++;
          }
          expect(hidden.counts).toEqual(counts);
        },
      ),
    );
  });

  it("count every number once", () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 1, maxLength: 40 }), (values) => {
        const { hidden } = describeValues(
          { estimator: { name: "binning", bins: 5, range: [-2, 3] } },
          values,
          "relu",
        );
        const all = hidden.counts.reduce((sum, count) => sum + count, hidden.below + hidden.above);
        expect(all).toBe(values.filter((value) => !Number.isNaN(value)).length);
      }),
    );
  });
});
