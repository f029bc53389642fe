export { heapStart } from "./memory";
export { binValues } from "./binValues";
export { boundTiles, describeTiles, sumPairs } from "./kernelPairs";
export { mergeRows, padRows, unsignZerosOfDoubles, unsignZerosOfFloats } from "./mergeRows";
export { countCells, sumLogsByWeight, sumWeightedLogs } from "./weightedLogs";
