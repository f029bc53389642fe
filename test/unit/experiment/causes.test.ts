import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../../src/config/schema/configSchema";
import { randomStream } from "../../../src/base/random";
import { filesFrom, runOneCell } from "../../support/runOneCell";

const ROWS = 600;

/** Six inputs drawn from a bell-shaped distribution, scaled, and a label that two of them decide together. */
function table(
  scale: number,
  shift = 0,
  label?: (inputs: readonly number[], chance: number) => number,
): string {
  const random = randomStream(3, "labels");
  const uniform = (): number => random.uniform();
  const lines = Array.from({ length: ROWS }, () => {
    const inputs = Array.from({ length: 6 }, () => uniform() + uniform() + uniform() + uniform() - 2);
    const [a = 0, b = 0, c = 0] = inputs;
    const y = label?.(inputs, uniform()) ?? (a + 2 * b * c > 0 ? 1 : 0);
    return [...inputs.map((value) => (shift + scale * value).toFixed(4)), y].join(",");
  });
  return ["a,b,c,d,e,f,y", ...lines].join("\n");
}

const FILES = filesFrom({
  "t.csv": table(1),
  "gray.csv": table(60, 128),
  "chance.csv": table(1, 0, (_, chance) => (chance < 0.5 ? 1 : 0)),
  "rare.csv": table(1, 0, (_, chance) => (chance < 0.04 ? 1 : 0)),
});

async function findings(
  file: string,
  training: ConfigInput["training"],
  network: ConfigInput["network"] = { hidden: [8, 6] },
  data: { readonly normalize?: "none" } = {},
): Promise<{ readonly codes: string[]; readonly message: string; readonly log: readonly string[] }> {
  const { finished, log } = await runOneCell(
    {
      data: { source: "csv", file, label: "y", ...data },
      network,
      training: { batchSize: 64, ...training },
      analysis: { estimator: "binning", snapshots: 3 },
    },
    { files: FILES },
  );
  const warnings = finished!.findings.filter(({ severity }) => severity === "warning");
  return {
    codes: warnings.map(({ code }) => code),
    message: warnings.map(({ message }) => message).join(" "),
    log,
  };
}

/** Real trainings: each gets the advice for what is wrong with it, and the advice helps. */
describe("a network that does not learn, because of", () => {
  it("a rate that kills its ReLUs, is told to lower it, which helps", async () => {
    const relu: ConfigInput["network"] = { hidden: [8, 6], activation: "relu" };
    const dead = await findings("t.csv", { epochs: 100, learningRate: 10 }, relu);
    expect(dead.codes).toEqual(["training/rate-too-high"]);
    expect(dead.message).toMatch(/had learned more than it kept.*to 0\.05 for a start/);
    expect(dead.message).not.toMatch(/raise/i);
    const helped = await findings("t.csv", { epochs: 600, learningRate: 0.05 }, relu);
    expect(helped.message).not.toMatch(/has not learned|only a part/);
  });

  it("inputs of 0 to 255 that are left so, is told to standardize them, which the default does", async () => {
    const large = await findings("gray.csv", { epochs: 100 }, undefined, { normalize: "none" });
    expect(large.codes).toContain("data/input-scale");
    const helped = await findings("gray.csv", { epochs: 1000 });
    expect(helped.message).not.toMatch(/has not learned|only a part/);
    expect(helped.log).toContainEqual(
      expect.stringMatching(/^Inputs: standardized; in the file they lie between/),
    );
  });

  it("Adam with a rate for plain descent, is told to lower it; Adam without one learns", async () => {
    const deep: ConfigInput["network"] = { hidden: [10, 7, 5, 4, 3] };
    const high = await findings("t.csv", { epochs: 100, optimizer: "adam", learningRate: 2 }, deep);
    expect(high.codes[0]).toMatch(/^training\/(rate-too-high|dead-units)$/);
    expect(high.message).toMatch(/lower training\.learningRate \(it is 2\), to 0\.002/i);
    const helped = await findings("t.csv", { epochs: 300, optimizer: "adam" });
    expect(helped.message).not.toMatch(/has not learned|only a part/);
  });

  it("a rate that moves nothing, is told to raise it", async () => {
    const low = await findings("t.csv", { epochs: 50, learningRate: 1e-6 });
    expect(low.codes[0]).toBe("training/rate-too-low");
    expect(low.message).toContain("the default for sgd is 0.05");
  });

  it("few epochs, is told to train longer", async () => {
    expect((await findings("t.csv", { epochs: 8, learningRate: 0.1 })).codes[0]).toBe("training/too-short");
  });

  it("one unit for what one unit cannot do, is told that it may be too small", async () => {
    const small = await findings("t.csv", { epochs: 300, learningRate: 0.2 }, { hidden: [1] });
    expect(small.codes[0]).toBe("data/noisy-labels");
    expect(small.message).toContain('"over": { "network.hidden": [[1], [2]] }');
  });

  it("labels by chance, is told that nothing holds beyond its training rows", async () => {
    const chance = await findings("chance.csv", { epochs: 300, learningRate: 0.5 }, { hidden: [16, 8] });
    expect(chance.codes).toEqual(["data/overfitting"]);
    expect(chance.message).toContain("the inputs say nothing about the labels");
  });

  it("a class that nearly all rows have, is warned though it is right on 96 %", async () => {
    const rare = await findings("rare.csv", { epochs: 20, learningRate: 0.05 });
    expect(rare.message).toMatch(
      /^The network has not learned the task: it is right on (9\d\.\d %).* \1 of them\./,
    );
  });
});
