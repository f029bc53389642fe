import type { ConfigInput } from "../../src/config/schema/configSchema";
import { configSchema } from "../../src/config/schema/configSchema";
import { planCells } from "../../src/experiment/cell";
import type { CellEnvironment } from "../../src/experiment/cellEnvironment";
import { runCell, type CellEnd } from "../../src/experiment/runCell";
import { fail, succeed } from "../../src/base/failure";
import type { CellEpoch, CellEvent, CellFinished, CellSnapshot, CellStarted } from "../../src/run/runEvent";
import { createEngine } from "../../src/training/engines";

export const WASM_DIRECTORY = `${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`;

export interface CellRun {
  readonly end: CellEnd;
  readonly events: readonly CellEvent[];
  readonly started: CellStarted | undefined;
  readonly snapshots: readonly CellSnapshot[];
  readonly epochs: readonly CellEpoch[];
  readonly finished: CellFinished | undefined;
  readonly log: readonly string[];
}

/** Runs the config's one cell in this thread and keeps all that it said. */
export async function runOneCell(
  input: ConfigInput,
  overrides: Partial<CellEnvironment> & { readonly files?: CellEnvironment["files"] } = {},
): Promise<CellRun> {
  const log: string[] = [];
  const events: CellEvent[] = [];
  const generator = runCell(planCells(configSchema.parse(input))[0]!, {
    files: filesFrom({}),
    createEngine: (choice) => createEngine(choice, { binaries: WASM_DIRECTORY }),
    memoryLimitMebibytes: 512,
    clock: () => 0,
    proceed: () => true,
    onEpoch: () => undefined,
    onLog: (line) => log.push(line),
    ...overrides,
  });
  for (;;) {
    const next = await generator.next();
    if (next.done === true) {
      return {
        end: next.value,
        events,
        started: ofType(events, "cell/started")[0],
        snapshots: ofType(events, "cell/snapshot"),
        epochs: ofType(events, "cell/epoch"),
        finished: ofType(events, "cell/finished")[0],
        log,
      };
    }
    events.push(next.value);
  }
}

/** A file source over texts and bytes by name. */
export function filesFrom(contents: Readonly<Record<string, string | Uint8Array>>): CellEnvironment["files"] {
  return {
    read: (path) => {
      const content = contents[path];
      return Promise.resolve(
        content === undefined
          ? fail("data/file-missing", `There is no ${path}.`)
          : succeed(typeof content === "string" ? new TextEncoder().encode(content) : content),
      );
    },
  };
}

function ofType<Type extends CellEvent["type"]>(
  events: readonly CellEvent[],
  type: Type,
): Extract<CellEvent, { readonly type: Type }>[] {
  return events.filter((event): event is Extract<CellEvent, { readonly type: Type }> => event.type === type);
}
