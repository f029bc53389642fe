import { checkScalar } from "./checkScalar";
import {
  reportDuplicate,
  reportLength,
  reportMissing,
  reportType,
  reportUnknown,
  type Place,
} from "./fieldProblems";
import type { ProblemList } from "../text/problemList";
import type { ChoiceRule, ListRule, ObjectRule, Rule, TupleRule } from "./rule";
import {
  findProperty,
  type ConfigDocument,
  type ListNode,
  type ObjectNode,
  type TreeNode,
} from "../text/tree";

/**
 * Checks what a text says against the rules, and takes over what they know: the answer is a plain value with
 * known keys only, whatever the keys of the text are called. It is whole where no error was found.
 */
export function checkFields({ text, root }: ConfigDocument, rule: Rule, problems: ProblemList): unknown {
  return checkNode(root, rule, { text, problems, path: [], rule });
}

function checkNode(node: TreeNode, rule: Rule, place: Place): unknown {
  switch (rule.kind) {
    case "either":
      return checkBranch(node, rule.branches, place);
    case "object":
      if (node.kind === "object") {
        return checkObject(node, rule, place);
      }
      break;
    case "choice":
      if (node.kind === "object") {
        return checkChoice(node, rule, place);
      }
      break;
    case "list":
      if (node.kind === "list") {
        return checkList(node, rule, place);
      }
      break;
    case "tuple":
      if (node.kind === "list" && node.items.length === rule.items.length) {
        return checkTuple(node, rule, place);
      }
      break;
    case "number":
    case "text":
    case "words":
    case "switch":
      if (node.kind === "scalar") {
        return checkScalar(node, rule, place);
      }
      break;
  }
  reportType(node, place);
  return undefined;
}

/** Judges by the one branch that takes this kind of value, and speaks of all branches if it is wrong. */
function checkBranch(node: TreeNode, branches: readonly Rule[], place: Place): unknown {
  const branch = branches.find((candidate) => takesKind(candidate, node));
  if (branch === undefined) {
    reportType(node, place);
    return undefined;
  }
  return checkNode(node, branch, place);
}

function takesKind(rule: Rule, node: TreeNode): boolean {
  switch (rule.kind) {
    case "either":
      return rule.branches.some((branch) => takesKind(branch, node));
    case "object":
    case "choice":
      return node.kind === "object";
    case "list":
    case "tuple":
      return node.kind === "list";
    case "number":
      return node.kind === "scalar" && typeof node.value === "number";
    case "switch":
      return node.kind === "scalar" && typeof node.value === "boolean";
    case "text":
    case "words":
      return node.kind === "scalar" && typeof node.value === "string";
  }
}

function checkObject(node: ObjectNode, rule: ObjectRule, place: Place, choice?: ChoiceRule): unknown {
  reportStrayFields(node, [...rule.fields.keys()], place, choice, rule.refused);
  const value: Record<string, unknown> = {};
  for (const [key, field] of rule.fields) {
    const property = findProperty(node, key);
    if (property !== undefined) {
      value[key] = checkNode(property.value, field, within(place, key, field));
    } else if (rule.required.has(key)) {
      reportMissing(node, key, within(place, key, field));
    }
  }
  return value;
}

function checkChoice(node: ObjectNode, rule: ChoiceRule, place: Place): unknown {
  const key = findProperty(node, rule.key);
  const keyPlace = within(place, rule.key, rule.keyRule);
  if (key === undefined) {
    reportMissing(node, rule.key, keyPlace, nearestOption(node, rule));
  }
  const word = key === undefined ? undefined : checkNode(key.value, rule.keyRule, keyPlace);
  const option = typeof word === "string" ? rule.options.get(word) : undefined;
  if (option !== undefined) {
    return checkObject(node, option, place, rule);
  }
  // Which fields belong here is not known, but some belong nowhere.
  const fields = [...rule.options.values()].flatMap((candidate) => [...candidate.fields.keys()]);
  reportStrayFields(node, [...new Set(fields)], place);
  return undefined;
}

/** The option that most of the written fields belong to. */
function nearestOption(node: ObjectNode, { options }: ChoiceRule): string | undefined {
  const fit = (option: ObjectRule): number =>
    node.properties.filter(({ key }) => option.fields.has(key)).length;
  const ranked = [...options].sort(([, a], [, b]) => fit(b) - fit(a));
  return ranked[0]?.[0];
}

function checkList(node: ListNode, rule: ListRule, place: Place): unknown {
  if (node.items.length < rule.minimumItems || node.items.length > rule.maximumItems) {
    reportLength(node, rule, place);
    return undefined;
  }
  return node.items.map((item, index) => checkNode(item, rule.item, within(place, index, rule.item)));
}

function checkTuple(node: ListNode, { items }: TupleRule, place: Place): unknown {
  return items.map((rule, index) => checkNode(node.items[index]!, rule, within(place, index, rule)));
}

/** Reports fields that are not known, and all but the last of those that are written more than once. */
function reportStrayFields(
  node: ObjectNode,
  known: readonly string[],
  place: Place,
  choice?: ChoiceRule,
  refused?: ObjectRule["refused"],
): void {
  // Where each field is written last.
  const last = new Map(node.properties.map(({ key }, index) => [key, index]));
  const absent = known.filter((key) => !last.has(key));
  for (const [index, { key }] of node.properties.entries()) {
    if (!known.includes(key)) {
      reportUnknown(node, index, { known, absent, choice, refused }, place);
    } else if (last.get(key) !== index) {
      reportDuplicate(node, index, place);
    }
  }
}

function within(place: Place, key: string | number, rule: Rule): Place {
  return { ...place, path: [...place.path, key], rule };
}
