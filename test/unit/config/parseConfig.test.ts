import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/config/parseConfig";
import { SHORTEST_CONFIG } from "../../../src/config/text/sampleConfig";
import { configSchema } from "../../../src/config/schema/configSchema";
import { codesOf, DATA, fixBy, onlyProblem, shownOn, withTraining } from "./support";

const PAPER = configSchema.parse({ data: { source: "symmetric-rule" } });

describe("a config that is right", () => {
  it.each([
    ["sgd", 0.05],
    ["momentum", 0.005],
    ["adam", 0.002],
    ["rmsprop", 0.004],
  ])("gets the learning rate of %s where it names none", (optimizer, rate) => {
    const training = (text: string): unknown => parseConfig(withTraining(text)).config?.training;
    expect(training(`{ "optimizer": "${optimizer}" }`)).toMatchObject({ optimizer, learningRate: rate });
    expect(training(`{ "optimizer": "${optimizer}", "learningRate": 0.2 }`)).toMatchObject({
      learningRate: 0.2,
    });
  });

  it("gets every default", () => {
    const { config, problems } = parseConfig(SHORTEST_CONFIG);
    expect(problems).toEqual([]);
    expect(config).toEqual(PAPER);
    expect(config?.network.hidden).toEqual([10, 7, 5, 4, 3]);
  });

  it("may have comments, trailing commas and a byte order mark", () => {
    const { config, problems } = parseConfig(
      `\ufeff// a\n{ ${DATA}, /* b */ "training": { "epochs": 5, }, }\n// c`,
    );
    expect(problems).toEqual([]);
    expect(config?.training.epochs).toBe(5);
  });

  it("never holds minus zero", () => {
    const { config } = parseConfig(withTraining(`{ "momentum": -0, "optimizer": "momentum", "seed": -0.0 }`));
    expect(Object.is(config?.training.momentum, 0)).toBe(true);
    expect(Object.is(config?.training.seed, 0)).toBe(true);
  });

  it("takes both kinds of layers", () => {
    const text = `{ ${DATA}, "network": { "hidden": [8, { "units": 4, "activation": "relu" }, { "units": 2 }] } }`;
    expect(parseConfig(text).config?.network.hidden).toEqual([
      8,
      { units: 4, activation: "relu" },
      { units: 2 },
    ]);
  });
});

describe("a text that is no config", () => {
  it.each(["", " \n\t ", "// only a comment", "/* a */\n", "\ufeff"])("is empty: %j", (text) => {
    expect(onlyProblem(text)).toMatchObject({ code: "config/empty", severity: "error" });
    const mended = fixBy(text, "Insert the shortest config");
    expect(parseConfig(mended).config).toEqual(PAPER);
  });

  it.each([
    ["hello world", "hello", "which is no JSON"],
    ["null 5", "5", "nothing may follow it"],
    [`{ "data" { } }`, "{", "a colon is expected"],
    [`{ "a": 1 "b": 2 }`, `"b"`, "a comma is expected"],
    [`{ "a": }`, "}", "a value is expected"],
    [`{ "a": 1,, "b": 2 }`, ",", "the name of a field is expected"],
    [`{ a: 1 }`, "a", "which is no JSON"],
    [`{ "a": 'b' }`, "'b'", "which is no JSON"],
    [`{ "a": NaN }`, "NaN", "which is no JSON"],
    [`{ "a": 1e }`, "1e", "a digit is expected"],
    [`{ "a": "b }`, `"b }`, "a closing double quote is expected"],
    [`{ "a": "C:\\data" }`, `"C:\\data"`, "a backslash itself is written \\\\"],
    [`{ "a": "\\u12" }`, `"\\u12"`, "four hexadecimal digits"],
    [`{ "a": "\u0007" }`, `"\u0007"`, "a control character"],
    [`{ "a": 1 /* }`, "/* }", "*/ is expected"],
    ["/*", "/*", "*/ is expected"],
    [`{ "a": 1`, "", "a closing brace is expected"],
    [`{ "a": [1`, "", "a closing bracket is expected"],
    ["[1, 2", "", "a closing bracket is expected"],
    ["{} {}", "{", "nothing may follow it"],
  ])("is told what is wrong with %j", (text, shown, words) => {
    const { config, problems } = parseConfig(text);
    expect(config).toBeUndefined();
    expect(problems[0]).toMatchObject({ code: "config/syntax", severity: "error", path: [] });
    expect(shownOn(text, problems[0]!)).toBe(shown);
    expect(problems[0]?.message).toContain(words);
    expect(problems.every(({ code }) => code === "config/syntax")).toBe(true);
  });

  it("is not shown beyond its end", () => {
    expect(onlyProblem("{ /*")).toMatchObject({ code: "config/syntax", offset: 2, length: 2 });
  });

  it("says one thing a line", () => {
    const text = `{\n  "a": tru fals,\n  "b": 1\n  "c": 2\n  "d" 3 4 5\n}`;
    const { problems } = parseConfig(text);
    expect(problems.map((problem) => shownOn(text, problem))).toEqual(["tru", `"c"`, `"d"`]);
  });

  it("is mended where the remedy leaves no doubt", () => {
    expect(fixBy(`{ "a": 1 // one\n  "b": 2 }`, "Insert a comma")).toBe(`{ "a": 1, // one\n  "b": 2 }`);
    expect(fixBy(`{ data: 1 }`, `Write it as "data"`)).toBe(`{ "data": 1 }`);
    expect(fixBy(`{ "a": 'relu' }`, `Write it as "relu"`)).toBe(`{ "a": "relu" }`);
    expect(onlyProblem(`{ "a": 01 }`).fixes).toEqual([]);
  });

  it.each(["null", "1", `"x"`, "true", "[1]", "[]"])("is not an object: %s", (text) => {
    expect(onlyProblem(text)).toMatchObject({
      code: "config/wrong-type",
      path: [],
      offset: 0,
      length: text.length,
    });
  });
});

