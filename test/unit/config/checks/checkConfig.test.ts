import { describe, expect, it } from "vitest";
import { SEED_MAX } from "../../../../src/base/limits";
import { parseConfig } from "../../../../src/config/parseConfig";
import { codesOf, DATA, fixBy, onlyProblem, shownOn, withTraining } from "../support";

const withRange = (range: string, network = "{}"): string =>
  `{ ${DATA}, "network": ${network}, "analysis": { "range": ${range} } }`;

describe("a fixed range", () => {
  it.each(["relu", "elu", "softplus", "linear"])(
    "is warned of where the values of %s leave it",
    (activation) => {
      const text = withRange("[-1, 1]", `{ "activation": "${activation}" }`);
      const problem = onlyProblem(text);
      expect(problem).toMatchObject({
        code: "config/inconsistent",
        severity: "warning",
        path: ["analysis", "range"],
      });
      expect(problem.message).toContain(`the values of ${activation} have no bound`);
      expect(shownOn(text, problem)).toBe("[-1, 1]");
      expect(parseConfig(text).config?.analysis.range).toEqual([-1, 1]);
      expect(parseConfig(fixBy(text, `Change to "auto"`)).problems).toEqual([]);
    },
  );

  it("is warned of where one layer leaves it, or where it is too narrow", () => {
    expect(codesOf(withRange("[-1, 1]", `{ "hidden": [3, { "units": 2, "activation": "relu" }] }`))).toEqual([
      "config/inconsistent",
    ]);
    expect(onlyProblem(withRange("[0, 1]")).message).toContain("the values of tanh cover [-1, 1]");
  });

  it("is warned of where an estimator has one of its own", () => {
    const text = `{ ${DATA}, "network": { "activation": "relu" }, "analysis": { "estimator": ["kde", { "name": "binning", "range": [-1, 1] }] } }`;
    const problem = onlyProblem(text);
    expect(problem.path).toEqual(["analysis", "estimator", 1, "range"]);
    expect(problem.message).toContain("analysis.estimator[1].range is [-1, 1], but the values of relu");
    expect(parseConfig(fixBy(text, `Change to "auto"`)).problems).toEqual([]);
    const alone = text.replace(`["kde", `, "").replace("}] }", "} }");
    expect(onlyProblem(alone).path).toEqual(["analysis", "estimator", "range"]);
  });

  it("is measured by the grid where activations are rounded", () => {
    const relu = (quantize: string): string => `{ "activation": "relu", "quantize": ${quantize} }`;
    expect(codesOf(withRange("[0, 8]", relu("{}")))).toEqual([]);
    expect(codesOf(withRange("[0, 2]", relu(`{ "range": [0, 2] }`)))).toEqual([]);
    expect(onlyProblem(withRange("[0, 2]", relu("{}"))).message).toContain("the values of relu cover [0, 8]");
  });

  it("is right where it covers the values", () => {
    expect(codesOf(withRange("[-1, 1]"))).toEqual([]);
    expect(codesOf(withRange("[-2, 3]", `{ "activation": "sigmoid" }`))).toEqual([]);
    expect(codesOf(withRange(`"observed"`, `{ "activation": "relu" }`))).toEqual([]);
    // The activation of the section is that of no layer here.
    expect(
      codesOf(
        withRange("[-1, 1]", `{ "activation": "relu", "hidden": [{ "units": 2, "activation": "tanh" }] }`),
      ),
    ).toEqual([]);
  });
});

describe("a range of the grid", () => {
  const withNetwork = (network: string): string => `{ ${DATA}, "network": ${network} }`;

  it("is warned of where no layer's activation asks for one", () => {
    const text = withNetwork(`{ "activation": "tanh", "quantize": { "bits": 4, "range": [0, 2] } }`);
    const problem = onlyProblem(text);
    expect(problem).toMatchObject({
      code: "config/inconsistent",
      severity: "warning",
      path: ["network", "quantize", "range"],
    });
    expect(shownOn(text, problem)).toBe("[0, 2]");
    expect(parseConfig(text).config?.network.quantize).toEqual({ bits: 4, range: [0, 2] });
    expect(fixBy(text, `Remove "range"`)).toBe(
      withNetwork(`{ "activation": "tanh", "quantize": { "bits": 4 } }`),
    );
  });

  it.each(["relu", "elu", "softplus", "linear"])("is right where a layer is %s", (activation) => {
    const layer = `{ "units": 2, "activation": "${activation}" }`;
    expect(codesOf(withNetwork(`{ "hidden": [3, ${layer}], "quantize": { "range": [0, 2] } }`))).toEqual([]);
  });

  it("need not be given, nor the bits", () => {
    const text = withNetwork(`{ "activation": "relu", "quantize": {} }`);
    expect(codesOf(text)).toEqual([]);
    expect(parseConfig(text).config?.network.quantize).toEqual({ bits: 8 });
    expect(parseConfig(withNetwork("{}")).config?.network).not.toHaveProperty("quantize");
  });

  it.each([
    ["[2, 0]", "network.quantize.range is [2, 0]; its first number must be smaller than its second."],
    ["[0, 0]", "network.quantize.range is [0, 0]; its first number must be smaller than its second."],
    ["[1, 1.0001]", "single precision cannot hold its values apart"],
    ["[-1e300, 1e300]", "single precision cannot hold its values apart"],
  ])("is refused where it has no grid: %s", (range, message) => {
    const problem = onlyProblem(withNetwork(`{ "activation": "relu", "quantize": { "range": ${range} } }`));
    expect(problem).toMatchObject({ code: "config/inconsistent", severity: "error" });
    expect(problem.message).toContain(message);
  });
});

