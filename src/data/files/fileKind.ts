import { zipEntryNames } from "./zipEntryNames";

/** What to do with a file of another version, as the end of a sentence. */
export const SAVE_AS_V7 =
  'save its variables with MATLAB\'s save("x.mat", …, "-v7") or with scipy.io.savemat';

/** What a reader of this product reads. */
export type ReadKind = "csv" | "mat" | "npy";

/** A kind of file, as its first bytes tell. */
export interface FileKind {
  /** With its article, as a sentence names it. */
  readonly name: string;
  /** Set if one of our readers reads it. */
  readonly reader?: ReadKind;
  /** A Python expression that makes an array from the file, if there is one. */
  readonly array?: string;
  /** A Python expression that makes a table with labels from the file, if the other does not. */
  readonly table?: string;
  /** What to do with it first, as the end of a sentence, if no expression helps. */
  readonly advice?: string;
}

const LOAD_FIRST = "unpack it first";
const EXPORT = "export the numbers from the program that wrote it";

const TORCH: FileKind = {
  name: "a PyTorch file (.pt, .pth)",
  array: 'torch.load("FILE").numpy(force=True)',
};
const PICKLE: FileKind = { name: "a Python pickle", array: 'numpy.asarray(pickle.load(open("FILE", "rb")))' };
const HDF5: FileKind = {
  name: "an HDF5 file (.h5, as Keras and h5py write it)",
  array: 'h5py.File("FILE")["NAME"][()]',
};
const RDATA: FileKind = {
  name: "an R data file (.rds, .RData)",
  advice: 'in R, write.csv(x, "x.csv", row.names = FALSE) saves a table as CSV',
};
const OCTAVE: FileKind = {
  name: "an Octave text file",
  advice: 'in Octave, save("-v7", "x.mat", …) saves its variables as a MATLAB file',
};
const MAT_73: FileKind = {
  name: "a MATLAB file of version 7.3 (HDF5)",
  advice: SAVE_AS_V7,
};
const MAT_4: FileKind = { name: "a MATLAB file of version 4", advice: SAVE_AS_V7 };
const MAT_5: FileKind = { name: "a MATLAB file", reader: "mat", array: 'scipy.io.loadmat("FILE")["NAME"]' };
const NPY: FileKind = { name: "a NumPy array (.npy)", reader: "npy", array: 'numpy.load("FILE")' };
const NPZ: FileKind = { name: "a NumPy archive (.npz)", array: 'numpy.load("FILE")["NAME"]' };
const EXCEL_ADVICE = "save the sheet as CSV (File, Save As)";
const JSON_TEXT: FileKind = { name: "JSON text", advice: "pandas.read_json reads tables in this format" };
const HTML: FileKind = {
  name: "a web page (HTML)",
  advice: "download the file itself, not the page that shows it (on GitHub by its button for the raw file)",
};
const CONFIG: FileKind = {
  name: "JSON text, a model config of IB Analysis perhaps",
  advice: "name the file that holds the rows, not the config",
};
const RUN: FileKind = {
  name: "a run file of IB Analysis",
  advice: "name the file that holds the rows, not a run of them",
};
const UTF16: FileKind = { name: "UTF-16 text without a mark", advice: "save it as UTF-8" };
const TEXT: FileKind = {
  name: "text, such as CSV",
  reader: "csv",
  array: 'numpy.loadtxt("FILE", delimiter=",", skiprows=1)',
};

