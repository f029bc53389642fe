import { DATA_CLASSES_MAX } from "../../base/limits";
import { decimalKey, isDecimalNumber } from "./decimalNumber";

/** Classes in their final order, and the final index of each class that was numbered as it was met. */
export interface SortedClasses {
  readonly names: readonly string[];
  readonly rankOf: Uint16Array;
  /** Whether every name is a number. */
  readonly areNumbers: boolean;
}

/** Ways to write the numbers of a column that are told apart while it is read: as many as a Uint16Array can number. */
const SPELLINGS_MAX = 2 ** 16;

/**
 * Numbers classes as they are met, so that the labels of a large file need not be held as text. If all are numbers,
 * two ways to write one number are one class.
 */
export class ClassIndex {
  private readonly indexOfName = new Map<string, number>();
  /** The distinct numbers, as long as nothing else was met. */
  private numbers: Set<string> | undefined = new Set();
  private readonly toPoint: (text: string) => string;

  /** @param toPoint the text of a number with a point as its decimal mark */
  constructor(toPoint: (text: string) => string = (text) => text) {
    this.toPoint = toPoint;
  }

  /** Whether all that was met are numbers. */
  get areNumbers(): boolean {
    return this.numbers !== undefined;
  }

  /** The number of this class; undefined if it would be one class more than are allowed. */
  number(name: string): number | undefined {
    const known = this.indexOfName.get(name);
    if (known !== undefined) {
      return known;
    }
    const index = this.indexOfName.size;
    const text = this.toPoint(name);
    if (isDecimalNumber(text)) {
      this.numbers?.add(decimalKey(text));
    } else {
      this.numbers = undefined;
    }
    if ((this.numbers?.size ?? index + 1) > DATA_CLASSES_MAX || index === SPELLINGS_MAX) {
      return undefined;
    }
    this.indexOfName.set(name, index);
    return index;
  }

  /** The classes by their numeric values if every name is a number, else by the code units of their names. */
  sort(): SortedClasses {
    const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
    const met = [...this.indexOfName.keys()];
    const rankOf = new Uint16Array(met.length);
    if (!this.areNumbers) {
      const names = met.toSorted(byText);
      for (const [rank, name] of names.entries()) {
        rankOf[this.indexOfName.get(name)!] = rank;
      }
      return { names, rankOf, areNumbers: false };
    }
    // The shortest way to write a number is its name.
    const nameOfKey = new Map<string, string>();
    for (const name of met.toSorted((a, b) => a.length - b.length || byText(a, b))) {
      const key = decimalKey(this.toPoint(name));
      nameOfKey.set(key, nameOfKey.get(key) ?? name);
    }
    const value = (name: string): number => Number(this.toPoint(name));
    const names = [...nameOfKey.values()].sort((a, b) => value(a) - value(b) || byText(a, b));
    const rankOfName = new Map(names.map((name, rank) => [name, rank]));
    for (const [index, name] of met.entries()) {
      rankOf[index] = rankOfName.get(nameOfKey.get(decimalKey(this.toPoint(name))) ?? name)!;
    }
    return { names, rankOf, areNumbers: true };
  }
}
