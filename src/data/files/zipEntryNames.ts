export const LOCAL_HEADER = 0x04034b50;
export const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
/** A comment of 64 KiB at most stands behind the end record. */
const END_SEEN = END_RECORD_BYTES + 0xffff;
const NAMES_MAX = 1000;

/** The names of a zip archive's first entries; those of one that is cut off as far as they can be found. Never throws. */
export function zipEntryNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findZipEnd(view);
  const listed =
    end === undefined ? [] : readNames(view, view.getUint32(end + 16, true), CENTRAL_HEADER, 46, 28);
  return listed.length > 0 ? listed : readNames(view, 0, LOCAL_HEADER, 30, 26);
}

/** Where the record stands that a zip archive ends with. */
export function findZipEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_SEEN);
  for (let at = view.byteLength - END_RECORD_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END_RECORD) {
      return at;
    }
  }
  return undefined;
}

/** Reads headers of one kind, each with the lengths of a name and of what follows it, one after the other. */
function readNames(
  view: DataView,
  start: number,
  signature: number,
  headerBytes: number,
  lengthsAt: number,
): string[] {
  const names: string[] = [];
  let at = start;
  while (
    names.length < NAMES_MAX &&
    at + headerBytes <= view.byteLength &&
    view.getUint32(at, true) === signature
  ) {
    const nameBytes = view.getUint16(at + lengthsAt, true);
    const extraBytes = view.getUint16(at + lengthsAt + 2, true);
    const isCentral = signature === CENTRAL_HEADER;
    const lastBytes = isCentral ? view.getUint16(at + lengthsAt + 4, true) : view.getUint32(at + 18, true);
    const nameAt = at + headerBytes;
    const length = Math.min(nameBytes, view.byteLength - nameAt);
    names.push(new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + nameAt, length)));
    at = nameAt + nameBytes + extraBytes + lastBytes;
  }
  return names;
}
