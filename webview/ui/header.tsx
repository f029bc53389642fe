import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import type { Placement } from "../kit/placement";
import { text } from "../kit/strings";
import type { ViewEvent } from "../state/store";
import { Actions } from "./actions";
import type { HeaderDetail, HeaderView } from "./headerView";

interface HeaderProps {
  /** Undefined if no run is shown. */
  readonly view: HeaderView | undefined;
  readonly placement: Placement;
  readonly onAction: (action: ViewAction) => void;
  readonly dispatch: (event: ViewEvent) => void;
}

/** What run this is, how far it is, and what can be done with it. */
export function Header({ view, placement, onAction, dispatch }: HeaderProps): VNode {
  if (view === undefined) {
    return <header hidden />;
  }
  const { configName, status, statusText, explanation = "", fraction, progressText } = view;
  return (
    <header data-status={status}>
      <div class="headerRow">
        <div class="title">
          <h1 title={configName}>{configName}</h1>
          <span class="status">{statusText}</span>
        </div>
        <div class="progress">
          <progress
            max={1}
            aria-label={text("progressLabel")}
            hidden={fraction === undefined}
            value={fraction ?? 0}
          />
          <span class="progressText" hidden={progressText === ""}>
            {progressText}
          </span>
        </div>
        <Networks view={view} dispatch={dispatch} />
        <Actions actions={view.actions} onAction={onAction} />
      </div>
      <p class="explanation" hidden={explanation === ""}>
        {explanation}
      </p>
      <Details details={view.details} open={placement === "panel"} />
    </header>
  );
}

/** The choice of a network, where the run has several. */
function Networks({ view, dispatch }: Pick<HeaderProps, "dispatch"> & { readonly view: HeaderView }) {
  const { networks, shownNetwork } = view;
  return (
    <select
      aria-label={text("networkLabel")}
      hidden={networks.length === 0}
      value={String(shownNetwork)}
      onChange={({ currentTarget }) => {
        dispatch({ type: "view/selectNetwork", position: Number(currentTarget.value) });
      }}
    >
      {networks.map(({ position, label }) => (
        <option key={position} value={String(position)}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** @param open at first; afterwards the reader opens and closes it */
function Details({ details, open }: { readonly details: readonly HeaderDetail[]; readonly open: boolean }) {
  return (
    <details class="details" open={open} hidden={details.length === 0}>
      <summary>{text("detailsTitle")}</summary>
      <dl>
        {details.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
