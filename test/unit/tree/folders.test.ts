import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../../scripts/projectRoot";

const IMPORT = /(?:import|export)\s[^;"]*?from\s+"(\.[^"]+)"|import\s+"(\.[^"]+)"|import\("(\.[^"]+)"\)/g;

/** The folders that each folder of our sources imports from; a type counts as an import. */
function readFolders(): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const root of ["src", "webview"]) {
    for (const name of readdirSync(join(PROJECT_ROOT, root), { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/u.test(name) || name.includes(join("kernels", "assembly"))) {
        continue;
      }
      const file = join(root, name);
      const own = dirname(file);
      const others = folders.get(own) ?? new Set();
      folders.set(own, others);
      for (const match of readFileSync(join(PROJECT_ROOT, file), "utf8").matchAll(IMPORT)) {
        const other = dirname(normalize(join(own, match[1] ?? match[2] ?? match[3] ?? "")));
        if (other !== own) {
          others.add(other);
        }
      }
    }
  }
  return folders;
}

/** Folders that lead back to themselves, as the way that does; a folder within another is one of its own. */
function findCircles(folders: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (folder: string, way: readonly string[]): void => {
    const before = way.indexOf(folder);
    if (before >= 0) {
      circles.push([...way.slice(before), folder].join(" → ").replaceAll(sep, "/"));
    } else if (!done.has(folder)) {
      for (const other of folders.get(folder) ?? []) {
        visit(other, [...way, folder]);
      }
      done.add(folder);
    }
  };
  for (const folder of folders.keys()) {
    visit(folder, []);
  }
  return circles;
}

describe("the folders of src and webview", () => {
  it("have no circle: a folder's children may import its files, or its files them, and not both", () => {
    const folders = readFolders();
    expect(folders.size).toBeGreaterThan(40);
    expect(findCircles(folders)).toEqual([]);
  });

  it("would be found out if they had", () => {
    const circle = new Map([
      ["a", new Set(["a/b"])],
      ["a/b", new Set(["c"])],
      ["c", new Set(["a"])],
    ]);
    expect(findCircles(circle)).toEqual(["a → a/b → c → a"]);
  });
});
