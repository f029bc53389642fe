import * as z from "zod";
import type { Cell } from "../experiment/cell";
import type { CellEnd } from "../experiment/runCell";
import type { NoRequests } from "../protocol/channel";
import { runEventSchema, type CellEvent } from "../run/runEvent";

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
}

export interface HostSide {
  readonly events: never;
  readonly requests: { readonly "cell/run": { readonly parameters: CellRequest; readonly reply: CellEnd } };
}

export interface WorkerSide {
  readonly events:
    | { readonly type: "cell/event"; readonly event: CellEvent }
    | { readonly type: "cell/progress"; readonly epoch: number }
    | { readonly type: "log"; readonly line: string };
  readonly requests: NoRequests;
}

const workerEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("cell/event"), event: runEventSchema }),
  z.object({ type: z.literal("cell/progress"), epoch: z.number() }),
  z.object({ type: z.literal("log"), line: z.string() }),
]);

/** A worker's event, or undefined where the message is none. */
export function parseWorkerEvent(message: unknown): WorkerSide["events"] | undefined {
  const parsed = workerEventSchema.safeParse(message);
  if (!parsed.success) {
    return undefined;
  }
  const event = parsed.data;
  if (event.type !== "cell/event") {
    return event;
  }
  return "cell" in event.event ? { type: "cell/event", event: event.event } : undefined;
}

const cellEndSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("completed") }),
  z.object({ status: z.literal("cancelled") }),
  z.object({
    status: z.literal("failed"),
    failure: z.object({ code: z.string(), message: z.string() }).loose(),
  }),
]);

/** How a worker says a cell ended, or undefined where the reply is no such thing. */
export function parseCellEnd(reply: unknown): CellEnd | undefined {
  // The failure's code is one of our own set: the worker is built from the same source.
  return cellEndSchema.safeParse(reply).success ? (reply as CellEnd) : undefined;
}

/** The host's request, or undefined where the parameters are no such thing. */
export function parseCellRequest(parameters: unknown): CellRequest | undefined {
  const isRequest =
    typeof parameters === "object" &&
    parameters !== null &&
    "cell" in parameters &&
    "files" in parameters &&
    parameters.files instanceof Map;
  return isRequest ? (parameters as CellRequest) : undefined;
}
