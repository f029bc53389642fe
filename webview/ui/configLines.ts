/** One line of a config as it is shown. */
export interface ConfigLine {
  /** What stands before the name of the field: blanks. */
  readonly indent: string;
  /** The field that the line begins with; left out of a line that only closes. */
  readonly field?: { readonly name: string; readonly path: readonly string[] };
  /** What stands behind it. */
  readonly rest: string;
}

const STEP = "  ";

/**
 * A config in lines, a field each; lists stand in one line.
 * @param config JSON
 */
export function listConfigLines(config: string): readonly ConfigLine[] {
  return writeValue(JSON.parse(config) as unknown, [], "", "");
}

function writeValue(
  value: unknown,
  path: readonly string[],
  indent: string,
  end: string,
): readonly ConfigLine[] {
  const field = path.at(-1);
  const begin = (rest: string): ConfigLine => ({
    indent,
    ...(field === undefined ? {} : { field: { name: field, path } }),
    rest: field === undefined ? rest : `: ${rest}`,
  });
  const members = isRecord(value) ? Object.entries(value) : [];
  if (members.length === 0) {
    return [begin(`${JSON.stringify(value).replaceAll(",", ", ")}${end}`)];
  }
  return [
    begin("{"),
    ...members.flatMap(([name, member], index) =>
      writeValue(member, [...path, name], indent + STEP, index < members.length - 1 ? "," : ""),
    ),
    { indent, rest: `}${end}` },
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
