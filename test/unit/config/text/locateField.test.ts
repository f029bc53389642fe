import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../../src/config/parseConfig";
import type { ConfigPath } from "../../../../src/base/failure";
import { shownOn } from "../support";

const locate = (text: string, path: ConfigPath): string => shownOn(text, parseConfig(text).locate(path));

const TEXT = `{
  "data": { "source": "csv", "file": "a.csv", "label": "y" },
  "network": { "hidden": [10, { "units": 7 }] },
  "training": { "epochs": 1, "epochs": 2 }
}`;

describe("locate", () => {
  it.each<[ConfigPath, string]>([
    [["data", "file"], `"a.csv"`],
    [["network", "hidden"], `[10, { "units": 7 }]`],
    [["network", "hidden", 0], "10"],
    [["network", "hidden", 1, "units"], "7"],
  ])("finds the value of %j", (path, value) => {
    expect(locate(TEXT, path)).toBe(value);
  });

  it("finds the one of several that counts", () => {
    expect(locate(TEXT, ["training", "epochs"])).toBe("2");
  });

  it.each<[ConfigPath, string]>([
    [["network", "activation"], `"network"`],
    [["network", "hidden", 1, "activation"], `{ "units": 7 }`],
    [["network", "hidden", 9], `"hidden"`],
    [["analysis", "bins"], `"data"`],
    [["__proto__", "x"], `"data"`],
    [["network", "constructor"], `"network"`],
    [[], `"data"`],
  ])("shows %j on what encloses it", (path, shown) => {
    expect(locate(TEXT, path)).toBe(shown);
  });

  it("shows on the first line that says something what nothing encloses", () => {
    expect(locate(`\n  { "network": {} } \n`, ["training"])).toBe(`{ "network": {} }`);
    expect(locate("\n nonsense \n{}", ["data", "file"])).toBe("nonsense");
    expect(parseConfig("").locate(["data"])).toEqual({ offset: 0, length: 0 });
  });
});
