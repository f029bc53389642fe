/** AssemblyScript of this folder, compiled; see compileKernels.mjs. */
declare module "*.wasm" {
  export const bytes: Uint8Array<ArrayBuffer>;
}
