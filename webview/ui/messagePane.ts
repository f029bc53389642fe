import type { ViewAction } from "../../src/view/viewMessages";
import type { MessageView } from "./messageView";
import { ActionBar } from "./actionBar";
import { createElement, showText } from "../kit/element";

/** What is said, and offered, where there is no picture. */
export class MessagePane {
  readonly element: HTMLElement;
  private readonly title = createElement("h2");
  private readonly body = createElement("p");
  private readonly detail = createElement("p", { className: "detail" });
  private readonly actions: ActionBar;

  constructor(onAction: (action: ViewAction) => void) {
    this.actions = new ActionBar(onAction);
    this.element = createElement("section", { className: "message" }, [
      this.title,
      this.body,
      this.detail,
      this.actions.element,
    ]);
  }

  update(view: MessageView | undefined): void {
    this.element.hidden = view === undefined;
    showText(this.title, view?.title ?? "");
    showText(this.body, view?.body ?? "");
    showText(this.detail, view?.detail ?? "");
    this.actions.update(view?.actions ?? []);
  }
}
