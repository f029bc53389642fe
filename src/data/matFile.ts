import { DATA_VALUES_MAX, MAT_VARIABLES_MAX } from "../config/limits";
import { fail, succeed, type Failure, type Result } from "../failure";
import { inflateExactly, inflatePrefix } from "./inflateZlib";
import {
  failAt,
  matBytes,
  MI_COMPRESSED,
  MI_MATRIX,
  readElement,
  readTag,
  TAG_BYTES,
  type MatBytes,
  type MatElement,
} from "./matElement";
import { MAT_HEADER_BYTES, readMatHeader } from "./matHeader";
import { alwaysProceed, STOPPED, type Proceed } from "../proceed";
import { readNumbers, type NumericArray } from "./matNumbers";
import { readMatrixHeader, type MatrixHeader } from "./matrixHeader";
import { listSome, quote } from "../text";
import { nearestName } from "../config/nearestName";

/** A real, full matrix of numbers, row-major. */
export interface Matrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: NumericArray;
}

/** A variable of a MATLAB 5 file: what it is, and where it lies. */
interface MatVariable {
  readonly header: MatrixHeader;
  /** In the file, of type MI_MATRIX or MI_COMPRESSED. */
  readonly element: MatElement;
  /** Of type MI_MATRIX: in the file, or in what the element inflates to. */
  readonly matrix: MatElement;
}

/** A MATLAB 5 file whose variables are known and whose numbers have not been read yet. */
export interface MatFile {
  readonly source: MatBytes;
  readonly variables: ReadonlyMap<string, MatVariable>;
}

/** What the tag, the flags, the dimensions and the name of a variable take, with room to spare. */
const PREFIX_BYTES = 1024;
const NAMES_LISTED_MAX = 10;

/**
 * Finds the variables of a MATLAB 5 file ("MAT-File Format", MathWorks). The elements of the file are walked over
 * one after the other and never into each other, so that no nesting is too deep; of a compressed variable only as
 * much is inflated as tells what it is.
 */
export function openMatFile(bytes: Uint8Array, proceed: Proceed = alwaysProceed): Result<MatFile> {
  const fileHeader = readMatHeader(bytes);
  if (!fileHeader.ok) {
    return fileHeader;
  }
  const source = matBytes(bytes, fileHeader.value.littleEndian, "the file");
  const variables = new Map<string, MatVariable>();
  let offset = MAT_HEADER_BYTES;
  while (offset < bytes.length) {
    if (!proceed()) {
      return STOPPED;
    }
    const element = readElement(source, offset, bytes.length, "a variable");
    if (!element.ok) {
      return element;
    }
    const variable = readVariable(source, offset, element.value);
    if (!variable.ok) {
      return variable;
    }
    const { name } = variable.value.header;
    if (variables.has(name)) {
      return failAt(source, offset, "a variable of a new name", `a second variable ${quote(name)}`);
    }
    if (variables.size === MAT_VARIABLES_MAX) {
      return fail("data/too-large", `The file has more than ${MAT_VARIABLES_MAX} variables.`);
    }
    variables.set(name, variable.value);
    offset = element.value.next;
  }
  return succeed({ source, variables });
}

/**
 * Reads the numbers of a variable: a real, full, two-dimensional matrix of doubles, singles, whole numbers or
 * logicals (0 and 1). Whole numbers of 64 bits must lie within ±(2^53 - 1).
 */
