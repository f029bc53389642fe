import { describe, expect, it } from "vitest";
import { NetworkCollector, type EndedNetwork } from "../../../../src/analysis/phases/networkCollector";
import { networkFigures } from "../../../../src/analysis/study/networkFigures";
import { StudyFigures, type StudyFigure } from "../../../../src/analysis/study/studyFigures";
import { makeStudy, makeSyntheticRun } from "../../../support/syntheticRun";

function networksOf(events: ReturnType<typeof makeSyntheticRun>): EndedNetwork[] {
  const collector = new NetworkCollector();
  return events.flatMap((event) => collector.add(event) ?? []);
}

function figuresOf(networks: readonly EndedNetwork[]): StudyFigure[] {
  const study = new StudyFigures(true);
  for (const network of networks) {
    study.add(network);
  }
  return [...study.figures()];
}

const lossAt = (figures: readonly StudyFigure[], epoch: number): StudyFigure =>
  figures.find((each) => each.quantity === "loss" && each.rows === "training" && each.epoch === epoch)!;

describe("the figures of a network", () => {
  it("are its curves and what is derived from them, each named once", () => {
    const [network] = networksOf(makeSyntheticRun());
    const figures = [...networkFigures(network!, true)];
    const names = figures.map(({ quantity, estimator, layer, rows, epoch }) =>
      JSON.stringify([quantity, estimator, layer, rows, epoch]),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(figures.map(({ quantity }) => quantity))).toContain("generalization gap");
    const points = network!.snapshots.flatMap(({ estimates }) => estimates.flatMap(({ layers }) => layers));
    expect(figures.filter(({ quantity }) => quantity === "I(X;T)").map(({ value }) => value)).toEqual(
      points.map(({ ixt }) => ixt),
    );
    const noise = figures.find(
      ({ quantity, layer, epoch }) => quantity === "signal-to-noise" && layer === "hidden 1" && epoch === 1,
    );
    expect(noise?.value).toBeCloseTo(10, 9);
  });
});

describe("the figures of a study", () => {
  it("are mean, deviation, median and range over the networks, with the interval of the mean", () => {
    const networks = networksOf(makeStudy([0, 1, 2, 3]));
    const losses = networks.map(({ epochs }) => epochs[0]!.training.loss);
    const { count, mean, deviation, smallest, largest, interval } = lossAt(figuresOf(networks), 1);
    expect(count).toBe(4);
    expect(mean).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 4, 12);
    expect(deviation).toBeGreaterThan(0);
    expect([smallest, largest]).toEqual([Math.min(...losses), Math.max(...losses)]);
    expect(interval!.lower).toBeGreaterThanOrEqual(smallest);
    expect(interval!.lower).toBeLessThan(mean);
    expect(interval!.upper).toBeGreaterThan(mean);
  });

  it("do not depend on the order in which the networks ended", () => {
    const inOrder = figuresOf(networksOf(makeStudy([0, 1, 2, 3])));
    const turned = figuresOf(networksOf(makeStudy([3, 1, 0, 2])));
    expect(turned).toEqual(inOrder);
  });

  it("leave out what a network does not have, and have no interval of two", () => {
    const figures = figuresOf(networksOf(makeStudy([0, 1])));
    const atTwo = figures.find(
      ({ quantity, layer, epoch }) =>
        quantity === "gradient deviation" && layer === "hidden 1" && epoch === 2,
    );
    expect(atTwo).toMatchObject({ count: 0, mean: NaN });
    expect(lossAt(figures, 1).interval).toBeUndefined();
  });

  it("keep variants apart", () => {
    const [network] = networksOf(makeSyntheticRun());
    const other = {
      ...network!,
      started: { ...network!.started, cell: { variant: 1, seed: 0 }, variant: "b" },
    };
    const figures = figuresOf([other, network!]);
    expect(lossAt(figures, 1)).toMatchObject({ variant: "", count: 1 });
    expect(figures.at(-1)).toMatchObject({ variant: "b", count: 1 });
  });
});

describe("gathering networks", () => {
  it("hands each out once, when it ends, and knows those that go on", () => {
    const events = makeStudy([0, 1]);
    const collector = new NetworkCollector();
    const ended = events.slice(0, -3).flatMap((event) => collector.add(event)?.started.cell.seed ?? []);
    expect(ended.length + collector.going.length).toBe(2);
    const [header, ...rest] = events;
    expect(new NetworkCollector().add(header!)).toBeUndefined();
    // Events of a network that never began are of no network.
    expect(new NetworkCollector().add(rest.find(({ type }) => type === "cell/finished")!)).toBeUndefined();
  });
});
