import { SEED_MAX } from "../base/limits";
import { ruleOf } from "../config/rules/configRule";
import { writeValue } from "../config/text/wording";
import type { NumberRule, Rule } from "../config/rules/rule";
import { ESTIMATORS, type EstimatorSettings } from "../information/estimators/estimators";
import type { EstimatorKind } from "../information/estimators/shared/estimatorKind";
import { readNumber, readWord, type OptionValue } from "./optionValues";

/** The value of every option that was written; options are called by their names without dashes. */
export type OptionTexts = Readonly<Record<string, string | boolean | undefined>>;

/** An option that sets a setting of an estimator. */
interface SettingOption {
  readonly name: string;
  readonly setting: string;
  readonly rule: Rule;
  readonly description: string;
  /** Whether it says the same as the setting's first option in another way. */
  readonly isAlternative: boolean;
  readonly settingOf: (value: number) => number;
}

/** The options of an estimator's own settings, those of its seed left out: all estimators have one. */
export function settingOptions(kind: EstimatorKind): readonly SettingOption[] {
  const others = Object.entries(kind.options ?? {});
  return Object.entries(kind.settings.shape)
    .filter(([setting]) => setting !== "name" && setting !== "seed")
    .flatMap(([setting, schema]) => {
      const rule = ruleOf(schema as Parameters<typeof ruleOf>[0]);
      const renamed = others.find(([, other]) => other.setting === setting && other.settingOf === undefined);
      const main: SettingOption = {
        name: renamed?.[0] ?? setting,
        setting,
        rule,
        description: rule.description ?? "",
        isAlternative: false,
        settingOf: (value) => value,
      };
      const alternatives = others.flatMap(([name, { settingOf, maximum, description = "", ...other }]) =>
        other.setting === setting && settingOf !== undefined && rule.kind === "number"
          ? [
              {
                name,
                setting,
                rule: { ...rule, maximum: maximum ?? rule.maximum, default: undefined },
                description,
                isAlternative: true,
                settingOf,
              },
            ]
          : [],
      );
      return [main, ...alternatives];
    });
}

/** The names of all options that belong to an estimator. */
export function ownOptions(kind: EstimatorKind): readonly string[] {
  return [
    ...settingOptions(kind).map(({ name }) => name),
    ...("seed" in kind.settings.shape ? ["seed"] : []),
    ...(kind.usesInputs ? ["inputs"] : []),
    ...(kind.counts ? ["correction"] : []),
    ...(kind.warn === undefined ? [] : ["quantized"]),
  ];
}

/** Every option that sets something of some estimator, as Node's parser wants them. */
export function settingOptionTypes(
  kinds: readonly EstimatorKind[] = ESTIMATORS,
): Readonly<Record<string, { readonly type: "string" }>> {
  const names = kinds.flatMap((kind) => settingOptions(kind).map(({ name }) => name));
  return Object.fromEntries([...names, "seed"].map((name) => [name, { type: "string" }]));
}

/** An estimator by its name or by that of an author. */
export function readEstimatorName(
  written: string,
  kinds: readonly EstimatorKind[] = ESTIMATORS,
): OptionValue<EstimatorKind> {
  const byAuthor = kinds.find(({ authors }) => authors.some(({ name }) => name === written));
  const kind = byAuthor ?? kinds.find(({ name }) => name === written);
  if (kind !== undefined) {
    return { value: kind };
  }
  const name = readWord(
    "estimator",
    written,
    kinds.map((each) => each.name),
  );
  return "wrong" in name ? name : { wrong: `There is no estimator ${written}.` };
}

/**
 * The estimator that the options describe, or a sentence on what is wrong with them.
 * @param others options that are no estimator's own
 */
export function readEstimator(
  texts: OptionTexts,
  others: readonly string[],
  kinds: readonly EstimatorKind[] = ESTIMATORS,
): OptionValue<EstimatorSettings> {
  const read = readEstimatorName(textOf(texts, "estimator") ?? kinds[0]!.name, kinds);
  if ("wrong" in read) {
    return read;
  }
  const kind = read.value;
  const known = new Set(["estimator", ...others, ...ownOptions(kind)]);
  const stray = Object.keys(texts).find((option) => texts[option] !== undefined && !known.has(option));
  if (stray === "seed") {
    return { wrong: `--seed has no effect here: nothing is drawn at random for ${kind.name}.` };
  }
  if (stray !== undefined) {
    const owners = kinds.filter((each) => ownOptions(each).includes(stray)).map(({ name }) => name);
    return { wrong: `--${stray} is not used by ${kind.name}; it belongs to ${owners.join(" and ")}.` };
  }
  return readSettings(kind, texts);
}

