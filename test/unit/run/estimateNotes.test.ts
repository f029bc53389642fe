import { describe, expect, it } from "vitest";
import { EstimateNotes } from "../../../src/run/estimateNotes";
import type { CellSnapshot } from "../../../src/run/runEvent";
import { CELL } from "../../support/syntheticRun";

const LAYERS = {
  layers: ["hidden 1", "output"].map((name) => ({ name, units: 2, activation: "tanh" })),
};

type Said = Readonly<Record<string, readonly (string | undefined)[]>>;

/** A snapshot whose layers are flagged with these sentences, by estimator. */
function snapshot(said: Said, rows: "all" | "training" = "all"): CellSnapshot {
  const figures = { ixt: 1, ity: 1 };
  return {
    type: "cell/snapshot",
    cell: CELL,
    epoch: 0,
    estimates: Object.entries(said).map(([estimator, messages]) => ({
      estimator,
      rows,
      layers: messages.map((message) => ({
        ...figures,
        ceiling: figures,
        flags: message === undefined ? [] : [{ code: "outside-range", message }],
      })),
    })),
  };
}

function notesOf(...snapshots: readonly CellSnapshot[]): EstimateNotes {
  const notes = new EstimateNotes();
  for (const each of snapshots) {
    notes.add(each, LAYERS);
  }
  return notes;
}

describe("notes on estimates", () => {
  it("name the layers that a sentence was said of together, and the estimator", () => {
    const notes = notesOf(snapshot({ binning: ["Far.", "Far."], kde: [undefined, "Near."] }));
    expect(notes.list()).toEqual([
      { estimator: "binning", code: "outside-range", text: "hidden 1, output: Far." },
      { estimator: "kde", code: "outside-range", text: "output: Near." },
    ]);
  });

  it("name layers from the inputs on, whichever was flagged first", () => {
    const notes = notesOf(
      snapshot({ binning: [undefined, "Far."] }),
      snapshot({ binning: ["Far.", "Far."] }),
    );
    expect(notes.list().map(({ text }) => text)).toEqual(["hidden 1, output: Far."]);
  });

  it("keep the newest sentence of each layer", () => {
    const notes = notesOf(
      snapshot({ binning: ["1 % outside.", "1 % outside."] }),
      snapshot({ binning: ["3 % outside.", undefined] }),
    );
    expect(notes.list().map(({ text }) => text)).toEqual(["hidden 1: 3 % outside.", "output: 1 % outside."]);
  });

  it("count their changes, and leave the training rows out", () => {
    const notes = notesOf(snapshot({ binning: ["A.", "A."] }));
    expect(notes.changes).toBe(2);
    notes.add(snapshot({ binning: ["A.", "A."] }), LAYERS);
    notes.add(snapshot({ binning: ["B.", "B."] }, "training"), LAYERS);
    expect(notes.changes).toBe(2);
    notes.add(snapshot({ binning: ["A.", "C."] }), LAYERS);
    expect(notes.changes).toBe(3);
  });
});
