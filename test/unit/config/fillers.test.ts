import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describePositionsIn } from "../../../src/cli/textPosition";
import { parseConfig } from "../../../src/config/parseConfig";
import { MESSAGE_CHARACTERS_MAX } from "../../../src/base/text";
import { everyEntryFiller, everyPlaceFiller, type Filler } from "./fillers";
import { applyFix } from "./support";

const MEBIBYTE = 1024 * 1024;
/** A text of this size takes some 20 ms, and minutes where the work grows with its square. */
const PART_BYTES = 64 * 1024;
/** Far above what linear work takes on a machine that is busy, far below what quadratic work takes. */
const LIMIT_MS = 10_000;

/** All that opening a config or checking it on the command line does with its text. */
function check({ name, fill }: Filler, bytes: number): void {
  const text = fill(bytes);
  const { problems, locate } = parseConfig(text);
  const positionOf = describePositionsIn(text);
  for (const { message, fixes, path, offset } of problems) {
    expect(message.length, name).toBeLessThanOrEqual(MESSAGE_CHARACTERS_MAX + 1);
    expect(message, name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    for (const { title } of fixes) {
      expect(title.length, name).toBeLessThanOrEqual(MESSAGE_CHARACTERS_MAX);
    }
    locate(path);
    positionOf(offset);
  }
  for (const fix of problems.flatMap(({ fixes }) => fixes).slice(0, 3)) {
    applyFix(text, fix);
  }
}

describe("a config that is filled up", () => {
  const inPlaces = everyPlaceFiller();

  it.each(inPlaces.filter(({ name }) => name.startsWith("blanks ")))(
    "is read in linear time: $name",
    { timeout: LIMIT_MS },
    (filler) => {
      check(filler, PART_BYTES);
    },
  );

  it("is read in linear time, whatever it is filled with", { timeout: 2 * LIMIT_MS }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...inPlaces), (filler) => {
        check(filler, PART_BYTES);
      }),
      { numRuns: 80 },
    );
  });

  it.each(everyEntryFiller())(
    "is read in linear time up to a MiB: $name",
    { timeout: LIMIT_MS },
    (filler) => {
      check(filler, MEBIBYTE - 1024);
    },
  );

  it("is read in linear time up to a MiB, whatever it is filled with", { timeout: 2 * LIMIT_MS }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...inPlaces), (filler) => {
        check(filler, MEBIBYTE - 1024);
      }),
      { numRuns: 4 },
    );
  });
});
