import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { text } from "../kit/strings";
import { Actions } from "./actions";
import type { VerdictView } from "./verdictView";

interface VerdictProps {
  /** Undefined if there is none. */
  readonly view: VerdictView | undefined;
  readonly onAction: (action: ViewAction) => void;
}

/** What the run means, above the pictures that say why. */
export function Verdict({ view, onAction }: VerdictProps): VNode {
  return (
    <section
      class="verdict"
      aria-label={text("verdictTitle")}
      data-severity={view?.isWarning === true ? "warning" : "information"}
      hidden={view === undefined}
    >
      <p>
        {view?.text}
        {view?.agreement === undefined ? null : <span class="agreement">{` ${view.agreement}`}</span>}
      </p>
      <Actions actions={view?.action === undefined ? [] : [view.action]} onAction={onAction} />
    </section>
  );
}
