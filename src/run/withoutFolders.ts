/** An absolute path of two parts or more, of any system, where it begins a word; blanks end it. */
const ABSOLUTE_PATH = /(?<=^|[\s"'`(=:])(?:[a-z]:|\\\\|file:\/\/)?[\\/][^\\/\s"'`)]+[\\/][^\s"'`)]+/giu;

/**
 * A text in which no absolute path is left: those in the given folders become relative to them, of others their
 * last part stays.
 * @param folders absolute
 */
export function withoutFolders(text: string, folders: readonly string[]): string {
  const longestFirst = folders.filter((folder) => folder.length > 1).sort((a, b) => b.length - a.length);
  let shortened = text;
  for (const folder of longestFirst) {
    for (const separator of ["/", "\\"]) {
      shortened = shortened.replaceAll(folder + separator, "");
    }
  }
  return shortened.replaceAll(ABSOLUTE_PATH, (path) => path.split(/[\\/]/).at(-1) ?? path);
}
