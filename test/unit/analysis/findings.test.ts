import { describe, expect, it } from "vitest";
import { largestDataProcessingViolations } from "../../../src/analysis/dataProcessing";
import type { CellResult } from "../../../src/analysis/cellResult";
import { findingsOf } from "../../../src/analysis/findings/findings";
import { estimatorOf, type EstimatorName } from "../../../src/information/estimators/estimators";
import { curve, HEALTHY, layer, learned, line, notLearned, units } from "../../support/cellResults";

describe("the data-processing inequality", () => {
  it("is kept where both quantities fall with depth", () => {
    const { ixt, ity } = largestDataProcessingViolations(learned.layers);
    expect([ixt.bits, ity.bits]).toEqual([0, 0]);
  });

  it("names the largest rise, its layer and its epoch", () => {
    const layers = [
      layer("hidden 1", [5, 5], [0.5, 0.5]),
      layer("hidden 2", [5.1, 5], [0.5, 0.75]),
      layer("output", [5, 5], [0.6, 0.5]),
    ];
    const { ixt, ity } = largestDataProcessingViolations(layers);
    expect(ixt).toMatchObject({ layer: "hidden 2", epoch: 0 });
    expect(ixt.bits).toBeCloseTo(0.1, 12);
    expect(ity).toEqual({ quantity: "I(T;Y)", bits: 0.25, layer: "hidden 2", epoch: 10 });
  });

  it("does not count a snapshot without an estimate", () => {
    const layers = [layer("hidden 1", [NaN, 5], [NaN, 0.5]), layer("output", [9, 4], [0.9, 0.5])];
    expect(largestDataProcessingViolations(layers).ixt.bits).toBe(0);
  });
});

