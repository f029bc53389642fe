import { buf as crc32 } from "crc-32";
import { Gunzip } from "fflate";
import { DATA_FILE_BYTES_MAX, INFLATED_RATIO_FROM_BYTES, INFLATED_RATIO_MAX } from "../../base/limits";
import { fail, failureFromThrown, succeed, type Result } from "../../base/failure";
import { alwaysProceed, type Proceed } from "../../base/proceed";

const MAGIC = [0x1f, 0x8b];
/** An empty file takes as many. */
const BYTES_MIN = 20;
/** DEFLATE grows by 1032 times at most, so this bounds what one step can bring before it is looked at. */
const STEP_BYTES = 16 * 1024;

export function isGzip(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

/**
 * What a gzip file (RFC 1952) holds, all its members one after the other. No more is inflated than a data file may
 * have bytes, and no more than the cap on the ratio to the packed ones.
 * @returns a failure whose message goes on from the file's name
 */
export function gunzip(packed: Uint8Array, proceed: Proceed = alwaysProceed): Result<Uint8Array> {
  if (packed.length < BYTES_MIN) {
    return fail("data/format", "it is a gzip file that is cut off");
  }
  const most = Math.min(
    DATA_FILE_BYTES_MAX,
    Math.max(INFLATED_RATIO_FROM_BYTES, INFLATED_RATIO_MAX * packed.length),
  );
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Gunzip((piece) => {
    pieces.push(piece);
    length += piece.length;
  });
  // Members behind the first.
  let members = 0;
  stream.onmember = () => {
    members++;
  };
  try {
    for (let start = 0; start < packed.length && length <= most; start += STEP_BYTES) {
      proceed();
      const stop = Math.min(start + STEP_BYTES, packed.length);
      stream.push(packed.subarray(start, stop), stop === packed.length);
    }
  } catch (thrown) {
    const { message } = failureFromThrown(thrown);
    return fail("data/format", `it is a gzip file that is damaged or cut off (${message})`);
  }
  if (length > most) {
    return fail(
      "data/too-large",
      `it is a gzip file of ${packed.length} bytes that unpacks to more than the ${most} that are allowed`,
    );
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  // Of several members each has a checksum of its own, which the library passes over.
  if (members === 0 && crc32(whole) >>> 0 !== storedChecksum(packed)) {
    return fail("data/format", "it is a gzip file that is damaged: its bytes do not agree with its checksum");
  }
  return succeed(whole);
}

const TRAILER_BYTES = 8;

function storedChecksum(packed: Uint8Array): number {
  return new DataView(packed.buffer, packed.byteOffset, packed.byteLength).getUint32(
    packed.length - TRAILER_BYTES,
    true,
  );
}
