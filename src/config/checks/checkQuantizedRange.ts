import { activationRange } from "../../network/activation";
import { hiddenActivations } from "../plan/hiddenActivations";
import { removeEntry } from "../text/propertyEdits";
import { findNode } from "../text/tree";
import type { Check } from "./check";

/** A range of the grid that is written is meant for some layer. */
export const checkQuantizedRange: Check = ({ config: { network }, document: { text, root }, report }) => {
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
};
