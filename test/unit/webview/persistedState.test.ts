import { describe, expect, it } from "vitest";
import { readPersistedState } from "../../../webview/state/persistedState";

describe("what an earlier window left", () => {
  it("is read where it is of this version", () => {
    const state = {
      version: 1,
      runId: "a",
      hiddenLayers: [0, 3],
      estimator: "kde",
      comparing: true,
      boundHidden: true,
    };
    expect(readPersistedState(state)).toEqual(state);
    expect(readPersistedState({ version: 1, hiddenLayers: [] })).toEqual({ version: 1, hiddenLayers: [] });
  });

  it.each([undefined, null, "text", {}, { version: 2, hiddenLayers: [] }, { version: 1, hiddenLayers: "0" }])(
    "is left alone where it is something else: %j",
    (stored) => {
      expect(readPersistedState(stored)).toBeUndefined();
    },
  );

  it("loses what is no layer, no run and no estimator", () => {
    const hiddenLayers = [1, -1, 1.5, "2", null];
    expect(readPersistedState({ version: 1, runId: 7, hiddenLayers, estimator: 1 })).toEqual({
      version: 1,
      hiddenLayers: [1],
    });
  });
});
