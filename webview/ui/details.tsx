import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { text } from "../kit/strings";
import { Actions } from "./actions";
import type { DetailsView } from "./detailsView";

interface DetailsProps {
  readonly view: DetailsView;
  readonly onAction: (action: ViewAction) => void;
}

/** What the run was made from: data, engine, seeds, versions, and the config as it was. */
export function Details({ view, onAction }: DetailsProps): VNode {
  return (
    <div class="detailsArea">
      <div>
        <dl>
          {view.details.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <section class="notes" hidden={view.notes.length === 0}>
          <h3>{text("notesTitle")}</h3>
          <ul>
            {view.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      </div>
      {view.config === undefined ? null : (
        <section class="configArea">
          <div class="tableHead">
            <h3>{text("configTitle")}</h3>
            <Actions actions={view.configActions} onAction={onAction} />
          </div>
          {/* A region that scrolls must take the focus to be scrolled by keys. */}
          <pre tabIndex={0} role="region" aria-label={text("configTitle")}>
            {view.config}
          </pre>
        </section>
      )}
    </div>
  );
}
