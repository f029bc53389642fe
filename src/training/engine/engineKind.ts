import type { Result } from "../../base/failure";
import type { NetworkSpec } from "../../network/networkSpec";
import type { TrainingEngine } from "./trainingEngine";

/** What is trained, as far as an engine's memory goes. */
export interface TrainingSize {
  readonly network: NetworkSpec;
  readonly rows: number;
  readonly batchSize: number;
}

/** Where an engine finds what it loads. */
export interface EngineHome {
  /** The folder of WebAssembly binaries that are files of their own, with a separator at its end. */
  readonly binaries: string;
}

/** All that is said of an engine anywhere. */
export interface EngineKind<Name extends string = string> {
  readonly name: Name;
  /** What the engine is, as a half-sentence of the config's description. */
  readonly summary: string;
  /** What training takes beside the data and the activations that are handed out, in bytes. */
  readonly memoryBytes: (size: TrainingSize) => number;
  /** What the engine can have at most, in bytes; left out if the machine is the limit. */
  readonly memoryMax?: number;
  /** Loads the engine, which may take a second: called only for an engine that a run takes. */
  readonly load: (home: EngineHome) => Promise<Result<TrainingEngine>>;
}
