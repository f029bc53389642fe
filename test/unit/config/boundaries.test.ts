import { describe, expect, it } from "vitest";
import * as limits from "../../../src/base/limits";
import { parseConfig } from "../../../src/config/parseConfig";
import type { ListRule, NumberRule, Rule, TextRule, WordsRule } from "../../../src/config/rules/rule";
import { configSchema } from "../../../src/config/schema/configSchema";
import type { Problem } from "../../../src/config/text/problem";
import { applyFix, everyPlace, onlyProblem, validValue, type Place } from "./support";

type PlaceOf<R> = Place & { readonly rule: R };

/** Fields that the source of the examples does not have. */
const FOREIGN = /^study\.over\.data\.(?:members|normalize)/u;

const places = everyPlace().filter(({ name }) => !FOREIGN.test(name));
const numbers = places.filter((place): place is PlaceOf<NumberRule> => place.rule.kind === "number");
const bounded = numbers.filter(({ rule }) => Number.isFinite(rule.maximum));
const words = places.filter((place): place is PlaceOf<WordsRule> => place.rule.kind === "words");
const texts = places.filter((place): place is PlaceOf<TextRule> => place.rule.kind === "text");
const lists = places.filter((place): place is PlaceOf<ListRule> => place.rule.kind === "list");

/** Both judges, the one with the messages and the schema itself, have to agree. */
function expectRight(text: string): void {
  // Lists here have one value as often as they may be long, which a study objects to.
  const isOfLength = ({ severity, message }: Problem): boolean =>
    severity === "error" && !/^study\.over has the same value/u.test(message);
  expect(parseConfig(text).problems.filter(isOfLength)).toEqual([]);
  expect(configSchema.safeParse(JSON.parse(text)).success).toBe(true);
}

function expectWrong(text: string, code: string): void {
  expect(onlyProblem(text)).toMatchObject({ code, severity: "error" });
  expect(configSchema.safeParse(JSON.parse(text)).success).toBe(false);
}

function takesText(rule: Rule): boolean {
  return rule.kind === "text" || (rule.kind === "either" && rule.branches.some(takesText));
}

/** The next number that a field could hold: integers step by one, others by the least step of a double. */
function stepOver(rule: NumberRule, bound: number, direction: 1 | -1): number {
  return rule.whole ? bound + direction : bound + direction * Math.max(Math.abs(bound), 1) * Number.EPSILON;
}

describe("the bounds of the schema", () => {
  it("are found in every section", () => {
    const isOwn = ({ name }: Place): boolean => !name.startsWith("study.over.");
    expect(bounded.filter(isOwn).map(({ name }) => name)).toEqual([
      "data.mutualInformation",
      "data.seed",
      "data.trainingFraction",
      "data.members",
      "data.mutualInformation",
      "data.seed",
      "data.trainingFraction",
      "data.trainingFraction",
      "data.label",
      "data.inputs.0",
      "data.trainingFraction",
      "network.hidden.0",
      "network.hidden.0.units",
      "network.quantize.bits",
      "training.epochs",
      "training.batchSize",
      "training.learningRate",
      "training.momentum",
      "training.weightDecay",
      "training.seed",
      // An estimator by itself, then one in a list.
      ...["analysis.estimator", "analysis.estimator.0"].flatMap((path) =>
        [
          "bins",
          "variance",
          "neighbors",
          "algorithm",
          "sigma",
          "samples",
          "seed",
          "alpha",
          "subsample",
          "width",
          "seed",
        ].map((field) => `${path}.${field}`),
      ),
      "analysis.bins",
      "analysis.resamples",
      "analysis.bound.sigma",
      "analysis.bound.groups",
      "analysis.bound.seed",
      "analysis.snapshots",
      "analysis.recordedEpochs",
      "study.networks",
    ]);
    expect(words.map(({ rule }) => rule.words.length).reduce((sum, length) => sum + length)).toBeGreaterThan(
      40,
    );
    expect(texts).not.toEqual([]);
    expect(lists.filter(isOwn).map(({ name }) => name)).toEqual([
      "data.inputs",
      "network.hidden",
      "analysis.estimator",
    ]);
  });

  it("are those of the threat table and of the product", () => {
    const maxima = Object.fromEntries(bounded.map(({ name, rule }) => [name, rule.maximum]));
    expect(maxima).toMatchObject({
      "network.hidden.0.units": 4096,
      "network.quantize.bits": 16,
      "training.epochs": 100_000,
      "analysis.bins": 1000,
      "analysis.recordedEpochs": 4000,
      "analysis.snapshots": 4000,
      "training.seed": 2_147_483_647,
    });
    expect(limits.HIDDEN_LAYERS_MAX).toBe(32);
    expect(limits.CONFIG_BYTES_MAX).toBe(1_048_576);
    expect(limits.CONFIG_DEPTH_MAX).toBe(64);
  });

  it.each(bounded)("$name takes its maximum and nothing above", ({ rule, put }) => {
    expectRight(put(String(rule.maximum)));
    const above = put(String(stepOver(rule, rule.maximum, 1)));
    expectWrong(above, "config/out-of-range");
    expect(applyFix(above, onlyProblem(above).fixes[0]!)).toBe(put(String(rule.maximum)));
  });

  it.each(bounded)("$name takes its minimum and nothing below", ({ rule, put }) => {
    if (rule.minimumExcluded) {
      expectWrong(put(String(rule.minimum)), "config/out-of-range");
      expectRight(put(String(Number.MIN_VALUE)));
      return;
    }
    expectRight(put(String(rule.minimum)));
    const below = put(String(stepOver(rule, rule.minimum, -1)));
    expectWrong(below, "config/out-of-range");
    expect(applyFix(below, onlyProblem(below).fixes[0]!)).toBe(put(String(rule.minimum)));
  });

  it.each(bounded.filter(({ rule }) => rule.whole))("$name takes no fraction", ({ rule, put }) => {
    const text = put(String(rule.minimum + 0.5));
    expectWrong(text, "config/out-of-range");
    expect(applyFix(text, onlyProblem(text).fixes[0]!)).toBe(put(String(rule.minimum + 1)));
  });

  it.each(numbers)("$name takes no number beyond all numbers", ({ put }) => {
    for (const literal of ["1e999", "-1e999"]) {
      expectWrong(put(literal), "config/out-of-range");
      expect(onlyProblem(put(literal)).message).toContain(`${literal}, which is infinite`);
    }
  });

  it.each(words)("$name takes its words and no other", ({ rule, put }) => {
    for (const word of rule.words) {
      // What else a word asks for, as data.source does, is not the question here.
      const problems = parseConfig(put(JSON.stringify(word))).problems.filter(
        ({ code }) => code === "config/not-allowed",
      );
      expect(problems).toEqual([]);
    }
    for (const word of ["", "__proto__", "constructor", "toString", `${rule.words[0]!}x`]) {
      expectWrong(put(JSON.stringify(word)), "config/not-allowed");
    }
  });

  it.each(texts.filter(({ rule }) => rule.minimumLength > 0))(
    "$name takes any text but the empty one",
    ({ put }) => {
      expectRight(put(`"y"`));
      expectWrong(put(`""`), "config/missing");
    },
  );

  it.each(lists)("$name takes as many items as allowed", ({ rule, put }) => {
    const listOf = (length: number): string =>
      put(
        JSON.stringify(
          Array.from({ length }, (_, index) => (takesText(rule.item) ? `x${index}` : validValue(rule.item))),
        ),
      );
    expectRight(listOf(rule.minimumItems));
    expectWrong(listOf(rule.minimumItems - 1), "config/out-of-range");
    const most = Number.isFinite(rule.maximumItems) ? rule.maximumItems : 5000;
    expectRight(listOf(most));
    if (Number.isFinite(rule.maximumItems)) {
      expectWrong(listOf(most + 1), "config/out-of-range");
      const cut = applyFix(listOf(most + 1), onlyProblem(listOf(most + 1)).fixes[0]!);
      expect(JSON.parse(cut)).toEqual(JSON.parse(listOf(most)));
    }
  });

  it.each(places.filter(({ path }) => path.length > 0))(
    "$name takes no value of another kind",
    ({ rule, put }) => {
      for (const value of ["null", "true", "{}", "[]", "0.5", `"?"`, "[[]]"]) {
        const { problems } = parseConfig(put(value));
        const accepted = configSchema.safeParse(JSON.parse(put(value))).success;
        expect(
          problems.some(({ severity }) => severity === "error"),
          `${value} as ${rule.kind}`,
        ).toBe(!accepted);
      }
    },
  );
});

