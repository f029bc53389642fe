import { describe, expect, it } from "vitest";
import { configSchema, type ConfigInput } from "../../../src/config/schema/configSchema";
import { planCells } from "../../../src/experiment/cell";
import type { ActivationStore, KeptActivations, KeptRows } from "../../../src/experiment/cellEnvironment";
import { recomputeCell } from "../../../src/experiment/recomputeCell";
import type { CellEnd } from "../../../src/experiment/runCell";
import { fail, succeed } from "../../../src/base/failure";
import { planRecomputation } from "../../../src/run/recomputation";
import {
  RUN_FORMAT_VERSION,
  type CellEvent,
  type CellSnapshot,
  type RunEvent,
} from "../../../src/run/runEvent";
import { alwaysProceed } from "../../../src/base/proceed";
import { runOneCell } from "../../support/runOneCell";
import { stopAfter } from "../../support/stopAfter";

const small: ConfigInput = {
  data: { source: "symmetric-rule" },
  network: { hidden: [4, 3] },
  training: { epochs: 4, batchSize: 512 },
  analysis: { estimator: "binning", snapshots: 4, keepActivations: true, bound: "none" },
};

/** Keeps activations in memory, as the disk would. */
class MemoryStore implements ActivationStore, KeptActivations {
  readonly place = "memory";
  private kept: KeptRows | undefined;
  private readonly byEpoch = new Map<number, readonly Float32Array[]>();

  begin(rows: KeptRows): void {
    this.kept = rows;
  }
  keep(epoch: number, _rows: number, activations: readonly Float32Array[]): void {
    this.byEpoch.set(epoch, activations);
  }
  rows(): ReturnType<KeptActivations["rows"]> {
    return this.kept === undefined ? fail("run/file-unreadable", "There are no rows.") : succeed(this.kept);
  }
  at(epoch: number): ReturnType<KeptActivations["at"]> {
    const found = this.byEpoch.get(epoch);
    return found === undefined ? fail("run/file-unreadable", "There is no such epoch.") : succeed(found);
  }
  fileOf(epoch: number): string {
    return `memory/${epoch}`;
  }
}

function headerOf(input: ConfigInput, activations: string | undefined): RunEvent {
  return {
    type: "run/started",
    version: RUN_FORMAT_VERSION,
    runId: "small",
    createdAt: "2026-01-02T03:04:05.000Z",
    configName: "small.ib.json",
    configHash: "",
    config: configSchema.parse(input),
    cells: [{ variant: 0, seed: 0 }],
    ...(activations === undefined ? {} : { activations }),
    tool: { name: "ib-analysis", version: "0" },
  };
}

function recompute(
  input: ConfigInput,
  stored: readonly CellEvent[],
  kept: KeptActivations,
  proceed = alwaysProceed,
): { readonly end: CellEnd; readonly events: readonly CellEvent[] } {
  const plan = planRecomputation([headerOf(input, "small.activations"), ...stored], {
    name: "binning",
    bins: 7,
    range: "auto",
  });
  if (!plan.ok) {
    throw new Error(plan.failure.message);
  }
  const events: CellEvent[] = [];
  const generator = recomputeCell(planCells(plan.value.config)[0]!, stored, kept, {
    clock: () => 0,
    proceed,
    onEpoch: () => undefined,
  });
  for (;;) {
    const next = generator.next();
    if (next.done === true) {
      return { end: next.value, events };
    }
    events.push(next.value);
  }
}

const SNAPSHOT: CellSnapshot = {
  type: "cell/snapshot",
  cell: { variant: 0, seed: 0 },
  epoch: 0,
  estimates: [],
};

const snapshotsOf = (events: readonly CellEvent[]): CellSnapshot[] =>
  events.filter((event): event is CellSnapshot => event.type === "cell/snapshot");

describe("estimating a stored run again", () => {
  it("gives what the run itself would have given with that estimator, beside its own", async () => {
    const store = new MemoryStore();
    const trained = await runOneCell(small, { activationStore: store });
    expect(trained.log.some((line) => line.startsWith("Activations are kept in memory: up to"))).toBe(true);
    const { end, events } = recompute(small, trained.events, store);
    expect(end).toEqual({ status: "completed" });
    const both: ConfigInput = {
      ...small,
      analysis: { ...small.analysis, estimator: ["binning", { name: "binning", bins: 7, range: "auto" }] },
    };
    const whole = await runOneCell(both, { activationStore: new MemoryStore() });
    expect(snapshotsOf(events)).toEqual(whole.snapshots);
    expect(events[0]).toEqual(whole.started);
    expect(events.at(-1)!.type).toBe("cell/finished");
  });

  it("keeps nothing where the config does not ask for it", async () => {
    const store = new MemoryStore();
    await runOneCell({ ...small, analysis: { snapshots: 4 } }, { activationStore: store });
    expect(store.rows().ok).toBe(false);
  });

  it("refuses before training what no disk should take", async () => {
    const { end } = await runOneCell(
      {
        ...small,
        network: { hidden: [4096] },
        training: { epochs: 100_000 },
        analysis: { snapshots: 4000, keepActivations: true },
      },
      { activationStore: new MemoryStore(), memoryLimitMebibytes: 1e6 },
    );
    expect(end).toMatchObject({
      status: "failed",
      failure: { code: "config/out-of-range", path: ["analysis", "keepActivations"] },
    });
  });

  it("stops when it is told to, and where activations are missing", async () => {
    const store = new MemoryStore();
    const { events } = await runOneCell(small, { activationStore: store });
    expect(recompute(small, events, store, stopAfter(3)).end).toEqual({ status: "canceled" });
    const gone = recompute(small, events, new MemoryStore());
    expect(gone.end).toMatchObject({ status: "failed", failure: { code: "run/file-unreadable" } });
    const partly = {
      rows: () => store.rows(),
      fileOf: (epoch: number) => store.fileOf(epoch),
      at: (epoch: number) => (epoch > 1 ? fail("run/file-unreadable", "Gone.") : store.at(epoch)),
    };
    const cut = recompute(small, events, partly);
    expect(cut.end.status).toBe("failed");
    expect(snapshotsOf(cut.events).length).toBe(2);
  });
});

describe("planning to estimate again", () => {
  it("adds the estimator at the end of the list", () => {
    const plan = planRecomputation([headerOf(small, "a"), SNAPSHOT], {
      name: "binning",
      bins: 7,
      range: [-1, 1],
    });
    expect(plan).toMatchObject({
      ok: true,
      value: {
        activations: "a",
        config: { analysis: { estimator: ["binning", { name: "binning", bins: 7, range: [-1, 1] }] } },
      },
    });
  });

  it("is refused without a header, without activations, and where there are enough estimators", () => {
    const refusal = (events: readonly RunEvent[]): string => {
      const plan = planRecomputation(events, { name: "exact" });
      return plan.ok ? "planned" : plan.failure.message;
    };
    expect(refusal([])).toContain("no header");
    expect(refusal([headerOf(small, undefined)])).toContain(`"keepActivations": true`);
    const many: ConfigInput = {
      ...small,
      analysis: { estimator: Array.from({ length: 8 }, () => "binning" as const) },
    };
    expect(refusal([headerOf(many, "a")])).toContain("8 at most");
  });
});
