import type { ConfigPath, FailureCode } from "../../base/failure";
import { nearestName } from "../../base/nearestName";
import type { Fix, Problem, TextSpan } from "../text/problem";
import type { ProblemList } from "../text/problemList";
import { insertProperty, removeEntriesFrom, removeEntry } from "../text/propertyEdits";
import type { ChoiceRule, ListRule, ObjectRule, Rule } from "./rule";
import type { ListNode, ObjectNode, TreeNode } from "../text/tree";
import { proposeValues, sampleValue, spelledNumber } from "./valueFixes";
import { countOf, quote } from "../../base/text";
import { describeFound, fieldName, listWords, writeValue } from "../text/wording";
import { describeRule } from "./describeRule";

/** A place of the config under check. */
export interface Place {
  readonly text: string;
  readonly problems: ProblemList;
  readonly path: ConfigPath;
  /** All that the field may hold, also if the walk itself is in one branch. */
  readonly rule: Rule;
}

/** A value of another kind than the field takes. */
export function reportType(node: TreeNode, place: Place): void {
  const spelled =
    node.kind === "scalar" && typeof node.value === "string" ? spelledNumber(node.value, place.rule) : [];
  reportValue("config/wrong-type", node, place, spelled);
}

/** A value that the field does not take; `near` are those that the person may have meant. */
export function reportValue(code: FailureCode, node: TreeNode, place: Place, near: readonly unknown[]): void {
  const { text, path, rule } = place;
  place.problems.add("error", () => ({
    ...situate(code, path, node),
    message: `${fieldName(path)} is ${describeFound(node, text)}; it must be ${describeRule(rule)}.`,
    fixes: proposeValues(node, rule, near),
  }));
}

export function reportLength(node: ListNode, rule: ListRule, place: Place): void {
  const { length } = node.items;
  place.problems.add("error", () => ({
    ...situate("config/out-of-range", place.path, node),
    message: `${fieldName(place.path)} has ${countOf(length, "item")}; it must be ${describeRule(place.rule)}.`,
    fixes: [
      ...(length > rule.maximumItems
        ? [
            {
              title: `Keep the first ${rule.maximumItems} items`,
              edits: removeEntriesFrom(node.items, rule.maximumItems),
            },
          ]
        : []),
      ...proposeValues(node, place.rule, []),
    ],
  }));
}

/** A field that is required and not written; `value` is what the fix writes. */
export function reportMissing(
  node: ObjectNode,
  key: string,
  place: Place,
  value = sampleValue(place.rule),
): void {
  const { text, path, rule } = place;
  const explanation =
    rule.kind === "words" || rule.description === undefined
      ? `it must be ${describeRule(rule)}.`
      : lowerFirst(rule.description);
  // What comes first in an object decides what the rest means, as data.source does.
  const position = rule.kind === "words" || rule.kind === "choice" ? "first" : "last";
  place.problems.add("error", () => ({
    ...situate("config/missing", path, { offset: node.offset, length: 1 }),
    message: `${fieldName(path)} is missing: ${explanation}`,
    fixes: [
      {
        title: `Add ${JSON.stringify(key)}: ${writeValue(value)}`,
        edits: insertProperty(text, node, key, writeValue(value), position),
      },
    ],
  }));
}

export interface KnownFields {
  readonly known: readonly string[];
  /** Those of them that the object does not have: what a misspelt field may be renamed to. */
  readonly absent: readonly string[];
  /** Given where other fields would be known with another choice. */
  readonly choice: ChoiceRule | undefined;
  /** Set where an unknown field is an error. */
  readonly refused: ObjectRule["refused"] | undefined;
}

export function reportUnknown(node: ObjectNode, index: number, fields: KnownFields, place: Place): void {
  const { text, path } = place;
  const { known, absent, choice, refused } = fields;
  const { key, keySpan } = node.properties[index]!;
  place.problems.add(refused === undefined ? "warning" : "error", () => {
    const ignored = refused === undefined ? " and is ignored" : "";
    const why = refused?.get(key);
    const nearest = why === undefined ? nearestField(key, absent) : undefined;
    const name = fieldName([...path, key]);
    const belongsTo = [...(choice?.options ?? [])].filter(([, option]) => option.fields.has(key));
    const remove: Fix = { title: `Remove ${quote(key)}`, edits: removeEntry(text, node.properties, index) };
    const rename: Fix[] =
      nearest === undefined
        ? []
        : [{ title: `Rename to "${nearest}"`, edits: [{ ...keySpan, text: JSON.stringify(nearest) }] }];
    return {
      ...situate("config/unknown-key", [...path, key], keySpan),
      message:
        why !== undefined
          ? `${name} cannot be varied: ${why}.`
          : belongsTo.length > 0
            ? `${name} is ignored: it belongs to the ${choice?.key ?? ""} ${listWords(belongsTo.map(([word]) => word))}.`
            : nearest === undefined
              ? `${name} is not known${ignored}; the fields here are ${known.filter((field) => field !== "$schema").join(", ")}.`
              : `${name} is not known${ignored}; did you mean "${nearest}"?`,
      fixes: [...rename, remove],
    };
  });
}

/** Of dotted fields of one section only what stands behind it is compared: that is what was misspelt. */
function nearestField(key: string, absent: readonly string[]): string | undefined {
  const section = key.slice(0, key.lastIndexOf(".") + 1);
  const siblings = absent.filter((name) => section !== "" && name.startsWith(section));
  if (siblings.length === 0) {
    return nearestName(key, absent);
  }
  const nearest = nearestName(
    key.slice(section.length),
    siblings.map((name) => name.slice(section.length)),
  );
  return nearest === undefined ? undefined : `${section}${nearest}`;
}

export function reportDuplicate(node: ObjectNode, index: number, place: Place): void {
  const { key, keySpan } = node.properties[index]!;
  const path = [...place.path, key];
  place.problems.add("warning", () => ({
    ...situate("config/duplicate-key", path, keySpan),
    message: `${fieldName(path)} is written more than once; only the last one counts, and this one is ignored.`,
    fixes: [{ title: `Remove this ${quote(key)}`, edits: removeEntry(place.text, node.properties, index) }],
  }));
}

function situate(
  code: FailureCode,
  path: ConfigPath,
  { offset, length }: TextSpan,
): Pick<Problem, "code" | "path" | "offset" | "length"> {
  return { code, path, offset, length };
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
