import type { RunProgress } from "../run/progress";

/** Where text goes: a terminal or a file. */
export interface TextOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Columns that the line may take; what it writes stays below. */
const WIDTH = 78;
/** Without a terminal, so many lines in a whole run. */
const STEPS = 10;

export interface ProgressLine {
  readonly show: (progress: RunProgress) => void;
  /** Makes room for other text. */
  readonly clear: () => void;
}

/** One line that is rewritten in a terminal; elsewhere a new line for every tenth of the run. */
export function createProgressLine(output: TextOutput, quiet: boolean): ProgressLine {
  const rewritten = output.isTTY === true;
  let shown = false;
  let stepsShown = 0;
  return {
    show: (progress) => {
      if (quiet) {
        return;
      }
      const text = describeProgress(progress);
      if (rewritten) {
        shown = true;
        output.write(`\r${text.padEnd(WIDTH)}`);
      } else if (Math.floor((STEPS * progress.epoch) / progress.epochs) > stepsShown) {
        stepsShown = Math.floor((STEPS * progress.epoch) / progress.epochs);
        output.write(`${text}\n`);
      }
    },
    clear: () => {
      if (shown) {
        shown = false;
        output.write(`\r${" ".repeat(WIDTH)}\r`);
      }
    },
  };
}

function describeProgress({ epoch, epochs, networks, epochsPerSecond, secondsLeft }: RunProgress): string {
  const rate =
    epochsPerSecond === undefined || secondsLeft === undefined
      ? ""
      : `, ${epochsPerSecond.toFixed(epochsPerSecond < 10 ? 1 : 0)} epochs/s, ${Math.ceil(secondsLeft)} s left`;
  return networks === undefined
    ? `Epoch ${epoch} of ${epochs}${rate}`
    : `${networks.completed} of ${networks.planned} networks, epoch ${epoch} of ${epochs}${rate}`;
}
