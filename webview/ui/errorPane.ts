import type { ViewAction } from "../../src/view/viewMessages";
import { button } from "./headerView";
import { text } from "../kit/strings";
import { ActionBar } from "./actionBar";
import { createElement, showText } from "../kit/element";

/** Says that the view's own script broke, above whatever could still be drawn. */
export class ErrorPane {
  readonly element: HTMLElement;
  private readonly message = createElement("p");

  constructor(onAction: (action: ViewAction) => void) {
    const actions = new ActionBar(onAction);
    actions.update([button("showLog", "showLog")]);
    this.element = createElement("section", { className: "error", attributes: { role: "alert" } }, [
      this.message,
      actions.element,
    ]);
    this.element.hidden = true;
  }

  show(message: string): void {
    showText(this.message, text("errorText", message));
    this.element.hidden = false;
  }
}
