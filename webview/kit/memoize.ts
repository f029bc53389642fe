/** A function that gives the last result again if it is asked with the same arguments. */
export function memoizeLast<Arguments extends readonly unknown[], Result>(
  build: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly args: Arguments; readonly result: Result } | undefined;
  return (...args) => {
    if (last?.args.length !== args.length || !args.every((arg, index) => Object.is(arg, last?.args[index]))) {
      last = { args, result: build(...args) };
    }
    return last.result;
  };
}

/** As `memoizeLast`, with a last result for each value of the first argument. */
export function memoizeEach<Key, Arguments extends readonly unknown[], Result>(
  build: (key: Key, ...args: Arguments) => Result,
): (key: Key, ...args: Arguments) => Result {
  const builders = new Map<Key, (...args: Arguments) => Result>();
  return (key, ...args) => {
    let own = builders.get(key);
    if (own === undefined) {
      own = memoizeLast((...rest: Arguments) => build(key, ...rest));
      builders.set(key, own);
    }
    return own(...args);
  };
}

/** As `memoizeLast`, for small results: one that is equal to the last one is the last one, whatever it was built from. */
export function memoizeEqual<Arguments extends readonly unknown[], Result>(
  build: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly written: string; readonly result: Result } | undefined;
  return memoizeLast((...args: Arguments) => {
    const result = build(...args);
    const written = JSON.stringify(result);
    if (last?.written !== written) {
      last = { written, result };
    }
    return last.result;
  });
}
