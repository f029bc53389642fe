import { render } from "preact";
import type { ViewAction } from "../../src/view/viewMessages";
import { text } from "../kit/strings";
import { Actions } from "./actions";
import { button } from "./headerView";

/** Says that the view's own script broke, above whatever could still be drawn. */
export class ErrorPane {
  readonly element = document.createElement("section");
  private readonly onAction: (action: ViewAction) => void;

  constructor(onAction: (action: ViewAction) => void) {
    this.onAction = onAction;
    this.element.className = "error";
    this.element.setAttribute("role", "alert");
    this.element.hidden = true;
  }

  show(message: string): void {
    render(
      <>
        <p>{text("errorText", message)}</p>
        <Actions actions={[button("showLog", "showLog")]} onAction={this.onAction} />
      </>,
      this.element,
    );
    this.element.hidden = false;
  }
}
