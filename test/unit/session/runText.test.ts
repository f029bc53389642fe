import { duration } from "../../../src/base/numbers";
import { describe, expect, it } from "vitest";
import type { RunSummary } from "../../../src/session/runSummary";
import {
  describeEpoch,
  describeProgress,
  describeRun,
  describeRunInFull,
  describeShortly,
  shortConfigName,
} from "../../../src/session/runText";

const SUMMARY: RunSummary = {
  runId: "a-1",
  configName: "sub/a.ib.json",
  createdAt: "2020-01-01T00:00:00Z",
  status: "completed",
  epochs: 1000,
  networks: 1,
};
const noon = (): string => "12:00";

describe("describeRun", () => {
  it.each<[Partial<RunSummary>, string]>([
    [{}, "12:00"],
    [{ status: "canceled" }, "12:00 · canceled"],
    [{ status: "interrupted", testAccuracy: 0.9149 }, "12:00 · cut off · 91.5 % correct"],
    [
      { lastSnapshot: { epoch: 9, ixt: 1.523, ity: 0.98 }, testAccuracy: 1 },
      "12:00 · I(X;T) 1.52 · I(T;Y) 0.98",
    ],
    [{ networks: 10 }, "12:00 · 10 networks"],
    [{ networks: 10, diverged: { networks: 2 } }, "12:00 · 10 networks · 2 diverged"],
    [
      {
        diverged: { networks: 1, epoch: 3 },
        lastSnapshot: { epoch: 3, ixt: NaN, ity: NaN },
        testAccuracy: NaN,
      },
      "12:00 · diverged after epoch 3",
    ],
    [{ lastSnapshot: { epoch: 9, ixt: NaN, ity: NaN } }, "12:00 · I(X;T) ? · I(T;Y) ?"],
  ])("%j", (more, text) => {
    expect(describeRun({ ...SUMMARY, ...more }, noon)).toBe(text);
  });

  it("tells everything in full", () => {
    const summary: RunSummary = {
      ...SUMMARY,
      status: "failed",
      failure: "The worker crashed.",
      lastSnapshot: { epoch: 9, ixt: 1.523, ity: 0.98 },
      testAccuracy: 0.9,
    };
    expect(describeRunInFull(summary, noon).split("\n")).toEqual([
      "sub/a.ib.json, failed",
      "Started 12:00",
      "The worker crashed.",
      "Last layer after epoch 9 of 1000: I(X;T) 1.52 bits, I(T;Y) 0.98 bits",
      "Test rows: 90.0 % correct",
      "a-1",
    ]);
  });
});

it("tells in full of a network that diverged, without figures that it does not have", () => {
  const diverged = { networks: 1, epoch: 3 };
  const one = describeRunInFull({ ...SUMMARY, diverged, testAccuracy: NaN }, noon);
  expect(one.split("\n")).toEqual([
    "sub/a.ib.json, completed",
    "Started 12:00",
    "Training diverged after epoch 3",
    "a-1",
  ]);
  const several = describeRunInFull({ ...SUMMARY, networks: 10, diverged: { networks: 2 } }, noon);
  expect(several).toContain("2 of 10 networks diverged");
});

describe("describeProgress", () => {
  it("tells what is known", () => {
    const progress = { epoch: 1, epochs: 10, epochsPerSecond: 12.53, secondsLeft: 64.2 };
    expect(describeProgress(progress, 0.12345)).toBe(
      "13 epochs a second, 1 min 5 s left, training loss 0.123",
    );
    expect(describeProgress({ epoch: 1, epochs: 10 }, undefined)).toBe("");
    expect(describeProgress({ ...progress, epochsPerSecond: 1234.5 }, NaN)).toBe(
      "1235 epochs a second, 1 min 5 s left, training loss NaN",
    );
  });
});

describe("the epoch", () => {
  const progress = { epoch: 39, epochs: 400, epochsPerSecond: 1, secondsLeft: 1 };
  const study = { ...progress, networks: { completed: 2, planned: 10 } };

  it("is told in short and at length, of one network and of several", () => {
    expect([describeShortly(progress), describeEpoch(progress)]).toEqual(["39/400", "epoch 39 of 400"]);
    expect(describeShortly(study)).toBe("2/10 networks, 9 %");
    expect(describeEpoch(study)).toBe("2 of 10 networks trained, epoch 39 of 400 of all together");
  });

  it("comes without a loss where there are several networks", () => {
    expect(describeProgress(study, 0.5)).not.toContain("loss");
  });
});

describe("names and times", () => {
  it.each([
    ["paper.ib.json", "paper"],
    ["a/b/paper.ib.json", "paper"],
    ["a/ib.config.json", "ib.config.json"],
  ])("%s is %s", (name, short) => {
    expect(shortConfigName(name)).toBe(short);
  });
  it.each([
    [0, "0 s"],
    [59.2, "1 min 0 s"],
    [3599, "59 min 59 s"],
    [3600, "1 h 0 min"],
    [-5, "0 s"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
