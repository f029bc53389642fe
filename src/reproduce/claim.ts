import type { NetworkPhases } from "../analysis/phases/networkPhases";
import type { ConfigInput } from "../config/schema/configSchema";
import type { CellEpoch, CellSnapshot, CellStarted } from "../run/runEvent";

/** How a claim fared, by its rule. */
export type Finding = "reproduced" | "partly reproduced" | "not reproduced" | "undecided";

/** One trained network of a claim's run, as far as claims look at it. */
export interface Trained {
  readonly started: CellStarted;
  readonly snapshots: readonly CellSnapshot[];
  readonly epochs: readonly CellEpoch[];
  readonly phases: NetworkPhases;
}

/** What was measured for a claim. */
export interface Measured {
  readonly finding: Finding;
  /** Sentences with the figures and their spread. */
  readonly figures: readonly string[];
}

/** A result of the paper, or an objection to it, and how it is tried. */
export interface Claim<Name extends string = string> {
  /** Also the name of its run file. */
  readonly name: Name;
  readonly title: string;
  /** Where it is claimed. */
  readonly source: string;
  readonly claim: string;
  /** When it counts as reproduced; stated before the run. */
  readonly rule: string;
  /** What is trained; the number of networks is added. */
  readonly config: ConfigInput;
  /** @param networks that came to their end without diverging, in order of variant and seed */
  readonly judge: (networks: readonly Trained[]) => Measured;
}
