/** The cells of a line, without blanks around them and without quotes; how a parser reads a line that is sound. */
export function splitCsvLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let from = 0;
  let isQuoted = false;
  const endCell = (at: number): void => {
    cells.push(unquote(line.slice(from, at).trim()));
    from = at + 1;
  };
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!;
    if (letter === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && separates(letter, delimiter)) {
      endCell(at);
    }
  }
  endCell(line.length);
  return delimiter === " " ? cells.filter((text) => text !== "") : cells;
}

/** Whether a character stands between two cells; blanks do together with tabs. */
export function separates(letter: string, delimiter: string): boolean {
  return letter === delimiter || (delimiter === " " && letter === "\t");
}

function unquote(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replaceAll('""', '"').trim()
    : text;
}
