import { Inflate } from "fflate";
import { INFLATED_BYTES_MAX, INFLATED_RATIO_FROM_BYTES, INFLATED_RATIO_MAX } from "../../base/limits";
import { fail, failureFromThrown, succeed, type Failure, type Result } from "../../base/failure";
import { alwaysProceed, type Proceed } from "../../base/proceed";
import { adler32 } from "./adler32";

const HEADER_BYTES = 2;
const CHECKSUM_BYTES = 4;
const METHOD_DEFLATE = 8;
const PRESET_DICTIONARY = 0x20;
/** DEFLATE grows by 1032 times at most, so these bound what one step can bring before it is looked at. */
const STEP_BYTES = 16 * 1024;
const PREFIX_STEP_BYTES = 512;
const NO_HEADER = "it does not begin as zlib data does";

/** The first `most` bytes of zlib data, or all if there are fewer; the rest is not inflated nor checked. */
export function inflatePrefix(compressed: Uint8Array, most: number): Result<Uint8Array> {
  const prefix = new Uint8Array(most);
  let length = 0;
  if (!hasZlibHeader(compressed)) {
    return fail("data/format", NO_HEADER);
  }
  const failure = inflateInSteps(deflatedPart(compressed), PREFIX_STEP_BYTES, (bytes) => {
    const wanted = bytes.subarray(0, most - length);
    prefix.set(wanted, length);
    length += wanted.length;
    return length < most;
  });
  return failure === undefined ? succeed(prefix.subarray(0, length)) : { ok: false, failure };
}

/**
 * Zlib data (RFC 1950) that must inflate to exactly `size` bytes. Sizes above the caps on inflated bytes and on
 * their ratio to the compressed ones are refused before memory is taken, and inflating stops at the first byte
 * more than was declared, whatever the data says of itself.
 */
export function inflateExactly(
  compressed: Uint8Array,
  size: number,
  proceed: Proceed = alwaysProceed,
): Result<Uint8Array> {
  const refused = checkInflatedSize(compressed, size);
  if (refused !== undefined) {
    return { ok: false, failure: refused };
  }
  if (!hasZlibHeader(compressed)) {
    return fail("data/format", NO_HEADER);
  }
  const inflated = inflateInto(size, deflatedPart(compressed), proceed);
  if (inflated.ok && adler32(inflated.value) !== storedChecksum(compressed)) {
    return fail("data/format", "its bytes do not agree with its checksum");
  }
  return inflated;
}

/** The same of DEFLATE data (RFC 1951), which has no header and no checksum. */
export function inflateDeflateExactly(
  deflated: Uint8Array,
  size: number,
  proceed: Proceed = alwaysProceed,
): Result<Uint8Array> {
  const refused = checkInflatedSize(deflated, size);
  return refused === undefined ? inflateInto(size, deflated, proceed) : { ok: false, failure: refused };
}

function inflateInto(size: number, deflated: Uint8Array, proceed: Proceed): Result<Uint8Array> {
  const inflated = new Uint8Array(size);
  let length = 0;
  const failure = inflateInSteps(deflated, STEP_BYTES, (bytes) => {
    inflated.set(bytes.subarray(0, size - length), length);
    length += bytes.length;
    proceed();
    return length <= size;
  });
  if (failure !== undefined) {
    return { ok: false, failure };
  }
  if (length !== size) {
    const found = length > size ? "more" : String(length);
    return fail("data/format", `it should inflate to ${size} bytes, but inflates to ${found}`);
  }
  return succeed(inflated);
}

function checkInflatedSize(compressed: Uint8Array, size: number): Failure | undefined {
  const most = Math.min(
    INFLATED_BYTES_MAX,
    Math.max(INFLATED_RATIO_FROM_BYTES, INFLATED_RATIO_MAX * compressed.length),
  );
  return size <= most
    ? undefined
    : fail(
        "data/too-large",
        `its ${compressed.length} compressed bytes would inflate to ${size}; at most ${most} are allowed`,
      ).failure;
}

/** Inflates until the data ends or `take` has had enough. */
function inflateInSteps(
  deflated: Uint8Array,
  stepBytes: number,
  take: (bytes: Uint8Array) => boolean,
): Failure | undefined {
  const progress = { enough: false };
  const inflate = new Inflate((bytes) => {
    progress.enough = !take(bytes);
  });
  try {
    for (let start = 0; !progress.enough && start < deflated.length; start += stepBytes) {
      const stop = Math.min(start + stepBytes, deflated.length);
      inflate.push(deflated.subarray(start, stop), stop === deflated.length);
    }
    return undefined;
  } catch (thrown) {
    const { message } = failureFromThrown(thrown);
    return fail("data/format", `it is not whole compressed data (${message})`).failure;
  }
}

function deflatedPart(compressed: Uint8Array): Uint8Array {
  return compressed.subarray(HEADER_BYTES, compressed.length - CHECKSUM_BYTES);
}

function hasZlibHeader(compressed: Uint8Array): boolean {
  const method = compressed[0] ?? 0;
  const flags = compressed[1] ?? 0;
  return (
    compressed.length > HEADER_BYTES + CHECKSUM_BYTES &&
    (method & 15) === METHOD_DEFLATE &&
    ((method << 8) | flags) % 31 === 0 &&
    (flags & PRESET_DICTIONARY) === 0
  );
}

function storedChecksum(compressed: Uint8Array): number {
  return new DataView(compressed.buffer, compressed.byteOffset, compressed.byteLength).getUint32(
    compressed.length - CHECKSUM_BYTES,
  );
}
