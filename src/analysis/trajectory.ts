/** One layer's path over the information plane, in bits, over all rows; NaN if there was no estimate. */
export interface LayerTrajectory {
  readonly name: string;
  readonly epochs: readonly number[];
  readonly ixt: readonly number[];
  readonly ity: readonly number[];
}
