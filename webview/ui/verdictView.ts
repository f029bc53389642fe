import type { ViewNote } from "../../src/view/viewMessages";
import type { CellState, RunState } from "../state/store";
import type { Placement } from "../kit/placement";
import { text } from "../kit/strings";
import type { ActionButton } from "./headerView";

/** What the network that is shown asks for. */
export interface VerdictView {
  readonly text: string;
  readonly isWarning: boolean;
  /** How many of the networks that have ended ask for the same; left out of a run of one network. */
  readonly agreement?: string;
  /** Opens the config at the line that the verdict would change; left out if it would change none. */
  readonly action?: ActionButton;
}

/** @returns undefined before the network has ended, and if nothing can be said of it */
export function buildVerdictView(
  cells: RunState["cells"],
  networks: number,
  cell: CellState,
  placement: Placement,
): VerdictView | undefined {
  const note = cell.notes.find(({ verdict }) => verdict !== undefined);
  if (note?.verdict === undefined) {
    return undefined;
  }
  const { code, severity, change } = note.verdict;
  const codes = cells.flatMap((cell) => cell.notes.flatMap(({ verdict }) => verdict?.code ?? []));
  const alike = codes.filter((other) => other === code).length;
  return {
    text: cells.includes(cell) ? note.text : nameSpeaker(cells, note),
    isWarning: severity === "warning",
    ...(networks < 2 ? {} : { agreement: text("verdictAgreement", alike, codes.length) }),
    // The side bar lies beside the config, which its lines are marked in.
    ...(change === undefined || placement === "side"
      ? {}
      : { action: { action: "openAdvice", label: text("tryChange", change), primary: false } }),
  };
}

/** A mean has no figures of its own in its verdict: the words are a member's, which is named, so that its figures are not taken for the mean's. */
function nameSpeaker(cells: RunState["cells"], note: ViewNote): string {
  const member = cells.find(({ notes }) => notes.includes(note));
  return member === undefined ? note.text : text("verdictOfNetwork", member.info.seed, note.text);
}
