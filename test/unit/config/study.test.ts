import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/config/parseConfig";
import { countNetworks, describeVariant, variantConfig } from "../../../src/config/plan/variants";
import { configJsonSchema } from "../../../src/config/rules/jsonSchema";
import { planCells } from "../../../src/experiment/cell";
import { LEARNING_RATE_DEFAULTS } from "../../../src/training/engine/optimizer";
import { SEED_MAX } from "../../../src/base/limits";
import { applyFix } from "./support";

function configOf(study: object, rest: object = {}) {
  const { config, problems } = parseConfig(
    JSON.stringify({ data: { source: "symmetric-rule" }, ...rest, study }),
  );
  expect(problems).toEqual([]);
  return config!;
}

function messagesOf(study: object, rest: object = {}): readonly string[] {
  const text = JSON.stringify({ data: { source: "symmetric-rule" }, ...rest, study });
  return parseConfig(text).problems.map(({ severity, message }) => `${severity}: ${message}`);
}

describe("the variants of a study", () => {
  it("are all combinations of the values, the last field changing fastest, each with all networks", () => {
    const config = configOf({
      networks: 2,
      over: { "data.trainingFraction": [0.05, 0.85], "network.hidden": [[3], [10, 7]] },
    });
    expect(countNetworks(config)).toBe(8);
    expect([0, 1, 2, 3].map((variant) => describeVariant(config, variant))).toEqual([
      "data.trainingFraction 0.05, network.hidden [3]",
      "data.trainingFraction 0.05, network.hidden [10,7]",
      "data.trainingFraction 0.85, network.hidden [3]",
      "data.trainingFraction 0.85, network.hidden [10,7]",
    ]);
    const cells = planCells(config);
    expect(cells.map(({ id }) => [id.variant, id.seed])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
      [3, 0],
      [3, 1],
    ]);
    expect(cells[7]!.config).toMatchObject({
      data: { trainingFraction: 0.85 },
      network: { hidden: [10, 7] },
      training: { seed: 1 },
    });
    expect(config.network.hidden).toEqual([10, 7, 5, 4, 3]);
  });

  it("is one without words if nothing varies", () => {
    const config = configOf({ networks: 3 });
    expect(countNetworks(config)).toBe(3);
    expect(describeVariant(config, 0)).toBeUndefined();
    expect(planCells(config)[0]).not.toHaveProperty("variant");
  });

  it("give each optimizer its own default rate, but keep a rate that is written", () => {
    const over = { "training.optimizer": ["sgd", "adam"] };
    const rates = (config: ReturnType<typeof configOf>): readonly number[] =>
      [0, 1].map((variant) => variantConfig(config, variant).training.learningRate);
    expect(rates(configOf({ over }))).toEqual([0.05, LEARNING_RATE_DEFAULTS.adam]);
    expect(rates(configOf({ over }, { training: { learningRate: 0.2 } }))).toEqual([0.2, 0.2]);
  });

  it("have estimators, which may be lists themselves", () => {
    const config = configOf({ over: { "analysis.estimator": ["binning", ["binning", "kde"]] } });
    expect(variantConfig(config, 1).analysis.estimator).toEqual(["binning", "kde"]);
  });
});

describe("a study that is wrong", () => {
  it.each([
    [{ over: { "data.labl": [1] } }, {}, 'error: study.over."data.labl" is not known'],
    [
      { over: { "training.learnigRate": [1] } },
      {},
      'error: study.over."training.learnigRate" is not known; did you mean "training.learningRate"?',
    ],
    [
      { over: { "training.learningRate": [0.05, 0.1, 0.05] } },
      {},
      "error: study.over has the same value of training.learningRate more than once, 0.05",
    ],
    [{ over: { "network.hidden": [[4], [3], [4]] } }, {}, "more than once, [4]"],
    [{ over: { "data.members": [3] } }, {}, "error: study.over varies data.members, but the source"],
    [
      { over: { "network.hidden": [10, 7] } },
      {},
      'error: study.over."network.hidden"[0] is 10; it must be a list',
    ],
    [{ over: { "training.epochs": 5 } }, {}, 'error: study.over."training.epochs" is 5; it must be a list'],
    [{ over: { "training.epochs": [] } }, {}, 'error: study.over."training.epochs" h'],
    [{ networks: 1000, over: { "training.epochs": [1, 2] } }, {}, "2000 in all; a run may have at most 1000"],
    [{ networks: 1_000_000 }, {}, "error: study.networks is 1000000"],
    [
      { over: { "training.seed": [1, 2] } },
      {},
      'error: study.over."training.seed" cannot be varied: study.networks trains each variant with several seeds.',
    ],
    [{ networks: 2 }, { training: { seed: SEED_MAX } }, "error: training.seed is"],
  ])("%j is told so", (study, rest, message) => {
    expect(messagesOf(study, rest).join("\n")).toContain(message);
  });

  it("is rid of a value that it has twice, however it is written, by the fix", () => {
    const text = `{ "data": { "source": "symmetric-rule" },
      "study": { "over": { "training.learningRate": [0.05, /* again */ 0.050, 0.1] } } }`;
    const { problems } = parseConfig(text);
    const [fix] = problems.find(({ severity }) => severity === "error")!.fixes;
    const mended = applyFix(text, fix!);
    expect(parseConfig(mended).problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(mended).toContain("0.1]");
    expect(mended).not.toContain("0.050");
  });

  it("is told of what only a variant has, at the values", () => {
    const rest = { analysis: { estimator: "binning" } };
    expect(messagesOf({ over: { "analysis.estimator": ["exact"] } }, rest).join()).toMatch(
      /warning: With analysis\.estimator "exact": .*not rounded/,
    );
  });
});

it("the editor completes and explains the fields of a study, and their values", () => {
  const schema = JSON.stringify(configJsonSchema());
  expect(schema).toContain('"data.trainingFraction"');
  expect(schema).toContain("A list of values for `training.optimizer`");
  expect(schema).not.toContain('"data.file":{"anyOf":[{"items"');
});