/** The seed of everything that is drawn at random. */
export function readSeed(texts: OptionTexts): OptionValue<number> {
  return readNumber("seed", textOf(texts, "seed") ?? "0", { whole: true, minimum: 0, maximum: SEED_MAX });
}

export function textOf(texts: OptionTexts, option: string): string | undefined {
  const text = texts[option];
  return typeof text === "string" ? text : undefined;
}

function readSettings(kind: EstimatorKind, texts: OptionTexts): OptionValue<EstimatorSettings> {
  const settings: Record<string, unknown> = { name: kind.name };
  const writtenAs = new Map<string, string>();
  for (const option of settingOptions(kind)) {
    const text = textOf(texts, option.name);
    if (text === undefined) {
      continue;
    }
    const before = writtenAs.get(option.setting);
    if (before !== undefined) {
      return { wrong: `--${before} and --${option.name} say the same thing; give one of them.` };
    }
    writtenAs.set(option.setting, option.name);
    const value = readValue(option.name, text, option.rule);
    if ("wrong" in value) {
      return value;
    }
    settings[option.setting] = typeof value.value === "number" ? option.settingOf(value.value) : value.value;
  }
  const seed = readSeed(texts);
  if ("wrong" in seed) {
    return seed;
  }
  const completed = kind.settings.safeParse(
    "seed" in kind.settings.shape ? { ...settings, seed: seed.value } : settings,
  );
  if (completed.success) {
    return { value: completed.data as EstimatorSettings };
  }
  const [issue] = completed.error.issues;
  const option = writtenAs.get(String(issue?.path[0])) ?? "estimator";
  return { wrong: `--${option} is "${textOf(texts, option) ?? ""}"; ${issue?.message ?? "it is wrong"}.` };
}

/** A setting's value as it is written on a command line: a number, a word, or two numbers with a comma between. */
function readValue(option: string, text: string, rule: Rule): OptionValue<unknown> {
  switch (rule.kind) {
    case "number":
      return readNumber(option, text, boundsOf(rule));
    case "words":
      return readWord(option, text, rule.words);
    case "either": {
      const words = rule.branches.flatMap((branch) => (branch.kind === "words" ? branch.words : []));
      const numbers = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
      if (words.includes(text)) {
        return { value: text };
      }
      return numbers.length === 2 && numbers[0]! < numbers[1]!
        ? { value: numbers }
        : {
            wrong: `--${option} is "${text}"; it should be two rising numbers such as -1,1, or ${words.join(" or ")}.`,
          };
    }
    case "object":
    case "choice":
    case "text":
    case "switch":
    case "list":
    case "tuple":
      throw new Error(`The command line has no way to write the setting ${option}.`);
  }
}

function boundsOf({
  whole,
  minimum,
  minimumExcluded,
  maximum,
}: NumberRule): Parameters<typeof readNumber>[2] {
  return { whole, ...(minimumExcluded ? { above: minimum } : { minimum }), maximum };
}

const HELP_WIDTH = 110;
const HELP_INDENT = 21;

/** The options of every estimator with what they mean, for the help of a command. */
export function describeEstimatorOptions(kinds: readonly EstimatorKind[] = ESTIMATORS): string {
  return kinds
    .map((kind) => {
      const options = settingOptions(kind).map(({ name, rule, description }) => {
        const standard = rule.default === undefined ? "" : ` (default: ${writeValue(rule.default)})`;
        return helpLine(
          `    --${name} ${placeholder(rule)}`,
          `${description.replaceAll("`", "")}${standard}`,
        );
      });
      return [`  ${kind.name}: ${kind.summary.replaceAll("`", "")}`, ...options].join("\n");
    })
    .join("\n");
}

/** A line of a help text: an option and what it means, wrapped under itself. */
function helpLine(option: string, meaning: string): string {
  const lines = [option.length < HELP_INDENT ? option.padEnd(HELP_INDENT) : `${option} `];
  for (const word of meaning.split(" ")) {
    const line = lines.at(-1)!;
    if (line.length + word.length > HELP_WIDTH) {
      lines.push(`${" ".repeat(HELP_INDENT)}${word} `);
    } else {
      lines[lines.length - 1] = `${line}${word} `;
    }
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

function placeholder(rule: Rule): string {
  switch (rule.kind) {
    case "number":
      return rule.whole ? "N" : "X";
    case "words":
      return rule.words.join("|");
    case "either":
      return "LOW,HIGH|WORD";
    case "object":
    case "choice":
    case "text":
    case "switch":
    case "list":
    case "tuple":
      return "VALUE";
  }
}
