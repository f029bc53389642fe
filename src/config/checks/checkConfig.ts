import { activationRange, type ActivationName } from "../../network/activation";
import { quantizationOf } from "../../network/quantization";
import type { ConfigPath } from "../../base/failure";
import { checkAnalysis, pathOfEstimator } from "./checkAnalysis";
import { CSV_COLUMNS_MAX, SEED_MAX } from "../../base/limits";
import { locateField } from "../text/locateField";
import type { Fix } from "../text/problem";
import type { ProblemList } from "../text/problemList";
import { insertProperty, removeEntry } from "../text/propertyEdits";
import type { AnalysisConfig, Config, NetworkConfig } from "../schema/configSchema";
import type { Report } from "./report";
import { findNode, type ConfigDocument } from "../text/tree";
import { quote } from "../../base/text";
import { fieldName, writeValue } from "../text/wording";

/** Checks fields that are right by themselves and do not go together. */
export function checkConfig(config: Config, document: ConfigDocument, problems: ProblemList): void {
  const report: Report = (severity, path, message, fixes) => {
    problems.add(severity, () => {
      const place = locateField(document.text, document.root, path);
      return { code: "config/inconsistent", message, path, ...place, fixes: fixes(place) };
    });
  };
  checkRanges(config, report);
  checkQuantizedRange(config, document, report);
  checkAnalysis(config, (path) => findNode(document.root, path) !== undefined, report);
  checkMomentum(config, document, report);
  checkInputColumns(config, report);
  checkColumnNumbers(config, report);
  checkSeeds(config, report);
}

/** Values outside of fixed bins all count to the outermost ones, which changes what is measured. */
function checkRanges(config: Config, report: Report): void {
  const { range, estimator } = config.analysis;
  checkRange(config, ["analysis", "range"], range, report);
  const choices = Array.isArray(estimator) ? estimator : [estimator];
  for (const [index, choice] of choices.entries()) {
    if (typeof choice === "object" && choice.name === "binning" && choice.range !== undefined) {
      checkRange(config, [...pathOfEstimator(config.analysis, index), "range"], choice.range, report);
    }
  }
}

function checkRange(
  { network }: Config,
  path: ConfigPath,
  range: AnalysisConfig["range"],
  report: Report,
): void {
  if (typeof range === "string") {
    return;
  }
  const overflowing = hiddenActivations(network).find(
    (activation) => !covers(range, valueRange(network, activation)),
  );
  if (overflowing === undefined) {
    return;
  }
  const natural = valueRange(network, overflowing);
  const reach = natural === undefined ? "have no bound" : `cover ${writeValue(natural)}`;
  report(
    "warning",
    path,
    `${fieldName(path)} is ${writeValue(range)}, but the values of ${overflowing} ${reach}: those outside count to the outermost bins; "auto" covers all of them.`,
    (place) => [{ title: `Change to "auto"`, edits: [{ ...place, text: `"auto"` }] }],
  );
}

function hiddenActivations({ hidden, activation }: NetworkConfig): ActivationName[] {
  return hidden.map((layer) => (typeof layer === "number" ? activation : (layer.activation ?? activation)));
}

/** What a hidden layer's values cannot leave; rounding to a grid bounds those of every activation. */
function valueRange(
  { quantize }: NetworkConfig,
  activation: ActivationName,
): readonly [number, number] | undefined {
  if (quantize === undefined) {
    return activationRange(activation);
  }
  const { low, high } = quantizationOf(quantize, activation);
  return [low, high];
}

function covers(
  [low, high]: readonly [number, number],
  values: readonly [number, number] | undefined,
): boolean {
  return values !== undefined && low <= values[0] && values[1] <= high;
}

/** A range of the grid that is written is meant for some layer. */
function checkQuantizedRange({ network }: Config, { text, root }: ConfigDocument, report: Report): void {
  const bounded = hiddenActivations(network).every((name) => activationRange(name) !== undefined);
  const section = findNode(root, ["network", "quantize"]);
  if (network.quantize?.range === undefined || !bounded || section?.kind !== "object") {
    return;
  }
  const index = section.properties.findIndex(({ key }) => key === "range");
  const isLast = section.properties.findLastIndex(({ key }) => key === "range") === index;
  report(
    "warning",
    ["network", "quantize", "range"],
    `network.quantize.range has no effect: the values of every layer here have an interval of their own, which the grid covers; it is for "relu", "elu", "softplus" and "linear".`,
    // One that is written twice is to be removed once before.
    () => (isLast ? [{ title: `Remove "range"`, edits: removeEntry(text, section.properties, index) }] : []),
  );
}

