/** What every module of kernels has. Addresses and sizes are in bytes. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  heapStart(): number;
}

const compiled = new WeakMap<Uint8Array, WebAssembly.Module | undefined>();

/**
 * A fresh instance of a module, with a memory of its own.
 * @returns undefined if this machine has no WebAssembly with SIMD
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the exports of its module
export function instantiateKernels<K extends Kernels>(bytes: Uint8Array<ArrayBuffer>): K | undefined {
  if (!compiled.has(bytes)) {
    compiled.set(bytes, WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined);
  }
  const module = compiled.get(bytes);
  if (module === undefined) {
    return undefined;
  }
  const exports: unknown = new WebAssembly.Instance(module).exports;
  return exports as K;
}
