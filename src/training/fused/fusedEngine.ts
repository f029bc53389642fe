import { fail, failureFromThrown, succeed, type Result } from "../../base/failure";
import type { TrainingEngine } from "../engine/trainingEngine";
import { FUSED_BYTES_MAX, fusedMemoryBytes } from "./fusedMemory";
import { rowsAtOnce, startFusedSession } from "./fusedSession";
import { instantiateTrainingKernels } from "./trainingKernels";

/**
 * The engine of dense networks: a mini-batch is one pass of WebAssembly with SIMD, which does nothing but this. It
 * gives the same bits on every machine.
 */
export function createFusedEngine(): Result<TrainingEngine> {
  if (instantiateTrainingKernels() === undefined) {
    return fail(
      "training/backend",
      'training.engine: "fused" needs WebAssembly with SIMD, which this machine does not have: use "tfjs" or "auto".',
      { path: ["training", "engine"] },
    );
  }
  return succeed({
    name: "fused",
    backend: "wasm simd",
    start: (task) => {
      const kernels = instantiateTrainingKernels();
      const needed = fusedMemoryBytes(task.network, task.rows, rowsAtOnce(task));
      const refusal = fail(
        "training/memory",
        `This network, its data and a mini-batch need about ${Math.ceil(needed / 2 ** 20)} MiB, more than the fused engine could get: use fewer rows or units, or a smaller training.batchSize.`,
        { path: ["network"] },
      );
      if (kernels === undefined || needed >= FUSED_BYTES_MAX) {
        return refusal;
      }
      try {
        return succeed(startFusedSession(kernels, task));
      } catch (thrown) {
        const { detail = "" } = failureFromThrown(thrown);
        return { ok: false, failure: { ...refusal.failure, detail } };
      }
    },
  });
}
