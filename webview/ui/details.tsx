import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { text } from "../kit/strings";
import { Actions } from "./actions";
import type { ConfigLine } from "./configLines";
import type { DetailsView } from "./detailsView";

interface DetailsProps {
  readonly view: DetailsView;
  readonly onAction: (action: ViewAction) => void;
  /** Opens the config of today at a field. */
  readonly onOpenField: (path: readonly string[]) => void;
}

/** What the run was made from: data, engine, seeds, versions, and the config as it was. */
export function Details({ view, onAction, onOpenField }: DetailsProps): VNode {
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
            {view.config.map((line, index) => (
              <Line key={index} line={line} onOpenField={onOpenField} />
            ))}
          </pre>
        </section>
      )}
    </div>
  );
}

function Line({
  line: { indent, field, rest },
  onOpenField,
}: { readonly line: ConfigLine } & Pick<DetailsProps, "onOpenField">) {
  return (
    <>
      {indent}
      {field === undefined ? null : (
        <button
          class="link"
          type="button"
          title={text("openField", field.path.join("."))}
          onClick={() => {
            onOpenField(field.path);
          }}
        >
          {field.name}
        </button>
      )}
      {`${rest}\n`}
    </>
  );
}
