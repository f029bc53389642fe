import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { fail, failureFromThrown, succeed, type Result } from "../../base/failure";
import type { TrainingEngine } from "../engine/trainingEngine";
import { startTfjsSession } from "./tfjsSession";

/** Backends from the fastest to the one that always works. */
const BACKENDS = ["wasm", "cpu"] as const;

/**
 * TensorFlow.js as a training engine. Loaded in a worker only: it wants the whole thread.
 * @param wasmDirectory folder of TensorFlow.js' `.wasm` files, with a separator at its end
 */
export async function createTfjsEngine(wasmDirectory: string): Promise<Result<TrainingEngine>> {
  tf.enableProdMode();
  setWasmPaths(wasmDirectory);
  const refusals: string[] = [];
  for (const backend of BACKENDS) {
    try {
      if (await tf.setBackend(backend)) {
        await tf.ready();
        return succeed({
          name: "tfjs",
          backend,
          start: (task) => {
            try {
              return succeed(startTfjsSession(task));
            } catch (thrown) {
              return { ok: false, failure: failureFromThrown(thrown, "training/backend") };
            }
          },
        });
      }
      refusals.push(`${backend}: refused`);
    } catch (thrown) {
      refusals.push(`${backend}: ${failureFromThrown(thrown).message}`);
    }
  }
  return fail(
    "training/backend",
    `TensorFlow.js found no backend that runs here (${refusals.join("; ")}); it needs WebAssembly or plain JavaScript.`,
  );
}