/** Kinds by the bytes that they begin with; those that are longer come first. */
const SIGNATURES: readonly (readonly [string, FileKind])[] = [
  ["\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19", TORCH],
  [
    "version https://git-lfs",
    {
      name: "a pointer of Git LFS, not the file itself",
      advice: "fetch the file with git lfs pull",
    },
  ],
  ["SQLite format 3\0", { name: "an SQLite database", advice: "pandas.read_sql reads its tables" }],
  ["MATLAB 7.3 MAT-file", MAT_73],
  ["MATLAB 5.0 MAT-file", MAT_5],
  ["# Created by Octave", OCTAVE],
  ["# name: ", OCTAVE],
  ["Octave-1-", { ...OCTAVE, name: "an Octave binary file" }],
  ["\x89HDF\r\n\x1a\n", HDF5],
  [
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    { name: "an old Office file, such as an Excel workbook (.xls)", advice: EXCEL_ADVICE },
  ],
  ["\x89PNG", { name: "a PNG picture" }],
  ["\xff\xd8\xff", { name: "a JPEG picture" }],
  ["GIF8", { name: "a GIF picture" }],
  ["%PDF-", { name: "a PDF document" }],
  ["PAR1", { name: "a Parquet file", array: 'pandas.read_parquet("FILE")' }],
  ["ARROW1", { name: "an Arrow file (Feather)", array: 'pandas.read_feather("FILE")' }],
  ["FEA1", { name: "a Feather file", array: 'pandas.read_feather("FILE")' }],
  ["\x93NUMPY", NPY],
  ["BZh", { name: "a file packed by bzip2", advice: `${LOAD_FIRST} (bunzip2)` }],
  ["\xfd7zXZ\0", { name: "a file packed by xz", advice: `${LOAD_FIRST} (unxz)` }],
  ["\x28\xb5\x2f\xfd", { name: "a file packed by Zstandard", advice: `${LOAD_FIRST} (unzstd)` }],
  ["7z\xbc\xaf\x27\x1c", { name: "a 7z archive", advice: LOAD_FIRST }],
  ["Rar!", { name: "a RAR archive", advice: LOAD_FIRST }],
  ["\x1f\x8b", { name: "a file packed by gzip", advice: `${LOAD_FIRST} (gunzip)` }],
  ["RDX2\n", RDATA],
  ["RDX3\n", RDATA],
  ["X\n\0\0\0", RDATA],
  ["$FL2", { name: "an SPSS file (.sav)", array: 'pandas.read_spss("FILE")' }],
  ["<stata_dta>", { name: "a Stata file (.dta)", array: 'pandas.read_stata("FILE")' }],
  ["RIFF", { name: "a sound or video file (RIFF)" }],
  ["\x7fELF", { name: "a program" }],
  ["MZ\x90\0", { name: "a program" }],
];

/** What every run file begins with. */
const RUN_BEGINNING = '{"type":"run/started"';

/** Kinds of text by what they begin with behind blanks, in lower case. */
const TEXT_BEGINNINGS: readonly (readonly [string, FileKind])[] = [
  ["<!doctype html", HTML],
  ["<html", HTML],
  ["<head", HTML],
  ["<body", HTML],
  ["<?xml", { name: "XML", advice: "pandas.read_xml reads tables in this format" }],
  [
    "@relation",
    { name: "a Weka file (.arff)", array: 'pandas.DataFrame(scipy.io.arff.loadarff("FILE")[0])' },
  ],
  [RUN_BEGINNING, RUN],
];

const HEAD_BYTES = 4096;
/** A signature as short as this may be the name of a table's first column. */
const WORD_LETTERS_MAX = 6;
const TABLE = /[,;|\t\n]/;
const HDF5_SECOND_OFFSET = 512;
const TAR_OFFSET = 257;
/** Version 1.0 in either byte order, and the mark of the order. */
const MAT_MARKS = new Set(["\0\x01IM", "\x01\0MI"]);

