import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import type { ViewAction } from "../../src/view/viewMessages";
import { KINDS } from "../pictures/pictures";
import { text, type StringKey } from "../kit/strings";
import type { ExportScope } from "./exportSheet";
import { EXPORTS, type ExportName } from "./exportView";

interface ExportMenuProps {
  readonly onExport: (name: ExportName, scope: ExportScope) => void;
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

const SCOPES: readonly (readonly [scope: ExportScope, label: string])[] = [
  ["all", text("exportAll")],
  ...KINDS.map(({ name, title }) => [name, text("exportOne", title)] as const),
];

/** What can be taken out of the view. */
export function ExportMenu({ onExport, onAction }: ExportMenuProps): VNode {
  const menu = useRef<HTMLDetailsElement>(null);
  const [scope, setScope] = useState<ExportScope>("all");
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
        <label class="menuChoice">
          {text("exportScope")}
          <select
            value={scope}
            onChange={({ currentTarget }) => {
              setScope(SCOPES[currentTarget.selectedIndex]?.[0] ?? "all");
            }}
          >
            {SCOPES.map(([each, label]) => (
              <option key={each} value={each}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {EXPORTS.map((name) => (
          <button
            key={name}
            type="button"
            onClick={choose(() => {
              onExport(name, scope);
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
