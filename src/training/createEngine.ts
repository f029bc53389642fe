import type { Result } from "../base/failure";
import { createFusedEngine } from "./fused/fusedEngine";
import type { EngineChoice, TrainingEngine } from "./trainingEngine";

/**
 * The engine that a config asks for; `auto` is the fused one wherever the machine can run it.
 * @param loadTfjs called only where TensorFlow.js is needed: loading it takes longer than many a run
 */
export async function createEngine(
  choice: EngineChoice,
  loadTfjs: () => Promise<Result<TrainingEngine>>,
): Promise<Result<TrainingEngine>> {
  if (choice === "tfjs") {
    return await loadTfjs();
  }
  const fused = createFusedEngine();
  return fused.ok || choice === "fused" ? fused : await loadTfjs();
}
