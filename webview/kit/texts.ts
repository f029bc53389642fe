/** Texts by their keys; {0}, {1}, … stand for arguments. */
type Table = Readonly<Record<string, string>>;

/** A function that gives a text of the table with its arguments filled in. */
export function createTexts<const Strings extends Table>(
  strings: Strings,
): (key: keyof Strings, ...args: readonly (string | number)[]) => string {
  return (key, ...args) =>
    strings[key]!.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
}
