/**
 * Parts a rising series of epochs into runs that lie in one of so many equal parts of a logarithmic axis from 1 to
 * `last`. Early epochs, which lie apart on such an axis, are alone; so is epoch 0, which has no place on it.
 * @param hasFigure epochs with a figure and epochs without are never in one run
 * @param parts 0 leaves every epoch alone
 * @returns indices, in their order
 */
export function partEpochs(
  epochs: readonly number[],
  hasFigure: (index: number) => boolean,
  last: number,
  parts: number,
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let before: string | undefined;
  for (const [index, epoch] of epochs.entries()) {
    const part =
      parts > 0 && epoch >= 1
        ? `${Math.floor((parts * Math.log(epoch)) / Math.log(Math.max(2, last)))} ${hasFigure(index)}`
        : undefined;
    if (part !== undefined && part === before) {
      groups.at(-1)!.push(index);
    } else {
      groups.push([index]);
    }
    before = part;
  }
  return groups;
}
