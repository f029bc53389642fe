/** Numbers in single precision as base64 of their little-endian bytes. */
export function encodeFloats(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

/** The numbers of such a text; undefined if it is none. */
export function decodeFloats(text: string): Float32Array | undefined {
  let letters: string;
  try {
    letters = atob(text);
  } catch {
    return undefined;
  }
  if (letters.length % 4 !== 0) {
    return undefined;
  }
  const view = new DataView(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)).buffer);
  return Float32Array.from({ length: letters.length / 4 }, (_, index) => view.getFloat32(4 * index, true));
}
