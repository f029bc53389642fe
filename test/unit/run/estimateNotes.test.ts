import { describe, expect, it } from "vitest";
import { EstimateNotes } from "../../../src/run/estimateNotes";
import type { CellSnapshot } from "../../../src/run/runEvent";
import { CELL } from "../../support/syntheticRun";

const LAYERS = {
  layers: ["hidden 1", "output"].map((name) => ({ name, units: 2, activation: "tanh" })),
};

type Said = Readonly<Record<string, readonly (string | undefined)[]>>;

/** A snapshot whose layers are flagged with these sentences, by estimator. */
function snapshot(
  said: Said,
  rows: "all" | "training" = "all",
  epoch = 0,
  code = "outside-range",
): CellSnapshot {
  const figures = { ixt: 1, ity: 1 };
  return {
    type: "cell/snapshot",
    cell: CELL,
    epoch,
    estimates: Object.entries(said).map(([estimator, messages]) => ({
      estimator,
      rows,
      layers: messages.map((message) => ({
        ...figures,
        ceiling: figures,
        flags: message === undefined ? [] : [{ code, message }],
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
    expect(notes.list().map(({ text }) => text)).toEqual([
      "hidden 1: 3 % outside.",
      "output (until epoch 0): 1 % outside.",
    ]);
  });

  it("say until which epoch a sentence was true of a layer, and leave that off when it is true again", () => {
    const notes = notesOf(
      snapshot({ binning: ["Full.", "Full."] }, "all", 1),
      snapshot({ binning: ["Full.", "Full."] }, "all", 5),
      snapshot({ binning: ["Full.", undefined] }, "all", 9),
      snapshot({ binning: ["Full.", undefined] }, "all", 10),
    );
    expect(notes.list().map(({ text }) => text)).toEqual(["hidden 1, output (until epoch 5): Full."]);
    // Two layers were told of, and one of them lost its flag.
    expect(notes.changes).toBe(3);
    notes.add(snapshot({ binning: ["Full.", "Full."] }, "all", 20), LAYERS);
    expect(notes.list().map(({ text }) => text)).toEqual(["hidden 1, output: Full."]);
    expect(notes.changes).toBe(4);
  });

  it("say once of a layer that its rows all differ, in the newest words", () => {
    const notes = notesOf(
      snapshot({ binning: ["A cell each.", "A cell each."] }, "all", 1, "unique-rows"),
      snapshot({ binning: ["At the ceiling.", undefined] }, "all", 2, "saturated"),
    );
    expect(notes.list().map(({ code, text }) => [code, text])).toEqual([
      ["saturated", "hidden 1: At the ceiling."],
      ["unique-rows", "output (until epoch 1): A cell each."],
    ]);
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
