import { DATA_VALUES_MAX, MAT_VARIABLES_MAX } from "../../base/limits";
import { fail, succeed, type Result } from "../../base/failure";
import { PROCEED_MASK, type Proceed } from "../../base/proceed";
import { countOf, listSome, quote } from "../../base/text";
import {
  failAt,
  MI_INT32,
  MI_MATRIX,
  MI_UTF8,
  readElement,
  type MatBytes,
  type MatElement,
} from "./matElement";
import {
  CELL_CLASS,
  CHAR_CLASS,
  FUNCTION_CLASS,
  OBJECT_CLASS,
  OPAQUE_CLASS,
  readMatrixHeader,
  SPARSE_CLASS,
  STRUCT_CLASS,
  type MatrixHeader,
} from "./matrixHeader";
import { readNumbers, type NumericArray } from "./matNumbers";

/** A real matrix of numbers, row-major. */
export interface Matrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: NumericArray;
}

/** A char matrix, or a cell array of texts. */
export interface TextMatrix {
  readonly name: string;
  /** As MATLAB says the size; a char matrix has a column for each character. */
  readonly rows: number;
  readonly columns: number;
  /** One a row of a char matrix, without the blanks at its end; one a cell. */
  readonly texts: readonly string[];
  readonly kind: "char" | "cell";
}

/** Where a matrix lies, be it a variable or a field of a struct. */
export interface LocatedMatrix {
  /** As a person writes it: "F", or "data.F". */
  readonly name: string;
  readonly header: MatrixHeader;
  readonly source: MatBytes;
  readonly matrix: MatElement;
}

const MI_UINT16 = 4;
const MI_UTF16 = 17;
/** MATLAB's names have 63 characters at most, and a zero behind them. */
const FIELD_NAME_BYTES_MAX = 64;
const FIELDS_LISTED_MAX = 10;

/** Reads a real, two-dimensional matrix, full or sparse. */
export function readNumericValue(located: LocatedMatrix, proceed: Proceed): Result<Matrix> {
  const { header } = located;
  const sparse = header.matrixClass === SPARSE_CLASS && !header.isComplex;
  if ((!header.numeric && !sparse) || header.dimensions.length !== 2) {
    return failKind(located);
  }
  const tooLarge = refuseSize(located);
  if (tooLarge !== undefined) {
    return tooLarge;
  }
  return sparse ? readSparse(located, proceed) : readFull(located, proceed);
}

/** Reads a matrix as `readNumericValue` does, or texts. */
export function readLabelValue(located: LocatedMatrix, proceed: Proceed): Result<Matrix | TextMatrix> {
  const { matrixClass, dimensions } = located.header;
  if ((matrixClass !== CHAR_CLASS && matrixClass !== CELL_CLASS) || dimensions.length !== 2) {
    return readNumericValue(located, proceed);
  }
  return (
    refuseSize(located) ??
    (matrixClass === CHAR_CLASS ? readCharMatrix(located, proceed) : readCells(located, proceed))
  );
}

/** The field of a struct that is no array of structs. */
export function locateField(struct: LocatedMatrix, field: string): Result<LocatedMatrix> {
  const { name, header, source, matrix } = struct;
  const path = `${name}.${field}`;
  if (header.matrixClass !== STRUCT_CLASS) {
    return fail(
      "data/variable-missing",
      `There is no ${quote(path)}: ${quote(name)} is of type ${typeOf(header)} and no struct.`,
    );
  }
  if (header.dimensions.some((length) => length !== 1)) {
    return fail(
      "data/shape",
      `The variable ${quote(name)} is a ${typeOf(header)} array; fields of a single struct are read: save one of them, or the field as a matrix.`,
    );
  }
  const named = readFieldNames(struct);
  if (!named.ok) {
    return named;
  }
  const { names, next } = named.value;
  const index = names.indexOf(field);
  if (index < 0) {
    return fail(
      "data/variable-missing",
      `The struct ${quote(name)} has no field ${quote(field)}; ${listFields(name, names)}`,
    );
  }
  const end = matrix.start + matrix.size;
  let offset = next;
  for (let each = 0; ; each++) {
    const element = readElement(source, offset, end, `the field ${quote(names[each]!)}`);
    if (!element.ok) {
      return element;
    }
    if (each === index) {
      return locateMatrix(path, source, element.value);
    }
    offset = element.value.next;
  }
}

