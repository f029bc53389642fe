import { describe, expect, it } from "vitest";
import { shareFindings } from "../../../src/analysis/sharedFindings";
import type { CellFinished } from "../../../src/run/runEvent";

type Finding = CellFinished["findings"][number];

const summary = (bits: number): Finding => ({
  code: "network/summary",
  severity: "information",
  message: `The last hidden layer ends with I(T;Y) = ${bits.toFixed(2)} of 0.99 bit.`,
  path: ["network"],
});
const underfitting: Finding = {
  code: "network/underfitting",
  severity: "warning",
  message: "The last hidden layer keeps 0.10 bit.",
  path: ["network"],
};
const note = (layers: string, sentence: string): Finding => ({
  code: "analysis/estimator",
  severity: "information",
  message: `${layers}: ${sentence}`,
  path: ["analysis"],
});
const ended = (seed: number, ...findings: Finding[]): CellFinished => ({
  type: "cell/finished",
  cell: { variant: 0, seed },
  seconds: 1,
  findings,
});

describe("the findings of several networks", () => {
  it("name the variant of a study beside the seed", () => {
    const shared = shareFindings(
      [ended(3, summary(0.9)), ended(4, summary(0.8))],
      (variant) => `training.epochs ${variant + 5}`,
    );
    expect(shared[0]!.message).toMatch(/^In 2 of 2 networks, here with training\.epochs 5, seed 3: /);
  });

  it("are those of the network where there is one, to the letter", () => {
    const findings = [summary(0.9), note("output", "It is saturated.")];
    expect(shareFindings([ended(0, ...findings)])).toEqual(findings);
    expect(shareFindings([])).toEqual([]);
  });

  it("are said once, with how many networks have them and the figures of the first by seed", () => {
    const shared = shareFindings([
      ended(12, summary(0.7)),
      ended(10, underfitting),
      ended(11, summary(0.91)),
      ended(2, summary(0.5)),
    ]);
    expect(shared.map(({ severity, path, message }) => [severity, path, message])).toEqual([
      ["information", ["network"], `In 3 of 4 networks, here with seed 2: ${summary(0.5).message}`],
      ["warning", ["network"], `In 1 of 4 networks, here with seed 10: ${underfitting.message}`],
    ]);
  });

  it("count a network once, also where it says the same of several layers", () => {
    const shared = shareFindings([
      ended(0, note("hidden 1", "90 % outside."), note("hidden 2, hidden 3", "95 % outside.")),
      ended(1, note("output", "3.5 % outside.")),
      ended(2, { ...note("hidden 1", "Another matter."), kind: "other" }),
    ]);
    expect(shared.map(({ message }) => message)).toEqual([
      "In 2 of 3 networks, here with seed 0: hidden 1: 90 % outside. hidden 2, hidden 3: 95 % outside.",
      "In 1 of 3 networks, here with seed 2: hidden 1: Another matter.",
    ]);
  });

  it("belong together by their kind, whatever their words; those of earlier versions have none", () => {
    const dead = (units: string): Finding => ({ ...underfitting, kind: "dead", message: units });
    const shared = shareFindings([
      ended(0, dead("Two of the relu units died.")),
      ended(1, dead("All of the tanh units died.")),
      ended(2, { ...dead("Two of the relu units died."), kind: "alive" }),
    ]);
    expect(shared.map(({ message }) => message.slice(0, 20))).toEqual([
      "In 2 of 3 networks, ",
      "In 1 of 3 networks, ",
    ]);
  });

  it("are told apart by their place", () => {
    const elsewhere = { ...summary(0.9), path: ["training"] };
    expect(shareFindings([ended(0, summary(0.9)), ended(1, elsewhere)])).toHaveLength(2);
  });
});
