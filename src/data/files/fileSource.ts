import type { Result } from "../../base/failure";

/**
 * Where bytes of data files come from. Paths are those written in the config; the edge that implements this
 * decides what they are relative to and which are allowed, so that the same pipeline runs in Node, in the editor
 * and in a browser.
 */
export interface FileSource {
  read(path: string): Promise<Result<Uint8Array>>;
}
