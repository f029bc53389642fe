/**
 * Every bound of the product, one constant each. The schema, the validation, the editor's completion and the
 * boundary tests all read them from here.
 */

const MEBIBYTE = 1024 * 1024;

export const CONFIG_BYTES_MAX = 1 * MEBIBYTE;
export const CONFIG_DEPTH_MAX = 64;
/** A text that is wrong all over gets this many errors, and as many warnings, at most. */
export const PROBLEMS_MAX = 100;
/** One slip makes a parser stumble more than once: after a few syntax errors the rest tell nothing. */
export const SYNTAX_PROBLEMS_MAX = 10;

export const DATA_FILE_BYTES_MAX = 256 * MEBIBYTE;
export const INFLATED_BYTES_MAX = 512 * MEBIBYTE;
export const INFLATED_RATIO_MAX = 200;
/** Up to here the ratio is not looked at: regular data of a few MiB does deflate by more, and does no harm. */
export const INFLATED_RATIO_FROM_BYTES = 16 * MEBIBYTE;
/** Entries of a zip archive that we read: an array a layer, and some more. */
export const ZIP_ENTRIES_MAX = 64;
/** Rows × input columns. */
export const DATA_VALUES_MAX = 5e7;
export const DATA_CLASSES_MAX = 1000;
/** Both sets of a split need rows of two classes to say anything. */
export const DATA_ROWS_MIN = 4;
/** Longest row of a CSV file, in bytes. */
export const CSV_ROW_BYTES_MAX = 16 * MEBIBYTE;
/** Columns of a CSV file: as many cells of one byte and their delimiters fit into its longest row. */
export const CSV_COLUMNS_MAX = CSV_ROW_BYTES_MAX / 2;
/** Numeric labels with more distinct values than these, and fewer rows a value, are no classes but a measured quantity. */
export const NUMERIC_CLASSES_PLAIN = 20;
export const NUMERIC_CLASS_ROWS_MIN = 5;
export const MAT_VARIABLES_MAX = 10_000;
/** Fields in fields that a name may go down to. */
export const MAT_FIELD_DEPTH_MAX = 16;
/** Header of a NumPy array; numpy.load reads no longer one either. */
export const NPY_HEADER_BYTES_MAX = 10_000;
/** Dimensions that NumPy gives an array at most. */
export const NPY_AXES_MAX = 64;

/** Weights and biases of a network that a run file keeps at each snapshot; those of a larger network are not kept. */
export const WEIGHTS_KEPT_MAX = 2000;
/** Networks of a run whose weights and histograms are kept; of more the file would be too large. */
export const DETAILED_NETWORKS_MAX = 100;
/** Parts of a histogram of activations if no estimator says otherwise, and at most. */
export const HISTOGRAM_PARTS = 30;
export const HISTOGRAM_PARTS_MAX = 100;
/** Perceptrons of a committee machine. */
export const COMMITTEE_MEMBERS_MAX = 99;
/** Bits; the rule's labels are one bit, and their noise keeps it from being certain. */
export const MUTUAL_INFORMATION_MIN = 0.05;
export const MUTUAL_INFORMATION_MAX = 0.99;
export const TRAINING_FRACTION_MIN = 0.01;
export const TRAINING_FRACTION_MAX = 0.99;

export const HIDDEN_LAYERS_MAX = 32;
export const LAYER_UNITS_MAX = 4096;
/** Bits of a quantized activation. */
export const QUANTIZE_BITS_MAX = 16;

export const EPOCHS_MAX = 100_000;
export const BATCH_SIZE_MAX = 65_536;
export const LEARNING_RATE_MAX = 100;
export const MOMENTUM_MAX = 0.999;
export const WEIGHT_DECAY_MAX = 1;
export const SEED_MAX = 2 ** 31 - 1;

/** Bins of a run; files of activations may be binned more finely. */
export const BINS_MAX = 1000;
/** Estimators that one run computes side by side. */
export const ESTIMATORS_MAX = 8;
export const RESAMPLES_MAX = 1000;
export const BOUND_GROUPS_MIN = 2;
export const BOUND_GROUPS_MAX = 256;
/** What the kept activations of a run may take on disk, in MiB. */
export const KEPT_ACTIVATIONS_MIB_MAX = 8192;
/** Epoch 0, the first and the last. */
export const SNAPSHOTS_MIN = 3;
export const SNAPSHOTS_MAX = 4000;
/** The first and the last epoch. */
export const RECORDED_EPOCHS_MIN = 2;
export const RECORDED_EPOCHS_MAX = 4000;

/** Values that a study gives one field. */
export const VARIANT_VALUES_MAX = 100;
/** Networks that one run trains. */
export const NETWORKS_MAX = 1000;
/** Workers that may be asked for; a run starts no more than it has networks. */
export const WORKERS_MAX = 256;

/** Training memory, estimated before the start, in MiB. */
export const MEMORY_MIB_DEFAULT = 512;
export const MEMORY_MIB_MAX = 65_536;
/** Memory of an estimate from files, estimated before the start, in MiB, and as a share of the machine's. */
export const ESTIMATE_MEMORY_MIB_MAX = 8192;
export const ESTIMATE_MEMORY_SHARE = 0.75;

/**
 * What V8 may keep of a worker's youngest objects before it looks for garbage: its own choice is some 50 MiB a worker,
 * and training makes little but garbage.
 */
export const WORKER_YOUNG_GENERATION_MIB = 4;
/** How long a worker may give no sign of life before the run is ended. */
export const WORKER_SILENCE_MS = 30_000;
/** Multiply-adds a second of a slow machine that has much else to do: what a long step is allowed to take. */
export const SLOW_OPERATIONS_PER_SECOND = 1e8;
/** How long a canceled worker may take to stop by itself before it is terminated. */
export const CANCEL_GRACE_MS = 1_000;
/** How often the sign beside a run file is refreshed that its run goes on, and its file is looked for. */
export const RUN_LOCK_REFRESH_MS = 5_000;
/** From this age on the sign is one that a killed process has left behind. */
export const RUN_LOCK_STALE_MS = 30_000;
/** Least time between two messages to a view: 10 Hz. */
export const VIEW_INTERVAL_MS = 100;
/**
 * The same for the side view. It is for a glance, and every message makes it draw: told as often as the panel, it would
 * take from the renderer the time that the panel needs to load and to draw.
 */
export const SIDE_VIEW_INTERVAL_MS = 5 * VIEW_INTERVAL_MS;
/** Wait after the last key stroke before a config is checked. */
export const DIAGNOSTICS_DEBOUNCE_MS = 300;
/** Longest line of a run file that a reader accepts, in bytes. */
export const RUN_FILE_LINE_MAX = 16 * MEBIBYTE;
/** As many networks as a run may have, at the defaults, and some more; a reader's memory is a third of that at most. */
export const RUN_FILE_BYTES_MAX = 2048 * MEBIBYTE;
/** From here on the size of a run file is told before the run. */
export const RUN_FILE_BYTES_TOLD = 100 * MEBIBYTE;
/** Longest text in a stored event, in characters: a sentence, a name, a path. */
export const STORED_TEXT_MAX = 10_000;
/** Flags of an estimate, findings of a network, notes of a bound: none has a tenth of that many. */
export const STORED_LIST_MAX = 100;
/** Letters of an input's name that a run keeps. */
export const INPUT_NAME_MAX = 100;
/** Points of a stored bound; a curve is traced by a hundred. */
export const BOUND_POINTS_MAX = 10_000;
