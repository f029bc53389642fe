import { quote } from "../../base/text";
import type { Fix } from "../text/problem";
import { insertProperty, removeEntry } from "../text/propertyEdits";
import { findNode } from "../text/tree";
import type { Check } from "./check";

/** A momentum that is written is meant to do something. */
export const checkMomentum: Check = ({ config: { training }, document: { text, root }, report }) => {
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
};
