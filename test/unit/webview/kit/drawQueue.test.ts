import { expect, it } from "vitest";
import { DrawQueue } from "../../../../webview/kit/drawQueue";

/** A queue with frames that come when they are called. */
function createQueue(): { readonly queue: DrawQueue; readonly nextFrame: () => void } {
  const frames: (() => void)[] = [];
  return {
    queue: new DrawQueue((callback) => frames.push(callback)),
    nextFrame: () => {
      for (const callback of frames.splice(0)) {
        callback();
      }
    },
  };
}

it("draws one thing a frame, in the order in which they were asked for", () => {
  const { queue, nextFrame } = createQueue();
  const drawn: string[] = [];
  const [first, second] = [{}, {}];
  queue.request(first, () => drawn.push("first"));
  queue.request(second, () => drawn.push("second"));
  expect(drawn).toEqual([]);
  nextFrame();
  expect(drawn).toEqual(["first"]);
  nextFrame();
  expect(drawn).toEqual(["first", "second"]);
  nextFrame();
  queue.request(first, () => drawn.push("first again"));
  nextFrame();
  expect(drawn).toEqual(["first", "second", "first again"]);
});

it("draws of a thing that waits its newest drawing only, and lets it keep its place", () => {
  const { queue, nextFrame } = createQueue();
  const drawn: string[] = [];
  const [first, second] = [{}, {}];
  queue.request(first, () => drawn.push("old"));
  queue.request(second, () => drawn.push("second"));
  queue.request(first, () => drawn.push("new"));
  nextFrame();
  nextFrame();
  nextFrame();
  expect(drawn).toEqual(["new", "second"]);
});

it("does not draw what was dropped, and goes on after a drawing that throws", () => {
  const { queue, nextFrame } = createQueue();
  const drawn: string[] = [];
  const [dropped, broken, last] = [{}, {}, {}];
  queue.request(dropped, () => drawn.push("dropped"));
  queue.drop(dropped);
  queue.request(broken, () => {
    throw new Error("It cannot be drawn.");
  });
  queue.request(last, () => drawn.push("last"));
  expect(nextFrame).toThrow("It cannot be drawn.");
  nextFrame();
  expect(drawn).toEqual(["last"]);
});
