/** A file that can be read in pieces. */
export interface ByteSource {
  readonly size: number;
  /** So many bytes from a position on; fewer where the file ends. */
  read(position: number, length: number): Promise<Uint8Array>;
}
