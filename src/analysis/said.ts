import type { ConfigPath } from "../base/failure";
import type { ConfigChange } from "./configChange";

/** What a run says about a line of its config. */
export interface Said {
  /** What several networks that say the same have in common beside the code, whatever their figures. */
  readonly kind?: string;
  readonly severity: "information" | "warning";
  /** Whole sentences, with the figures that they rest on. */
  readonly message: string;
  readonly path: ConfigPath;
  /** The first thing to try, if it is one value. */
  readonly change?: ConfigChange;
}
