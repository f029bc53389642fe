import type { ConfigPath } from "../base/failure";

/** A value that a config is better given, as its text can be changed to it. */
export interface ConfigChange {
  readonly path: ConfigPath;
  readonly value: number | string;
}
