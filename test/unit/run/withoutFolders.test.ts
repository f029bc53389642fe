import { describe, expect, it } from "vitest";
import { withoutFolders } from "../../../src/run/withoutFolders";

describe("a text for a file that goes to other people", () => {
  it.each([
    ["ENOENT: no such file or directory, open '/home/ann/my work/ib-runs/a/rows.npz'", "'a/rows.npz'"],
    ["EACCES: permission denied, open '/srv/secret/keys.npz'", "open 'keys.npz'"],
    [String.raw`cannot read C:\Users\ann\data\a.mat.`, "read a.mat."],
    ["see file:///opt/tool/dist/worker.js", "see worker.js"],
  ])("has no absolute path: %s", (text, left) => {
    const shown = withoutFolders(text, ["/home/ann/my work", "/home/ann/my work/ib-runs"]);
    expect(shown).toContain(left);
    expect(shown).not.toMatch(/\bann\b|secret|opt/);
  });

  it.each(["I(X;T) / I(T;Y) is 3/4.", 'data.file is "data/a.csv", a file of 3 MiB', "1 and/or 2"])(
    "keeps everything else: %s",
    (text) => {
      expect(withoutFolders(text, ["/home/ann"])).toBe(text);
    },
  );
});
