import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configRule } from "../../../src/config/rules/configRule";
import { nearestName } from "../../../src/base/nearestName";
import { parseConfig } from "../../../src/config/parseConfig";
import type { Problem } from "../../../src/config/text/problem";
import type { Rule } from "../../../src/config/rules/rule";
import { SAMPLE_CONFIG } from "../../../src/config/text/sampleConfig";
import { configSchema } from "../../../src/config/schema/configSchema";
import { applyFix } from "./support";

const POLLUTING = ["__proto__", "constructor", "prototype", "toString"];

/** Values that a rule takes. */
function rightValue(rule: Rule): fc.Arbitrary<unknown> {
  switch (rule.kind) {
    case "object":
      return rightObject(rule);
    case "choice":
      return fc
        .constantFrom(...rule.options)
        .chain(([word, option]) => rightObject(option).map((fields) => ({ ...fields, [rule.key]: word })));
    case "number": {
      const [minimum, maximum] = [Math.max(rule.minimum, -1e6), Math.min(rule.maximum, 1e6)];
      return rule.whole
        ? fc.integer({ min: minimum, max: maximum })
        : fc.double({ min: minimum, max: maximum, minExcluded: rule.minimumExcluded, noNaN: true });
    }
    case "text":
      return fc.string({ minLength: rule.minimumLength, maxLength: 5 });
    case "words":
      return fc.constantFrom(...rule.words);
    case "switch":
      return fc.boolean();
    case "list":
      return fc.array(rightValue(rule.item), { minLength: rule.minimumItems, maxLength: 4 });
    case "tuple":
      return fc.tuple(...rule.items.map(rightValue));
    case "either":
      return fc.oneof(...rule.branches.map(rightValue));
  }
}

function rightObject({
  fields,
  required,
}: Extract<Rule, { kind: "object" }>): fc.Arbitrary<Record<string, unknown>> {
  const keys = [...fields].map(([key, field]) => [key, rightValue(field)] as const);
  return fc.record(Object.fromEntries(keys), { requiredKeys: [...required], noNullPrototype: true });
}

/** Values that are wrong in most places, and right in some. */
const strangeValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    1.5,
    1e9,
    -1e300,
    "",
    "100",
    "relu",
    "Tanh",
    [],
    {},
    [1, 0],
    [0, 1],
  ),
  fc.constantFrom<unknown>(...POLLUTING),
  fc.jsonValue({ maxDepth: 2 }),
);

/** An object's fields in order, in which the same key may stand twice. */
class Fields {
  readonly entries: readonly (readonly [string, unknown])[];
  constructor(entries: readonly (readonly [string, unknown])[]) {
    this.entries = entries;
  }
}

const strangeKey = fc.oneof(
  fc.constantFrom(
    ...POLLUTING,
    "epoch",
    "batch_size",
    "Hidden",
    "activation",
    "file",
    "inputs",
    "momentum",
    "data",
    "seed",
  ),
  fc.string({ maxLength: 6 }),
);

/** A right value, with some of its parts replaced, dropped, doubled or added to. */
function spoil(
  value: unknown,
  strangeness: () => number,
  strange: () => unknown,
  key: () => string,
): unknown {
  if (strangeness() === 0) {
    return strange();
  }
  if (Array.isArray(value)) {
    return value.map((item) => spoil(item, strangeness, strange, key));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
    const spoilt: [string, unknown] = [name, spoil(field, strangeness, strange, key)];
    switch (strangeness()) {
      case 1:
        return [];
      case 2:
        return [[name, strange()], spoilt];
      case 3:
        return [spoilt, [key(), strange()]];
      default:
        return [spoilt];
    }
  });
  return new Fields(entries);
}

interface Layout {
  readonly newline: string;
  readonly indent: string;
  readonly comments: boolean;
  readonly trailingCommas: boolean;
}

const layout: fc.Arbitrary<Layout> = fc.record({
  newline: fc.constantFrom("", "\n", "\r\n"),
  indent: fc.constantFrom("  ", "\t"),
  comments: fc.boolean(),
  trailingCommas: fc.boolean(),
});

