import { describe, expect, it } from "vitest";
import { createFrameScheduler } from "../../../webview/frameScheduler";

describe("drawing", () => {
  it("happens once a frame, however often it is asked for, and again in the next", () => {
    const frames: (() => void)[] = [];
    let drawn = 0;
    const ask = createFrameScheduler(
      (frame) => frames.push(frame),
      () => {
        drawn++;
      },
    );
    ask();
    ask();
    ask();
    expect(frames.length).toBe(1);
    frames.shift()?.();
    expect(drawn).toBe(1);
    ask();
    frames.shift()?.();
    expect(drawn).toBe(2);
  });

  it("goes on after a drawing that failed", () => {
    const frames: (() => void)[] = [];
    const ask = createFrameScheduler(
      (frame) => frames.push(frame),
      () => {
        throw new Error("no canvas");
      },
    );
    ask();
    expect(() => frames.shift()?.()).toThrow("no canvas");
    ask();
    expect(frames.length).toBe(1);
  });
});