describe("a field that is wrong", () => {
  it.each([
    [`{ "epochs": -1 }`, "training.epochs is -1; it must be a whole number from 1 to 100000."],
    [
      `{ "epochs": 1e999 }`,
      "training.epochs is 1e999, which is infinite; it must be a whole number from 1 to 100000.",
    ],
    [`{ "epochs": 2.5 }`, "training.epochs is 2.5; it must be a whole number from 1 to 100000."],
    [
      `{ "epochs": "many" }`,
      `training.epochs is the text "many"; it must be a whole number from 1 to 100000.`,
    ],
    [`{ "epochs": null }`, "training.epochs is null; it must be a whole number from 1 to 100000."],
    [`{ "epochs": true }`, "training.epochs is true; it must be a whole number from 1 to 100000."],
    [`{ "epochs": [1] }`, "training.epochs is a list of 1 item; it must be a whole number from 1 to 100000."],
    [`{ "epochs": {} }`, "training.epochs is an object; it must be a whole number from 1 to 100000."],
    [`{ "learningRate": 0 }`, "training.learningRate is 0; it must be a number above 0 and at most 100."],
    [`{ "batchSize": 0 }`, `training.batchSize is 0; it must be a whole number from 1 to 65536, or "full".`],
    [
      `{ "batchSize": [] }`,
      `training.batchSize is a list of 0 items; it must be a whole number from 1 to 65536, or "full".`,
    ],
    [
      `{ "loss": "MSE" }`,
      `training.loss is the text "MSE"; it must be "crossEntropy" or "meanSquaredError".`,
    ],
    [`[]`, "training is a list of 0 items; it must be an object in braces."],
  ])("is named with what it is and what it may be: %s", (training, message) => {
    expect(onlyProblem(withTraining(training)).message).toBe(message);
  });

  it("says one thing about a field with several forms", () => {
    const network = (layer: string): string => `{ ${DATA}, "network": { "hidden": [10, ${layer}] } }`;
    const expected = `it must be a whole number from 1 to 4096, or an object with "units".`;
    expect(onlyProblem(network("0")).message).toBe(`network.hidden[1] is 0; ${expected}`);
    expect(onlyProblem(network(`"5"`)).message).toBe(`network.hidden[1] is the text "5"; ${expected}`);
    expect(onlyProblem(network(`{ "units": 0 }`)).path).toEqual(["network", "hidden", 1, "units"]);
    const range = onlyProblem(`{ ${DATA}, "analysis": { "range": [0, 1, 2] } }`);
    expect(range.message).toBe(
      `analysis.range is a list of 3 items; it must be one of "auto", "observed" or "quantile", or a list of 2 numbers.`,
    );
  });

  it("names the two bounds of a range that are the wrong way round", () => {
    const text = `{ ${DATA}, "analysis": { "range": [1,\n    -1] } }`;
    expect(onlyProblem(text)).toMatchObject({
      code: "config/inconsistent",
      severity: "error",
      message: "analysis.range is [1, -1]; its first number must be smaller than its second.",
      path: ["analysis", "range"],
    });
  });

  it("cuts and escapes what it repeats", () => {
    const { message } = onlyProblem(withTraining(`{ "loss": "${"x".repeat(500)}" }`));
    expect(message).toContain(`"${"x".repeat(40)}…"`);
    const hidden = onlyProblem(withTraining(`{ "\u202eevil\u200b": 1, }`));
    expect(hidden.message).toContain(`training."\\u202eevil\\u200b"`);
    const split = onlyProblem(withTraining(`{ "loss": "${"x".repeat(39)}😀😀" }`));
    expect(split.message).toContain(`"${"x".repeat(39)}…"`);
  });
});