describe("what a run says", () => {
  const codes = (change: Partial<CellResult>): string[] =>
    findingsOf({ ...learned, ...change }).map(({ code }) => code);
  const accuracies = (training: number, test: number, rows = 614): Partial<CellResult> => ({
    training: { ...learned.training, accuracy: training },
    test: { rows, accuracy: test, largestClass: 0.5 },
  });

  it("of a network that learned: that it is good as it is, and a summary on the network line, with its figures", () => {
    const [verdict, finding] = findingsOf(learned);
    expect(verdict).toMatchObject({ code: "verdict/good", severity: "information" });
    expect(verdict!.message).toMatch(/right on 98\.0 % .* and on 96\.0 % .*tells 0\.9\d of 0\.99 bit/);
    expect(finding).toMatchObject({ code: "network/summary", severity: "information", path: ["network"] });
    expect(finding!.message).toContain("I(T;Y) = 0.90 of 0.99 bit");
    expect(finding!.message).toContain("largest at epoch 10 with 9.00 bit and ended at 5.00 bit");
  });

  it("of a gap between training and test rows: more data, on the data line", () => {
    const [finding] = findingsOf({ ...learned, ...accuracies(1, 0.7) });
    expect(finding).toMatchObject({ code: "data/overfitting", severity: "warning", path: ["data"] });
    expect(finding!.message).toContain("100.0 %");
    expect(finding!.message).toContain("70.0 % of the 614 test rows");
  });

  it("nothing of a gap that so few test rows could show by chance", () => {
    expect(codes(accuracies(1, 0.9, 10))).not.toContain("data/overfitting");
    expect(codes(accuracies(1, 0.9, 1000))).toContain("data/overfitting");
  });

  it("of a layer at its ceiling: that its figures say nothing, and no I(T;Y) of it", () => {
    const lastEstimates = learned.lastEstimates.with(1, {
      ixt: 11.98,
      ity: 1,
      ceilingIxt: 12,
      saturated: true,
    });
    const findings = findingsOf({ ...learned, lastEstimates });
    expect(findings.map(({ code }) => code)).toEqual(["verdict/good", "analysis/saturated"]);
    expect(findings[1]!.message).toContain("hidden 2 (I(X;T) of hidden 2 is 11.98 of at most 12.00 bit)");
  });

  it("of a network no better than the largest class: a warning with both shares, whatever the plane says", () => {
    const [finding, ...more] = findingsOf({
      ...notLearned,
      training: { rows: 1000, accuracy: 0.962, largestClass: 0.96 },
      test: { rows: 200, accuracy: 0.96, largestClass: 0.96 },
    });
    expect(finding!.severity).toBe("warning");
    expect(finding!.message).toMatch(/^The network has not learned the task.* 96\.2 % .* 96\.0 %/);
    expect(more).toEqual([]);
  });

  it("of what was learned by heart: that nothing holds beyond the training rows, and not to train longer", () => {
    const findings = findingsOf({
      ...notLearned,
      ...accuracies(0.62, 0.48),
      epochs: curve(line(0.7, 0.6), 1),
    });
    expect(findings.map(({ code, kind }) => [code, kind])).toEqual([["data/overfitting", "by heart"]]);
    expect(findings[0]!.message).toContain("the inputs say nothing about the labels");
  });

  it("of all of five training rows right: that they are too few, and not to train longer", () => {
    const training = { rows: 4, accuracy: 1, largestClass: 0.5 };
    const [finding] = findingsOf({ ...learned, training, epochs: curve(line(0.2, 0.1), 2) });
    expect(finding).toMatchObject({ code: "data/few-training-rows", severity: "information" });
    expect(finding!.message).toMatch(/^4 training rows, 2 of them outside the largest class, are too few/);
    expect(finding!.message).not.toMatch(/longer|not learned/);
  });

  it("of rare rows told apart: never that nothing was learned", () => {
    const training = { rows: 340, accuracy: 0.985, largestClass: 0.976 };
    const [finding] = findingsOf({
      ...learned,
      training,
      baselineLoss: 0.11,
      epochs: curve(line(0.1, 0.02), 2),
    });
    expect(finding!.message).toMatch(/^The network has learned only a part/);
  });

  it.each<[EstimatorName, string]>([
    ["binning", "fewer analysis.bins"],
    ["kde", "larger variance"],
    ["noise", "larger sigma"],
    ["exact", "network.quantize with fewer bits"],
    ["ksg", "take another analysis.estimator"],
  ])("of a layer at its ceiling by %s: what this estimator has", (name, says) => {
    const { coarser } = estimatorOf({ name });
    const lastEstimates = learned.lastEstimates.with(1, { ixt: 12, ity: 1, ceilingIxt: 12, saturated: true });
    expect(findingsOf({ ...learned, coarser, lastEstimates })[1]!.message).toContain(says);
  });

  it("of an accuracy on few test rows: the interval that it lies in", () => {
    const findings = findingsOf({ ...learned, ...accuracies(0.98, 5 / 6, 6) });
    expect(findings.map(({ code }) => code)).toEqual([
      "verdict/good",
      "network/summary",
      "data/few-test-rows",
    ]);
    // Wilson's interval of 5 in 6.
    expect(findings[2]!.message).toContain("rests on 6 rows: with 95 % it lies between 43.6 % and 97.0 %");
  });

  it("with a value to try, if the advice is one", () => {
    const change = (result: CellResult): unknown => findingsOf(result)[0]!.change;
    const far = { ...learned, divergedAt: 7, settings: { ...learned.settings, learningRate: 5 } };
    expect(change(far)).toEqual({ path: ["training", "learningRate"], value: 0.5 });
    const raw = { ...notLearned, inputs: { standardized: false, range: [0, 255] as const } };
    expect(change(raw)).toEqual({ path: ["data", "normalize"], value: "standardize" });
    expect(change(learned)).toBeUndefined();
  });

  it("of diverged training: the learning rate, and nothing else", () => {
    const findings = findingsOf({ ...learned, divergedAt: 7 });
    expect(findings.map(({ code }) => code)).toEqual(["training/diverged"]);
    expect(findings[0]!.path).toEqual(["training", "learningRate"]);
    expect(findings[0]!.message).toContain("epoch 7");
    expect(findings[0]!.message).toContain("to 0.05 for a start");
    const large = { inputs: { standardized: false, range: [0, 255] as const } };
    expect(findingsOf({ ...learned, ...large, divergedAt: 7 })[0]!.path).toEqual(["data", "normalize"]);
  });

  it("of a rise with depth: a note about the estimator", () => {
    const layers = [
      layer("hidden 1", [5], [0.9]),
      layer("hidden 2", [6, 6], [0.9]),
      layer("output", [5], [0.9]),
    ];
    expect(codes({ layers })).toContain("analysis/data-processing");
    // Rényi's information may rise with depth.
    expect(codes({ layers, isShannon: false })).not.toContain("analysis/data-processing");
  });

  it("passes on what the estimator said", () => {
    expect(
      findingsOf({ ...learned, estimatorNotes: [{ kind: "binning range", text: "Mind the range." }] }).at(-1),
    ).toMatchObject({
      code: "analysis/estimator",
      kind: "binning range",
      message: "Mind the range.",
      path: ["analysis"],
    });
  });
});

