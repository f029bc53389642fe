import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { DRAWERS, type DrawerName, type ViewAction } from "../../src/view/viewMessages";
import { text, type StringKey } from "../kit/strings";
import type { ChartTheme } from "../kit/theme";
import type { ViewEvent } from "../state/store";
import { Actions } from "./actions";
import { Details } from "./details";
import { button } from "./headerView";
import type { DrawerView } from "./drawerView";
import { Neurons } from "./neurons";
import { Table } from "./table";

interface DrawersProps {
  /** False if there is nothing to look into. */
  readonly isShown: boolean;
  /** Undefined if all are closed. */
  readonly view: DrawerView | undefined;
  readonly theme: ChartTheme;
  readonly dispatch: (event: ViewEvent) => void;
  readonly onAction: (action: ViewAction) => void;
  readonly onCopy: (text: string) => void;
  readonly onOpenField: (path: readonly string[]) => void;
}

const TITLES: Readonly<Record<DrawerName, StringKey>> = {
  table: "tableTitle",
  neurons: "neuronsTitle",
  details: "detailsTitle",
};

/** What can be opened below the pictures, one at a time. */
export function Drawers({ isShown, view, ...rest }: DrawersProps): VNode {
  const { dispatch } = rest;
  const drawer = useRef<HTMLDivElement>(null);
  const name = view?.name;
  const before = useRef(name);
  // What was asked for may lie below the window; what was open at the start was not asked for.
  useEffect(() => {
    if (before.current !== name) {
      before.current = name;
      drawer.current?.scrollIntoView({ block: "nearest" });
    }
  }, [name]);
  return (
    <section class="drawers" aria-label={text("drawersTitle")} hidden={!isShown}>
      <div class="drawerTabs">
        {DRAWERS.map((each) => (
          <button
            key={each}
            type="button"
            class="drawerTab"
            data-drawer={each}
            aria-expanded={each === name ? "true" : "false"}
            onClick={() => {
              dispatch({ type: "view/toggleDrawer", drawer: each });
            }}
          >
            {text(TITLES[each])}
            <span aria-hidden="true">{each === name ? " ▾" : " ▸"}</span>
          </button>
        ))}
      </div>
      {view === undefined ? null : (
        <div class="drawer" ref={drawer}>
          {renderDrawer(view, rest)}
        </div>
      )}
    </section>
  );
}

function renderDrawer(
  view: DrawerView,
  { theme, dispatch, onAction, onCopy, onOpenField }: Omit<DrawersProps, "isShown" | "view">,
): ComponentChildren {
  switch (view.name) {
    case "table":
      return (
        <>
          <Table view={view.table} onCopy={onCopy} />
          {view.compared === undefined ? null : (
            <>
              <Table view={view.compared} onCopy={onCopy} />
              <Actions
                actions={[
                  button("compareRunConfigs", "compareRunConfigs"),
                  button("endComparison", "endComparison"),
                ]}
                onAction={onAction}
              />
            </>
          )}
        </>
      );
    case "neurons":
      return <Neurons view={view.neurons} theme={theme} dispatch={dispatch} />;
    case "details":
      return <Details view={view.details} onAction={onAction} onOpenField={onOpenField} />;
  }
}
