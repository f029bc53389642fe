import { expect } from "vitest";
import { configRule } from "../../../src/config/rules/configRule";
import { parseConfig } from "../../../src/config/parseConfig";
import type { Fix, Problem } from "../../../src/config/text/problem";
import type { Rule } from "../../../src/config/rules/rule";
import type { ConfigPath } from "../../../src/base/failure";

export const DATA = `"data": { "source": "symmetric-rule" }`;

/** A config whose `training` is this text. */
export const withTraining = (training: string): string => `{ ${DATA}, "training": ${training} }`;

export function applyFix(text: string, { edits }: Fix): string {
  // From the end, so that the offsets of those before stay right.
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce((edited, { offset, length, text: replacement }) => {
      return edited.slice(0, offset) + replacement + edited.slice(offset + length);
    }, text);
}

/** The text after the fix with this title, of the only problem that has one. */
export function fixBy(text: string, title: string): string {
  const fixes = parseConfig(text).problems.flatMap((problem) => problem.fixes);
  const found = fixes.filter((fix) => fix.title === title);
  expect(found, `one fix "${title}" among ${fixes.map((fix) => fix.title).join(" | ")}`).toHaveLength(1);
  return applyFix(text, found[0]!);
}

/** The one problem of a text. */
export function onlyProblem(text: string): Problem {
  const { problems } = parseConfig(text);
  expect(problems.map(({ code, message }) => [code, message])).toHaveLength(1);
  return problems[0]!;
}

export const codesOf = (text: string): string[] => parseConfig(text).problems.map(({ code }) => code);

/** The piece of the text that a problem is shown on. */
export const shownOn = (text: string, { offset, length }: { offset: number; length: number }): string =>
  text.slice(offset, offset + length);

/** A field of the schema, and a config that is right with `value` in the place of that field. */
export interface Place {
  readonly name: string;
  readonly path: ConfigPath;
  readonly rule: Rule;
  readonly put: (value: string) => string;
}

/** Every place where the schema says something, in every choice of the data's source. */
export function everyPlace(): readonly Place[] {
  return placesOf(configRule(), [], (value) => value);
}

function placesOf(rule: Rule, path: ConfigPath, put: (value: string) => string): Place[] {
  const here: Place = { name: path.join("."), path, rule, put };
  switch (rule.kind) {
    case "object":
      return [here, ...fieldPlaces(rule, path, put)];
    case "choice":
      return [
        here,
        {
          ...here,
          path: [...path, rule.key],
          rule: rule.keyRule,
          put: (value) => put(`{ "${rule.key}": ${value} }`),
        },
        ...[...rule.options].flatMap(([word, option]) => fieldPlaces(option, path, put, [rule.key, word])),
      ];
    case "list":
      return [here, ...placesOf(rule.item, [...path, 0], (value) => put(`[${value}]`))];
    case "tuple":
      return [
        here,
        ...rule.items.flatMap((item, index) =>
          placesOf(item, [...path, index], (value) => {
            const items = rule.items.map((_, each) => (each === index ? value : String(each)));
            return put(`[${items.join(", ")}]`);
          }),
        ),
      ];
    case "number":
    case "text":
    case "words":
    case "switch":
      return [here];
    case "either":
      return [
        here,
        ...rule.branches.flatMap((branch) =>
          placesOf(branch, path, put).filter(({ rule: own }) => own !== rule),
        ),
      ];
  }
}

function fieldPlaces(
  rule: Extract<Rule, { kind: "object" }>,
  path: ConfigPath,
  put: (value: string) => string,
  [key, word] = ["", ""],
): Place[] {
  const written = new Map(
    [...rule.required].map((name) => [name, JSON.stringify(validValue(rule.fields.get(name)!))]),
  );
  if (key !== "") {
    written.set(key, JSON.stringify(word));
  }
  return [...rule.fields]
    .filter(([name]) => name !== key)
    .flatMap(([name, field]) =>
      placesOf(field, [...path, name], (value) => {
        const fields = new Map([...written, [name, value]]);
        return put(`{ ${[...fields].map(([each, text]) => `"${each}": ${text}`).join(", ")} }`);
      }),
    );
}

/** A small value that a rule takes. */
export function validValue(rule: Rule): unknown {
  switch (rule.kind) {
    case "object":
      return Object.fromEntries([...rule.required].map((name) => [name, validValue(rule.fields.get(name)!)]));
    case "choice": {
      const [[word, option]] = [...rule.options] as [[string, Extract<Rule, { kind: "object" }>]];
      return { ...(validValue(option) as object), [rule.key]: word };
    }
    case "number":
      return rule.minimumExcluded ? rule.maximum : Number.isFinite(rule.minimum) ? rule.minimum : 0;
    case "switch":
      return false;
    case "text":
      return "x";
    case "words":
      return rule.words[0];
    case "list":
      return Array.from({ length: Math.max(1, rule.minimumItems) }, () => validValue(rule.item));
    case "tuple":
      return rule.items.map((_, index) => index);
    case "either":
      return validValue(rule.branches[0]!);
  }
}
