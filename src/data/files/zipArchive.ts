import { buf as crc32 } from "crc-32";
import { ZIP_ENTRIES_MAX } from "../../base/limits";
import { fail, succeed, type Result } from "../../base/failure";
import { quote } from "../../base/text";
import { inflateDeflateExactly } from "./inflateZlib";
import { CENTRAL_HEADER, findZipEnd, LOCAL_HEADER } from "./zipEntryNames";

const CENTRAL_HEADER_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
/** The sizes stand behind the data, so that the local header has none. */
const SIZES_FOLLOW = 8;

/** What both headers of an entry say. */
interface EntryHeader {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

interface Entry extends EntryHeader {
  readonly localAt: number;
}

/**
 * The wanted entries of a zip archive, whose other entries are not inflated. An entry may have the bytes that it is
 * given room for and no more, whatever its headers say; both its headers say the same, and its bytes agree with its
 * checksum.
 * @param rooms the most bytes of each wanted entry, by its name
 * @returns a failure whose message goes on from the file's name
 */
export function readZip(
  bytes: Uint8Array,
  rooms: ReadonlyMap<string, number>,
): Result<ReadonlyMap<string, Uint8Array>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view);
  if (!entries.ok) {
    return entries;
  }
  const read = new Map<string, Uint8Array>();
  for (const entry of entries.value) {
    const room = rooms.get(entry.name);
    if (room === undefined) {
      continue;
    }
    const value = read.has(entry.name) ? wrong(entry, "it is there twice") : readEntry(view, entry, room);
    if (!value.ok) {
      return value;
    }
    read.set(entry.name, value.value);
  }
  return succeed(read);
}

function readDirectory(view: DataView): Result<readonly Entry[]> {
  const end = findZipEnd(view);
  if (end === undefined) {
    return fail("data/format", "is no zip archive, or one that is cut off");
  }
  const count = view.getUint16(end + 10, true);
  if (count > ZIP_ENTRIES_MAX) {
    return fail("data/too-large", `has ${count} entries; at most ${ZIP_ENTRIES_MAX} are read`);
  }
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  let packedBytes = 0;
  for (let left = count; left > 0; left--) {
    if (at + CENTRAL_HEADER_BYTES > end || view.getUint32(at, true) !== CENTRAL_HEADER) {
      return fail("data/format", "is a damaged zip archive: its list of entries is not whole");
    }
    const nameBytes = view.getUint16(at + 28, true);
    const entry = {
      ...readHeader(view, at + 8, at + CENTRAL_HEADER_BYTES, nameBytes),
      localAt: view.getUint32(at + 42, true),
    };
    entries.push(entry);
    packedBytes += entry.packedBytes;
    at += CENTRAL_HEADER_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return packedBytes <= view.byteLength
    ? succeed(entries)
    : fail(
        "data/format",
        "is a damaged zip archive: its entries have more bytes than it, so that they overlap",
      );
}

/** @param at where the flags stand: all that follows them has one order in both headers */
function readHeader(view: DataView, at: number, nameAt: number, nameBytes: number): EntryHeader {
  const length = Math.max(0, Math.min(nameBytes, view.byteLength - nameAt));
  return {
    name: new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + nameAt, length)),
    flags: view.getUint16(at, true),
    method: view.getUint16(at + 2, true),
    checksum: view.getUint32(at + 8, true),
    packedBytes: view.getUint32(at + 12, true),
    bytes: view.getUint32(at + 16, true),
  };
}

function readEntry(view: DataView, entry: Entry, room: number): Result<Uint8Array> {
  const { flags, method, localAt, packedBytes } = entry;
  if (entry.bytes > room) {
    return wrong(entry, `it has ${entry.bytes} bytes; at most ${room} are allowed`, "data/too-large");
  }
  if ((flags & ENCRYPTED) !== 0) {
    return wrong(entry, "it is encrypted");
  }
  if (method !== STORED && method !== DEFLATED) {
    return wrong(entry, `it is packed by the method ${method}; stored and deflated entries are read`);
  }
  if (localAt + LOCAL_HEADER_BYTES > view.byteLength || view.getUint32(localAt, true) !== LOCAL_HEADER) {
    return wrong(entry, "it is not where the list of entries says");
  }
  const nameBytes = view.getUint16(localAt + 26, true);
  const nameAt = localAt + LOCAL_HEADER_BYTES;
  const local = readHeader(view, localAt + 6, nameAt, nameBytes);
  if (!isSame(local, entry)) {
    return wrong(entry, "its own header says otherwise than the list of entries");
  }
  const dataAt = nameAt + nameBytes + view.getUint16(localAt + 28, true);
  if (dataAt + packedBytes > view.byteLength) {
    return wrong(entry, "it goes on behind the end of the file");
  }
  return unpack(new Uint8Array(view.buffer, view.byteOffset + dataAt, packedBytes), entry);
}

function isSame(local: EntryHeader, listed: EntryHeader): boolean {
  return (
    local.name === listed.name &&
    local.flags === listed.flags &&
    local.method === listed.method &&
    ((local.flags & SIZES_FOLLOW) !== 0 ||
      (local.checksum === listed.checksum &&
        local.packedBytes === listed.packedBytes &&
        local.bytes === listed.bytes))
  );
}

function unpack(packed: Uint8Array, entry: Entry): Result<Uint8Array> {
  if (entry.method === STORED && packed.length !== entry.bytes) {
    return wrong(entry, `its ${packed.length} stored bytes should be ${entry.bytes}`);
  }
  const unpacked = entry.method === STORED ? succeed(packed) : inflateDeflateExactly(packed, entry.bytes);
  if (!unpacked.ok) {
    return wrong(entry, unpacked.failure.message, unpacked.failure.code);
  }
  return crc32(unpacked.value) >>> 0 === entry.checksum
    ? unpacked
    : wrong(entry, "its bytes do not agree with its checksum");
}

function wrong(
  { name }: EntryHeader,
  what: string,
  code: Parameters<typeof fail>[0] = "data/format",
): Result<never> {
  return fail(code, `has an entry ${quote(name)} that cannot be read: ${what}`);
}
