/** What the data of the paper's task is called, whose bits are these vertices; a file of a table has an ending. */
export const SYMMETRIC_RULE_NAME = "symmetric rule";

/** An icosahedron has 12 vertices, at 4 distinct angles to each other. */
export const ICOSAHEDRON_VERTICES = 12;

/**
 * The vertices of a regular icosahedron on the unit sphere, 12×3 row-major: the cyclic permutations of
 * (0, ±1, ±φ)/√(1 + φ²) with the golden ratio φ.
 */
export function icosahedronVertices(): Float64Array {
  const goldenRatio = (1 + Math.sqrt(5)) / 2;
  const radius = Math.hypot(1, goldenRatio);
  const vertices = new Float64Array(ICOSAHEDRON_VERTICES * 3);
  let vertex = 0;
  for (let axis = 0; axis < 3; axis++) {
    for (const one of [-1, 1]) {
      for (const golden of [-goldenRatio, goldenRatio]) {
        vertices[3 * vertex + ((axis + 1) % 3)] = one / radius;
        vertices[3 * vertex + ((axis + 2) % 3)] = golden / radius;
        vertex++;
      }
    }
  }
  return vertices;
}
