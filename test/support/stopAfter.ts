import { Stopped, type Proceed } from "../../src/base/proceed";

/** A `proceed` that lets so many calls pass and throws at every later one. */
export function stopAfter(calls: number): Proceed {
  let left = calls;
  return () => {
    if (left-- <= 0) {
      throw new Stopped();
    }
  };
}