/** What a variable is refused for by its header alone. */
export function refuseHeader(name: string, header: MatrixHeader): Result<never> | undefined {
  const { matrixClass } = header;
  return matrixClass === OPAQUE_CLASS || matrixClass === OBJECT_CLASS || matrixClass === FUNCTION_CLASS
    ? fail("data/shape", describeKind(name, header))
    : undefined;
}

function locateMatrix(name: string, source: MatBytes, element: MatElement): Result<LocatedMatrix> {
  if (element.type !== MI_MATRIX) {
    return failAt(source, element.start, "a matrix", `an element of type ${element.type}`);
  }
  if (element.size === 0) {
    return fail("data/shape", `${quote(name)} is empty.`);
  }
  const header = readMatrixHeader(source, element, element.start + element.size);
  return header.ok ? succeed({ name, header: header.value, source, matrix: element }) : header;
}

function readFieldNames({
  header,
  source,
  matrix,
}: LocatedMatrix): Result<{ readonly names: readonly string[]; readonly next: number }> {
  const end = matrix.start + matrix.size;
  const length = readElement(source, header.dataOffset, end, "the length of a struct's field names");
  if (!length.ok) {
    return length;
  }
  const bytesOfName =
    length.value.type === MI_INT32 && length.value.size === 4
      ? source.view.getInt32(length.value.start, source.littleEndian)
      : 0;
  if (bytesOfName < 1 || bytesOfName > FIELD_NAME_BYTES_MAX) {
    return failAt(source, length.value.start, "the length of a struct's field names", "something else");
  }
  const listed = readElement(source, length.value.next, end, "a struct's field names");
  if (!listed.ok) {
    return listed;
  }
  const { start, size, next } = listed.value;
  if (size % bytesOfName !== 0 || size / bytesOfName > MAT_VARIABLES_MAX) {
    return failAt(source, start, `up to ${MAT_VARIABLES_MAX} field names`, `${size} bytes`);
  }
  const decoder = new TextDecoder();
  const names = Array.from({ length: size / bytesOfName }, (_, index) => {
    const bytes = source.bytes.subarray(start + index * bytesOfName, start + (index + 1) * bytesOfName);
    const zero = bytes.indexOf(0);
    return decoder.decode(zero < 0 ? bytes : bytes.subarray(0, zero));
  });
  return succeed({ names, next });
}

function listFields(name: string, names: readonly string[]): string {
  const shown = names.map((field) => quote(`${name}.${field}`));
  return names.length === 0 ? "it has none." : `it has ${listSome(shown, FIELDS_LISTED_MAX)}.`;
}

function refuseSize({ name, header }: LocatedMatrix): Result<never> | undefined {
  const [rows = 0, columns = 0] = header.dimensions;
  // A side of no length would let the other be as long as it likes.
  return rows * columns > DATA_VALUES_MAX || Math.max(rows, columns) > DATA_VALUES_MAX
    ? fail(
        "data/too-large",
        `The variable ${quote(name)} has ${rows}×${columns} numbers; at most ${DATA_VALUES_MAX} are allowed.`,
      )
    : undefined;
}

function readFull({ name, header, source, matrix }: LocatedMatrix, proceed: Proceed): Result<Matrix> {
  const [rows, columns] = header.dimensions as [number, number];
  const end = matrix.start + matrix.size;
  const data = readElement(source, header.dataOffset, end, `the numbers of ${quote(name)}`);
  if (!data.ok) {
    return data;
  }
  const values = readNumbers(source, data.value, rows, columns, proceed);
  return values.ok ? succeed({ name, rows, columns, values: values.value }) : values;
}