describe("a momentum", () => {
  it.each(["sgd", "adam", "rmsprop"])("is warned of where it is written beside %s", (optimizer) => {
    const text = withTraining(`{ "optimizer": "${optimizer}", "momentum": 0.5 }`);
    expect(onlyProblem(text)).toMatchObject({
      code: "config/inconsistent",
      severity: "warning",
      path: ["training", "momentum"],
    });
    expect(fixBy(text, `Change the optimizer to "momentum"`)).toBe(
      withTraining(`{ "optimizer": "momentum", "momentum": 0.5 }`),
    );
    expect(fixBy(text, `Remove "momentum"`)).toBe(withTraining(`{ "optimizer": "${optimizer}" }`));
  });

  it("gets its optimizer where none is written", () => {
    expect(fixBy(withTraining(`{ "momentum": 0.5 }`), `Change the optimizer to "momentum"`)).toBe(
      withTraining(`{ "optimizer": "momentum", "momentum": 0.5 }`),
    );
  });

  it("is not warned of where it is used or not written", () => {
    expect(codesOf(withTraining(`{ "optimizer": "momentum", "momentum": 0.5 }`))).toEqual([]);
    expect(codesOf(withTraining(`{ "optimizer": "adam" }`))).toEqual([]);
  });
});

describe("the input columns", () => {
  const withInputs = (inputs: string): string =>
    `{ "data": { "source": "csv", "file": "a.csv", "label": "y", "inputs": ${inputs} } }`;

  it("must not hold the label", () => {
    const text = withInputs(`["a", "y", "b"]`);
    expect(onlyProblem(text)).toMatchObject({
      code: "config/inconsistent",
      severity: "error",
      path: ["data", "inputs"],
    });
    expect(parseConfig(text).config).toBeUndefined();
    expect(fixBy(text, `Remove "y" from the inputs`)).toBe(withInputs(`["a", "b"]`));
    expect(onlyProblem(withInputs(`["y"]`)).fixes).toEqual([]);
  });

  it("must not be named twice", () => {
    expect(fixBy(withInputs(`["a", "b", "a"]`), `Remove "a" from the inputs`)).toBe(withInputs(`["a", "b"]`));
    expect(codesOf(withInputs(`["a", "b"]`))).toEqual([]);
  });
});

describe("the seeds of a study", () => {
  const study = (seed: number, networks: number): string =>
    `{ ${DATA}, "training": { "seed": ${seed} }, "study": { "networks": ${networks} } }`;

  it("must not count up past the largest one", () => {
    const text = study(SEED_MAX - 1, 3);
    const problem = onlyProblem(text);
    expect(problem).toMatchObject({
      code: "config/inconsistent",
      severity: "error",
      path: ["training", "seed"],
    });
    expect(problem.message).toContain(`the seed ${SEED_MAX + 1}`);
    expect(parseConfig(text).config).toBeUndefined();
    expect(fixBy(text, `Change to ${SEED_MAX - 2}`)).toBe(study(SEED_MAX - 2, 3));
  });

  it("may count up to it", () => {
    expect(codesOf(study(SEED_MAX - 2, 3))).toEqual([]);
    expect(codesOf(study(SEED_MAX, 1))).toEqual([]);
  });
});

it("leaves alone what is only unusual", () => {
  expect(
    codesOf(
      `{ ${DATA}, "training": { "epochs": 2 }, "analysis": { "snapshots": 4000, "recordedEpochs": 4000 } }`,
    ),
  ).toEqual([]);
});
