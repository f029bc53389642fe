import * as z from "zod";
import { SOURCES, type SourceSettings } from "../../data/sources";
import type { SourceKind } from "../../data/source/sourceKind";

type WrittenSource = z.input<(typeof SOURCES)[number]["settings"]>;

/** What `data` may hold: the settings of one of the sources. */
export function dataSchemaOf(kinds: readonly SourceKind[]): z.ZodType<SourceSettings, WrittenSource> {
  const [first, ...others] = kinds.map(({ settings }) => settings);
  const union = z.discriminatedUnion("source", [first!, ...others]).meta({
    description: "What the network learns from.",
    defaultSnippets: kinds.map(({ name, snippet }) => ({ label: name, ...snippet })),
  });
  // The types of a list of kinds are lost on the way through zod; those of SOURCES are these.
  return union as never;
}

export const dataSchema = dataSchemaOf(SOURCES);