/**
 * A sparse matrix: the row of each number, where each column's numbers begin, and the numbers, of which there may be
 * more than are in use.
 */
function readSparse({ name, header, source, matrix }: LocatedMatrix, proceed: Proceed): Result<Matrix> {
  const [rows, columns] = header.dimensions as [number, number];
  const end = matrix.start + matrix.size;
  const rowOf = readIndices(source, header.dataOffset, end, `the rows of the numbers of ${quote(name)}`);
  if (!rowOf.ok) {
    return rowOf;
  }
  const begins = readIndices(source, rowOf.value.next, end, `the columns of the numbers of ${quote(name)}`);
  if (!begins.ok) {
    return begins;
  }
  const data = readElement(source, begins.value.next, end, `the numbers of ${quote(name)}`);
  if (!data.ok) {
    return data;
  }
  const starts = begins.value.indices;
  const count = starts[columns] ?? -1;
  const numbers = readNumbers(source, data.value, undefined, 1, proceed);
  if (!numbers.ok) {
    return numbers;
  }
  const damaged = failAt(source, header.dataOffset, "a sparse matrix", "rows and columns that do not fit it");
  if (starts.length !== columns + 1 || count > rowOf.value.indices.length || count > numbers.value.length) {
    return damaged;
  }
  const values = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const to = starts[column + 1]!;
    if (starts[column]! < 0 || starts[column]! > to || to > count) {
      return damaged;
    }
    for (let at = starts[column]!; at < to; at++) {
      const row = rowOf.value.indices[at]!;
      if (row < 0 || row >= rows) {
        return damaged;
      }
      values[row * columns + column] = numbers.value[at]!;
    }
  }
  return succeed({ name, rows, columns, values });
}

function readIndices(
  source: MatBytes,
  offset: number,
  end: number,
  expected: string,
): Result<{ readonly indices: Int32Array; readonly next: number }> {
  const element = readElement(source, offset, end, expected);
  if (!element.ok) {
    return element;
  }
  const { type, start, size, next } = element.value;
  if (type !== MI_INT32 || size % 4 !== 0) {
    return failAt(source, start, expected, `type ${type} and ${size} bytes`);
  }
  const indices = new Int32Array(size / 4);
  for (let i = 0; i < indices.length; i++) {
    indices[i] = source.view.getInt32(start + 4 * i, source.littleEndian);
  }
  return succeed({ indices, next });
}

function readCharMatrix(located: LocatedMatrix, proceed: Proceed): Result<TextMatrix> {
  const { name, header, source, matrix } = located;
  const [rows, columns] = header.dimensions as [number, number];
  const end = matrix.start + matrix.size;
  const data = readElement(source, header.dataOffset, end, `the characters of ${quote(name)}`);
  if (!data.ok) {
    return data;
  }
  const units = decodeCharacters(source, data.value);
  if (units?.length !== rows * columns) {
    return failAt(
      source,
      data.value.start,
      `${rows * columns} characters of ${quote(name)}`,
      units === undefined ? `an element of type ${data.value.type}` : `${units.length}`,
    );
  }
  const texts: string[] = [];
  for (let row = 0; row < rows; row++) {
    if ((row & PROCEED_MASK) === 0) {
      proceed();
    }
    let text = "";
    for (let column = 0; column < columns; column++) {
      text += units[column * rows + row]!;
    }
    texts.push(withoutPadding(text));
  }
  return succeed({ name, rows, columns, texts, kind: "char" });
}

function decodeCharacters(source: MatBytes, { type, start, size }: MatElement): string | undefined {
  const bytes = source.bytes.subarray(start, start + size);
  switch (type) {
    case 1:
    case 2:
      return new TextDecoder("latin1").decode(bytes);
    case MI_UTF8:
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    case MI_UINT16:
    case MI_UTF16:
      return new TextDecoder(source.littleEndian ? "utf-16le" : "utf-16be", { ignoreBOM: true }).decode(
        bytes,
      );
    default:
      return undefined;
  }
}

