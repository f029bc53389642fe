import { configRule } from "./configRule";
import type { ChoiceRule, ObjectRule, Rule, RuleNotes } from "./rule";
import { writeValue } from "../text/wording";
import { describeRule } from "./describeRule";

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema that editors complete and explain configs from. It judges nothing: every text fits it, so that
 * an editor shows a mistake once, in the words of `parseConfig`.
 */
export function configJsonSchema(): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    // Extensions of VS Code: without them its JSON service objects to both.
    allowComments: true,
    allowTrailingCommas: true,
    ...explain(configRule()),
  };
}

function explain(rule: Rule): JsonSchema {
  return { ...explainNotes(rule), ...explainKind(rule) };
}

function explainKind(rule: Rule): JsonSchema {
  switch (rule.kind) {
    case "object":
      return { properties: explainFields(rule) };
    case "choice":
      return explainChoice(rule);
    case "list":
      return { items: explain(rule.item) };
    case "tuple":
      return { items: rule.items.map(explain) };
    case "either":
      return tolerate(rule.branches.map((branch) => ({ ...explainNotes(branch), ...offerKind(branch) })));
    case "number":
    case "text":
    case "words":
    case "switch":
      return tolerate([offerKind(rule)]);
  }
}

/** What is offered at a place, where anything at all is allowed. */
function tolerate(alternatives: readonly JsonSchema[]): JsonSchema {
  return { anyOf: [...alternatives, {}] };
}

/** A kind of value that is offered; it would refuse all others. */
function offerKind(rule: Rule): JsonSchema {
  if (rule.kind === "number") {
    return { type: rule.whole ? "integer" : "number" };
  }
  if (rule.kind === "text") {
    return { type: "string" };
  }
  if (rule.kind === "switch") {
    return { type: "boolean" };
  }
  return rule.kind === "words" ? { enum: rule.words } : explainKind(rule);
}

function explainFields({ fields }: ObjectRule, omitted?: string): JsonSchema {
  const shown = [...fields].filter(([key]) => key !== omitted);
  return Object.fromEntries(shown.map(([key, field]) => [key, explain(field)]));
}

/** The field that chooses, and for each choice the fields that go with it. */
function explainChoice({ key, keyRule, options }: ChoiceRule): JsonSchema {
  const markdownEnumDescriptions = [...options.values()].map((option) => option.description ?? "");
  return {
    properties: {
      [key]: { ...explainNotes(keyRule), ...tolerate([{ enum: keyRule.words, markdownEnumDescriptions }]) },
    },
    allOf: [...options].map(([word, option]) => ({
      if: { properties: { [key]: { const: word } }, required: [key] },
      then: { properties: explainFields(option, key) },
    })),
  };
}

function explainNotes(rule: Rule): JsonSchema {
  const { title, description } = rule;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined
      ? {}
      : { description, markdownDescription: explainInWords(rule, description) }),
    ...offerValues(rule),
  };
}

/** The default and the examples; lists among them as snippets, which stay on one line when they are inserted. */
function offerValues({ default: standard, examples = [], defaultSnippets = [] }: RuleNotes): JsonSchema {
  const values = standard === undefined ? examples : [standard, ...examples];
  const lists = new Set(values.filter((value) => Array.isArray(value)).map(writeValue));
  const snippets = [...defaultSnippets, ...[...lists].map((text) => ({ label: text, bodyText: text }))];
  const others = examples.filter((value) => !Array.isArray(value));
  return {
    ...(standard === undefined || Array.isArray(standard) ? {} : { default: standard }),
    ...(others.length === 0 ? {} : { examples: others }),
    ...(snippets.length === 0 ? {} : { defaultSnippets: snippets }),
  };
}

/** The description, and below it what may be written. */
function explainInWords(rule: Rule, description: string): string {
  if (rule.kind === "object" || rule.kind === "choice") {
    return description;
  }
  const standard = rule.default === undefined ? "" : `; the default is \`${writeValue(rule.default)}\``;
  const values = describeRule(rule);
  return `${description}\n\n${values.charAt(0).toUpperCase()}${values.slice(1)}${standard}.`;
}
