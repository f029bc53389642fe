import type { ViewAction } from "../../src/view/viewMessages";
import type { HeaderView } from "./headerView";
import type { Placement } from "../kit/placement";
import { text } from "../kit/strings";
import { ActionBar } from "./actionBar";
import type { ViewEvent } from "../state/store";
import { createElement, showText } from "../kit/element";

/** What run this is, how far it is, and what can be done with it. */
export class HeaderPane {
  readonly element: HTMLElement;
  private readonly name = createElement("h1");
  private readonly status = createElement("span", { className: "status" });
  private readonly progress = createElement("progress", {
    attributes: { max: "1", "aria-label": text("progressLabel") },
  });
  private readonly progressText = createElement("span", { className: "progressText" });
  private readonly explanation = createElement("p", { className: "explanation" });
  private readonly networks = createElement("select", { attributes: { "aria-label": text("networkLabel") } });
  private readonly disclosure = createElement("details", { className: "details" });
  private readonly details = createElement("dl");
  private readonly actions: ActionBar;
  private shown: HeaderView | undefined;

  constructor(
    onAction: (action: ViewAction) => void,
    dispatch: (event: ViewEvent) => void,
    placement: Placement,
  ) {
    this.actions = new ActionBar(onAction);
    this.networks.addEventListener("change", () => {
      dispatch({ type: "view/selectNetwork", position: Number(this.networks.value) });
    });
    this.disclosure.append(createElement("summary", { text: text("detailsTitle") }), this.details);
    this.disclosure.open = placement === "panel";
    this.element = createElement("header", {}, [
      createElement("div", { className: "headerRow" }, [
        createElement("div", { className: "title" }, [this.name, this.status]),
        createElement("div", { className: "progress" }, [this.progress, this.progressText]),
        this.networks,
        this.actions.element,
      ]),
      this.explanation,
      this.disclosure,
    ]);
    this.element.hidden = true;
  }

  update(view: HeaderView | undefined): void {
    if (view === this.shown) {
      return;
    }
    this.shown = view;
    this.element.hidden = view === undefined;
    if (view === undefined) {
      return;
    }
    showText(this.name, view.configName);
    this.name.title = view.configName;
    showText(this.status, view.statusText);
    this.element.dataset["status"] = view.status;
    this.progress.hidden = view.fraction === undefined;
    this.progress.value = view.fraction ?? 0;
    showText(this.progressText, view.progressText);
    showText(this.explanation, view.explanation ?? "");
    this.actions.update(view.actions);
    this.updateNetworks(view);
    this.disclosure.hidden = view.details.length === 0;
    this.details.replaceChildren(
      ...view.details.map(({ label, value }) =>
        createElement("div", {}, [
          createElement("dt", { text: label }),
          createElement("dd", { text: value }),
        ]),
      ),
    );
  }

  private updateNetworks({ networks, shownNetwork }: HeaderView): void {
    this.networks.hidden = networks.length === 0;
    // An open list would close under the reader if its options were made anew each time.
    const { options } = this.networks;
    if (
      networks.length !== options.length ||
      networks.some(({ label }, index) => options[index]?.text !== label)
    ) {
      this.networks.replaceChildren(
        ...networks.map(({ position, label }) =>
          createElement("option", { text: label, attributes: { value: String(position) } }),
        ),
      );
    }
    this.networks.value = String(shownNetwork);
  }
}
