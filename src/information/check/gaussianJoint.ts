import type { JointDistribution } from "../bound/jointDistribution";

/** Standard deviations from the middle to the edge of the grid. */
const REACH = 4;

/** p(x,y) of a standard normal pair of correlation ρ on a grid of `cells` × `cells` points. */
export function gaussianJoint(correlation: number, cells: number): JointDistribution {
  const at = (cell: number): number => REACH * ((2 * cell + 1) / cells - 1);
  const rest = 1 - correlation ** 2;
  const table = new Float64Array(cells * cells);
  let total = 0;
  for (let x = 0; x < cells; x++) {
    for (let y = 0; y < cells; y++) {
      const exponent = at(x) ** 2 - 2 * correlation * at(x) * at(y) + at(y) ** 2;
      const density = Math.exp(-exponent / (2 * rest));
      table[x * cells + y] = density;
      total += density;
    }
  }
  return { inputs: cells, classes: cells, table: table.map((density) => density / total) };
}