/** What kind of file this is, as far as its bytes tell; undefined if they tell nothing. Reads the first few only. */
export function sniffFileKind(bytes: Uint8Array): FileKind | undefined {
  const head = latin1(bytes, 0, HEAD_BYTES);
  if (head === "") {
    return { name: "an empty file", advice: "perhaps its download or export was cut off" };
  }
  // Version 7.3 says in its text that it is MATLAB's, and is HDF5 behind it.
  const mayBeTable = !isBinary(head) && TABLE.test(head);
  const signed = SIGNATURES.find(
    ([beginning]) => head.startsWith(beginning) && !(mayBeTable && beginning.length <= WORD_LETTERS_MAX),
  )?.[1];
  if (signed !== undefined) {
    return signed;
  }
  if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) {
    return kindOfZip(zipEntryNames(bytes));
  }
  if (head.startsWith("\x89HDF\r\n\x1a\n", HDF5_SECOND_OFFSET)) {
    return MAT_73;
  }
  if (head.startsWith("ustar", TAR_OFFSET)) {
    return { name: "a tar archive", advice: `${LOAD_FIRST} (tar -xf)` };
  }
  if (MAT_MARKS.has(head.slice(124, 128))) {
    return MAT_5;
  }
  return kindOfText(head) ?? kindOfBinary(bytes, head);
}

function kindOfZip(names: readonly string[]): FileKind {
  const has = (test: (name: string) => boolean): boolean => names.some(test);
  if (has((name) => name === "data.pkl" || name.endsWith("/data.pkl"))) {
    return TORCH;
  }
  if (has((name) => name.startsWith("xl/"))) {
    return { name: "an Excel workbook (.xlsx)", advice: EXCEL_ADVICE };
  }
  if (has((name) => name.startsWith("word/") || name.startsWith("ppt/"))) {
    return { name: "an Office document" };
  }
  if (has((name) => name === "mimetype") && has((name) => name === "content.xml")) {
    return { name: "an OpenDocument file, such as a spreadsheet (.ods)", advice: "save the sheet as CSV" };
  }
  if (has((name) => name === "model.weights.h5")) {
    return { name: "a Keras model (.keras)", advice: "model.predict gives activations as NumPy arrays" };
  }
  return has((name) => name.endsWith(".npy")) ? NPZ : { name: "a zip archive", advice: LOAD_FIRST };
}

function kindOfText(head: string): FileKind | undefined {
  const text = head.replace(/^\xef\xbb\xbf/, "").trimStart();
  const lower = text.slice(0, 40).toLowerCase();
  const named = TEXT_BEGINNINGS.find(([beginning]) => lower.startsWith(beginning))?.[1];
  if (named !== undefined) {
    return named;
  }
  const afterBrace = text.slice(1).trimStart();
  const isObject = text.startsWith("{") && /^["}/]/.test(afterBrace);
  const isList = text.startsWith("[") && /^["{[\d-]/.test(afterBrace);
  if (isObject && text.includes('"source"') && text.includes('"data"')) {
    return CONFIG;
  }
  return isObject || isList ? JSON_TEXT : undefined;
}

const ESCAPE = 0x1b;
const UTF16_SEEN = 64;

/** Whether every other character is a zero, as in UTF-16 text of a Western language. */
function isUtf16(seen: string): boolean {
  const zeros = [0, 0];
  for (let at = 0; at < seen.length; at++) {
    zeros[at % 2]! += Number(seen.charCodeAt(at) === 0);
  }
  const [even = 0, odd = 0] = zeros;
  return seen.length >= 4 && Math.min(even, odd) === 0 && even + odd >= Math.floor(seen.length / 2);
}

/** Whether there are control characters that no text has. */
function isBinary(head: string): boolean {
  for (let at = 0; at < head.length; at++) {
    const code = head.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 32 && code !== ESCAPE)) {
      return true;
    }
  }
  return false;
}

