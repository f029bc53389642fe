import { MAT_FIELD_DEPTH_MAX, MAT_VARIABLES_MAX } from "../../base/limits";
import { fail, succeed, type Failure, type Result } from "../../base/failure";
import { inflateExactly, inflatePrefix } from "../files/inflateZlib";
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
import { alwaysProceed, type Proceed } from "../../base/proceed";
import { readMatrixHeader, STRUCT_CLASS, type MatrixHeader } from "./matrixHeader";
import {
  locateField,
  readLabelValue,
  readNumericValue,
  refuseHeader,
  type LocatedMatrix,
  type Matrix,
  type TextMatrix,
} from "./matValue";
import { listSome, quote } from "../../base/text";
import { nearestName } from "../../base/nearestName";

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
/** Structs that a missing name is looked for in. */
const STRUCTS_SEARCHED_MAX = 3;

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
    proceed();
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
 * Reads the numbers of a variable, or of a field of a struct ("data.X"): a real, two-dimensional matrix of doubles,
 * singles, whole numbers or logicals (0 and 1), full or sparse. Whole numbers of 64 bits must lie within ±(2^53 - 1).
 */
export function readMatrix(file: MatFile, name: string, proceed: Proceed = alwaysProceed): Result<Matrix> {
  return readNamed(file, name, readNumericValue, proceed);
}

/** The same for values that may be texts: those of a char matrix, a row each, or of a cell array, a cell each. */
export function readLabelMatrix(
  file: MatFile,
  name: string,
  proceed: Proceed = alwaysProceed,
): Result<Matrix | TextMatrix> {
  return readNamed(file, name, readLabelValue, proceed);
}

function readNamed<Value>(
  file: MatFile,
  name: string,
  read: (value: LocatedMatrix, proceed: Proceed) => Result<Value>,
  proceed: Proceed,
): Result<Value> {
  // A name of MATLAB's has no point in it.
  const [first = "", ...fields] = file.variables.has(name) ? [name] : name.split(".");
  const variable = file.variables.get(first);
  if (variable === undefined || fields.length > MAT_FIELD_DEPTH_MAX) {
    return failMissing(file, name, proceed);
  }
  const located = locateVariable(file, first, variable, proceed);
  if (!located.ok) {
    return located;
  }
  let value = located.value;
  for (const field of fields) {
    const inner = locateField(value, field);
    if (!inner.ok) {
      return inner;
    }
    value = inner.value;
  }
  return read(value, proceed);
}

function locateVariable(
  file: MatFile,
  name: string,
  variable: MatVariable,
  proceed: Proceed,
): Result<LocatedMatrix> {
  const { header, matrix } = variable;
  // What is refused by its header alone is not inflated.
  const refused = refuseHeader(name, header);
  if (refused !== undefined) {
    return refused;
  }
  const source = variableSource(file, variable, proceed);
  return source.ok ? succeed({ name, header, source: source.value, matrix }) : source;
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
  return fail(
    failure.code,
    `At byte ${element.start} of the file ${element.size} bytes of a compressed variable were expected, but ${failure.message}.`,
  );
}

function failMissing(file: MatFile, name: string, proceed: Proceed): Result<never> {
  const headers = Array.from(file.variables.values(), ({ header }) => header);
  const matrices = headers.filter(
    (header) => header.numeric && header.dimensions.length === 2 && header.name !== "",
  );
  const structs = headers.filter(({ matrixClass }) => matrixClass === STRUCT_CLASS);
  const nearest =
    nearestName(
      name,
      matrices.map((header) => header.name),
    ) ?? fieldOfStruct(file, structs, name, proceed);
  const shown = [
    ...matrices.map((header) => `${quote(header.name)} (${header.dimensions.join("×")})`),
    ...structs.map((header) => `${quote(header.name)} (${header.dimensions.join("×")} struct)`),
  ];
  const others = headers.filter(({ numeric, matrixClass }) => !numeric && matrixClass !== STRUCT_CLASS);
  const there =
    shown.length > 0
      ? listSome(shown, NAMES_LISTED_MAX)
      : others.length === 0
        ? "no matrix of numbers"
        : `only ${listSome(
            others.map((header) => `${quote(header.name)} (${header.kind})`),
            NAMES_LISTED_MAX,
          )}`;
  const hint =
    nearest !== undefined
      ? ` Did you mean ${quote(nearest)}?`
      : structs.length > 0
        ? ` A field of a struct is named like ${quote(`${structs[0]!.name}.X`)}.`
        : "";
  return fail("data/variable-missing", `There is no variable ${quote(name)}; the file has ${there}.${hint}`);
}

/** The path to a field of this name in one of the first structs. */
function fieldOfStruct(
  file: MatFile,
  structs: readonly MatrixHeader[],
  name: string,
  proceed: Proceed,
): string | undefined {
  return structs
    .slice(0, STRUCTS_SEARCHED_MAX)
    .map((header) => ({ header, variable: file.variables.get(header.name)! }))
    .filter(({ header, variable }) => {
      const struct = locateVariable(file, header.name, variable, proceed);
      return struct.ok && locateField(struct.value, name).ok;
    })
    .map(({ header }) => `${header.name}.${name}`)[0];
}
