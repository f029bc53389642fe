import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { INFLATED_RATIO_FROM_BYTES, ZIP_ENTRIES_MAX } from "../../../../src/base/limits";
import { readZip } from "../../../../src/data/files/zipArchive";

const TEXT = new TextEncoder().encode("a".repeat(500) + "b".repeat(500));
const ROOMS = new Map([
  ["a.npy", 1000],
  ["b.npy", 1000],
]);
const STORED = zipSync({ "a.npy": TEXT, "b.npy": TEXT.subarray(1) }, { level: 0 });
const DEFLATED = zipSync({ "a.npy": TEXT, "b.npy": TEXT.subarray(1) }, { level: 9 });

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;

/** Where the first header of a kind stands. */
function headerOf(archive: Uint8Array, signature: number): number {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  return archive.findIndex((_, at) => at + 4 <= archive.length && view.getUint32(at, true) === signature);
}

/** The archive with the two bytes from this place of a header of its first entry on written over. */
function changed(
  archive: Uint8Array,
  where: Partial<Record<"local" | "central" | "end", readonly [number, number]>>,
): Uint8Array {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  for (const [kind, [at, value]] of Object.entries(where)) {
    const start = kind === "end" ? copy.length - 22 : headerOf(archive, kind === "local" ? LOCAL : CENTRAL);
    view.setUint16(start + at, value, true);
  }
  return copy;
}

function messageOf(archive: Uint8Array, rooms: ReadonlyMap<string, number> = ROOMS): string {
  const read = readZip(archive, rooms);
  return read.ok ? "read" : read.failure.message;
}

describe("readZip", () => {
  it.each([
    ["stored", STORED],
    ["deflated", DEFLATED],
  ])("reads %s entries that are wanted, and no others", (_, archive) => {
    const read = readZip(archive, new Map([["a.npy", 1000]]));
    expect(read.ok && [...read.value]).toEqual([["a.npy", TEXT]]);
  });

  it("takes no memory for an entry that is not wanted, nor looks into it", () => {
    const archive = changed(DEFLATED, { central: [10, 99] });
    expect(messageOf(archive, new Map([["b.npy", 999]]))).toBe("read");
  });

  it("refuses an entry with more bytes than it is given room for", () => {
    expect(messageOf(STORED, new Map([["a.npy", 999]]))).toMatch(/has 1000 bytes; at most 999 are allowed/);
  });

  it("inflates no byte more than was declared", () => {
    // Both headers declare 10 bytes, 1000 come out.
    const archive = changed(DEFLATED, { local: [22, 10], central: [24, 10] });
    expect(messageOf(archive)).toMatch(/should inflate to 10 bytes, but inflates to more/);
  });

  it("refuses an entry that inflates to fewer bytes than was declared", () => {
    const archive = changed(DEFLATED, { local: [22, 1000], central: [24, 1000] });
    expect(messageOf(archive)).toBe("read");
    const lying = changed(DEFLATED, { local: [22, 1001], central: [24, 1001] });
    expect(messageOf(lying, new Map([["a.npy", 2000]]))).toMatch(/inflates to 1000/);
  });

  it("refuses an entry that grows by more than the ratio allows, before it takes the memory", () => {
    const bomb = zipSync({ "a.npy": new Uint8Array(INFLATED_RATIO_FROM_BYTES + 1) }, { level: 9 });
    expect(messageOf(bomb, new Map([["a.npy", Infinity]]))).toMatch(/would inflate to 16777217; at most/);
  });

  it("refuses too many entries", () => {
    const entries = (count: number): Uint8Array =>
      zipSync(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, TEXT])), {
        level: 0,
      });
    expect(messageOf(entries(ZIP_ENTRIES_MAX))).toBe("read");
    expect(messageOf(entries(ZIP_ENTRIES_MAX + 1))).toMatch(/has 65 entries; at most 64/);
  });

  it("refuses an entry that is encrypted, or packed by another method", () => {
    expect(messageOf(changed(STORED, { local: [6, 1], central: [8, 1] }))).toMatch(/encrypted/);
    expect(messageOf(changed(STORED, { local: [8, 14], central: [10, 14] }))).toMatch(/method 14/);
  });

  it.each([
    ["flags", 6, 8, 2],
    ["method", 8, 10, 8],
    ["checksum", 14, 16, 1],
    ["packed size", 18, 20, 999],
    ["size", 22, 24, 999],
  ])("refuses headers that do not agree on the %s", (_, local, central, value) => {
    const rooms = new Map([["a.npy", 70_000]]);
    const said = "its own header says otherwise";
    expect(messageOf(changed(STORED, { local: [local, value] }), rooms)).toContain(said);
    expect(messageOf(changed(STORED, { central: [central, value] }), rooms)).toContain(said);
  });

  it("refuses headers that do not agree on the name", () => {
    const renamed = STORED.slice();
    renamed[headerOf(STORED, LOCAL) + 30]! ^= 1;
    expect(messageOf(renamed)).toContain("its own header says otherwise");
  });

  it("refuses an entry that is there twice, and entries that overlap", () => {
    const second = headerOf(STORED, CENTRAL) + 46 + "a.npy".length;
    const twice = STORED.slice();
    twice[second + 46] = "a".charCodeAt(0);
    expect(messageOf(twice)).toMatch(/there twice/);
    const overlapping = changed(STORED, { central: [20, 2000] });
    expect(messageOf(overlapping)).toMatch(/overlap/);
  });

  it("refuses bytes that do not agree with their checksum", () => {
    const flipped = STORED.slice();
    flipped[100]! ^= 1;
    expect(messageOf(flipped)).toMatch(/do not agree with its checksum/);
  });

  it("refuses an archive that is cut anywhere", () => {
    for (let length = 0; length < STORED.length; length++) {
      expect(messageOf(STORED.subarray(0, length)), String(length)).not.toBe("read");
    }
  });
});
