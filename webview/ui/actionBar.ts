import type { ViewAction } from "../../src/view/viewMessages";
import type { ActionButton } from "./headerView";
import { createElement } from "../kit/element";

/** A row of buttons that ask the host for something. */
export class ActionBar {
  readonly element = createElement("div", { className: "actions" });
  private shown = "";
  private readonly onAction: (action: ViewAction) => void;

  constructor(onAction: (action: ViewAction) => void) {
    this.onAction = onAction;
  }

  /** Leaves the buttons alone if they are the same, so that a focused one keeps the focus. */
  update(actions: readonly ActionButton[]): void {
    const key = JSON.stringify(actions);
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    this.element.hidden = actions.length === 0;
    this.element.replaceChildren(
      ...actions.map(({ action, label, primary }) => {
        const button = createElement("button", {
          className: primary ? "primary" : "secondary",
          text: label,
          attributes: { type: "button", "data-action": action },
        });
        button.addEventListener("click", () => {
          this.onAction(action);
        });
        return button;
      }),
    );
  }
}
