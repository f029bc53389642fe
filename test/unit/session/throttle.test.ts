import { describe, expect, it } from "vitest";
import { throttle } from "../../../src/session/throttle";
import { FakeClock } from "../editor/fakeClock";

function setUp() {
  const clock = new FakeClock();
  const at: number[] = [];
  const throttled = throttle(() => at.push(clock.now()), 100, clock);
  return { clock, at, throttled };
}

describe("throttle", () => {
  it("acts at once, then at most once an interval, and never loses the last asking", () => {
    const { clock, at, throttled } = setUp();
    for (let step = 0; step < 25; step++) {
      throttled.request();
      clock.advance(10);
    }
    clock.advance(1000);
    expect(at).toEqual([0, 100, 200, 300]);
  });

  it("acts at once again after a pause", () => {
    const { clock, at, throttled } = setUp();
    throttled.request();
    clock.advance(500);
    throttled.request();
    expect(at).toEqual([0, 500]);
  });

  it("does nothing more once disposed", () => {
    const { clock, at, throttled } = setUp();
    throttled.request();
    throttled.request();
    throttled.dispose();
    throttled.request();
    clock.advance(1000);
    expect(at).toEqual([0]);
    expect(clock.waiting).toBe(0);
  });
});
