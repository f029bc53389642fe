import { encodeFloats } from "../../../../src/run/floatText";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EPOCHS_MAX,
  ESTIMATORS_MAX,
  HIDDEN_LAYERS_MAX,
  NETWORKS_MAX,
  RECORDED_EPOCHS_MAX,
  RUN_FILE_BYTES_MAX,
  SNAPSHOTS_MAX,
  DETAILED_NETWORKS_MAX,
} from "../../../../src/base/limits";
import { parseConfig } from "../../../../src/config/parseConfig";
import { findHistogramBins } from "../../../../src/config/plan/histogramBins";
import { logarithmicEpochs, snapshotEpochs } from "../../../../src/config/plan/recordedEpochs";
import { resolveEstimators } from "../../../../src/config/plan/resolveEstimators";
import { estimateRunFileBytes, findRunFileTooLarge } from "../../../../src/config/plan/runFileSize";
import { configSchema, type Config, type ConfigInput } from "../../../../src/config/schema/configSchema";
import { ESTIMATOR_NAMES } from "../../../../src/information/estimators/estimators";
import type { LayerEstimate, RunEvent } from "../../../../src/run/runEvent";
import { encodeRunEvent } from "../../../../src/run/runFile";
import { makeStudy } from "../../../support/syntheticRun";
import { filesFrom, runOneCell } from "../../../support/runOneCell";
import { fixBy, onlyProblem } from "../support";

const DATA = { source: "symmetric-rule" } as const;

/** How much larger than the file its estimate may be: of real runs, and of figures that no flag stands at. */
const FACTOR = 3;
const FACTOR_UNFLAGGED = 4;

/** Two lists of so many give more variants than fit if each has the most snapshots. */
const VALUES = 30;

function bytesOf(events: readonly RunEvent[]): number {
  return events.reduce((sum, event) => sum + Buffer.byteLength(encodeRunEvent(event)) + 1, 0);
}

/** Events of the shape that a run of the config has, with figures of full length. */
function* eventsOf(config: Config, flagged: boolean): Generator<RunEvent> {
  let state = 1;
  const figure = (): number => 10 * Math.sin(state++);
  const pair = () => ({ ixt: figure(), ity: figure() });
  const interval = () => ({ lower: pair(), upper: pair() });
  const { analysis, training, network } = config;
  const estimators = resolveEstimators(analysis);
  const layers = network.hidden.length + 1;
  const each = <Value>(value: () => Value): Value[] => Array.from({ length: layers }, value);
  const estimate = (name: string, rows: "all" | "training"): LayerEstimate => {
    const counts = name === "binning" || name === "exact";
    const flags = flagged ? [{ code: "unique-rows", message: "x".repeat(150) }] : [];
    return {
      ...pair(),
      ceiling: pair(),
      ...(name === "ksg" || name === "noise" ? { raw: pair() } : {}),
      ...(name === "kde" ? { bounds: interval(), guaranteed: interval() } : {}),
      ...(name === "noise" ? { standardError: pair() } : {}),
      ...(analysis.resamples > 1 ? { confidence: interval() } : {}),
      ...(counts && analysis.correction !== "none" ? { bias: pair() } : {}),
      flags: [
        ...flags,
        ...(name === "ksg" && flagged ? [{ code: "ties", message: "x".repeat(300) }] : []),
        ...(name === "renyi" ? [{ code: "subsample", message: "x".repeat(100) }] : []),
        ...(name === "exact" && network.quantize === undefined
          ? [{ code: "not-quantized", message: "x".repeat(190) }]
          : []),
      ],
      ...(rows === "all" && name !== "renyi" && analysis.bound !== "none"
        ? { belowBound: figure(), beta: figure() }
        : {}),
    };
  };
  const seeds = Array.from({ length: config.study.networks }, (_, index) => training.seed + index);
  const [header, ...made] = makeStudy(seeds, 1);
  if (header?.type !== "run/started") {
    throw new Error("A synthetic run begins with its header.");
  }
  yield { ...header, config };
  yield { type: "run/finished", status: "completed" };
  for (const event of made) {
    if (!("cell" in event)) {
      continue;
    }
    const { cell } = event;
    if (event.type === "cell/started") {
      yield {
        ...event,
        layers: each(() => ({ name: "hidden 12", units: 1000, activation: "tanh" })),
        estimators: estimators.map(({ key, title }) => ({
          key,
          title,
          resolutions: each(() => "Gaussian noise, σ² = 0.001"),
        })),
      };
      for (const epoch of snapshotEpochs(training.epochs, analysis.snapshots)) {
        // Of 12 inputs, 5 units in each hidden layer and two classes.
        const widths = [12, ...config.network.hidden.map(() => 5), 2];
        yield {
          type: "cell/weights",
          cell,
          epoch,
          layers: widths
            .slice(1)
            .map((units, index) => encodeFloats(Array(units * (widths[index]! + 1)).fill(0.1))),
        };
        const { bins } = findHistogramBins(analysis);
        yield {
          type: "cell/histograms",
          cell,
          epoch,
          estimator: "binning",
          layers: each(() => ({
            range: [-0.1234567, 0.1234567],
            below: 0,
            above: 0,
            counts: Array.from({ length: bins }, () => 123_456),
          })),
        };
        yield {
          type: "cell/snapshot",
          cell,
          epoch,
          estimates: estimators.flatMap(({ key, settings: { name } }) =>
            (["all", "training"] as const).map((rows) => ({
              estimator: key,
              rows,
              layers: each(() => estimate(name, rows)),
            })),
          ),
        };
      }
      for (const epoch of logarithmicEpochs(training.epochs, analysis.recordedEpochs)) {
        const both = () => ({ loss: figure(), accuracy: figure() });
        yield {
          type: "cell/epoch",
          cell,
          epoch,
          training: both(),
          test: both(),
          layers: each(() => ({
            gradientMean: figure(),
            gradientDeviation: figure(),
            weightNorm: figure(),
          })),
        };
      }
    } else if (event.type === "cell/bound" && analysis.bound !== "none") {
      const points = Array.from({ length: 100 }, () => ({ beta: figure(), ...pair(), worst: figure() }));
      yield { ...event, points };
    } else if (event.type === "cell/finished") {
      const finding = { code: "network/summary", severity: "information" as const, path: ["network"] };
      yield { ...event, findings: [{ ...finding, message: "x".repeat(1500) }] };
    }
  }
}