function kindOfBinary(bytes: Uint8Array, head: string): FileKind | undefined {
  if (!isBinary(head)) {
    return undefined;
  }
  if (head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff")) {
    // It says by a mark that it is UTF-16, which text readers read.
    return undefined;
  }
  const idx = kindOfIdx(bytes);
  if (idx !== undefined) {
    return idx;
  }
  if (head.startsWith("\x80") && bytes[1]! >= 2 && bytes[1]! <= PICKLE_PROTOCOL_MAX) {
    return PICKLE;
  }
  if (head.startsWith('{"', 8) && head.charCodeAt(7) === 0) {
    return { name: "a safetensors file", array: 'safetensors.numpy.load_file("FILE")["NAME"]' };
  }
  if (isUtf16(head.slice(0, UTF16_SEEN))) {
    return UTF16;
  }
  return isMat4(bytes) ? MAT_4 : undefined;
}

const PICKLE_PROTOCOL_MAX = 5;

/** The item types of an IDX file, as NumPy calls them. */
const IDX_ITEMS: ReadonlyMap<number, { readonly type: string; readonly bytes: number }> = new Map([
  [0x08, { type: "u1", bytes: 1 }],
  [0x09, { type: "i1", bytes: 1 }],
  [0x0b, { type: ">i2", bytes: 2 }],
  [0x0c, { type: ">i4", bytes: 4 }],
  [0x0d, { type: ">f4", bytes: 4 }],
  [0x0e, { type: ">f8", bytes: 8 }],
]);
const IDX_DIMENSIONS_MAX = 4;

/** An IDX file, if its length is the one that its header asks for; each file of MNIST is one array. */
function kindOfIdx(bytes: Uint8Array): FileKind | undefined {
  const [first, second, type = 0, dimensions = 0] = bytes;
  const item = IDX_ITEMS.get(type);
  const dataAt = 4 + 4 * dimensions;
  if (first !== 0 || second !== 0 || item === undefined || dimensions === 0) {
    return undefined;
  }
  if (dimensions > IDX_DIMENSIONS_MAX || bytes.length < dataAt) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let items = 1;
  for (let axis = 0; axis < dimensions; axis++) {
    items *= view.getUint32(4 + 4 * axis);
  }
  if (bytes.length !== dataAt + items * item.bytes) {
    return undefined;
  }
  const array = `numpy.fromfile("FILE", "${item.type}", offset=${dataAt}).reshape(${view.getUint32(4)}, -1)`;
  return {
    name: "an IDX file, as MNIST has them",
    array,
    table:
      'MNIST\'s images and labels are one table by numpy.column_stack([y, X]), read with "header": false, "label": 1',
  };
}

const MAT_4_HEADER_BYTES = 20;
const MAT_4_NAME_BYTES_MAX = 64;