describe("the cause of not learning", () => {
  const settings = (change: Partial<CellResult["settings"]>): Partial<CellResult> => ({
    settings: { ...notLearned.settings, ...change },
  });
  const dead = (before: number): Partial<CellResult> => ({
    units: {
      start: [
        HEALTHY[0]!,
        units("hidden 2", { constantUnits: before, zeroUnits: before, activation: "relu" }),
      ],
      end: [HEALTHY[0]!, units("hidden 2", { constantUnits: 3, zeroUnits: 3, activation: "relu" })],
    },
  });
  const grown = { weightNorms: { start: 1, end: 45 } };
  const still = { weightNorms: { start: 1, end: 1.001 } };

  it.each<[name: string, change: Partial<CellResult>, code: string, path: string, says: RegExp]>([
    [
      "units that died",
      dead(0),
      "training/dead-units",
      "network.activation",
      /3 of the 4 relu units of hidden 2 answer every row with 0 at the end, 0 before.*"elu".*or lower.*to 0\.167/,
    ],
    ["units dead from the start", dead(2), "training/dead-units", "network.hidden", /another training\.seed/],
    [
      "inputs far from 1",
      { inputs: { standardized: false, range: [0, 255] } },
      "data/input-scale",
      "data.normalize",
      /between 0 and 255/,
    ],
    [
      "units saturated from the start",
      { units: { start: [units("hidden 1", { shareAtEnds: 0.97 })], end: HEALTHY } },
      "training/saturated-units",
      "network.initializer",
      /97\.0 % of the answers of hidden 1/,
    ],
    [
      "weights that were pulled to 0",
      { ...settings({ weightDecay: 0.1 }), weightNorms: { start: 1, end: 0.3 } },
      "training/weight-decay",
      "training.weightDecay",
      /30\.0 %.*to 0\.01 or 0/,
    ],
    [
      "weights driven away, which is a rate too high",
      { ...settings({ optimizer: "adam", learningRate: 0.5, defaultLearningRate: 0.001 }), ...grown },
      "training/rate-too-high",
      "training.learningRate",
      /45 times their size.*it is 0\.5\), to 0\.001/,
    ],
    [
      "a loss above that of the shares",
      { epochs: curve(line(0.9, 1.2), 1), ...settings({ learningRate: 5 }) },
      "training/rate-too-high",
      "training.learningRate",
      /was down to 0\.9 and ended at .*to 0\.5 for a start/,
    ],
    [
      "a loss that goes to and fro",
      {
        epochs: curve(
          Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.6 : 0.68)),
          1,
        ),
      },
      "training/rate-too-high",
      "training.learningRate",
      /to and fro/,
    ],
    [
      "weights that did not move, at a low rate",
      { ...settings({ learningRate: 1e-6 }), ...still, epochs: curve(line(0.69, 0.6899), 9) },
      "training/rate-too-low",
      "training.learningRate",
      /norm changed by 0\.1 %.*Raise.*default for sgd is 0\.5/,
    ],
    [
      "a loss that still falls",
      { epochs: curve(line(0.69, 0.5), 2) },
      "training/too-short",
      "training.epochs",
      /still falls.*training\.epochs 400/,
    ],
    [
      "a gradient that still points one way",
      { epochs: curve(line(0.69, 0.685), 3) },
      "training/too-short",
      "training.epochs",
      /t = 3\.0/,
    ],
    [
      "rows told apart, though never as a rare class",
      {
        training: { rows: 1000, accuracy: 0.96, largestClass: 0.96 },
        baselineLoss: 0.168,
        epochs: curve(line(0.16, 0.1), 0.3),
      },
      "data/rare-classes",
      "data",
      /0\.1.* is below the 0\.168/,
    ],
    ["none of these", {}, "network/too-small", "network.hidden", /which one run cannot tell apart/],
    [
      "none of these on a known rule",
      { conditionalKnown: true, attainableAccuracy: 0.98 },
      "network/too-small",
      "network.hidden",
      /98\.0 % can be reached.*more units/,
    ],
  ])("%s", (_name, change, code, path, says) => {
    const [finding] = findingsOf({ ...notLearned, ...change });
    expect(finding).toMatchObject({ code, severity: "warning" });
    expect(finding!.path.join(".")).toBe(path);
    expect(finding!.message).toMatch(says);
  });

  it.each<[name: string, change: Partial<CellResult>, code: string, path: string, says: RegExp]>([
    [
      "inputs that are all the same",
      { inputEntropy: 0, inputLabelInformation: 0, ...dead(2) },
      "data/same-inputs",
      "data",
      /H\(X\) = 0/,
    ],
    ["inputs that tell nothing", { inputLabelInformation: 0 }, "data/no-information", "data", /I\(X;Y\) = 0/],
    [
      "noise near the smallest loss, with test rows answered as well",
      {
        training: { rows: 340, accuracy: 0.776, largestClass: 0.547 },
        test: { rows: 60, accuracy: 0.9, largestClass: 0.5 },
        epochs: curve(
          Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.5 : 0.515)),
          1,
        ),
      },
      "data/noisy-labels",
      "network.hidden",
      /labels are noisy/,
    ],
    [
      "a loss that falls by little, with one batch an epoch",
      {
        batchesPerEpoch: 1,
        epochs: curve(line(0.69, 0.66), NaN),
        training: { rows: 128, accuracy: 0.34, largestClass: 0.34 },
      },
      "training/too-short",
      "training.batchSize",
      /training\.batchSize to 13.*epochs 400/,
    ],
    [
      "a loss that falls by little, whose gradient is at rest",
      { epochs: curve(line(0.69, 0.66), 0.3) },
      "network/too-small",
      "network.hidden",
      /fell by only .* It may also need longer: try training\.epochs 400/,
    ],
    [
      "a loss that falls, at a tenth of the default rate",
      { ...settings({ learningRate: 0.05 }), epochs: curve(line(0.69, 0.5), 2) },
      "training/too-short",
      "training.epochs",
      /still falls/,
    ],
  ])("%s", (_name, change, code, path, says) => {
    const [finding] = findingsOf({ ...notLearned, ...change });
    expect(finding).toMatchObject({ code });
    expect(finding!.path.join(".")).toBe(path);
    expect(finding!.message).toMatch(says);
  });

  it("is never a rate to raise where it is not far below the optimizer's own", () => {
    for (const learningRate of [0.1, 0.5, 5]) {
      for (const epochs of [
        curve(line(0.69, 0.6899), 9),
        curve(line(0.69, 0.6), 9),
        curve(line(0.7, 2), 9),
      ]) {
        for (const weights of [still, grown]) {
          const [finding] = findingsOf({ ...notLearned, ...settings({ learningRate }), ...weights, epochs });
          expect(finding!.message).not.toMatch(/raise/i);
        }
      }
    }
  });
});
