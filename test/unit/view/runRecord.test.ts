import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Table } from "../../../src/view/tables";
import type { CellView, RunView } from "../../../src/view/viewMessages";
import { RunRecord, type RunCursor, type RunNews } from "../../../src/view/runRecord";
import { makeStudy, makeSyntheticRun } from "../../support/syntheticRun";

const events = makeSyntheticRun(5);

function recordOf(count: number): RunRecord {
  const record = new RunRecord();
  for (const event of events.slice(0, count)) {
    record.apply(event);
  }
  return record;
}

function append(table: Table, more: Table | undefined): Table {
  return more === undefined
    ? table
    : { ...table, values: Float64Array.from([...table.values, ...more.values]) };
}

describe("a run record", () => {
  it("folds events into tables with the columns that views read", () => {
    const { cells, status } = recordOf(events.length).view();
    expect(status).toBe("completed");
    expect(cells[0]!.epochs.columns).toBe(5 + 3 * 2);
    expect([...cells[0]!.epochs.values.slice(0, 11)]).toEqual([
      1, 0.7, 0.8, 0.9, 0.85, 0.1, 0.01, 2, 0.2, 0.02, 1,
    ]);
    const { columns, values } = cells[0]!.snapshots;
    expect(columns).toBe(1 + 2 * 2 * 8);
    const epochOne = values.slice(columns, 2 * columns);
    expect(epochOne[0]).toBe(1);
    expect([...epochOne.slice(1, 9)]).toEqual([7, 0.2, NaN, NaN, NaN, NaN, 0.79, 20]);
    expect([...epochOne.slice(17, 25)]).toEqual([7, 0.2, 6.5, 7.5, 0.1, expect.closeTo(0.3, 12), 0.79, 20]);
    expect(cells[0]!.notes).toEqual([
      { text: "It learned." },
      { estimator: "binning", text: "hidden 1 (until epoch 0): It is saturated." },
    ]);
  });

  it("marks the first finding as the verdict, with its change, but no summary of earlier versions", () => {
    const change = { path: ["training", "epochs"], value: 4000 };
    const finding = { severity: "warning" as const, path: ["training", "epochs"] };
    const record = new RunRecord();
    for (const event of events) {
      record.apply(
        event.type === "cell/finished"
          ? {
              ...event,
              findings: [
                { ...finding, code: "training/too-short", message: "Train longer.", change },
                ...event.findings,
              ],
            }
          : event,
      );
    }
    expect(record.view().cells[0]!.notes.slice(0, 2)).toEqual([
      {
        text: "Train longer.",
        verdict: { code: "training/too-short", severity: "warning", change: "training.epochs: 4000" },
      },
      { text: "It learned." },
    ]);
    expect(record.advicePath).toEqual(["training", "epochs"]);
    expect(recordOf(events.length).advicePath).toBeUndefined();
  });

  it("has the bound as a curve, with what a sample promises of it", () => {
    const { bound } = recordOf(events.length).view().cells[0]!;
    expect(bound).toMatchObject({ of: "p(y|x) of the data", trivial: false, accuracy: 1e-5 });
    expect(bound!.curve.columns).toBe(3);
    expect([...bound!.curve.values]).toEqual([0, 0, 0, 0.5, 0.4, 0.3, 1.5, 0.99, NaN]);
  });

  it("hands out arrays that hold nothing but their rows", () => {
    const { cells } = recordOf(events.length).view();
    for (const table of [cells[0]!.epochs, cells[0]!.snapshots]) {
      expect(table.values.byteOffset).toBe(0);
      expect(table.values.byteLength).toBe(table.values.buffer.byteLength);
    }
  });

  it("has the networks in the order of the header, whichever begins first", () => {
    const record = new RunRecord();
    for (const event of makeStudy([2, 0, 1])) {
      record.apply(event);
    }
    const { networks, cells } = record.view();
    expect(networks).toBe(3);
    expect(cells.map(({ position, seed }) => [position, seed])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    expect(cells.map(({ epochs }) => epochs.values[1])).toEqual([0.7, 1.7, 2.7]);
    expect(record.finished.length).toBe(3);
  });

  it("gives a network its place also where those before it have not begun", () => {
    const record = new RunRecord();
    for (const event of makeStudy([2, 0, 1]).slice(0, 2)) {
      record.apply(event);
    }
    expect(record.view().cells).toMatchObject([{ position: 3, seed: 2 }]);
  });

  it("tells a network whole when it begins, and of every other event what came with it", () => {
    const record = new RunRecord();
    let cursor: RunCursor | undefined;
    for (const event of makeStudy([2, 0, 1])) {
      record.apply(event);
      const news = record.tell(cursor)!;
      expect(news.isWhole).toBe(true);
      if (news.message.type === "run/delta") {
        expect(news.message.begun?.length ?? 0).toBe(event.type === "cell/started" ? 1 : 0);
        expect(news.message.cells.length).toBe("cell" in event && event.type !== "cell/started" ? 1 : 0);
      } else {
        expect(event.type).toBe("run/started");
      }
      cursor = news.cursor;
    }
  });

  it("a run that ended without a word was interrupted; one that ended was not", () => {
    const cut = recordOf(4);
    cut.markInterrupted();
    expect(cut.view().status).toBe("interrupted");
    const whole = recordOf(events.length);
    whole.markInterrupted();
    expect(whole.view().status).toBe("completed");
  });

  it("a failure says why", () => {
    const record = recordOf(4);
    record.apply({ type: "run/failed", failure: { code: "worker/crashed", message: "It crashed." } });
    expect(record.view()).toMatchObject({ status: "failed", failure: "It crashed." });
  });

  it("what is told from any moments adds up to the whole, of one network and of several", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        (steps, isStudy) => {
          const all = isStudy ? makeStudy([1, 2, 0], 2) : events;
          const record = new RunRecord();
          let view: RunView | undefined;
          let cursor: RunCursor | undefined;
          let position = 0;
          for (const step of [...steps, all.length]) {
            for (const event of all.slice(position, position + step)) {
              record.apply(event);
            }
            position += step;
            const news = record.tell(cursor);
            if (news !== undefined) {
              view = grow(view, news.message);
              cursor = news.cursor;
            }
          }
          expect(view).toEqual(record.view());
        },
      ),
    );
  });

  it("has nothing to tell where nothing came", () => {
    const record = recordOf(6);
    const { cursor } = record.tell(undefined)!;
    expect(record.tell(cursor)).toBeUndefined();
    record.setProgress({ epoch: 1, epochs: 5, epochsPerSecond: 1, secondsLeft: 4 });
    expect(record.tell(record.tell(cursor)!.cursor)).toBeUndefined();
  });
});

function grow(view: RunView | undefined, message: RunNews["message"]): RunView {
  if (message.type === "run/snapshot") {
    return message.run;
  }
  const known = [...view!.cells, ...(message.begun ?? [])].sort((a, b) => a.position - b.position);
  const cells = known.map((cell, index): CellView => {
    const change = message.cells.find(({ cellIndex }) => cellIndex === index);
    return {
      ...cell,
      epochs: append(cell.epochs, change?.epochs),
      snapshots: append(cell.snapshots, change?.snapshots),
      notes: change?.notes ?? cell.notes,
      ...(change?.bound === undefined ? {} : { bound: change.bound }),
    };
  });
  return { ...view!, status: message.status, cells };
}
