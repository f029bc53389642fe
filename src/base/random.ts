import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded stream of random numbers. There is no other source of randomness in the analysis. */
export interface RandomStream {
  /** Uniform in [0, 1), with 32 random bits. */
  uniform(): number;
  /** Uniform whole number in [0, bound), for bound up to 2^32. */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
}

/** The streams of one run; each has its own numbers, so that using one more of the first changes no other. */
export type StreamName =
  "labels" | "rule" | "split" | "weights" | "batches" | "estimate" | "resample" | "test";

const STREAM_SALT: Readonly<Record<StreamName, number>> = {
  labels: 0x1f83d9ab,
  rule: 0x428a2f98,
  split: 0x5be0cd19,
  weights: 0x3c6ef372,
  batches: 0x510e527f,
  estimate: 0x9b05688c,
  resample: 0xbb67ae85,
  test: 0x6a09e667,
};

const TWO_POW_32 = 2 ** 32;

/** The generator's 128 bits of state come from 32 of seed; its first numbers still show that. */
const WARM_UP = 20;

/** The end of MurmurHash3, one to one on 32 bits: words that differ in one bit have nothing alike after it. */
export function scrambleBits(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

export function randomStream(seed: number, name: StreamName): RandomStream {
  const generator = xoroshiro128plus(scrambleBits(seed ^ STREAM_SALT[name]));
  const bits = (): number => generator.next() >>> 0;
  for (let i = 0; i < WARM_UP; i++) {
    bits();
  }
  const uniform = (): number => bits() / TWO_POW_32;
  let spare: number | undefined;
  return {
    uniform,
    below: (bound) => {
      // Numbers past the last whole multiple of the bound would make the small ones more likely.
      const limit = bound * Math.floor(TWO_POW_32 / bound);
      let drawn = bits();
      while (drawn >= limit) {
        drawn = bits();
      }
      // The remainder, exact for numbers of 32 bits, and faster than `%`, which is of doubles here.
      return drawn - bound * Math.floor(drawn / bound);
    },
    normal: () => {
      if (spare !== undefined) {
        const kept = spare;
        spare = undefined;
        return kept;
      }
      // Box & Muller 1958; 1 - uniform lies in (0, 1], so the logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** Fisher & Yates: every order of the array is equally likely. Changes the array. */
export function shuffleInPlace(values: Uint32Array, random: RandomStream): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = values[last] as number;
    values[last] = values[other] as number;
    values[other] = kept;
  }
}
