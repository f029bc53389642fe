import { fail, succeed, type Result } from "../../base/failure";
import { quote } from "../../base/text";

/** A Python literal, as far as headers of `.npy` files have them. */
export type PythonLiteral =
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "none" }
  | { readonly type: "tuple" | "list"; readonly items: readonly PythonLiteral[] }
  | {
      readonly type: "dictionary";
      readonly entries: readonly (readonly [PythonLiteral, PythonLiteral])[];
    };

/** Record types hold lists of tuples, which may hold lists; nobody nests them deeper by hand. */
const DEPTH_MAX = 32;

const CONSTANTS: ReadonlyMap<string, PythonLiteral> = new Map<string, PythonLiteral>([
  ["True", { type: "boolean", value: true }],
  ["False", { type: "boolean", value: false }],
  ["None", { type: "none" }],
]);

/**
 * Reads one literal with blanks around it: dictionaries, tuples, lists, texts in either kind of quotes and with the
 * prefix u or b, whole numbers (Python 2 wrote `60L`), True, False and None. One pass over the text.
 * @returns a failure whose message says what stands at which character
 */
export function readPythonLiteral(text: string): Result<PythonLiteral> {
  const reader = new LiteralReader(text);
  const literal = reader.value(0);
  return literal.ok ? reader.end(literal.value) : literal;
}

class LiteralReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(depth: number): Result<PythonLiteral> {
    if (depth > DEPTH_MAX) {
      return fail("data/format", `more than ${DEPTH_MAX} brackets stand in one another`);
    }
    switch (this.next() ?? "") {
      case "{":
        return this.dictionary(depth);
      case "(":
        return this.sequence("tuple", ")", depth);
      case "[":
        return this.sequence("list", "]", depth);
      case "'":
      case '"':
        return this.string();
      default:
        return isDigit(this.next()) || this.next() === "-" ? this.number() : this.word();
    }
  }

  end(literal: PythonLiteral): Result<PythonLiteral> {
    return this.next() === undefined ? succeed(literal) : this.unexpected("nothing more");
  }

  private dictionary(depth: number): Result<PythonLiteral> {
    const entries: (readonly [PythonLiteral, PythonLiteral])[] = [];
    this.at++;
    while (this.next() !== "}") {
      const key = this.value(depth + 1);
      if (!key.ok) {
        return key;
      }
      if (this.next() !== ":") {
        return this.unexpected('":"');
      }
      this.at++;
      const value = this.value(depth + 1);
      if (!value.ok) {
        return value;
      }
      entries.push([key.value, value.value]);
      if (!this.skipComma("}")) {
        return this.unexpected('"," or "}"');
      }
    }
    this.at++;
    return succeed({ type: "dictionary", entries });
  }

  private sequence(type: "tuple" | "list", close: ")" | "]", depth: number): Result<PythonLiteral> {
    const items: PythonLiteral[] = [];
    let commas = 0;
    this.at++;
    while (this.next() !== close) {
      const item = this.value(depth + 1);
      if (!item.ok) {
        return item;
      }
      items.push(item.value);
      commas += this.next() === "," ? 1 : 0;
      if (!this.skipComma(close)) {
        return this.unexpected(`"," or "${close}"`);
      }
    }
    this.at++;
    // Without a comma the brackets are only brackets: (60) is a number, (60,) a tuple.
    return succeed(type === "tuple" && items.length === 1 && commas === 0 ? items[0]! : { type, items });
  }

  /** Passes over a comma; false if neither it nor the closing bracket comes next. */
  private skipComma(close: string): boolean {
    const character = this.next();
    if (character === ",") {
      this.at++;
      return true;
    }
    return character === close;
  }

  private string(): Result<PythonLiteral> {
    const mark = this.text[this.at]!;
    const start = this.at + 1;
    let end = start;
    while (end < this.text.length && this.text[end] !== mark && this.text[end] !== "\n") {
      // What a backslash escapes is left as it is written: no name that is looked for has one.
      end += this.text[end] === "\\" ? 2 : 1;
    }
    if (this.text[end] !== mark) {
      return fail("data/format", `the text that begins at character ${this.at} has no end`);
    }
    this.at = end + 1;
    return succeed({ type: "text", value: this.text.slice(start, end) });
  }

  private number(): Result<PythonLiteral> {
    const start = this.at;
    const sign = this.text[this.at] === "-" ? -1 : 1;
    this.at += sign < 0 ? 1 : 0;
    const digitsAt = this.at;
    while (isDigit(this.text[this.at])) {
      this.at++;
    }
    const digits = this.text.slice(digitsAt, this.at);
    const suffix = this.text[this.at];
    this.at += suffix === "L" || suffix === "l" ? 1 : 0;
    // Python 3 knows no whole number that begins with 0, and one of Python 2 would be octal.
    const wrong = digits === "" || (digits.length > 1 && digits.startsWith("0"));
    if (wrong || isWordCharacter(this.text[this.at]) || this.text[this.at] === ".") {
      this.at = start;
      return this.unexpected("a whole number");
    }
    return succeed({ type: "number", value: sign * Number(digits) });
  }

  private word(): Result<PythonLiteral> {
    const start = this.at;
    const prefix = this.text[start];
    const quoted = this.text[start + 1] === "'" || this.text[start + 1] === '"';
    if (quoted && (prefix === "u" || prefix === "U" || prefix === "b" || prefix === "B")) {
      this.at++;
      return this.string();
    }
    while (isWordCharacter(this.text[this.at])) {
      this.at++;
    }
    const constant = CONSTANTS.get(this.text.slice(start, this.at));
    if (constant === undefined) {
      this.at = start;
      return this.unexpected("a value");
    }
    return succeed(constant);
  }

  /** The next character that is no blank, which the reader then stands at. */
  private next(): string | undefined {
    while (isBlank(this.text[this.at])) {
      this.at++;
    }
    return this.text[this.at];
  }

  private unexpected(expected: string): Result<never> {
    const rest = this.text.slice(this.at, this.at + 100).trimEnd();
    return fail(
      "data/format",
      `at character ${this.at} ${expected} was expected, but ${rest === "" ? "its end" : quote(rest)} was found`,
    );
  }
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isWordCharacter(character: string | undefined): boolean {
  return (
    character !== undefined &&
    (isDigit(character) ||
      character === "_" ||
      (character >= "a" && character <= "z") ||
      (character >= "A" && character <= "Z"))
  );
}
