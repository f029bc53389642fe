/** What is used here of the WebAssembly API: neither Node's types nor a library without the DOM declare it. */
declare namespace WebAssembly {
  type Module = object;
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;

  class Instance {
    constructor(module: Module);
    readonly exports: unknown;
  }

  class Memory {
    readonly buffer: ArrayBuffer;
    /** @throws RangeError where there is not so much memory */
    grow(pages: number): number;
  }

  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
