/** A folder of a window. */
export interface FolderPlace {
  /** The name that the window shows. */
  readonly name: string;
  /** Its path, with slashes between the parts. */
  readonly path: string;
}

/**
 * What tells a folder apart from a window's others: its name, and when others have that name as many of the folders
 * above it as differ. Undefined when the window has no other folder.
 */
export function folderLabel(own: FolderPlace, all: readonly FolderPlace[]): string | undefined {
  const others = all.filter(({ path }) => path !== own.path);
  if (others.length === 0) {
    return undefined;
  }
  const parents = partsOf(own.path).slice(0, -1);
  for (let count = 0; count <= parents.length; count++) {
    const label = labelWith(own, count);
    if (others.every((other) => labelWith(other, count) !== label)) {
      return label;
    }
  }
  return own.path;
}

function labelWith({ name, path }: FolderPlace, parents: number): string {
  return [
    ...partsOf(path)
      .slice(0, -1)
      .slice(parents === 0 ? Infinity : -parents),
    name,
  ].join("/");
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}
