import { DATA_CLASSES_MAX } from "../config/limits";
import { isDecimalNumber } from "./decimalNumber";

/** Classes in their final order, and the final index of each class that was numbered as it was met. */
export interface SortedClasses {
  readonly names: readonly string[];
  readonly rankOf: Uint16Array;
}

/** Numbers classes as they are met, so that the labels of a large file need not be held as text. */
export class ClassIndex {
  private readonly indexOfName = new Map<string, number>();

  /** The number of this class; undefined where it would be one class more than are allowed. */
  number(name: string): number | undefined {
    const known = this.indexOfName.get(name);
    if (known !== undefined) {
      return known;
    }
    const index = this.indexOfName.size;
    if (index === DATA_CLASSES_MAX) {
      return undefined;
    }
    this.indexOfName.set(name, index);
    return index;
  }

  /** The classes by their numeric values where every name is a number, else by the code units of their names. */
  sort(): SortedClasses {
    const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
    const met = Array.from(this.indexOfName.keys());
    const names = met.every(isDecimalNumber)
      ? met.toSorted((a, b) => Number(a) - Number(b) || byText(a, b))
      : met.toSorted(byText);
    const rankOf = new Uint16Array(names.length);
    for (const [rank, name] of names.entries()) {
      rankOf[this.indexOfName.get(name)!] = rank;
    }
    return { names, rankOf };
  }
}
