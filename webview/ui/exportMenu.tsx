import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { ViewAction } from "../../src/view/viewMessages";
import { text, type StringKey } from "../kit/strings";
import { EXPORTS, type ExportName } from "./exportView";

interface ExportMenuProps {
  readonly onExport: (name: ExportName) => void;
  readonly onAction: (action: ViewAction) => void;
}

const LABELS: Readonly<Record<ExportName, StringKey>> = {
  png1: "exportPng1",
  png2: "exportPng2",
  png4: "exportPng4",
  svg: "exportSvg",
  gif: "exportGif",
  copyImage: "exportCopyImage",
  copyMarkdown: "exportCopyMarkdown",
};

/** What can be taken out of the view. */
export function ExportMenu({ onExport, onAction }: ExportMenuProps): VNode {
  const menu = useRef<HTMLDetailsElement>(null);
  const choose = (act: () => void) => (): void => {
    menu.current?.removeAttribute("open");
    act();
  };
  const actions: readonly (readonly [ViewAction, StringKey])[] = [
    ["exportCsv", "exportCsv"],
    ["exportJson", "exportJson"],
  ];
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={({ key }) => {
        if (key === "Escape") {
          menu.current?.removeAttribute("open");
          menu.current?.querySelector("summary")?.focus();
        }
      }}
    >
      <summary class="secondary">{text("exportTitle")}</summary>
      <div class="menuItems">
        {EXPORTS.map((name) => (
          <button
            key={name}
            type="button"
            onClick={choose(() => {
              onExport(name);
            })}
          >
            {text(LABELS[name])}
          </button>
        ))}
        {actions.map(([action, label]) => (
          <button
            key={action}
            type="button"
            onClick={choose(() => {
              onAction(action);
            })}
          >
            {text(label)}
          </button>
        ))}
      </div>
    </details>
  );
}
