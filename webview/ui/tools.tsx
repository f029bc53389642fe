import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Placement } from "../kit/placement";
import { text } from "../kit/strings";
import { text as planeText } from "../pictures/plane/strings";
import type { PlaneControls } from "../pictures/plane/planeControls";
import type { ChartTheme } from "../kit/theme";
import type { ViewEvent } from "../state/store";
import { FoldLink } from "./foldLink";
import type { LayerEntry } from "./layerLegend";
import { Legend } from "./legend";
import type { ToolsView } from "./toolsView";

interface ToolsProps {
  /** Undefined if no network is shown. */
  readonly view: ToolsView | undefined;
  readonly plane: PlaneControls | undefined;
  readonly layers: readonly LayerEntry[];
  readonly theme: ChartTheme;
  readonly placement: Placement;
  readonly dispatch: (event: ViewEvent) => void;
}

/** One row of what can be set for all pictures; a narrow panel shows what is rarely set when it is asked to. */
export function Tools({ view, plane, layers, theme, placement, dispatch }: ToolsProps): VNode {
  const [showsAll, setShowsAll] = useState(false);
  if (view === undefined || plane === undefined) {
    return <section class="tools" hidden />;
  }
  const isPanel = placement === "panel";
  return (
    <section class="tools" aria-label={text("toolsTitle")} data-shows={showsAll ? "all" : "some"}>
      <Choice
        label={planeText("estimatorLabel")}
        options={plane.options.map(({ label }) => label)}
        selected={plane.selected}
        onSelect={(index) => {
          const estimator = plane.options[index]?.estimator;
          dispatch(
            estimator === undefined
              ? { type: "view/compareEstimators" }
              : { type: "view/selectEstimator", estimator },
          );
        }}
      />
      <Choice
        label={text("networkLabel")}
        options={view.networks.map(({ label }) => label)}
        selected={view.shownNetwork}
        onSelect={(index) => {
          const network = view.networks[index]?.network;
          if (network !== undefined) {
            dispatch({ type: "view/selectNetwork", network });
          }
        }}
      />
      {isPanel ? (
        <FoldLink
          className="moreTools"
          isOpen={showsAll}
          label={text(showsAll ? "fewerTools" : "moreTools")}
          onToggle={setShowsAll}
        />
      ) : null}
      {isPanel ? (
        <Choice
          isRare
          label={text("planesLabel")}
          options={view.planes.map(({ label }) => label)}
          selected={view.planes.findIndex(({ planes }) => planes === view.shownPlanes)}
          onSelect={(index) => {
            dispatch({ type: "view/arrangePlanes", planes: view.planes[index]?.planes ?? "one" });
          }}
        />
      ) : null}
      {isPanel ? <Legend entries={layers} theme={theme} dispatch={dispatch} /> : null}
      {isPanel ? (
        <Choice
          isRare
          label={text("smoothingLabel")}
          hint={text("smoothingHint")}
          options={view.smoothing.map(({ label }) => label)}
          selected={view.smoothing.findIndex(({ parts }) => parts === view.smoothed)}
          onSelect={(index) => {
            dispatch({ type: "view/selectSmoothing", parts: view.smoothing[index]?.parts ?? 0 });
          }}
        />
      ) : null}
      {isPanel ? (
        <Choice
          isRare
          label={text("axisLabel")}
          hint={text("axisHint")}
          options={view.epochAxes.map(({ label }) => label)}
          selected={view.epochAxes.findIndex(({ axis }) => axis === view.epochAxis)}
          onSelect={(index) => {
            dispatch({
              type: "view/selectEpochAxis",
              axis: view.epochAxes[index]?.axis ?? "logarithmic",
            });
          }}
        />
      ) : null}
      {isPanel && plane.bound !== undefined ? <Bound bound={plane.bound} dispatch={dispatch} /> : null}
    </section>
  );
}

function Bound({
  bound,
  dispatch,
}: {
  readonly bound: NonNullable<PlaneControls["bound"]>;
  readonly dispatch: (event: ViewEvent) => void;
}) {
  return (
    <span class="control rare">
      <label class="control">
        <input
          type="checkbox"
          checked={bound.shown}
          onChange={() => {
            dispatch({ type: "view/toggleBound" });
          }}
        />
        {text("bound")}
      </label>
      {bound.shown && bound.worstShown !== undefined ? (
        <label class="control" title={planeText("worstHint")}>
          <input
            type="checkbox"
            checked={bound.worstShown}
            onChange={() => {
              dispatch({ type: "view/toggleWorst" });
            }}
          />
          {planeText("worstLabel")}
        </label>
      ) : null}
    </span>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly hint?: string;
  /** Left out of a narrow panel until all tools are shown. */
  readonly isRare?: boolean;
  /** Nothing to choose, and nothing is shown, if it is empty. */
  readonly options: readonly string[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

function Choice({ label, hint = "", isRare = false, options, selected, onSelect }: ChoiceProps) {
  return (
    <label class={isRare ? "control rare" : "control"} title={hint} hidden={options.length === 0}>
      <span aria-hidden="true">{label}</span>
      <select
        aria-label={label}
        value={String(selected)}
        onChange={({ currentTarget }) => {
          onSelect(currentTarget.selectedIndex);
        }}
      >
        {options.map((option, index) => (
          <option key={index} value={String(index)}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
