/**
 * Texts by their keys. {0}, {1}, … stand for arguments; {0|epoch|epochs} stands for the argument and the word for one or for
 * another number: "1 epoch", "8,000 epochs".
 */
type Table = Readonly<Record<string, string>>;

/** A function that gives a text of the table with its arguments filled in. */
export function createTexts<const Strings extends Table>(
  strings: Strings,
): (key: keyof Strings, ...args: readonly (string | number)[]) => string {
  return (key, ...args) =>
    strings[key]!.replace(
      /\{(\d)(?:\|([^|}]*)\|([^}]*))?\}/g,
      (_, index: string, one: string | undefined, many: string | undefined) => {
        const argument = String(args[Number(index)]);
        return one === undefined ? argument : `${argument} ${argument === "1" ? one : many}`;
      },
    );
}