export function readMatrix(file: MatFile, name: string, proceed: Proceed = alwaysProceed): Result<Matrix> {
  const variable = file.variables.get(name);
  if (variable === undefined) {
    return failMissing(file, name);
  }
  const { kind, numeric, dimensions, dataOffset } = variable.header;
  if (!numeric || dimensions.length !== 2) {
    return fail(
      "data/shape",
      `The variable ${quote(name)} is of type ${[dimensions.join("×"), kind].join(" ").trim()}; a real, full matrix of numbers with two dimensions is needed.`,
    );
  }
  const [rows, columns] = dimensions as [number, number];
  if (rows * columns > DATA_VALUES_MAX) {
    return fail(
      "data/too-large",
      `The variable ${quote(name)} has ${rows}×${columns} numbers; at most ${DATA_VALUES_MAX} are allowed.`,
    );
  }
  const source = variableSource(file, variable, proceed);
  if (!source.ok) {
    return source;
  }
  const end = variable.matrix.start + variable.matrix.size;
  const data = readElement(source.value, dataOffset, end, `the numbers of ${quote(name)}`);
  if (!data.ok) {
    return data;
  }
  const values = readNumbers(source.value, data.value, rows, columns, proceed);
  return values.ok ? succeed({ name, rows, columns, values: values.value }) : values;
}

function readVariable(source: MatBytes, offset: number, element: MatElement): Result<MatVariable> {
  if (element.type === MI_MATRIX) {
    const header = readMatrixHeader(source, element, element.start + element.size);
    return header.ok ? succeed({ header: header.value, element, matrix: element }) : header;
  }
  if (element.type !== MI_COMPRESSED) {
    return failAt(source, offset, "a variable", `an element of type ${element.type}`);
  }
  const prefix = inflatePrefix(elementBytes(source, element), PREFIX_BYTES);
  if (!prefix.ok) {
    return failInflated(element, prefix.failure);
  }
  const inflated = inflatedSource(source, element, prefix.value);
  const matrix = readTag(inflated, 0, prefix.value.length, "a variable");
  if (!matrix.ok) {
    return matrix;
  }
  if (matrix.value.type !== MI_MATRIX) {
    return failAt(inflated, 0, "a variable", `an element of type ${matrix.value.type}`);
  }
  const end = Math.min(prefix.value.length, matrix.value.start + matrix.value.size);
  const header = readMatrixHeader(inflated, matrix.value, end);
  return header.ok ? succeed({ header: header.value, element, matrix: matrix.value }) : header;
}

/** The bytes that a variable's offsets count in, inflated where need be. */
function variableSource(file: MatFile, variable: MatVariable, proceed: Proceed): Result<MatBytes> {
  const { element, matrix } = variable;
  if (element.type !== MI_COMPRESSED) {
    return succeed(file.source);
  }
  const inflated = inflateExactly(elementBytes(file.source, element), TAG_BYTES + matrix.size, proceed);
  return inflated.ok
    ? succeed(inflatedSource(file.source, element, inflated.value))
    : failInflated(element, inflated.failure);
}

function elementBytes(source: MatBytes, element: MatElement): Uint8Array {
  return source.bytes.subarray(element.start, element.start + element.size);
}

function inflatedSource(source: MatBytes, element: MatElement, bytes: Uint8Array): MatBytes {
  return matBytes(
    bytes,
    source.littleEndian,
    `what the compressed variable at byte ${element.start} inflates to`,
  );
}

function failInflated(element: MatElement, failure: Failure): Result<never> {
  if (failure.code === STOPPED.failure.code) {
    return STOPPED;
  }
  return fail(
    failure.code,
    `At byte ${element.start} of the file ${element.size} bytes of a compressed variable were expected, but ${failure.message}.`,
  );
}

function failMissing(file: MatFile, name: string): Result<never> {
  const matrices = Array.from(file.variables.values())
    .map(({ header }) => header)
    .filter((header) => header.numeric && header.dimensions.length === 2 && header.name !== "");
  const nearest = nearestName(
    name,
    matrices.map((header) => header.name),
  );
  const shown = matrices.map((header) => `${quote(header.name)} (${header.dimensions.join("×")})`);
  const there = shown.length === 0 ? "no matrix of numbers" : listSome(shown, NAMES_LISTED_MAX);
  const hint = nearest === undefined ? "" : ` Did you mean ${quote(nearest)}?`;
  return fail("data/variable-missing", `There is no variable ${quote(name)}; the file has ${there}.${hint}`);
}
