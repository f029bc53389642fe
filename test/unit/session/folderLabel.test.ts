import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderLabel } from "../../../src/session/folderLabel";

function labels(...paths: readonly string[]): (string | undefined)[] {
  const places = paths.map((path) => ({ name: path.split("/").at(-1)!, path }));
  return places.map((place) => folderLabel(place, places));
}

describe("the folders of a window", () => {
  it("are not named when there is one", () => {
    expect(labels("/work/nets")).toEqual([undefined]);
  });

  it("are told apart by their names, and by the folders above when names are the same", () => {
    expect(labels("/work/nets", "/work/other")).toEqual(["nets", "other"]);
    expect(labels("/a/nets", "/b/nets", "/c/other")).toEqual(["a/nets", "b/nets", "other"]);
    expect(labels("/a/x/nets", "/b/x/nets")).toEqual(["a/x/nets", "b/x/nets"]);
    expect(labels("/nets", "/x/nets")).toEqual(["/nets", "x/nets"]);
  });

  it("never have the same label", () => {
    const part = fc.constantFrom("a", "b", "c");
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 2, maxLength: 6 }), (paths) => {
        expect(new Set(labels(...paths)).size).toBe(paths.length);
      }),
    );
  });
});
