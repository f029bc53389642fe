/** Tells line and column of an offset as editors count them, from 1: "3:17". The text is gone through once. */
export function describePositionsIn(text: string): (offset: number) => string {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return (offset) => {
    let [line, beyond] = [0, lineStarts.length];
    while (beyond - line > 1) {
      const middle = (line + beyond) >> 1;
      if (lineStarts[middle]! <= offset) {
        line = middle;
      } else {
        beyond = middle;
      }
    }
    return `${line + 1}:${offset - lineStarts[line]! + 1}`;
  };
}
