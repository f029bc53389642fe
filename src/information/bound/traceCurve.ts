import { chordSlope, type CurvePoint } from "./curvePoint";

/** A point with what a solution nearby starts from. */
export interface TracedPoint<State> {
  readonly ixt: number;
  readonly ity: number;
  readonly beta: number;
  readonly state: State;
}

export interface TraceOptions<State> {
  /** Points to reach, the ends among them. */
  readonly points: number;
  /** Whether points are put on straight pieces too, where time sharing between their ends is allowed. */
  readonly fillStraightPieces: boolean;
  /** The point that is best for β, started from the points on either side. */
  readonly solve: (beta: number, left: TracedPoint<State>, right: TracedPoint<State>) => TracedPoint<State>;
}

/** A point less than this above the chord, in bits, is on it. */
const STRAIGHT_TOLERANCE = 1e-6;

/** How much the height that a piece may still have counts beside its width. */
const WEIGHT_OF_HEIGHT = 4;

interface Piece<State> {
  readonly left: TracedPoint<State>;
  readonly right: TracedPoint<State>;
  readonly straight: boolean;
}

/**
 * Traces a concave curve by halving it: of all pieces the widest or most curved one is taken, and the problem solved
 * for the β whose tangent is parallel to the piece's chord. Either the curve rises above the chord there, which makes
 * two pieces; or the chord is the curve, at one β, and I(X;T) jumps from one end to the other. No β has to be chosen
 * before, and every solution has one at a larger and one at a smaller β to start from (the sandwich algorithm, Rote
 * 1992).
 *
 * @returns the points from left to right
 */
export function traceCurve<State>(
  start: TracedPoint<State>,
  end: TracedPoint<State>,
  options: TraceOptions<State>,
): TracedPoint<State>[] {
  const pieces: Piece<State>[] = [{ left: start, right: end, straight: false }];
  const scoreOf = (piece: Piece<State>): number =>
    piece.straight && !options.fillStraightPieces ? 0 : score(piece, start, end);
  while (pieces.length + 1 < options.points) {
    let chosen = 0;
    for (let i = 1; i < pieces.length; i++) {
      chosen = scoreOf(pieces[i]!) > scoreOf(pieces[chosen]!) ? i : chosen;
    }
    if (scoreOf(pieces[chosen]!) <= 0) {
      break;
    }
    const { left, right, straight } = pieces[chosen]!;
    const slope = chordSlope(left, right);
    let middle: TracedPoint<State> = {
      ixt: (left.ixt + right.ixt) / 2,
      ity: (left.ity + right.ity) / 2,
      beta: 1 / slope,
      state: left.state,
    };
    if (!straight && canCurve(left, right)) {
      middle = options.solve(1 / slope, left, right);
    }
    const isNew =
      middle.ixt > left.ixt &&
      middle.ixt < right.ixt &&
      middle.ity - left.ity - slope * (middle.ixt - left.ixt) > STRAIGHT_TOLERANCE;
    pieces.splice(
      chosen,
      1,
      ...(straight || isNew
        ? [
            { left, right: middle, straight },
            { left: middle, right, straight },
          ]
        : [{ left, right, straight: true }]),
    );
  }
  return [start, ...pieces.map(({ right }) => right)];
}

function score<State>({ left, right, straight }: Piece<State>, start: CurvePoint, end: CurvePoint): number {
  const width = (right.ixt - left.ixt) / (end.ixt - start.ixt);
  const height = straight ? 0 : heightLeft(left, right) / (end.ity - start.ity);
  return width + WEIGHT_OF_HEIGHT * Math.sqrt(height);
}

function canCurve(left: CurvePoint, right: CurvePoint): boolean {
  return heightLeft(left, right) > STRAIGHT_TOLERANCE;
}

/** How far the tangents at a piece's ends, of slopes 1/β, let the curve rise above its chord. */
function heightLeft(left: CurvePoint, right: CurvePoint): number {
  const slope = chordSlope(left, right);
  const above = Math.max(0, 1 / left.beta! - slope);
  const below = Math.max(0, slope - 1 / right.beta!);
  return above + below > 0 ? ((right.ixt - left.ixt) * above * below) / (above + below) : 0;
}
