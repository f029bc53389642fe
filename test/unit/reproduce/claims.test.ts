import { describe, expect, it } from "vitest";
import { configSchema } from "../../../src/config/schema/configSchema";
import { CLAIMS, type ClaimName } from "../../../src/reproduce/claims";
import type { Claim, Measured, Trained } from "../../../src/reproduce/claim";
import { drawPlane } from "../../../src/reproduce/figure";
import { judgeShare } from "../../../src/reproduce/measure";
import { writeHtml, writeMarkdown } from "../../../src/reproduce/report";
import { phasesOfNetwork } from "../../../src/analysis/phases/networkPhases";
import type { CellEpoch, CellSnapshot, CellStarted } from "../../../src/run/runEvent";
import { makeSyntheticRun } from "../../support/syntheticRun";

const [, STARTED] = makeSyntheticRun(1) as [unknown, CellStarted];
const ESTIMATE = (makeSyntheticRun(1).find(({ type }) => type === "cell/snapshot") as CellSnapshot)
  .estimates[0]!.layers[0]!;

interface Shape {
  /** I(X;T) of the hidden layer and I(T;Y) of the output, one a snapshot. */
  readonly ixt: readonly number[];
  readonly ity: readonly number[];
  readonly snr?: (epoch: number) => number;
  readonly variant?: number;
}

/** A network with one hidden layer and an output, both of which go the same way. */
function trained(seed: number, { ixt, ity, snr = () => 1, variant = 0 }: Shape): Trained {
  const cell = { variant, seed };
  const started: CellStarted = {
    ...STARTED,
    cell,
    variant: `variant ${variant}`,
    estimators: STARTED.estimators.slice(0, 1),
  };
  const snapshots = ixt.map((value, index): CellSnapshot => {
    const estimate = { ...ESTIMATE, ixt: value, ity: ity[index]!, flags: [] };
    return {
      type: "cell/snapshot",
      cell,
      epoch: 3 * index,
      estimates: [
        { estimator: started.estimators[0]!.key, rows: "all", layers: started.layers.map(() => estimate) },
      ],
    };
  });
  const epochs = Array.from({ length: 60 }, (_, index): CellEpoch => ({
    type: "cell/epoch",
    cell,
    epoch: index + 1,
    training: { loss: 0.5, accuracy: 0.9 },
    test: { loss: 0.5, accuracy: 0.9 },
    layers: started.layers.map(() => ({ gradientMean: snr(index + 1), gradientDeviation: 1, weightNorm: 1 })),
  }));
  return { started, snapshots, epochs, phases: phasesOfNetwork({ started, snapshots, epochs }, true) };
}

/** From one value to another in twelve equal steps, the last left out. */
const ramp = (from: number, to: number): number[] =>
  Array.from({ length: 12 }, (_, step) => from + ((to - from) * step) / 12);
const LEARNING = [...ramp(0, 0.9), ...ramp(0.9, 0.9), 0.9];
const UP_AND_DOWN = { ixt: [...ramp(2, 5), ...ramp(5, 2), 2], ity: LEARNING };
const UP = { ixt: [...ramp(2, 5), ...ramp(5, 5), 5], ity: LEARNING };
const FORGETS = { ...UP_AND_DOWN, ity: [...ramp(0, 0.9), ...ramp(0.9, 0.7), 0.7] };

function judge(name: ClaimName, networks: readonly Trained[]): Measured {
  return (CLAIMS as readonly Claim[]).find((claim) => claim.name === name)!.judge(networks);
}
const times = (count: number, shape: Shape, from = 0): Trained[] =>
  Array.from({ length: count }, (_, index) => trained(from + index, shape));

