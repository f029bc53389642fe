import * as z from "zod";
import type { Cell } from "../experiment/cell";
import type { SpareThreads } from "../experiment/cellEnvironment";
import type { CellEnd } from "../experiment/runCell";
import type { CheckRow } from "../information/check/checkEstimators";
import type { NoRequests } from "../protocol/channel";
import type { CellEvent } from "../run/runEvent";

/** What a worker is started with. */
export interface WorkerStart {
  /** Shared with the host: see `ControlBlock`. */
  readonly control: SharedArrayBuffer;
}

/** What the host asks of a worker: to run one cell to its end. */
export interface CellRequest {
  readonly cell: Cell;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly memoryLimitMebibytes: number;
  /** Threads that may be started beside the cell's own, to measure while it trains. */
  readonly measuring?: Pick<SpareThreads, "count" | "memoryLimitMebibytes"> | undefined;
  /** The folder that activations are kept in, or were. */
  readonly activationFolder?: string | undefined;
  /** The events of a cell that is estimated again rather than trained. */
  readonly stored?: readonly CellEvent[] | undefined;
}

export interface HostSide {
  readonly events: never;
  readonly requests: {
    readonly "cell/run": { readonly parameters: CellRequest; readonly reply: CellEnd };
    /** Asks for the estimators' check; its lines come as events. */
    readonly "check/run": { readonly parameters: Readonly<Record<string, never>>; readonly reply: CellEnd };
  };
}

export interface WorkerSide {
  readonly events:
    | { readonly type: "cell/event"; readonly event: CellEvent }
    | {
        readonly type: "cell/progress";
        readonly epoch: number;
        readonly snapshots: number;
        /** What the thread holds: its heap and what it has allocated beside it. */
        readonly mebibytes: number;
      }
    /** What the cell is estimated to need, before it trains. */
    | { readonly type: "cell/memory"; readonly mebibytes: number }
    | { readonly type: "check/row"; readonly row: CheckRow; readonly planned: number }
    | { readonly type: "log"; readonly line: string };
  readonly requests: NoRequests;
}

/** A figure as it was measured: NaN and the infinities are figures too, and pass between threads as they are. */
const figure = z.custom<number>((value) => typeof value === "number");

const checkRowSchema = z.object({
  estimator: z.string(),
  distribution: z.string(),
  trueBits: figure,
  bits: figure,
  interval: z.tuple([figure, figure]).exactOptional(),
  error: figure,
  tolerance: figure,
  passed: z.boolean(),
  milliseconds: figure,
});

/**
 * A cell's event, told apart but not judged: the worker is built from the same source as its host. The schema of the
 * run file is for files, which others may have written, and in which words stand for figures that are not finite.
 */
const cellEventSchema = z.looseObject({
  type: z.enum([
    "cell/started",
    "cell/bound",
    "cell/epoch",
    "cell/snapshot",
    "cell/weights",
    "cell/histograms",
    "cell/finished",
  ] satisfies CellEvent["type"][]),
  cell: z.object({ variant: z.number().int(), seed: z.number().int() }),
});

const workerEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("cell/event"), event: cellEventSchema }),
  z.object({ type: z.literal("cell/progress"), epoch: figure, snapshots: figure, mebibytes: figure }),
  z.object({ type: z.literal("cell/memory"), mebibytes: figure }),
  z.object({ type: z.literal("check/row"), row: checkRowSchema, planned: figure }),
  z.object({ type: z.literal("log"), line: z.string() }),
]);

/** A worker's event, or undefined if the message is none. */
export function parseWorkerEvent(message: unknown): WorkerSide["events"] | undefined {
  // What the schema does not look at is of the type that the worker was compiled with.
  return workerEventSchema.safeParse(message).success ? (message as WorkerSide["events"]) : undefined;
}

const cellEndSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("completed") }),
  z.object({ status: z.literal("canceled") }),
  z.object({
    status: z.literal("failed"),
    failure: z.object({ code: z.string(), message: z.string() }).loose(),
  }),
]);

/** How a worker says a cell ended, or undefined if the reply is no such thing. */
export function parseCellEnd(reply: unknown): CellEnd | undefined {
  // The failure's code is one of our own set: the worker is built from the same source.
  return cellEndSchema.safeParse(reply).success ? (reply as CellEnd) : undefined;
}

/** The host's request, or undefined if the parameters are no such thing. */
export function parseCellRequest(parameters: unknown): CellRequest | undefined {
  const isRequest =
    typeof parameters === "object" &&
    parameters !== null &&
    "cell" in parameters &&
    "files" in parameters &&
    parameters.files instanceof Map;
  return isRequest ? (parameters as CellRequest) : undefined;
}
