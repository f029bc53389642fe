import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../../src/config/parseConfig";
import { resolveEstimators, type NamedEstimator } from "../../../../src/config/plan/resolveEstimators";
import { DATA } from "../support";

function resolve(analysis: string): readonly NamedEstimator[] {
  return resolveEstimators(parseConfig(`{ ${DATA}, "analysis": ${analysis} }`).config!.analysis);
}

describe("the estimators of a config", () => {
  it("are binning with the paper's bins and KDE bounds where none is named", () => {
    expect(resolve("{}")).toEqual([
      { key: "binning", title: "binning", settings: { name: "binning", bins: 30, range: "auto" } },
      { key: "kde", title: "KDE bounds", settings: { name: "kde", variance: 1e-3 } },
    ]);
  });

  it("take bins and range of the analysis where they have none of their own", () => {
    const both = resolve(
      `{ "bins": 7, "range": [0, 2], "estimator": ["binning", { "name": "binning", "bins": 100 }] }`,
    );
    expect(both.map(({ settings }) => settings)).toEqual([
      { name: "binning", bins: 7, range: [0, 2] },
      { name: "binning", bins: 100, range: [0, 2] },
    ]);
  });

  it("of one name are told apart by a number, and for people by their settings", () => {
    const named = resolve(`{ "estimator": ["kde", "binning", { "name": "kde", "variance": 0.1 }] }`);
    expect(named.map(({ key }) => key)).toEqual(["kde", "binning", "kde 2"]);
    expect(named.map(({ title }) => title)).toEqual([
      "KDE bounds (σ² = 0.001)",
      "binning",
      "KDE bounds (σ² = 0.1)",
    ]);
    const binnings = resolve(
      `{ "estimator": ["binning", ${["quantile", "observed"].map((range) => `{ "name": "binning", "range": "${range}" }`).join()}, { "name": "binning", "range": [0, 2] }] }`,
    );
    expect(binnings.map(({ title }) => title)).toEqual([
      "binning (30 bins)",
      "binning (30 bins of equal mass)",
      "binning (30 bins over the observed range)",
      "binning (30 bins over [0, 2])",
    ]);
  });

  it("have the settings of the literature by name alone, as an object and in a list", () => {
    const settings = [
      { name: "kde", variance: 1e-3 },
      { name: "ksg", neighbors: 3, algorithm: 1 },
      { name: "noise", sigma: 0.1, samples: 1000, seed: 0 },
      { name: "exact" },
      { name: "renyi", alpha: 1.01, subsample: 100, seed: 0 },
    ];
    for (const expected of settings) {
      for (const text of [`"${expected.name}"`, `{ "name": "${expected.name}" }`, `["${expected.name}"]`]) {
        expect(resolve(`{ "estimator": ${text} }`).map((each) => each.settings)).toEqual([expected]);
      }
    }
  });
});