function render(value: unknown, style: Layout, margin = ""): string {
  const fields = value instanceof Fields ? value.entries : undefined;
  const parts =
    fields?.map(([key, field]) => [`${JSON.stringify(key)}: `, field] as const) ??
    (Array.isArray(value) ? value.map((item: unknown) => ["", item] as const) : undefined);
  if (parts === undefined) {
    const plain = typeof value === "object" && value !== null;
    return plain ? render(new Fields(Object.entries(value)), style, margin) : JSON.stringify(value);
  }
  const [open, close] = fields === undefined ? "[]" : "{}";
  const inner = style.newline === "" ? " " : `${style.newline}${margin}${style.indent}`;
  const comment = !style.comments ? "" : style.newline === "" ? " /* a, b */" : " // a, b";
  const rendered = parts.map(([label, part], index) => {
    const comma = index < parts.length - 1 || style.trailingCommas ? "," : "";
    return `${inner}${label}${render(part, style, margin + style.indent)}${comma}${comment}`;
  });
  const end = style.newline === "" ? " " : `${style.newline}${margin}`;
  return parts.length === 0 ? `${open!}${close!}` : `${open!}${rendered.join("")}${end}${close!}`;
}

/** Texts of configs with a few mistakes each, laid out in all ways. */
const spoiltText = fc
  .tuple(
    rightValue(configRule()),
    fc.infiniteStream(fc.nat(24)),
    fc.infiniteStream(strangeValue),
    fc.infiniteStream(strangeKey),
    layout,
  )
  .map(([value, strangeness, strange, key, style]) => {
    const next =
      <T>(stream: fc.Stream<T>) =>
      (): T =>
        stream.next().value as T;
    const spoilt = spoil(value, next(strangeness), next(strange), next(key));
    return render(spoilt, style);
  });

