import type { EngineKind, TrainingSize } from "../engine/engineKind";

const FLOAT_BYTES = 4;
/** A weight, its gradient, two slots of the optimizer, and a copy as an array. */
const WEIGHT_COPIES = 5;
/** Per value of a mini-batch: the tensors of forward pass, loss and gradient. */
const BATCH_COPIES = 8;
/** Per row of the data: the answers of every layer as tensors and as they are read, and the inputs. */
const ROW_COPIES = 3;

export const tfjs: EngineKind<"tfjs"> = {
  name: "tfjs",
  summary: "TensorFlow.js",
  memoryBytes,
  // A bundle of its own: most runs do without, and reading it takes longer than many a run.
  load: async ({ binaries }) => {
    const { createTfjsEngine } = await import("./tfjsEngine");
    return await createTfjsEngine(binaries);
  },
};

function memoryBytes({ network, rows, batchSize }: TrainingSize): number {
  const units = network.layers.reduce((sum, layer) => sum + layer.units, network.inputs);
  const weights = network.layers.reduce((sum, layer) => sum + (layer.inputs + 1) * layer.units, 0);
  return (weights * WEIGHT_COPIES + (batchSize * BATCH_COPIES + rows * ROW_COPIES) * units) * FLOAT_BYTES;
}