/** Whether a file begins as MATLAB 4 wrote it: five whole numbers, the type, rows, columns, a flag, a name's length. */
function isMat4(bytes: Uint8Array): boolean {
  if (bytes.length < MAT_4_HEADER_BYTES) {
    return false;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [true, false].some((little) => {
    const [type = 0, rows = 0, columns = 0, isComplex = 0, nameBytes = 0] = [0, 4, 8, 12, 16].map((at) =>
      view.getUint32(at, little),
    );
    const [order = 9, zero = 9, precision = 9, matrix = 9] = [1000, 100, 10, 1].map(
      (unit) => Math.floor(type / unit) % 10,
    );
    const isType = type < 5000 && order <= 4 && zero === 0 && precision <= 5 && matrix <= 2;
    const isName = nameBytes > 1 && nameBytes <= MAT_4_NAME_BYTES_MAX;
    return isType && isName && isComplex <= 1 && rows * columns < bytes.length;
  });
}

const WANTED: Readonly<Record<ReadKind, string>> = {
  csv: "a table of comma-separated values is needed",
  mat: "a MATLAB file is needed",
  npy: "a NumPy array (.npy) is needed",
};

/** How Python saves an array as what is wanted. */
const SAVE: Readonly<Record<ReadKind, (array: string) => string>> = {
  csv: (array) => `pandas.DataFrame(${array}).to_csv("x.csv", index=False)`,
  mat: (array) => `scipy.io.savemat("x.mat", {"F": ${array}, "y": LABELS})`,
  npy: (array) => `numpy.save("x.npy", ${array})`,
};

/**
 * What is wrong with a file that a reader cannot read, since it is of another kind: a sentence that goes on from the
 * file's name and says what the file is and what to do. Undefined if the file may be of the kind that is wanted.
 */
export function describeOtherKind(bytes: Uint8Array, wanted: ReadKind): string | undefined {
  const kind = sniffFileKind(bytes) ?? kindByElimination(bytes, wanted);
  if (kind === undefined || kind.reader === wanted) {
    return undefined;
  }
  const source = wanted === "npy" || kind.reader === "npy" ? undefined : kind.reader;
  const ways = [
    ...(source === undefined ? [] : [`say "source": "${source}" in data`]),
    ...(source === undefined && kind.array !== undefined
      ? [`Python makes one from the file by ${SAVE[wanted](kind.array)}`]
      : []),
    ...(kind.advice === undefined ? [] : [kind.advice]),
    ...(wanted === "csv" && kind.table !== undefined ? [kind.table] : []),
  ];
  const needed =
    wanted === "mat" && (kind === MAT_4 || kind === MAT_73) ? "versions 5 to 7 are read" : WANTED[wanted];
  return `is ${kind.name}, but ${needed}: ${ways.length === 0 ? EXPORT : ways.join(kind.table === undefined ? ", or " : "; ")}.`;
}

/** What a config of a file would be. */
const SOURCES: Readonly<Record<ReadKind, string>> = {
  csv: '{ "data": { "source": "csv", "file": "FILE", "label": "COLUMN" } }',
  mat: '{ "data": { "source": "mat", "file": "FILE", "inputs": "F", "labels": "y" } }',
  npy: "",
};

/**
 * What is wrong with a file that was given as a model config and is of another kind: a sentence that goes on from
 * the file's name. Undefined if it may be a config, be it with mistakes.
 */
export function describeNoConfig(bytes: Uint8Array): string | undefined {
  const kind = sniffFileKind(bytes) ?? (looksLikeTable(bytes) ? TEXT : kindByElimination(bytes, "csv"));
  if (kind === undefined || kind === CONFIG || kind === JSON_TEXT || bytes.length === 0) {
    return undefined;
  }
  const begin = `is ${kind.name}, not a model config (*.ib.json)`;
  if (kind === RUN) {
    return `${begin}: give the config to train again, or the run to "ib-analysis recompute" for another estimate.`;
  }
  if (kind.reader === "npy") {
    return `${begin}: "ib-analysis estimate ACTIVATIONS.npy LABELS.npy" reads arrays; to train on one, save it as CSV.`;
  }
  return kind.reader === undefined
    ? `${begin}; a config names its data in data.file.`
    : `${begin}: write a config that names it, such as ${SOURCES[kind.reader]}, and run that.`;
}

/** Whether the first line is one of cells, not of JSON. */
function looksLikeTable(bytes: Uint8Array): boolean {
  const head = latin1(bytes, 0, HEAD_BYTES).replace(/^\xef\xbb\xbf/, "");
  const [line = ""] = head.split(/[\r\n]/);
  return !isBinary(head) && !/^\s*[{[/]/.test(line) && !line.includes(":") && /[,;\t]/.test(line);
}

/** What a file without a sign is, if that is not what is wanted: text in place of numbers, or the reverse. */
function kindByElimination(bytes: Uint8Array, wanted: ReadKind): FileKind | undefined {
  const head = latin1(bytes, 0, HEAD_BYTES);
  if (wanted !== "csv") {
    return isBinary(head) ? undefined : TEXT;
  }
  const isMarked = head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff");
  return head.includes("\0") && !isMarked ? { name: "a binary file of an unknown kind" } : undefined;
}

/** The bytes as characters of the same numbers. */
function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Array.from(bytes.subarray(start, end), (byte) => String.fromCharCode(byte)).join("");
}