describe("fixes of a wrong value", () => {
  it("clamp, or take the default", () => {
    const text = withTraining(`{ "epochs": -1 }`);
    expect(fixBy(text, "Change to 1")).toBe(withTraining(`{ "epochs": 1 }`));
    expect(fixBy(text, "Use the default, 2000")).toBe(withTraining(`{ "epochs": 2000 }`));
  });

  it("clamp what is infinite, and round what is a fraction", () => {
    expect(fixBy(withTraining(`{ "epochs": 1e999 }`), "Change to 100000")).toContain(`"epochs": 100000`);
    expect(fixBy(withTraining(`{ "epochs": 2.5 }`), "Change to 3")).toContain(`"epochs": 3`);
  });

  it("have only the default where no number is nearest", () => {
    const kde = `{ ${DATA}, "analysis": { "estimator": { "name": "kde", "variance": -1 } } }`;
    expect(onlyProblem(kde).fixes.map(({ title }) => title)).toEqual(["Use the default, 0.001"]);
    // That of a rate depends on the optimizer.
    expect(onlyProblem(withTraining(`{ "learningRate": -1 }`)).fixes).toEqual([]);
  });

  it("take a number out of its quotes", () => {
    expect(fixBy(withTraining(`{ "epochs": "50" }`), "Change to 50")).toBe(withTraining(`{ "epochs": 50 }`));
    expect(fixBy(withTraining(`{ "batchSize": "64" }`), "Change to 64")).toBe(
      withTraining(`{ "batchSize": 64 }`),
    );
    expect(onlyProblem(withTraining(`{ "epochs": "0" }`)).fixes).toHaveLength(1);
    expect(onlyProblem(withTraining(`{ "seed": " " }`)).fixes.map(({ title }) => title)).toEqual([
      "Use the default, 0",
    ]);
  });

  it.each([
    ["activation", "ReLU", `Change to "relu"`],
    ["activation", "tahn", `Change to "tanh"`],
    ["activation", "Soft-Sign", `Change to "softsign"`],
    ["initializer", "HeNormal", `Change to "he_normal"`],
  ])("take the word that %s %s is nearest to", (field, word, title) => {
    expect(onlyProblem(`{ ${DATA}, "network": { "${field}": "${word}" } }`).fixes[0]?.title).toBe(title);
  });

  it("offer no value twice", () => {
    const text = `{ ${DATA}, "network": { "activation": "tahn" } }`;
    expect(onlyProblem(text).fixes.map(({ title }) => title)).toEqual([`Change to "tanh"`]);
  });

  it("take no word that is only a little like it", () => {
    expect(onlyProblem(`{ ${DATA}, "network": { "activation": "gelu_new_tanh" } }`).fixes).toHaveLength(1);
  });
});

describe("a field that is missing", () => {
  it("is added: data", () => {
    expect(onlyProblem("{}")).toMatchObject({ code: "config/missing", path: ["data"], offset: 0 });
    const title = `Add "data": { "source": "symmetric-rule" }`;
    expect(fixBy("{}", title)).toBe(SHORTEST_CONFIG);
    expect(fixBy(`{\n    // mine\n    "training": {}\n}`, title)).toBe(
      `{\n    // mine\n    "data": { "source": "symmetric-rule" },\n    "training": {}\n}`,
    );
  });

  it("is added: the source that the written fields belong to", () => {
    expect(onlyProblem(`{ "data": {} }`).message).toBe(
      `data.source is missing: it must be one of "symmetric-rule", "committee-machine", "mat" or "csv".`,
    );
    expect(fixBy(`{ "data": {} }`, `Add "source": "symmetric-rule"`)).toBe(SHORTEST_CONFIG);
    expect(fixBy(`{ "data": { "labels": "y" } }`, `Add "source": "mat"`)).toBe(
      `{ "data": { "source": "mat", "labels": "y" } }`,
    );
    expect(fixBy(`{ "data": { "label": "y" } }`, `Add "source": "csv"`)).toContain(
      `"source": "csv", "label"`,
    );
  });

  it("is added: what a source needs, below what is there", () => {
    const text = `{\n  "data": {\n    "source": "csv" // mine\n  }\n}`;
    const { problems } = parseConfig(text);
    expect(problems.map(({ message }) => message)).toEqual([
      "data.file is missing: path of the data file, relative to this config file. It must lie inside the workspace. It may be packed by gzip.",
      "data.label is missing: the column that holds the class label: its name in the header row, or its number.",
    ]);
    const withFile = fixBy(text, `Add "file": "data.csv"`);
    expect(withFile).toBe(`{\n  "data": {\n    "source": "csv", // mine\n    "file": "data.csv"\n  }\n}`);
    expect(parseConfig(fixBy(withFile, `Add "label": "class"`)).problems).toEqual([]);
  });

  it("is added: the units of a layer", () => {
    expect(fixBy(`{ ${DATA}, "network": { "hidden": [{}] } }`, `Add "units": 10`)).toContain(
      `[{ "units": 10 }]`,
    );
  });

  it("may also be an empty text", () => {
    const text = `{ "data": { "source": "csv", "file": "", "label": "y" } }`;
    expect(onlyProblem(text)).toMatchObject({ code: "config/missing", path: ["data", "file"] });
    expect(fixBy(text, `Change to "data.csv"`)).toContain(`"file": "data.csv"`);
  });
});

