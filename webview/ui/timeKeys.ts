import type { ViewEvent } from "../state/store";

/** Recorded epochs that a page is. */
const PAGE = 10;

const KEYS: Readonly<Record<string, ViewEvent>> = {
  ArrowLeft: { type: "view/moveCursor", by: -1 },
  ArrowDown: { type: "view/moveCursor", by: -1 },
  ArrowRight: { type: "view/moveCursor", by: 1 },
  ArrowUp: { type: "view/moveCursor", by: 1 },
  PageDown: { type: "view/moveCursor", by: -PAGE },
  PageUp: { type: "view/moveCursor", by: PAGE },
  Home: { type: "view/setCursor", epoch: 0 },
  End: { type: "view/setCursor" },
  " ": { type: "view/togglePlay" },
};

/** Moves through the epochs by keys: arrows, Page, Home and End, and space to play. Other keys are left alone. */
export function listenToKeys(
  dispatch: (event: ViewEvent) => void,
): (event: Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "preventDefault">) => void {
  return (event) => {
    const moved = KEYS[event.key];
    if (moved !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      dispatch(moved);
    }
  };
}
