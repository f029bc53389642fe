import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseViewMessage } from "../../../src/session/parseViewMessage";
import { VIEW_ACTIONS, type ViewToHost } from "../../../src/view/viewMessages";

describe("parseViewMessage", () => {
  it.each<ViewToHost>([
    { type: "view/ready" },
    { type: "view/resync" },
    ...VIEW_ACTIONS.map((action) => ({ type: "view/action", action }) as const),
    { type: "view/error", message: "It broke.", stack: "" },
    { type: "view/openField", path: ["study", "over", "training.epochs"] },
    { type: "view/neurons", of: "histograms", position: 1, after: -1 },
  ])("takes %j, and nothing that is added to it", (message) => {
    expect(parseViewMessage({ ...message, extra: 1 })).toEqual(message);
  });

  it("cuts what is too long", () => {
    const parsed = parseViewMessage({ type: "view/error", message: "x".repeat(1e6), stack: "y".repeat(1e6) });
    expect(JSON.stringify(parsed).length).toBeLessThan(10_000);
  });

  it.each([
    null,
    undefined,
    "view/ready",
    [],
    { type: ["view/ready"] },
    { type: "view/action", action: "toString" },
    { type: "view/action", action: ["run"] },
    { type: "view/error", message: {}, stack: "" },
    { type: "view/error", message: "" },
    { type: "view/openField", path: "training" },
    { type: "view/openField", path: ["training", 0] },
    { type: "view/openField", path: ["x".repeat(201)] },
    { type: "view/openField", path: Array.from({ length: 11 }, () => "x") },
    { type: "view/neurons", of: "all", position: 1, after: -1 },
    { type: "view/neurons", of: "weights", position: "1", after: -1 },
  ])("refuses %j", (message) => {
    expect(parseViewMessage(message)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        parseViewMessage(message);
      }),
    );
  });
});
