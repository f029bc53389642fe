import type { VNode } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import type { ActionButton } from "./headerView";

interface ActionsProps {
  readonly actions: readonly ActionButton[];
  readonly onAction: (action: ViewAction) => void;
}

/** A row of buttons that ask the host for something. */
export function Actions({ actions, onAction }: ActionsProps): VNode {
  return (
    <div class="actions" hidden={actions.length === 0}>
      {actions.map(({ action, label, primary }) => (
        <button
          key={action}
          class={primary ? "primary" : "secondary"}
          type="button"
          data-action={action}
          onClick={() => {
            onAction(action);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
