import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { STRINGS as SHARED, text } from "../../../../webview/kit/strings";
import { createTexts } from "../../../../webview/kit/texts";
import { STRINGS as GRADIENTS } from "../../../../webview/pictures/gradients/strings";
import { STRINGS as INFORMATION } from "../../../../webview/pictures/information/strings";
import { STRINGS as LOSSES } from "../../../../webview/pictures/losses/strings";
import { STRINGS as PLANE } from "../../../../webview/pictures/plane/strings";

const WEBVIEW = fileURLToPath(new URL("../../../../webview", import.meta.url));

async function readSources(): Promise<string> {
  const names = await readdir(WEBVIEW, { recursive: true });
  const files = names.filter((name) => /\.tsx?$/u.test(name) && !name.endsWith("strings.ts"));
  return (await Promise.all(files.map((name) => readFile(join(WEBVIEW, name), "utf8")))).join("\n");
}

const STRINGS = { ...SHARED, ...GRADIENTS, ...INFORMATION, ...LOSSES, ...PLANE };

describe("the tables of texts", () => {
  it("fills in arguments by their number, as often as they are named", () => {
    expect(text("epochProgress", "1", 20)).toBe("Epoch 1 of 20");
  });

  it("has the word for one where the argument is one", () => {
    const count = createTexts({ rows: "{0|row|rows} of {1}" });
    expect([count("rows", 1, 2), count("rows", "1", 2), count("rows", "1,001", 2)]).toEqual([
      "1 row of 2",
      "1 row of 2",
      "1,001 rows of 2",
    ]);
  });

  it("holds no text that nothing shows", async () => {
    const sources = await readSources();
    expect(Object.keys(STRINGS).filter((key) => !sources.includes(`"${key}"`))).toEqual([]);
  });

  it("numbers the arguments of every text from 0 on", () => {
    for (const template of Object.values(STRINGS)) {
      const numbers = [...new Set([...template.matchAll(/\{(\d)[|}]/g)].map(([, number]) => Number(number)))];
      expect(numbers.sort()).toEqual([...numbers.keys()]);
    }
  });
});