describe("a claim", () => {
  it.each(CLAIMS)("has a config that is right: $name", ({ config }) => {
    expect(configSchema.safeParse(config).success).toBe(true);
  });

  it("holds if most networks show it, partly if half do, and is undecided by two", () => {
    expect(judge("two-phases", times(5, UP_AND_DOWN)).finding).toBe("reproduced");
    expect(judge("two-phases", [...times(2, UP_AND_DOWN), ...times(2, UP, 2)]).finding).toBe(
      "partly reproduced",
    );
    expect(judge("two-phases", times(4, UP)).finding).toBe("not reproduced");
    expect(judge("two-phases", times(2, UP_AND_DOWN)).finding).toBe("undecided");
    expect([8, 5, 4].map((count) => judgeShare(count, 10))).toEqual([
      "reproduced",
      "partly reproduced",
      "not reproduced",
    ]);
  });

  it("on too little data needs the many patterns not to forget", () => {
    const few = times(4, { ...FORGETS, variant: 0 });
    const many = (shape: Shape): Trained[] => times(4, { ...shape, variant: 1 });
    expect(judge("little-data", [...few, ...many(UP)]).finding).toBe("reproduced");
    expect(judge("little-data", [...few, ...many(FORGETS)]).finding).toBe("partly reproduced");
    expect(judge("little-data", [...times(4, UP), ...many(UP)]).finding).toBe("not reproduced");
  });

  it("on the gradients needs drift and a crossing, and compares it with the onset", () => {
    const crossing = { ...UP_AND_DOWN, snr: (epoch: number) => (epoch < 25 ? 2 : 0.5) };
    expect(judge("gradients", times(4, crossing)).finding).toBe("reproduced");
    expect(judge("gradients", times(4, { ...UP_AND_DOWN, snr: () => 0.5 })).finding).toBe("not reproduced");
    expect(judge("onset", times(4, crossing)).finding).toBe("reproduced");
    expect(judge("onset", times(4, UP)).figures[0]).toContain("No network has both");
  });

  it("on depth compares when the variants have learned", () => {
    const learning = (variant: number, at: number): Trained[] =>
      times(3, { variant, ixt: UP.ixt, ity: UP.ixt.map((_, index) => (index >= at ? 0.95 : 0)) });
    const finding = (...at: readonly number[]): string =>
      judge(
        "depth",
        at.flatMap((each, variant) => learning(variant, each)),
      ).finding;
    expect(finding(6, 4, 3)).toBe("reproduced");
    expect(finding(6, 3, 5)).toBe("partly reproduced");
    expect(finding(3, 4, 5)).toBe("not reproduced");
    expect(finding(99, 99, 99)).toBe("undecided");
  });

  it("that is an objection to ReLU holds if ReLU networks do not compress", () => {
    const relu = (shape: Shape): Trained[] => [
      ...times(4, UP_AND_DOWN),
      ...times(4, { ...shape, variant: 1 }),
    ];
    expect(judge("relu", relu(UP)).finding).toBe("reproduced");
    expect(judge("relu", relu(UP_AND_DOWN)).finding).toBe("not reproduced");
    expect(judge("full-batch", relu(UP_AND_DOWN)).finding).toBe("reproduced");
  });
});

describe("the report", () => {
  const networks = times(3, UP_AND_DOWN);
  const [claim] = CLAIMS as readonly Claim[];
  const tried = [{ claim: claim!, measured: claim!.judge(networks), networks, diverged: 1 }];
  const untried = [{ claim: CLAIMS.at(-1)!, reason: "a.mat is not there." }];
  const reproduction = { tried, untried, networks: 3, version: "1.2.3" };

  it("says claim, rule, figures, finding and what diverged, in both forms", () => {
    for (const text of [writeMarkdown(reproduction), writeHtml(reproduction)]) {
      expect(text).toContain("1.2.3");
      expect(text).toContain("Figures 2 and 3");
      expect(text).toContain("3 of 3 networks (100.0 %)");
      expect(text).toContain("reproduced");
      expect(text).toContain("Networks that diverged and are left out: 1.");
      expect(text).toContain("not tried");
      expect(text).toContain("a.mat is not there.");
    }
  });

  it("has its figures within, without anything from elsewhere", () => {
    const html = writeHtml(reproduction);
    expect(html.match(/<svg /gu)).toHaveLength(1);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//u);
  });

  it("draws numbers only, also of a path with gaps, and writes names as text", () => {
    const odd = trained(0, { ixt: [1, NaN, 3, 4], ity: [0, NaN, 0.5, 0.6] });
    const svg = drawPlane([odd], `<script>"&`);
    expect(svg).not.toMatch(/NaN|Infinity|<script>/u);
    expect(svg).toContain("&lt;script&gt;&quot;&amp;");
  });
});