describe("a field that is not known", () => {
  it("is ignored, and renamed to the nearest that is not there yet", () => {
    const text = withTraining(`{ "batch_size": 3 }`);
    expect(onlyProblem(text)).toMatchObject({
      code: "config/unknown-key",
      severity: "warning",
      message: `training.batch_size is not known and is ignored; did you mean "batchSize"?`,
      path: ["training", "batch_size"],
    });
    expect(parseConfig(text).config).toEqual(PAPER);
    expect(fixBy(text, `Rename to "batchSize"`)).toBe(withTraining(`{ "batchSize": 3 }`));
    expect(fixBy(text, `Remove "batch_size"`)).toBe(withTraining(`{ }`));
    const taken = onlyProblem(withTraining(`{ "batch_size": 3, "batchSize": 5 }`));
    expect(taken.fixes.map(({ title }) => title)).toEqual([`Remove "batch_size"`]);
  });

  it("is told what is known, where nothing is near", () => {
    expect(onlyProblem(`{ ${DATA}, "model": 1 }`).message).toBe(
      "model is not known and is ignored; the fields here are data, network, training, analysis, study.",
    );
  });

  it("is told which source it belongs to", () => {
    expect(onlyProblem(`{ "data": { "source": "symmetric-rule", "normalize": "none" } }`).message).toBe(
      `data.normalize is ignored: it belongs to the source "mat" or "csv".`,
    );
    expect(codesOf(`{ "data": { "source": "what", "file": "x", "flie": "y" } }`)).toEqual([
      "config/not-allowed",
      "config/unknown-key",
    ]);
  });

  it.each(["__proto__", "constructor", "prototype", "hasOwnProperty", "toString"])(
    "is an ordinary unknown field, at any depth: %s",
    (key) => {
      const evil = `"${key}": { "epochs": 5, "polluted": true }`;
      const text = `{ ${evil}, "data": { "source": "symmetric-rule", ${evil} },
        "network": { "hidden": [{ "units": 3, ${evil} }], ${evil} },
        "training": { ${evil} }, "analysis": { ${evil} } }`;
      const { config, problems } = parseConfig(text);
      expect(problems.map(({ code, path }) => [code, path])).toEqual(
        [[], ["data"], ["network", "hidden", 0], ["network"], ["training"], ["analysis"]].map((path) => [
          "config/unknown-key",
          [...path, key],
        ]),
      );
      expect(config).toEqual({ ...PAPER, network: { ...PAPER.network, hidden: [{ units: 3 }] } });
      expect(Object.hasOwn(config!, key)).toBe(false);
      expect(Object.getPrototypeOf(config!)).toBe(Object.prototype);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      expect(onlyProblem(`{ ${DATA}, "network": { "hidden": ["${key}"] } }`).code).toBe("config/wrong-type");
    },
  );
});

describe("a field that is written twice", () => {
  it("counts the last time", () => {
    const text = withTraining(`{ "epochs": -7, "seed": 1, "epochs": 3, "epochs": 4 }`);
    const { config, problems } = parseConfig(text);
    expect(config?.training.epochs).toBe(4);
    expect(problems.map(({ code, severity, offset }) => [code, severity, offset])).toEqual([
      ["config/duplicate-key", "warning", text.indexOf(`"epochs": -7`)],
      ["config/duplicate-key", "warning", text.indexOf(`"epochs": 3`)],
    ]);
    const { fixes } = problems[0]!;
    expect(fixes.map(({ title }) => title)).toEqual([`Remove this "epochs"`]);
  });

  it("is removed where it does not count", () => {
    expect(fixBy(withTraining(`{ "epochs": -7, "epochs": 4 }`), `Remove this "epochs"`)).toBe(
      withTraining(`{ "epochs": 4 }`),
    );
  });

  it("may be a section", () => {
    const { config } = parseConfig(`{ ${DATA}, "training": { "epochs": "x" }, "training": { "epochs": 9 } }`);
    expect(config?.training.epochs).toBe(9);
  });
});
