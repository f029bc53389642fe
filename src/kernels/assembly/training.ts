export { heapStart } from "./memory";
export { trainBatches, beginBatch, passTiles, contractUnits, endBatch } from "./training/batch";
export { beginEpoch, squaredGradientMean, squaredGradientDeviations } from "./training/gradients";
export { passRows, readLayer, readLogits } from "./training/rows";
export {
  begin,
  addLayer,
  setTraining,
  dataAddress,
  labelsAddress,
  orderAddress,
  weightsAddress,
  gridAddress,
  weightStride,
  paddedUnits,
} from "./training/setUp";
