import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../../src/session/plainText";
import { MESSAGE_CHARACTERS_MAX } from "../../../src/base/text";

/** As VS Code finds links in a notification (src/vs/base/common/linkedText.ts). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** As VS Code finds icons in a label (src/vs/base/common/iconLabels.ts). */
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

const PIECES = [
  "[",
  "]",
  "(",
  ")",
  "$",
  "<",
  "a",
  " ",
  "command:x",
  "https://x.y",
  "~spin",
  "\u202e",
  "\u200b",
  "\n",
  "\\",
];

describe("a text that is shown as it is", () => {
  it("holds no link, no icon and no element, whatever went into it", () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));
    const live = fc.constantFrom(
      "[x](command:a.b)",
      "[x](https://x.y 'z')",
      "$(bug)",
      "$(sync~spin)",
      "<a href>",
      "</a>",
    );
    fc.assert(
      fc.property(text, live, text, (before, markup, after) => {
        const shown = plainText(before + markup + after);
        expect(shown).not.toMatch(LINK);
        expect(shown).not.toMatch(ICON);
        expect(shown).not.toMatch(/<[a-z/!?]/i);
        expect(shown).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
      }),
    );
  });

  it("stays as it is where nothing in it is markup", () => {
    for (const text of [
      "data.csv (3 rows)",
      "a [b] (c)",
      "5 < 6",
      "costs $5",
      "two\nlines",
      "İstanbul 数据 😀",
    ]) {
      expect(plainText(text)).toBe(text);
    }
  });

  it("can still be read", () => {
    expect(plainText("[Restore](command:x.y).csv")).toBe("[Restore] (command:x.y).csv");
    expect(plainText("$(bug) <b>")).toBe("$ (bug) < b>");
    expect(plainText("a\u202egnp.exe")).toBe("a\\u202egnp.exe");
  });

  it("is cut", () => {
    for (const piece of ["a", "](", "\u0000", "😀"]) {
      expect(plainText(piece.repeat(1e6)).length).toBeLessThanOrEqual(MESSAGE_CHARACTERS_MAX + 1);
    }
  });
});
