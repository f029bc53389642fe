/** Fewer rows a class than these, on average, are no classes that can be learned but names of the rows. */
const ROWS_A_CLASS = 2;
/** A handful of rows is a trial, and needs no word. */
const CLASSES_MIN = 10;

/** A sentence for the log when there are nearly as many classes as rows; else none. */
export function describeScarce(classes: number, rows: number): string[] {
  return classes >= CLASSES_MIN && rows < ROWS_A_CLASS * classes
    ? [
        `There are ${classes} classes for ${rows} rows, so most classes have a single row and cannot be learned: the labels probably name the rows, and the classes are elsewhere (data.label or data.labels).`,
      ]
    : [];
}
