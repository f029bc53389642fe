import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { text } from "../kit/strings";
import { Actions } from "./actions";
import { ExportMenu } from "./exportMenu";
import type { ExportScope } from "./exportSheet";
import type { ExportName } from "./exportView";
import type { HeaderView } from "./headerView";

interface HeaderProps {
  /** Undefined if no run is shown. */
  readonly view: HeaderView | undefined;
  /** Whether there is a picture to be taken out. */
  readonly canExport: boolean;
  /** How far a file is that takes long to make; empty if none is being made. */
  readonly exporting: string;
  readonly onExport: (name: ExportName, scope: ExportScope) => void;
  readonly onAction: (action: ViewAction) => void;
}

/** What run this is, how far it is, and what can be done with it. */
export function Header({ view, canExport, exporting, onExport, onAction }: HeaderProps): VNode {
  if (view === undefined) {
    return <header hidden />;
  }
  const { configName, status, statusText, explanation = "", fraction, progressText } = view;
  return (
    <header data-status={status}>
      <div class="headerRow">
        <div class="title">
          <h1 title={configName}>{configName}</h1>
          <span class="subtitle">{view.subtitle}</span>
          <span class="status">{statusText}</span>
          {view.configNote === undefined ? null : <ConfigNote note={view.configNote} onAction={onAction} />}
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
        <span class="exporting" role="status" hidden={exporting === ""}>
          {exporting}
        </span>
        <Actions actions={view.actions} onAction={onAction} />
        {canExport ? <ExportMenu onExport={onExport} onAction={onAction} /> : null}
      </div>
      <p class="explanation" hidden={explanation === ""}>
        {explanation}
      </p>
    </header>
  );
}

interface ConfigNoteProps {
  readonly note: NonNullable<HeaderView["configNote"]>;
  readonly onAction: (action: ViewAction) => void;
}

function ConfigNote({ note: { label, title, action }, onAction }: ConfigNoteProps) {
  return action === undefined ? (
    <span class="configNote" title={title}>
      {label}
    </span>
  ) : (
    <button
      type="button"
      class="link configNote"
      title={title}
      onClick={() => {
        onAction(action);
      }}
    >
      {label}
    </button>
  );
}
