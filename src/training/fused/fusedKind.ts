import type { EngineKind } from "../engine/engineKind";
import { createFusedEngine } from "./fusedEngine";
import { FUSED_BYTES_MAX, fusedMemoryBytes } from "./fusedMemory";

export const fused: EngineKind<"fused"> = {
  name: "fused",
  summary: "this extension's own WebAssembly for dense networks",
  memoryBytes: ({ network, rows, batchSize }) => fusedMemoryBytes(network, rows, batchSize),
  memoryMax: FUSED_BYTES_MAX,
  load: () => Promise.resolve(createFusedEngine()),
};
