import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { useState } from "preact/hooks";
import { text } from "../kit/strings";
import type { ViewEvent } from "../state/store";
import { Actions } from "./actions";
import { FoldLink } from "./foldLink";
import type { VerdictView } from "./verdictView";

interface VerdictProps {
  /** What the layers and the gradients do; empty if nothing can be said. */
  readonly phases: string;
  /** What the run asks for; undefined if nothing is known of that. */
  readonly view: VerdictView | undefined;
  /** Whether the figures behind it can be opened. */
  readonly hasEvidence: boolean;
  readonly onAction: (action: ViewAction) => void;
  readonly dispatch: (event: ViewEvent) => void;
}

/** What the run means, above the pictures that say why. */
export function Verdict({ phases, view, hasEvidence, onAction, dispatch }: VerdictProps): VNode {
  const [isWhole, setWhole] = useState(false);
  return (
    <section
      class="verdict"
      aria-label={text("verdictTitle")}
      data-severity={view?.isWarning === true ? "warning" : "information"}
      hidden={view === undefined && phases === ""}
    >
      <p class={isWhole ? "phases" : "phases cut"} title={phases} hidden={phases === ""}>
        <span class="phasesText">{phases}</span>
        <FoldLink
          className="morePhases"
          isOpen={isWhole}
          label={text(isWhole ? "less" : "more")}
          onToggle={setWhole}
        />
        {hasEvidence ? (
          <button
            class="link"
            type="button"
            title={text("whyHint")}
            onClick={() => {
              dispatch({ type: "view/openDrawer", drawer: "table" });
            }}
          >
            {text("why")}
          </button>
        ) : null}
      </p>
      {view === undefined ? null : <Advice key={view.text} view={view} onAction={onAction} />}
    </section>
  );
}

/** Letters that have room in one line of a panel, about; what is longer is cut until the reader asks for it. */
const LINE_LETTERS = 150;

function Advice({ view, onAction }: { readonly view: VerdictView } & Pick<VerdictProps, "onAction">) {
  const [isWhole, setWhole] = useState(false);
  const isLong = view.text.length > LINE_LETTERS;
  return (
    <div class="advice">
      <p class={isLong && !isWhole ? "cut" : undefined}>
        {view.text}
        {view.agreement === undefined ? null : <span class="agreement">{` ${view.agreement}`}</span>}
      </p>
      {isLong ? (
        <FoldLink isOpen={isWhole} label={text(isWhole ? "less" : "more")} onToggle={setWhole} />
      ) : null}
      <Actions actions={view.action === undefined ? [] : [view.action]} onAction={onAction} />
    </div>
  );
}