/** A right text, with pieces cut out and put in at random. */
const brokenText = fc
  .tuple(
    fc.constantFrom(
      SAMPLE_CONFIG,
      `{"data":{"source":"csv","file":"a","label":"b"},"network":{"hidden":[1,{"units":2}]}}`,
    ),
    fc.array(
      fc.record({
        at: fc.nat(2000),
        cut: fc.nat(20),
        put: fc.oneof(
          fc.constantFrom(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            '"',
            "'",
            "/*",
            "*/",
            "//",
            "\\",
            "\n",
            "1e999",
            "-",
            "null",
            "\u0000",
            "\ufeff",
            "\ud800",
          ),
          fc.string({ maxLength: 8, unit: "binary" }),
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce<string>((broken, { at, cut, put }) => {
      const offset = at % (broken.length + 1);
      return broken.slice(0, offset) + put + broken.slice(offset + cut);
    }, text),
  );

const anyText = fc.oneof(
  spoiltText,
  brokenText,
  fc.json(),
  fc.anything().map((value) => fc.stringify(value)),
  fc.string({ unit: "binary", maxLength: 200 }),
);

function expectSound(text: string): void {
  const { config, problems, locate } = parseConfig(text);
  expect(config === undefined).toBe(problems.some(({ severity }) => severity === "error"));
  for (const { message, offset, length, fixes } of problems) {
    expect(message).toMatch(/^[^\r\n]+[.?]$/);
    expectInside(text, offset, length);
    for (const { title, edits } of fixes) {
      expect(title).not.toBe("");
      expect(edits.length).toBeGreaterThan(0);
      const sorted = [...edits].sort((a, b) => a.offset - b.offset);
      sorted.forEach((edit, index) => {
        expectInside(text, edit.offset, edit.length);
        const next = sorted[index + 1];
        expect(next === undefined || edit.offset + edit.length <= next.offset).toBe(true);
        // Two insertions at one place would have no order.
        expect(next?.offset).not.toBe(edit.offset);
      });
    }
  }
  for (const path of [
    [],
    ["data", "file"],
    ["network", "hidden", 1, "units"],
    ["__proto__", 0],
    ["training", "epochs"],
  ]) {
    const { offset, length } = locate(path);
    expectInside(text, offset, length);
  }
}

function expectInside(text: string, offset: number, length: number): void {
  expect(offset).toBeGreaterThanOrEqual(0);
  expect(length).toBeGreaterThanOrEqual(0);
  expect(offset + length).toBeLessThanOrEqual(text.length);
}

const sameProblem = ({ code, path }: Problem, other: Problem): boolean =>
  code === other.code && JSON.stringify(path) === JSON.stringify(other.path);

describe("parseConfig", () => {
  it("has an answer to every text", () => {
    fc.assert(fc.property(anyText, expectSound), { numRuns: 3000 });
  });

  it("keeps every prototype as it is", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(spoiltText, (text) => {
        const { config } = parseConfig(text);
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
        expect(config === undefined || Object.getPrototypeOf(config) === Object.prototype).toBe(true);
      }),
    );
  });

  it("takes what the schema takes, and fills it in alike", () => {
    fc.assert(
      fc.property(rightValue(configRule()), layout, (value, style) => {
        const text = render(value, style);
        const judged = configSchema.safeParse(JSON.parse(JSON.stringify(value)));
        const { config, problems } = parseConfig(text);
        const errors = problems.filter(({ severity }) => severity === "error");
        // Between fields more is checked than the schema can say.
        if (errors.every(({ code }) => code === "config/inconsistent")) {
          expect(problems.every(({ code }) => code === "config/inconsistent")).toBe(true);
          expect(errors.length > 0 || judged.success).toBe(true);
          expect(config ?? judged.data).toEqual(judged.data);
        } else {
          expect(problems).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("refuses or warns of whatever the schema refuses, and nothing else", () => {
    fc.assert(
      fc.property(
        rightValue(configRule()),
        fc.infiniteStream(fc.nat(24)),
        fc.infiniteStream(strangeValue),
        (value, strangeness, strange) => {
          const next = (): number => {
            const drawn = strangeness.next().value as number;
            // Doubled and added fields are what a schema does not judge as we do.
            return drawn === 2 || drawn === 3 ? 4 : drawn;
          };
          const text = render(
            spoil(value, next, () => strange.next().value as unknown, String),
            {
              newline: "",
              indent: "",
              comments: false,
              trailingCommas: false,
            },
          );
          const judged = configSchema.safeParse(JSON.parse(text));
          const problems = parseConfig(text).problems.filter(({ code }) => code !== "config/inconsistent");
          const ordered = parseConfig(text).problems.some(
            ({ code, severity }) => code === "config/inconsistent" && severity === "error",
          );
          expect(problems.length > 0 || (ordered && !judged.success)).toBe(!judged.success);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("a fix", () => {
  it("makes its problem go away, and breaks nothing", () => {
    let tried = 0;
    fc.assert(
      fc.property(spoiltText, (text) => {
        const { problems } = parseConfig(text);
        for (const problem of problems.slice(0, 20)) {
          for (const fix of problem.fixes) {
            tried += 1;
            const mended = applyFix(text, fix);
            const left = parseConfig(mended).problems;
            const count = (list: readonly Problem[]): number =>
              list.filter((each) => sameProblem(each, problem)).length;
            expect(count(left), `${fix.title} in ${text} gave ${mended}`).toBeLessThan(count(problems));
            expect(left.filter(({ code }) => code === "config/syntax")).toEqual([]);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(tried).toBeGreaterThan(1000);
  });

  it("keeps every comment of the other fields", () => {
    const text = `{\n  // one\n  "data": { "source": "symmetric-rule" }, // two\n  // three\n  "model": 1, // four\n  // five\n  "training": {} // six\n}`;
    const [problem] = parseConfig(text).problems;
    expect(applyFix(text, problem!.fixes[0]!)).toBe(text.replace(`  "model": 1, // four\n`, ""));
  });
});

describe("nearestName", () => {
  const names = ["data", "epochs", "batchSize", "elu", "relu", "he_normal"];

  it.each([
    ["epoch", "epochs"],
    ["EPOCHS", "epochs"],
    ["batch-size", "batchSize"],
    ["bacthSize", "batchSize"],
    ["elo", "elu"],
    ["HeNormal", "he_normal"],
    ["gelu", "elu"],
  ])("takes %s for %s", (word, name) => {
    expect(nearestName(word, names)).toBe(name);
  });

  it.each(["", "x", "aa", "epochsPerLayer", "size", "constructor", "e".repeat(41), "sgd"])(
    "takes %s for nothing",
    (word) => {
      expect(nearestName(word, names)).toBeUndefined();
    },
  );

  it("takes every name for itself", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{4,12}$/), { minLength: 1 }), (candidates) => {
        for (const name of candidates) {
          expect(nearestName(name, candidates)).toBe(name);
        }
      }),
    );
  });
});