describe("the bounds of the file", () => {
  const config = `{ "data": { "source": "symmetric-rule" } }`;
  const padded = (bytes: number, padding: string): string =>
    `${config}//${padding.repeat((bytes - config.length - 2) / Buffer.byteLength(padding))}`;

  it("takes 1 MiB, counted in bytes and not in characters", () => {
    expect(parseConfig(padded(limits.CONFIG_BYTES_MAX, "x")).problems).toEqual([]);
    expect(onlyProblem(padded(limits.CONFIG_BYTES_MAX + 1, "x"))).toMatchObject({ code: "config/too-large" });
    expect(parseConfig(padded(limits.CONFIG_BYTES_MAX, "é")).problems).toEqual([]);
    expect(onlyProblem(padded(limits.CONFIG_BYTES_MAX + 2, "é"))).toMatchObject({ code: "config/too-large" });
    expect(onlyProblem(padded(2 * limits.CONFIG_BYTES_MAX, "x"))).toMatchObject({ code: "config/too-large" });
  });

  it("takes 64 levels", () => {
    const nested = (levels: number): string =>
      `{ "data": { "source": "symmetric-rule" }, "x": ${"[".repeat(levels - 1)}${"]".repeat(levels - 1)} }`;
    expect(onlyProblem(nested(limits.CONFIG_DEPTH_MAX))).toMatchObject({ code: "config/unknown-key" });
    expect(onlyProblem(nested(limits.CONFIG_DEPTH_MAX + 1))).toMatchObject({ code: "config/too-deep" });
  });

  it.each([
    "[",
    "{",
    `{"a":`,
    "[{",
    "[}",
    "{]",
    `{"a":[`,
    "[,",
    `{"a":]`,
    "[1,}",
    "[},",
    `{"a":],"b":`,
    "/*",
    "{:[",
  ])("survives a million times %s", (piece) => {
    const text = piece.repeat(limits.CONFIG_BYTES_MAX / piece.length);
    const { config: parsed, problems } = parseConfig(text);
    expect(parsed).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });

  it("reports a text that is wrong all over a hundred times and no more", () => {
    const many = Array.from({ length: 30_000 }, (_, index) => `"k${index}": 1`).join(", ");
    const { config: parsed, problems } = parseConfig(`{ "data": { "source": "symmetric-rule", ${many} } }`);
    expect(parsed).toBeDefined();
    expect(problems).toHaveLength(limits.PROBLEMS_MAX);
    const slips = `{ ${"\n ? ".repeat(1000)} }`;
    expect(parseConfig(slips).problems).toHaveLength(limits.SYNTAX_PROBLEMS_MAX);
  });
});
