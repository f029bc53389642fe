import { describe, expect, it } from "vitest";
import { countLiveDisposables, DisposableStore } from "../../../src/session/disposableStore";
import { Signal } from "../../../src/session/signal";

const noting = (name: string, notes: string[]): { dispose(): void } => ({
  dispose: () => {
    notes.push(name);
  },
});

describe("DisposableStore", () => {
  it("disposes the last first, once", () => {
    const notes: string[] = [];
    const store = new DisposableStore();
    store.add(noting("a", notes));
    store.add(noting("b", notes));
    store.dispose();
    store.dispose();
    expect(notes).toEqual(["b", "a"]);
  });

  it("disposes at once what is added after its own disposal", () => {
    const notes: string[] = [];
    const store = new DisposableStore();
    store.dispose();
    store.add(noting("late", notes));
    expect(notes).toEqual(["late"]);
    expect(store.size).toBe(0);
  });

  it("disposes of an item before its time, and of a foreign one never", () => {
    const notes: string[] = [];
    const store = new DisposableStore();
    const item = store.add(noting("a", notes));
    store.remove(noting("foreign", notes));
    store.remove(item);
    store.dispose();
    expect(notes).toEqual(["a"]);
  });

  it("disposes the others where one throws, and says so", () => {
    const notes: string[] = [];
    const store = new DisposableStore();
    store.add(noting("a", notes));
    store.add({
      dispose: () => {
        throw new Error("stuck");
      },
    });
    expect(() => {
      store.dispose();
    }).toThrow("1 of 2");
    expect(notes).toEqual(["a"]);
  });

  it("is counted while it holds something", () => {
    const before = countLiveDisposables();
    const outer = new DisposableStore();
    const inner = outer.add(new DisposableStore());
    inner.add(noting("a", []));
    expect(countLiveDisposables()).toBe(before + 2);
    outer.dispose();
    expect(countLiveDisposables()).toBe(before);
  });
});

describe("Signal", () => {
  it("tells each listener until it is disposed, the same function twice where it listens twice", () => {
    const signal = new Signal<number>();
    const heard: number[] = [];
    const listener = (value: number): void => {
      heard.push(value);
    };
    const first = signal.on(listener);
    signal.on(listener);
    signal.fire(1);
    first.dispose();
    signal.fire(2);
    expect(heard).toEqual([1, 1, 2]);
  });

  it("tells those who listened when it fired, whoever leaves meanwhile", () => {
    const signal = new Signal<void>();
    const heard: string[] = [];
    const subscription = signal.on(() => {
      heard.push("first");
      subscription.dispose();
    });
    signal.on(() => {
      heard.push("second");
    });
    signal.fire();
    signal.fire();
    expect(heard).toEqual(["first", "second", "second"]);
  });
});
