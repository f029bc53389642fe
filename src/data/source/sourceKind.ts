import * as z from "zod";
import type { ConfigPath, Result } from "../../base/failure";
import type { Proceed } from "../../base/proceed";
import type { Dataset } from "../dataset/dataset";
import type { FileSource } from "../files/fileSource";

/** Something that is wrong between the settings of a source, and the value that would be right if there is one. */
export interface SourceComplaint {
  readonly path: ConfigPath;
  /** A sentence that names the field, what was found and what would be right. */
  readonly message: string;
  readonly fix?: { readonly title: string; readonly value: unknown };
}

/** All that is said of a source of rows anywhere; `Settings` are the fields of a config. */
interface SourceFacts<Settings> {
  /** One line on what the source gives: the config's completion shows it. */
  readonly summary: string;
  /** What completion writes for the source, as VS Code's snippets have it. */
  readonly snippet: { readonly description: string; readonly body: Readonly<Record<string, string>> };
  /** What is known of the rows before they are read. */
  readonly knownSize?: { readonly rows: number; readonly columns: number; readonly classes: number };
  /** The path of the file that the source reads, relative to the config; left out if it reads none. */
  fileOf?(settings: Settings): string;
  /** What the schema cannot say; nothing is read for it. */
  check?(settings: Settings): readonly SourceComplaint[];
  /** Reads or makes the rows. A failure carries the path of the config line that it speaks of. */
  load(settings: Settings, files: FileSource, proceed: Proceed): Promise<Result<Dataset>>;
}

export interface SourceKind<
  Name extends string = string,
  Shape extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
> extends SourceFacts<SettingsOf<Name, Shape>> {
  readonly name: Name;
  /** The settings with their defaults; `source` is the name. */
  readonly settings: z.ZodObject<{ source: z.ZodLiteral<Name> } & Shape, z.core.$strict>;
}

type SettingsOf<Name extends string, Shape extends z.core.$ZodLooseShape> = z.output<
  z.ZodObject<{ source: z.ZodLiteral<Name> } & Shape, z.core.$strict>
>;

/** Makes a kind of source from its name, the fields of its settings and all other facts. */
export function sourceKind<const Name extends string, Shape extends z.core.$ZodLooseShape>(
  kind: { readonly name: Name; readonly fields: Shape } & SourceFacts<SettingsOf<Name, Shape>>,
): SourceKind<Name, Shape> {
  const { fields, ...facts } = kind;
  const source = z.literal(kind.name).meta({ description: "Where the rows come from." });
  return {
    ...facts,
    settings: z.strictObject({ source, ...fields }).meta({ description: kind.summary }),
  };
}
