import type { VNode } from "preact";
import { depthOf } from "../kit/layerRamp";
import { layerShape, outlineShape } from "../kit/layerShape";
import { text } from "../kit/strings";
import { layerColor, type ChartTheme } from "../kit/theme";
import type { ViewEvent } from "../state/store";
import type { LayerEntry } from "./layerLegend";

interface LegendProps {
  readonly entries: readonly LayerEntry[];
  readonly theme: ChartTheme;
  readonly dispatch: (event: ViewEvent) => void;
}

/** The layers as chips, each a button that shows or hides it in all charts. */
export function Legend({ entries, theme, dispatch }: LegendProps): VNode {
  const someHidden = entries.some(({ hidden }) => hidden);
  return (
    <div class="layers" role="group" aria-label={text("layersTitle")}>
      {entries.map((entry) => (
        <LayerButton
          key={entry.layer}
          entry={entry}
          layers={entries.length}
          theme={theme}
          dispatch={dispatch}
        />
      ))}
      <button
        class="link"
        type="button"
        hidden={!someHidden}
        onClick={() => {
          dispatch({ type: "view/showAllLayers" });
        }}
      >
        {text("showAllLayers")}
      </button>
    </div>
  );
}

function LayerButton({
  entry,
  layers,
  theme,
  dispatch,
}: Pick<LegendProps, "theme" | "dispatch"> & { readonly entry: LayerEntry; readonly layers: number }) {
  const { layer, tag, name, detail, hidden } = entry;
  const notes = [entry.resolution, entry.distance, entry.missing].filter((note) => note !== undefined);
  const full = text("layerFull", tag, name, detail);
  return (
    <button
      class="layer"
      type="button"
      title={[full, ...notes, text("layerToggleHint")].join("\n")}
      aria-label={full}
      data-layer={layer}
      aria-pressed={hidden ? "false" : "true"}
      onClick={({ altKey }) => {
        dispatch({ type: altKey ? "view/soloLayer" : "view/toggleLayer", layer });
      }}
      onKeyDown={({ key }) => {
        if (key === "s" || key === "S") {
          dispatch({ type: "view/soloLayer", layer });
        }
      }}
    >
      <LayerSwatch layer={layer} color={layerColor(theme, depthOf(layer, layers))} hidden={hidden} />
      <span class="layerTag">{tag}</span>
    </button>
  );
}

/** A layer's color and shape, as the charts draw them; hollow where the layer is hidden. */
function LayerSwatch({
  layer,
  color,
  hidden,
}: {
  readonly layer: number;
  readonly color: string;
  readonly hidden: boolean;
}) {
  return (
    <svg class="swatch" viewBox="0 0 24 14" width={24} height={14} aria-hidden="true">
      <path d="M1 7H23" stroke={color} stroke-width={1.5} />
      <path
        d={outlineShape(layerShape(layer), 12, 7, 5)}
        stroke={color}
        stroke-width={1.25}
        fill={hidden ? "none" : color}
      />
    </svg>
  );
}
