import fc from "fast-check";
import { expect, it } from "vitest";
import { listConfigLines } from "../../../webview/ui/configLines";

const value = fc.letrec<{ object: object; any: unknown }>((tie) => ({
  object: fc.dictionary(fc.string(), tie("any"), { maxKeys: 3 }),
  any: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.string({ unit: fc.constantFrom("a", "b") }),
    fc.boolean(),
    fc.array(fc.integer(), { maxLength: 3 }),
    tie("object"),
  ),
})).object;

it("has every field of a config once, with the way to it", () => {
  fc.assert(
    fc.property(value, (config) => {
      const lines = listConfigLines(JSON.stringify(config));
      const written = lines
        .map(({ field, rest }) => (field === undefined ? rest : `${JSON.stringify(field.name)}${rest}`))
        .join("\n");
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(config)));
      for (const { field } of lines) {
        const found = field?.path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], config);
        expect(field === undefined || found !== undefined).toBe(true);
        expect(field?.path.at(-1)).toBe(field?.name);
      }
    }),
  );
});