const configs = fc
  .record({
    hidden: fc.array(fc.constant(5), { minLength: 1, maxLength: 12 }),
    epochs: fc.integer({ min: 20, max: 1000 }),
    snapshots: fc.integer({ min: 20, max: 40 }),
    recordedEpochs: fc.integer({ min: 2, max: 200 }),
    estimator: fc.array(fc.constantFrom(...ESTIMATOR_NAMES), { minLength: 1, maxLength: 8 }),
    correction: fc.constantFrom("none", "shuffle"),
    resamples: fc.constantFrom(0, 20),
    bound: fc.constantFrom("auto", "none"),
    networks: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ hidden, epochs, networks, ...analysis }): Config =>
    configSchema.parse({
      data: DATA,
      network: { hidden },
      training: { epochs },
      analysis,
      study: { networks },
    }),
  );

describe("the size that a run file will have", () => {
  it("is at least what the events of the config's shape take, and not many times that", () => {
    fc.assert(
      fc.property(configs, fc.boolean(), (config, flagged) => {
        const written = bytesOf([...eventsOf(config, flagged)]);
        const estimated = estimateRunFileBytes(config);
        expect(estimated).toBeGreaterThanOrEqual(written);
        expect(estimated).toBeLessThanOrEqual((flagged ? FACTOR : FACTOR_UNFLAGGED) * written);
      }),
      { numRuns: 25 },
    );
  });

  it.each<[string, ConfigInput["analysis"]]>([
    ["the defaults", {}],
    ["counts", { estimator: [{ name: "binning", range: "quantile" }, "exact"], correction: "shuffle" }],
    ["neighbors and kernels", { estimator: ["ksg", "renyi"] }],
    [
      "noise",
      {
        estimator: [
          { name: "noise", samples: 100 },
          { name: "kde", variance: 1 },
        ],
        resamples: 2,
      },
    ],
  ])("is right of real runs with %s", async (_name, analysis) => {
    const input: ConfigInput = {
      data: { source: "csv", file: "a.csv", label: "y", trainingFraction: 0.6 },
      network: { hidden: [4, 3], activation: "relu" },
      training: { epochs: 12 },
      analysis: { snapshots: 10, ...analysis },
    };
    const rows = Array.from({ length: 60 }, (_, row) => `${Math.sin(row)},${(row * 7) % 13},${row % 3}`);
    const { events } = await runOneCell(input, {
      clock: () => performance.now(),
      files: filesFrom({ "a.csv": ["a,b,y", ...rows].join("\n") }),
    });
    expect(events.at(-1)?.type).toBe("cell/finished");
    const written = bytesOf(events);
    const estimated = estimateRunFileBytes(configSchema.parse(input));
    expect(estimated).toBeGreaterThanOrEqual(written);
    expect(estimated).toBeLessThanOrEqual(FACTOR * written);
  });

  it("leaves room for the most networks at the defaults", () => {
    const config = configSchema.parse({ data: DATA, study: { networks: NETWORKS_MAX } });
    expect(findRunFileTooLarge(config)).toBeUndefined();
  });

  it("is refused beyond what can be read, with what fits, up to the last network", () => {
    const text = (networks: number): string =>
      `{ "data": { "source": "symmetric-rule" }, "study": { "networks": ${networks} }, "analysis": { "snapshots": 2000, "recordedEpochs": 4000 }, "training": { "epochs": 100000 } }`;
    const problem = onlyProblem(text(NETWORKS_MAX));
    expect(problem).toMatchObject({ severity: "error", path: ["study", "networks"] });
    expect(problem.message).toMatch(
      /^The run file would take about \d+ MiB, more than the 2048 MiB that can be read again: make study.networks at most \d+, or take fewer analysis.snapshots, analysis.recordedEpochs or estimators/,
    );
    const most = Number(/at most (\d+)/.exec(problem.message)![1]);
    expect(fixBy(text(NETWORKS_MAX), `Change to ${most}`)).toBe(text(most));
    expect(parseConfig(text(most)).problems).toEqual([]);
    expect(estimateRunFileBytes(parseConfig(text(most)).config!)).toBeLessThanOrEqual(RUN_FILE_BYTES_MAX);
    expect(onlyProblem(text(most + 1)).path).toEqual(["study", "networks"]);
    expect(parseConfig(text(most + 1)).config).toBeUndefined();
  });

  it("proposes networks that fit with the weights that fewer networks keep", () => {
    const text = (networks: number): string =>
      `{ "data": { "source": "committee-machine" }, "study": { "networks": ${networks} }, "analysis": { "snapshots": 2000, "recordedEpochs": 3500, "resamples": 500 }, "training": { "epochs": 40000 } }`;
    const tooMany = 500;
    const message = onlyProblem(text(tooMany)).message;
    const most = Number(/at most (\d+)/.exec(message)![1]);
    expect(most).toBeLessThanOrEqual(DETAILED_NETWORKS_MAX);
    expect(parseConfig(text(most)).problems).toEqual([]);
  });

  it("is refused for its variants where not even one network of each fits", () => {
    const indices = Array.from({ length: VALUES }, (_, index) => index);
    const problem = onlyProblem(
      `{ "data": { "source": "symmetric-rule" }, "study": { "networks": 1, "over": { "training.learningRate": [${indices.map((index) => 0.01 * (index + 1)).join()}], "training.epochs": [${indices.map((index) => 100_000 - index).join()}] } }, "analysis": { "snapshots": 2000, "recordedEpochs": 4000 }, "training": { "epochs": 100000 } }`,
    );
    expect(problem).toMatchObject({ severity: "error", path: ["study", "over"], fixes: [] });
    expect(problem.message).toMatch(/list fewer variants in study\.over, or take fewer analysis\.snapshots/);
  });

  it("fits whatever one network can ask for", () => {
    const config = configSchema.parse({
      data: DATA,
      network: { hidden: Array<number>(HIDDEN_LAYERS_MAX).fill(2), activation: "relu" },
      training: { epochs: EPOCHS_MAX },
      analysis: {
        snapshots: SNAPSHOTS_MAX,
        recordedEpochs: RECORDED_EPOCHS_MAX,
        resamples: 20,
        estimator: Array.from({ length: ESTIMATORS_MAX }, (_, index) => ({
          name: "kde",
          variance: index + 1,
        })),
      },
    });
    expect(findRunFileTooLarge(config)).toBeUndefined();
  });
});
