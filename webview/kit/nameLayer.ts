/** The short name of a layer: T1 for the first. */
export function nameLayer(layer: number): string {
  return `T${layer + 1}`;
}
