/**
 * Rows to learn from, whatever they came from. Every array is row-major.
 */
export interface Dataset {
  /** What the data is called in logs and headers, e.g. "symmetric rule" or "data.csv". */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** rows × columns. */
  readonly inputs: Float32Array;
  /** One class index a row. */
  readonly labels: Uint16Array;
  readonly classNames: readonly string[];
  /** One name a column of the inputs; left out where the data names none. */
  readonly inputNames?: readonly string[];
  /** p(y|x), rows × classes, where the rule that made the labels is known. */
  readonly conditional?: Float64Array;
  /** What was recognized and what was left out when the rows were read, in sentences for the log and the run. */
  readonly notes?: readonly string[];
}

/** What a log line and a run's header say about a dataset. Entropies in bits. */
export interface DatasetSummary {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly trainingRows: number;
  readonly testRows: number;
  readonly classNames: readonly string[];
  /** As the dataset's, each as far as a run keeps it; left out of data with more columns than a run keeps names of. */
  readonly inputNames?: readonly string[];
  /** Share of the rows in each class. */
  readonly classShares: readonly number[];
  /** H(X): log2 of the number of rows, less where rows repeat. */
  readonly inputEntropy: number;
  /** H(Y): from p(y|x) where it is known, else from the labels. */
  readonly labelEntropy: number;
  /** I(X;Y): from p(y|x) where it is known, else from the labels over distinct inputs. */
  readonly inputLabelInformation: number;
  /** Whether p(y|x) is known or was taken from the labels. */
  readonly conditionalKnown: boolean;
  /** As the dataset's. */
  readonly notes?: readonly string[];
}
