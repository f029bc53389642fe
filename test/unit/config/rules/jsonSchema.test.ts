import { describe, expect, it } from "vitest";
import { configJsonSchema } from "../../../../src/config/rules/jsonSchema";
import { everyPlace } from "../support";

interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly { readonly if: Schema; readonly then: Schema }[];
  readonly markdownDescription?: string;
  readonly defaultSnippets?: readonly {
    readonly label: string;
    readonly body?: unknown;
    readonly bodyText?: string;
  }[];
}

const schema = configJsonSchema() as Schema;

/** Keywords that only explain or offer. All others judge, and may stand only beside an alternative that takes all. */
const EXPLAINING = [
  "$schema",
  "allowComments",
  "allowTrailingCommas",
  "title",
  "description",
  "markdownDescription",
  "default",
  "examples",
  "defaultSnippets",
  "properties",
  "items",
  "anyOf",
  "allOf",
];

/** The keywords of a schema that could refuse a value. */
function judgingKeywords(part: Schema, at: string): string[] {
  const own = Object.keys(part).filter((keyword) => !EXPLAINING.includes(keyword));
  const inside = [
    ...Object.entries(part.properties ?? {}),
    ...[part.items ?? []].flat().map((item, index) => [String(index), item] as const),
    ...(part.allOf ?? []).map(({ then }, index) => [`then ${index}`, then] as const),
  ];
  const tolerant = part.anyOf === undefined || part.anyOf.some((branch) => Object.keys(branch).length === 0);
  return [
    ...own.map((keyword) => `${at}: ${keyword}`),
    ...(tolerant ? [] : [`${at}: anyOf`]),
    ...inside.flatMap(([name, each]) => judgingKeywords(each, `${at}/${name}`)),
  ];
}

/** A schema and all that it joins with or chooses from, at any depth. */
function alternativesOf(part: Schema): Schema[] {
  const inside = [...(part.anyOf ?? []), ...(part.allOf ?? []).map(({ then }) => then)];
  return [part, ...inside.flatMap(alternativesOf)];
}

/** The schemas that speak of a field, in all choices. */
function schemasOf(part: Schema, path: readonly (string | number)[]): Schema[] {
  const [segment, ...rest] = path;
  const alternatives = alternativesOf(part);
  if (segment === undefined) {
    return alternatives;
  }
  const inside = alternatives.flatMap(({ properties, items }) =>
    typeof segment === "string" ? [properties?.[segment] ?? []].flat() : [items ?? []].flat(),
  );
  return inside.flatMap((each) => schemasOf(each, rest));
}

describe("the editor's JSON schema", () => {
  it("judges nothing", () => {
    expect(judgingKeywords(schema, "")).toEqual([]);
  });

  it("is JSON", () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  it("lets comments and trailing commas be", () => {
    expect(schema).toMatchObject({ allowComments: true, allowTrailingCommas: true });
  });

  it.each(everyPlace().filter(({ path }) => typeof path.at(-1) === "string"))(
    "explains $name and offers what the rule takes",
    ({ path, rule }) => {
      const found = schemasOf(schema, path);
      const descriptions = found.map(({ description }) => description);
      if (rule.description !== undefined) {
        expect(descriptions).toContain(rule.description);
      }
      expect(found.some(({ markdownDescription }) => (markdownDescription ?? "").length > 10)).toBe(true);
      if (rule.kind === "words") {
        expect(found.map((each) => each["enum"] ?? [])).toContainEqual(rule.words);
      }
      if (rule.default !== undefined) {
        const offered: unknown[] = found.flatMap((each) => [
          each["default"],
          ...(each.defaultSnippets ?? []).map(({ bodyText = "null" }) => JSON.parse(bodyText) as unknown),
        ]);
        expect(offered).toContainEqual(rule.default);
      }
    },
  );

  it("has every field that a config may have, and none beside", () => {
    const names = (found: readonly Schema[]): string[] => [
      ...new Set(found.flatMap(({ properties }) => Object.keys(properties ?? {}))),
    ];
    const known = (prefix: readonly (string | number)[]): string[] => [
      ...new Set(
        everyPlace()
          .filter(
            ({ path }) =>
              path.length === prefix.length + 1 && prefix.every((segment, at) => path[at] === segment),
          )
          .map(({ path }) => String(path.at(-1))),
      ),
    ];
    for (const path of [
      [],
      ["data"],
      ["network"],
      ["network", "hidden", 0],
      ["network", "quantize"],
      ["training"],
      ["analysis"],
      ["study"],
    ]) {
      expect(names(schemasOf(schema, path)).sort()).toEqual(known(path).sort());
    }
  });

  it("says in words what a field may be", () => {
    const [epochs] = schemasOf(schema, ["training", "epochs"]);
    expect(epochs?.markdownDescription).toBe(
      "How often the network sees all training rows.\n\nA whole number from 1 to 100000; the default is `2000`.",
    );
  });

  it("describes every source where it is chosen", () => {
    const choices = schemasOf(schema, ["data", "source"]).find((each) => each["enum"] !== undefined);
    expect(choices?.["enum"]).toEqual(["symmetric-rule", "committee-machine", "mat", "csv"]);
    expect(choices?.["markdownEnumDescriptions"]).toHaveLength(4);
    expect(String(choices?.["markdownEnumDescriptions"])).toContain("4096 patterns");
  });

  it("has snippets that insert what is right", () => {
    const [data] = schemasOf(schema, ["data"]);
    expect(data?.defaultSnippets?.map(({ label }) => label)).toEqual([
      "symmetric-rule",
      "committee-machine",
      "mat",
      "csv",
    ]);
  });
});
