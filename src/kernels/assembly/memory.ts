/** Where the memory that is free to use begins: before it lie the module's own constants. */
export function heapStart(): usize {
  return __heap_base;
}
