import { activationRange, type ActivationName } from "../network/activation";
import type { ConfigPath } from "../failure";
import { locateField } from "./locateField";
import type { Fix, Problem, TextSpan } from "./problem";
import type { ProblemList } from "./problemList";
import { insertProperty, removeEntry } from "./propertyEdits";
import type { Config } from "./schema";
import { findNode, type ConfigDocument } from "./tree";
import { quote, writeValue } from "./wording";

/** Reports at a path; `fixes` is called with its place where the report is kept. */
type Report = (
  severity: Problem["severity"],
  path: ConfigPath,
  message: string,
  fixes: (place: TextSpan) => readonly Fix[],
) => void;

/** Checks fields that are right by themselves and do not go together. */
export function checkConfig(config: Config, document: ConfigDocument, problems: ProblemList): void {
  const report: Report = (severity, path, message, fixes) => {
    problems.add(severity, () => {
      const place = locateField(document.text, document.root, path);
      return { code: "config/inconsistent", message, path, ...place, fixes: fixes(place) };
    });
  };
  checkRange(config, report);
  checkMomentum(config, document, report);
  checkInputColumns(config, report);
}

/** Values outside of fixed bins all count to the outermost ones, which changes what is measured. */
function checkRange({ network, analysis }: Config, report: Report): void {
  const { range } = analysis;
  if (typeof range === "string") {
    return;
  }
  const activations = network.hidden.map((layer) =>
    typeof layer === "number" ? network.activation : (layer.activation ?? network.activation),
  );
  const overflowing = activations.find((activation) => !covers(range, activation));
  if (overflowing === undefined) {
    return;
  }
  const natural = activationRange(overflowing);
  const reach = natural === undefined ? "have no bound" : `cover ${writeValue(natural)}`;
  report(
    "warning",
    ["analysis", "range"],
    `analysis.range is ${writeValue(range)}, but the values of ${overflowing} ${reach}: those outside count to the outermost bins; "auto" covers all of them.`,
    (place) => [{ title: `Change to "auto"`, edits: [{ ...place, text: `"auto"` }] }],
  );
}

function covers([low, high]: readonly [number, number], activation: ActivationName): boolean {
  const natural = activationRange(activation);
  return natural !== undefined && low <= natural[0] && natural[1] <= high;
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
  const index = inputs.findIndex((name, at) => name === label || inputs.indexOf(name) < at);
  const name = inputs[index];
  if (name === undefined) {
    return;
  }
  const others = new Set(inputs.filter((input) => input !== label));
  const reason = name === label ? "is data.label: the network would be shown the answer" : "is named before";
  report(
    "error",
    ["data", "inputs"],
    `data.inputs has the column ${quote(name)}, which ${reason}.`,
    (place) =>
      others.size === 0
        ? []
        : [
            {
              title: `Remove ${quote(name)} from the inputs`,
              edits: [{ ...place, text: writeValue([...others]) }],
            },
          ],
  );
}
