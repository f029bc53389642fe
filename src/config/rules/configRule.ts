import * as z from "zod";
import type { ChoiceRule, NumberRule, ObjectRule, Rule, RuleNotes, WordsRule } from "./rule";
import { configSchema } from "../schema/configSchema";

type JsonSchema = z.core.JSONSchema.BaseSchema;

let rules: ObjectRule | undefined;

/** The schema as a tree to check texts by, and to make the editor's JSON schema from. */
export function configRule(): ObjectRule {
  rules ??= readObject(z.toJSONSchema(configSchema, { io: "input" }));
  return rules;
}

/** The rule of a part of the config. */
export function ruleOf(schema: z.ZodType): Rule {
  return readRule(z.toJSONSchema(schema, { io: "input" }));
}

function readRule(schema: JsonSchema): Rule {
  const notes = readNotes(schema);
  if (schema.oneOf !== undefined) {
    return { ...notes, ...readChoice(schema.oneOf.map(readObject)) };
  }
  if (schema.anyOf !== undefined) {
    return { ...notes, kind: "either", branches: schema.anyOf.map(readRule) };
  }
  const words = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (words !== undefined) {
    return { ...notes, kind: "words", words: words.map(String) };
  }
  if (schema.prefixItems !== undefined) {
    return { ...notes, kind: "tuple", items: schema.prefixItems.map((item) => readRule(asSchema(item))) };
  }
  if (schema.type === "object") {
    return readObject(schema);
  }
  if (schema.type === "number" || schema.type === "integer") {
    return { ...notes, ...readNumber(schema) };
  }
  if (schema.type === "boolean") {
    return { ...notes, kind: "switch" };
  }
  if (schema.type === "string") {
    return { ...notes, kind: "text", minimumLength: schema.minLength ?? 0 };
  }
  if (schema.type === "array") {
    const item = readRule(asSchema(schema.items));
    return {
      ...notes,
      kind: "list",
      item,
      minimumItems: schema.minItems ?? 0,
      maximumItems: schema.maxItems ?? Infinity,
    };
  }
  throw new Error(`The config schema has a kind of value without a rule: ${JSON.stringify(schema)}`);
}

function readNotes(schema: JsonSchema): RuleNotes {
  const { title, description, default: standard, examples, defaultSnippets } = schema;
  return {
    title,
    description,
    default: standard,
    examples,
    defaultSnippets: Array.isArray(defaultSnippets) ? defaultSnippets : undefined,
  };
}

function readObject(schema: JsonSchema): ObjectRule {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([key, field]) => [key, readRule(asSchema(field))] as const,
  );
  return {
    ...readNotes(schema),
    kind: "object",
    fields: new Map(fields),
    required: new Set(schema.required),
    ...readRefused(schema["refused"]),
  };
}

function readRefused(refused: unknown): Pick<ObjectRule, "refused"> {
  return typeof refused === "object" && refused !== null
    ? { refused: new Map(Object.entries(refused).map(([name, why]) => [name, String(why)])) }
    : {};
}

/** The options of a discriminated union: the key is the field that holds one fixed word in each. */
function readChoice(options: readonly ObjectRule[]): ChoiceRule {
  const key = [...(options[0]?.fields.keys() ?? [])].find((name) =>
    options.every((option) => fixedWord(option.fields.get(name)) !== undefined),
  );
  if (key === undefined) {
    throw new Error("The config schema has a union of objects without a field that tells them apart.");
  }
  const keyRules = options.map((option) => fixedWord(option.fields.get(key))!);
  return {
    kind: "choice",
    key,
    keyRule: { ...keyRules[0]!, words: keyRules.flatMap(({ words }) => words) },
    options: new Map(options.map((option, index) => [keyRules[index]!.words[0]!, option])),
  };
}

/** The rule of a field that may hold one word only. */
function fixedWord(rule: Rule | undefined): WordsRule | undefined {
  return rule?.kind === "words" && rule.words.length === 1 ? rule : undefined;
}

function readNumber(schema: JsonSchema): NumberRule {
  const above = schema.exclusiveMinimum;
  return {
    kind: "number",
    whole: schema.type === "integer",
    minimum: typeof above === "number" ? above : (schema.minimum ?? -Infinity),
    minimumExcluded: typeof above === "number",
    maximum: schema.maximum ?? Infinity,
  };
}

function asSchema(schema: JsonSchema["items"]): JsonSchema {
  if (typeof schema !== "object" || Array.isArray(schema)) {
    throw new Error("The config schema has a place without a rule.");
  }
  return schema;
}