/** A momentum that is written is meant to do something. */
function checkMomentum({ training }: Config, { text, root }: ConfigDocument, report: Report): void {
  const section = findNode(root, ["training"]);
  const index =
    section?.kind === "object" ? section.properties.findIndex(({ key }) => key === "momentum") : -1;
  if (section?.kind !== "object" || index < 0 || training.optimizer === "momentum") {
    return;
  }
  const optimizer = findNode(section, ["optimizer"]);
  const change: Fix = {
    title: `Change the optimizer to "momentum"`,
    edits:
      optimizer === undefined
        ? insertProperty(text, section, "optimizer", `"momentum"`, "first")
        : [{ offset: optimizer.offset, length: optimizer.length, text: `"momentum"` }],
  };
  const remove: Fix = { title: `Remove "momentum"`, edits: removeEntry(text, section.properties, index) };
  report(
    "warning",
    ["training", "momentum"],
    `training.momentum is not used by the optimizer ${quote(training.optimizer)}; the optimizer "momentum" uses it.`,
    // One that is written twice is to be removed once before.
    () =>
      section.properties.findLastIndex(({ key }) => key === "momentum") === index
        ? [change, remove]
        : [change],
  );
}

/** A column that is the label, or that is named before, is no input: the reader of the file refuses it as well. */
function checkInputColumns({ data }: Config, report: Report): void {
  if (data.source !== "csv" || data.inputs === undefined) {
    return;
  }
  const { inputs, label } = data;
  const before = new Set<string | number>();
  const index = inputs.findIndex((column) => {
    const isWrong = column === label || before.has(column);
    before.add(column);
    return isWrong;
  });
  const column = inputs[index];
  if (column === undefined) {
    return;
  }
  const shown = typeof column === "string" ? quote(column) : String(column);
  const others = new Set(inputs.filter((input) => input !== label));
  const reason =
    column === label ? "is data.label: the network would be shown the answer" : "is named before";
  report("error", ["data", "inputs"], `data.inputs has the column ${shown}, which ${reason}.`, (place) =>
    others.size === 0
      ? []
      : [
          {
            title: `Remove ${shown} from the inputs`,
            edits: [{ ...place, text: writeValue([...others]) }],
          },
        ],
  );
}

/** Columns of a file without a header row have numbers only. */
function checkColumnNumbers({ data }: Config, report: Report): void {
  if (data.source !== "csv" || data.header) {
    return;
  }
  const message = (path: ConfigPath, name: string): string =>
    `${fieldName(path)} is ${quote(name)}, but data.header is false, so that the columns have no names: give the number of the column, from 1 on.`;
  const at = data.inputs?.findIndex((column) => typeof column === "string") ?? -1;
  for (const [path, column] of [
    [["data", "label"], data.label],
    [["data", "inputs", at], data.inputs?.[at]],
  ] as const) {
    if (typeof column === "string") {
      const number = Number(column);
      const isNumber = Number.isInteger(number) && number >= 1 && number <= CSV_COLUMNS_MAX;
      report("error", path, message(path, column), (place) =>
        isNumber ? [{ title: `Change to ${number}`, edits: [{ ...place, text: String(number) }] }] : [],
      );
    }
  }
}

/** Every network of a study has a seed of its own, from `training.seed` on. */
function checkSeeds({ training, study }: Config, report: Report): void {
  const lastSeed = training.seed + study.networks - 1;
  if (lastSeed > SEED_MAX) {
    const first = SEED_MAX - study.networks + 1;
    report(
      "error",
      ["training", "seed"],
      `training.seed is ${training.seed}, so that the last of ${study.networks} networks would have the seed ${lastSeed}, above ${SEED_MAX}; it must be at most ${first}.`,
      (place) => [{ title: `Change to ${first}`, edits: [{ ...place, text: String(first) }] }],
    );
  }
}
