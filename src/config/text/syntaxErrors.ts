import { printParseErrorCode, type ParseError } from "jsonc-parser";
import { SYNTAX_PROBLEMS_MAX } from "../../base/limits";
import type { Fix, Problem, TextSpan } from "./problem";
import { quote } from "../../base/text";
import { readTokens } from "./tokens";
import { excerpt } from "./wording";

/**
 * A parser's errors in plain words, at most one a line: after a slip it stumbles over what follows on the same
 * line, and that tells a person nothing.
 */
export function describeSyntaxErrors(text: string, errors: readonly ParseError[]): Problem[] {
  const problems: Problem[] = [];
  let lineEnd = -1;
  for (const error of errors) {
    if (error.offset <= lineEnd) {
      continue;
    }
    // The scanner takes a comment that ends with the text for one character longer than it is.
    const length = Math.min(error.length, text.length - error.offset);
    problems.push(describeSyntaxError(text, { ...error, length }));
    if (problems.length === SYNTAX_PROBLEMS_MAX) {
      break;
    }
    const newline = text.indexOf("\n", error.offset);
    lineEnd = newline < 0 ? text.length : newline;
  }
  return problems;
}

function describeSyntaxError(text: string, error: ParseError): Problem {
  const atEnd = error.length === 0;
  const found = atEnd ? "The text ends" : `Found ${excerpt(text, error)}`;
  const fix = atEnd ? undefined : mendSyntax(text, error);
  return {
    code: "config/syntax",
    severity: "error",
    message: explainSyntax(printParseErrorCode(error.error), found),
    path: [],
    offset: error.offset,
    length: error.length,
    fixes: fix === undefined ? [] : [fix],
  };
}

function explainSyntax(code: ReturnType<typeof printParseErrorCode>, found: string): string {
  switch (code) {
    case "PropertyNameExpected":
      return `${found} where the name of a field is expected, in double quotes.`;
    case "ValueExpected":
      return `${found} where a value is expected.`;
    case "ColonExpected":
      return `${found} where a colon is expected between the name of a field and its value.`;
    case "CommaExpected":
      return `${found} where a comma is expected.`;
    case "CloseBraceExpected":
      return `${found} where a closing brace is expected: an object that was opened with { is not closed.`;
    case "CloseBracketExpected":
      return `${found} where a closing bracket is expected: a list that was opened with [ is not closed.`;
    case "EndOfFileExpected":
      return `${found} after the end of the config: it is one object in braces, and nothing may follow it.`;
    case "UnexpectedEndOfString":
      return `${found}, a text that does not end on its line: a closing double quote is expected.`;
    case "UnexpectedEndOfComment":
    case "InvalidCommentToken":
      return `${found}, a comment that does not end: */ is expected.`;
    case "UnexpectedEndOfNumber":
    case "InvalidNumberFormat":
      return `${found}, a number that breaks off: a digit is expected.`;
    case "InvalidUnicode":
      return `${found}, in which four hexadecimal digits are expected after \\u.`;
    case "InvalidEscapeCharacter":
      return `${found}, in which a backslash is followed by a character that it does not go with: a backslash itself is written \\\\, and / works in every path.`;
    case "InvalidCharacter":
      return `${found}, in which a control character stands as it is: it is expected as an escape such as \\t.`;
    case "InvalidSymbol":
    case "<unknown ParseErrorCode>":
      return `${found}, which is no JSON: texts and names of fields are expected in double quotes, and else a number, true, false, null, an object or a list.`;
  }
}

/** The slips whose remedy leaves no doubt: a comma left out, a word without its double quotes. */
function mendSyntax(text: string, error: ParseError): Fix | undefined {
  const code = printParseErrorCode(error.error);
  const found = text.slice(error.offset, error.offset + error.length);
  if (code === "CommaExpected" && /^["{[\w-]/.test(found)) {
    const previous = tokenBefore(text, error.offset);
    const offset = previous.offset + previous.length;
    // Two tokens without a gap, such as 01, are not two values.
    return offset === error.offset
      ? undefined
      : { title: "Insert a comma", edits: [{ offset, length: 0, text: "," }] };
  }
  const word = /^('?)([A-Za-z_][\w.-]*)\1$/.exec(found)?.[2];
  if (code === "InvalidSymbol" && word !== undefined) {
    const { offset, length } = error;
    return { title: `Write it as ${quote(word)}`, edits: [{ offset, length, text: `"${word}"` }] };
  }
  return undefined;
}

function tokenBefore(text: string, offset: number): TextSpan {
  let previous: TextSpan = { offset, length: 0 };
  for (const token of readTokens(text)) {
    if (token.offset >= offset) {
      break;
    }
    previous = token;
  }
  return previous;
}
