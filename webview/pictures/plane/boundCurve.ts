import { BOUND_FIGURES, type BoundFigure } from "../../../src/view/tables";
import { createGrowingTable, readValue } from "../../state/growingTable";
import type { BoundView } from "../../../src/view/viewMessages";
import { text } from "./strings";
import { text as sharedText } from "../../kit/strings";
import { excessBits } from "../../../src/analysis/phases/gaps";
import { formatBits, formatCount, formatFigure } from "../../kit/formatNumber";
import type { SeriesPoint } from "../../kit/series";

/** The information-bottleneck bound as it is drawn: I(T;Y) over I(X;T), both in bits. */
export interface BoundCurve {
  readonly title: string;
  /** Whatever the data, the bound is min(I(X;T), H(Y)): nothing was found out by it. */
  readonly trivial: boolean;
  /** How far the curve may lie from the true one. */
  readonly accuracy: number;
  /** In rising order of I(X;T); beyond the last the bound stays as it is. */
  readonly points: readonly SeriesPoint[];
  /** What is left of the bound for new rows in the worst case; left out if that is not known. */
  readonly worst?: { readonly title: string; readonly points: readonly SeriesPoint[] };
  /** Sentences on what the bound is of and how to read it. */
  readonly captions: readonly string[];
}

/** A point of the plane, in bits, and how it lies by the bound; left out if that is not known. */
export interface BoundDistance {
  readonly ixt: number;
  readonly ity: number;
  /** At the same I(X;T); negative above the bound. */
  readonly belowBound?: number;
}

/** An I(X;T) this near to H(X) says nothing of the layer, in bits. */
export const SATURATION_MARGIN = 0.05;

/** Below this a distance is written as 0. */
const WRITTEN_AS_ZERO = 5e-4;

/** Undefined if the curve has no point. */
export function buildBoundCurve(
  { of, trivial, accuracy, curve, notes }: BoundView,
  trainingRows: number,
  showsWorst = true,
): BoundCurve | undefined {
  const table = createGrowingTable(curve);
  const { rows } = table;
  const read = (row: number, figure: BoundFigure): number =>
    readValue(table, row, BOUND_FIGURES.indexOf(figure));
  const readLine = (figure: BoundFigure): readonly SeriesPoint[] =>
    Array.from({ length: rows }, (_, row) => ({ x: read(row, "ixt"), y: read(row, figure) }));
  const worst = readLine("worst").filter(({ y }) => Number.isFinite(y));
  return rows === 0
    ? undefined
    : {
        title: sharedText("bound"),
        trivial,
        accuracy,
        points: readLine("ity"),
        ...(showsWorst && worst.length > 0
          ? { worst: { title: text("boundWorst", formatCount(trainingRows)), points: worst } }
          : {}),
        captions: [
          accuracy > 0 ? text("boundOfWithin", of, formatFigure(accuracy)) : text("boundOf", of),
          ...notes,
        ],
      };
}

/**
 * Where a point lies by the bound, in one or two phrases: what the layer keeps of the input beyond what the same I(T;Y)
 * needs, and what of the label it misses. None if nothing tells, as of a layer that tells all inputs apart.
 * @param inputEntropy H(X) in bits
 */
export function describeDistance(
  { ixt, ity, belowBound }: BoundDistance,
  bound: BoundCurve | undefined,
  inputEntropy: number,
): readonly string[] {
  if (bound === undefined || belowBound === undefined) {
    return [];
  }
  const tolerance = Math.max(bound.accuracy, WRITTEN_AS_ZERO);
  if (belowBound < -tolerance) {
    return [text("boundAbove", formatDistance(-belowBound)), text("boundAboveMeaning")];
  }
  if (inputEntropy - ixt < SATURATION_MARGIN) {
    return [text("boundSaturated")];
  }
  const end = bound.points.at(-1)!.y;
  const excess = excessBits(
    bound.points.map(({ x, y }) => ({ ixt: x, ity: y })),
    { ixt, ity: Math.min(ity, end) },
  );
  return [
    excess <= tolerance ? text("boundAt") : text("boundExcess", formatDistance(excess)),
    text("boundMissing", formatDistance(Math.max(0, end - ity))),
  ];
}

function formatDistance(bits: number): string {
  return formatBits(bits, bits < 0.01 ? 3 : 2);
}
