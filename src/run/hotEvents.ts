import {
  ESTIMATORS_MAX,
  HIDDEN_LAYERS_MAX,
  HISTOGRAM_PARTS_MAX,
  STORED_LIST_MAX,
  STORED_TEXT_MAX,
} from "../base/limits";
import type { CellEpoch, CellHistograms, CellSnapshot } from "./runEvent";

/** An object as JSON gives it. */
type Json = Record<string, unknown>;

const LAYERS_MAX = HIDDEN_LAYERS_MAX + 1;

/** What a run file writes for figures that JSON has no number for. */
const WORDS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

/**
 * Reads the three kinds of events that a run file consists of nearly whole, several times as fast as their schema does.
 * It takes only what the schema takes unchanged but for words in place of figures, which it turns into numbers where
 * they stand; whatever else there is, unknown members among it, is left to the schema, with its messages.
 * @param value a line of a run file, parsed; it belongs to the event if there is one
 * @returns undefined if the schema has to say what it is
 */
export function readHotEvent(value: unknown): CellEpoch | CellSnapshot | CellHistograms | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  switch (value["type"]) {
    case "cell/epoch":
      return isEpoch(value) ? (value as unknown as CellEpoch) : undefined;
    case "cell/snapshot":
      return isSnapshot(value) ? (value as unknown as CellSnapshot) : undefined;
    case "cell/histograms":
      return isHistograms(value) ? (value as unknown as CellHistograms) : undefined;
    default:
      return undefined;
  }
}

function isEpoch(event: Json): boolean {
  return (
    hasOnly(event, EPOCH_MEMBERS) &&
    isCell(event["cell"]) &&
    isInteger(event["epoch"]) &&
    areFigures(event["training"], LOSS_MEMBERS) &&
    areFigures(event["test"], LOSS_MEMBERS) &&
    isList(event["layers"], LAYERS_MAX, (layer) => areFigures(layer, GRADIENT_MEMBERS))
  );
}

function isSnapshot(event: Json): boolean {
  return (
    hasOnly(event, SNAPSHOT_MEMBERS) &&
    isCell(event["cell"]) &&
    isInteger(event["epoch"]) &&
    isList(event["estimates"], 2 * ESTIMATORS_MAX, isEstimates)
  );
}

function isHistograms(event: Json): boolean {
  return (
    hasOnly(event, event["estimator"] === undefined ? HISTOGRAMS_MEMBERS : BINNED_MEMBERS) &&
    isCell(event["cell"]) &&
    isCount(event["epoch"]) &&
    (event["estimator"] === undefined || isText(event["estimator"])) &&
    isList(event["layers"], LAYERS_MAX, isHistogram)
  );
}

function isHistogram(value: unknown): boolean {
  if (!isObject(value) || !hasOnly(value, HISTOGRAM_MEMBERS)) {
    return false;
  }
  const { range, below, above, counts } = value;
  return (
    Array.isArray(range) &&
    range.length === 2 &&
    range.every((end) => Number.isFinite(end)) &&
    isCount(below) &&
    isCount(above) &&
    isList(counts, HISTOGRAM_PARTS_MAX, isCount) &&
    (counts as readonly unknown[]).length > 0
  );
}

function isEstimates(value: unknown): boolean {
  return (
    isObject(value) &&
    hasOnly(value, ESTIMATES_MEMBERS) &&
    isText(value["estimator"]) &&
    (value["rows"] === "all" || value["rows"] === "training") &&
    isList(value["layers"], LAYERS_MAX, isEstimate)
  );
}

function isEstimate(value: unknown): boolean {
  if (!isObject(value) || !isList(value["flags"], STORED_LIST_MAX, isFlag)) {
    return false;
  }
  for (const name in value) {
    const member = value[name];
    const isRight =
      name === "flags" ||
      (OPTIONAL_FIGURES.has(name) || name === "ixt" || name === "ity"
        ? isFigureOf(value, name)
        : OPTIONAL_POINTS.has(name) || name === "ceiling"
          ? areFigures(member, POINT_MEMBERS)
          : INTERVALS.has(name) && isInterval(member));
    if (!isRight) {
      return false;
    }
  }
  return "ixt" in value && "ity" in value && "ceiling" in value;
}

function isInterval(value: unknown): boolean {
  return (
    isObject(value) &&
    hasOnly(value, INTERVAL_MEMBERS) &&
    areFigures(value["lower"], POINT_MEMBERS) &&
    areFigures(value["upper"], POINT_MEMBERS)
  );
}

function isFlag(value: unknown): boolean {
  return (
    isObject(value) &&
    hasOnly(value, FLAG_MEMBERS) &&
    isText(value["code"]) &&
    // A longer one is cut by the schema.
    isText(value["message"])
  );
}

function isCell(value: unknown): boolean {
  return (
    isObject(value) && hasOnly(value, CELL_MEMBERS) && isInteger(value["variant"]) && isInteger(value["seed"])
  );
}

const EPOCH_MEMBERS = ["type", "cell", "epoch", "training", "test", "layers"] as const;
const SNAPSHOT_MEMBERS = ["type", "cell", "epoch", "estimates"] as const;
const HISTOGRAMS_MEMBERS = ["type", "cell", "epoch", "layers"] as const;
const BINNED_MEMBERS = [...HISTOGRAMS_MEMBERS, "estimator"] as const;
const HISTOGRAM_MEMBERS = ["range", "below", "above", "counts"] as const;
const ESTIMATES_MEMBERS = ["estimator", "rows", "layers"] as const;
const CELL_MEMBERS = ["variant", "seed"] as const;
const LOSS_MEMBERS = ["loss", "accuracy"] as const;
const GRADIENT_MEMBERS = ["gradientMean", "gradientDeviation", "weightNorm"] as const;
const POINT_MEMBERS = ["ixt", "ity"] as const;
const INTERVAL_MEMBERS = ["lower", "upper"] as const;
const FLAG_MEMBERS = ["code", "message"] as const;
const OPTIONAL_FIGURES: ReadonlySet<string> = new Set(["belowBound", "beta"]);
const OPTIONAL_POINTS: ReadonlySet<string> = new Set(["raw", "standardError", "bias"]);
const INTERVALS: ReadonlySet<string> = new Set(["bounds", "guaranteed", "confidence"]);

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for an object with these members and no others. */
function hasOnly(value: Json, names: readonly string[]): boolean {
  let members = 0;
  for (const name in value) {
    if (!names.includes(name)) {
      return false;
    }
    members++;
  }
  return members === names.length;
}

function areFigures(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && hasOnly(value, names) && names.every((name) => isFigureOf(value, name));
}

/** True for a figure; a word in its place becomes the number that it stands for. */
function isFigureOf(value: Json, name: string): boolean {
  const member = value[name];
  if (typeof member === "number") {
    return Number.isFinite(member);
  }
  const number = WORDS.get(member);
  if (number !== undefined) {
    value[name] = number;
  }
  return number !== undefined;
}

function isInteger(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

function isCount(value: unknown): boolean {
  return isInteger(value) && (value as number) >= 0;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= STORED_TEXT_MAX;
}

function isList(value: unknown, most: number, isMember: (member: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isMember);
}
