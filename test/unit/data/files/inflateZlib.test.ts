import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  INFLATED_BYTES_MAX,
  INFLATED_RATIO_FROM_BYTES,
  INFLATED_RATIO_MAX,
} from "../../../../src/base/limits";
import { adler32 } from "../../../../src/data/files/adler32";
import { inflateExactly, inflatePrefix } from "../../../../src/data/files/inflateZlib";

const MEBIBYTE = 1024 * 1024;

/** Runs and noise in turn: stored, short and long matches, and blocks that end anywhere. */
const bytesArbitrary = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(255), fc.nat(40_000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
    ),
    { maxLength: 6 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

function compress(bytes: Uint8Array, level = 9): Uint8Array {
  return new Uint8Array(deflateSync(bytes, { level }));
}

describe("Adler-32", () => {
  it("is 0x11E60398 for “Wikipedia” and 1 for nothing", () => {
    expect(adler32(new TextEncoder().encode("Wikipedia"))).toBe(0x11e60398);
    expect(adler32(new Uint8Array())).toBe(1);
  });

  it("agrees with zlib's on any bytes, also on many large ones", () => {
    const stored = (bytes: Uint8Array): number =>
      new DataView(compress(bytes).buffer).getUint32(compress(bytes).length - 4);
    fc.assert(fc.property(bytesArbitrary, (bytes) => adler32(bytes) === stored(bytes)));
    const large = new Uint8Array(MEBIBYTE).fill(255);
    expect(adler32(large)).toBe(stored(large));
  });
});

describe("inflating", () => {
  it("gives back what zlib deflated, whole or its first bytes", () => {
    fc.assert(
      fc.property(bytesArbitrary, fc.constantFrom(0, 1, 9), fc.nat(2000), (bytes, level, most) => {
        const deflated = compress(bytes, level);
        const whole = inflateExactly(deflated, bytes.length);
        const prefix = inflatePrefix(deflated, most);
        expect(whole.ok && Buffer.compare(whole.value, bytes)).toBe(0);
        expect(prefix.ok && Buffer.compare(prefix.value, bytes.subarray(0, most))).toBe(0);
      }),
    );
  });

  it("refuses any other size than the data's own", () => {
    const deflated = compress(new Uint8Array(100));
    expect(inflateExactly(deflated, 99)).toMatchObject({
      ok: false,
      failure: { code: "data/format", message: "it should inflate to 99 bytes, but inflates to more" },
    });
    expect(inflateExactly(deflated, 101)).toMatchObject({
      ok: false,
      failure: { code: "data/format", message: "it should inflate to 101 bytes, but inflates to 100" },
    });
  });

  it("refuses data cut off at any byte", () => {
    const bytes = Uint8Array.from({ length: 3000 }, (_, i) => (i * i) % 251);
    const deflated = compress(bytes);
    for (let length = 0; length < deflated.length; length++) {
      expect(inflateExactly(deflated.subarray(0, length), bytes.length).ok).toBe(false);
      expect(inflatePrefix(deflated.subarray(0, length), bytes.length + 1).ok).toBe(false);
    }
  });

  it("refuses or never notices, but does not throw, where bits are flipped; what it accepts is unchanged", () => {
    const bytes = Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 31);
    const deflated = compress(bytes);
    for (let bit = 0; bit < deflated.length * 8; bit++) {
      const flipped = deflated.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const inflated = inflateExactly(flipped, bytes.length);
      expect(inflated.ok ? inflated.value : bytes).toEqual(bytes);
      inflatePrefix(flipped, 64);
    }
  });

  it("refuses a bomb before it takes the memory, by the declared size", () => {
    const bomb = compress(new Uint8Array(64 * MEBIBYTE));
    expect(bomb.length).toBeLessThan(MEBIBYTE / 8);
    expect(inflateExactly(bomb, 64 * MEBIBYTE)).toMatchObject({
      ok: false,
      failure: { code: "data/too-large" },
    });
    expect(inflateExactly(bomb, INFLATED_BYTES_MAX + 1)).toMatchObject({
      ok: false,
      failure: { code: "data/too-large" },
    });
  });

  it("stops at a bomb that lies about its size", () => {
    const bomb = compress(new Uint8Array(64 * MEBIBYTE));
    expect(inflateExactly(bomb, 1000)).toMatchObject({
      ok: false,
      failure: { message: "it should inflate to 1000 bytes, but inflates to more" },
    });
    expect(inflatePrefix(bomb, 8)).toEqual({ ok: true, value: new Uint8Array(8) });
  });

  it("draws the line at the cap on the ratio, and not below the size from which it counts", () => {
    const bytes = new Uint8Array(INFLATED_RATIO_FROM_BYTES);
    expect(inflateExactly(compress(bytes), bytes.length).ok).toBe(true);
    const large = new Uint8Array(INFLATED_RATIO_FROM_BYTES + 1);
    const deflated = compress(large);
    expect(inflateExactly(deflated, large.length).ok).toBe(false);
    // Bytes that no program puts there, but the count of compressed bytes is all that the cap looks at.
    const needed = Math.ceil(large.length / INFLATED_RATIO_MAX);
    const failure = inflateExactly(new Uint8Array(Buffer.concat([deflated], needed)), large.length);
    expect(failure).toMatchObject({ ok: false, failure: { code: "data/format" } });
  });
});