/** Without the blanks that make a char matrix's rows equally long. */
function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\0")) {
    end--;
  }
  return text.slice(0, end);
}

/** A cell array of texts and numbers, one in each cell. */
function readCells(located: LocatedMatrix, proceed: Proceed): Result<TextMatrix> {
  const { name, header, source, matrix } = located;
  const [rows, columns] = header.dimensions as [number, number];
  const end = matrix.start + matrix.size;
  const texts: string[] = [];
  let offset = header.dataOffset;
  for (let cell = 0; cell < rows * columns; cell++) {
    if ((cell & 0xff) === 0) {
      proceed();
    }
    const cellName = `${name}{${cell + 1}}`;
    const element = readElement(source, offset, end, `the cell ${quote(cellName)}`);
    if (!element.ok) {
      return element;
    }
    const text = readCell(cellName, source, element.value);
    if (!text.ok) {
      return text;
    }
    texts.push(text.value);
    offset = element.value.next;
  }
  return succeed({ name, rows, columns, texts, kind: "cell" });
}

/** One text or one number; an empty cell is an empty text. */
function readCell(name: string, source: MatBytes, element: MatElement): Result<string> {
  if (element.type === MI_MATRIX && element.size === 0) {
    return succeed("");
  }
  const located = locateMatrix(name, source, element);
  if (!located.ok) {
    return located;
  }
  const { header } = located.value;
  const [rows = 0, columns = 0] = header.dimensions;
  const always: Proceed = () => true;
  if (header.dimensions.length === 2 && header.matrixClass === CHAR_CLASS && rows <= 1) {
    const texts =
      rows * columns === 0 ? undefined : (refuseSize(located.value) ?? readCharMatrix(located.value, always));
    return texts === undefined ? succeed("") : texts.ok ? succeed(texts.value.texts[0] ?? "") : texts;
  }
  if (header.numeric && header.dimensions.length === 2 && rows === 1 && columns === 1) {
    const number = readFull(located.value, always);
    return number.ok ? succeed(String(number.value.values[0])) : number;
  }
  return fail(
    "data/shape",
    `The cell ${quote(name)} is of type ${typeOf(header)}; labels in cells are a text or a number each.`,
  );
}

function typeOf({ dimensions, kind }: MatrixHeader): string {
  return [dimensions.join("×"), kind].join(" ").trim();
}

function failKind(located: LocatedMatrix): Result<never> {
  const message = describeKind(located.name, located.header);
  if (located.header.matrixClass !== STRUCT_CLASS) {
    return fail("data/shape", message);
  }
  const named = readFieldNames(located);
  return fail(
    "data/shape",
    named.ok ? `${message} As a struct ${listFields(located.name, named.value.names)}` : message,
  );
}

/** What a variable is, and what would be right. */
function describeKind(name: string, header: MatrixHeader): string {
  return `The variable ${quote(name)} is of type ${typeOf(header)}; a real matrix of numbers with two dimensions is needed: ${adviceFor(header)}.`;
}

function adviceFor({ matrixClass, isComplex, dimensions }: MatrixHeader): string {
  switch (matrixClass) {
    case CELL_CLASS:
      return "save cell2mat(…) of the variable";
    case STRUCT_CLASS:
      return "name one of its fields";
    case CHAR_CLASS:
      return "save str2num(…) of the variable";
    case OPAQUE_CLASS:
      return "MATLAB saves tables, strings, categorical arrays and dates so; save table2array(…), double(…) or cellstr(…) of the variable";
    case OBJECT_CLASS:
    case FUNCTION_CLASS:
      return "save the numbers that it stands for";
    default:
      return isComplex
        ? "save real(…) or abs(…) of the variable"
        : dimensions.length > 2
          ? `it has ${countOf(dimensions.length, "dimension")}; save reshape(…, size(…, 1), [])`
          : "save double(…) of the variable";
  }
}
