import {
  EPOCH_AXES,
  PLANE_ARRANGEMENTS,
  type EpochAxis,
  type NetworkChoice,
  type PlaneArrangement,
} from "../../src/view/viewMessages";
import { formatCount } from "../kit/formatNumber";
import { text, type StringKey } from "../kit/strings";
import { SMOOTHING_CHOICES, type RunState } from "../state/store";

const SMOOTHING_LABEL = {
  0: "smoothing0",
  80: "smoothing80",
  40: "smoothing40",
  20: "smoothing20",
} as const satisfies Readonly<Record<(typeof SMOOTHING_CHOICES)[number], StringKey>>;

const AXIS_LABEL: Readonly<Record<EpochAxis, StringKey>> = {
  logarithmic: "axisLogarithmic",
  linear: "axisLinear",
};

const PLANES_LABEL: Readonly<Record<PlaneArrangement, StringKey>> = {
  one: "planesOne",
  epochs: "planesEpochs",
  layers: "planesLayers",
  variants: "planesVariants",
};

/** One choice of what is shown of several networks. */
export interface NetworkOption {
  readonly network: NetworkChoice;
  readonly label: string;
}

/** What a reader can set for all pictures. */
export interface ToolsView {
  /** Empty if the run has one network. */
  readonly networks: readonly NetworkOption[];
  /** Index of the choice that is shown. */
  readonly shownNetwork: number;
  /** How the planes stand; empty if there is one way only. */
  readonly planes: readonly { readonly planes: PlaneArrangement; readonly label: string }[];
  readonly shownPlanes: PlaneArrangement;
  readonly smoothing: readonly { readonly parts: number; readonly label: string }[];
  readonly smoothed: number;
  readonly epochAxes: readonly { readonly axis: EpochAxis; readonly label: string }[];
  readonly epochAxis: EpochAxis;
}

/** @param shown what is shown of the networks */
export function buildToolsView(
  networks: number,
  cells: RunState["cells"],
  shown: NetworkChoice,
  smoothed: number,
  shownPlanes: PlaneArrangement,
  epochAxis: EpochAxis,
): ToolsView {
  const options = networks < 2 ? [] : listNetworks(networks, cells);
  return {
    networks: options,
    shownNetwork: options.findIndex(({ network }) => JSON.stringify(network) === JSON.stringify(shown)),
    planes: PLANE_ARRANGEMENTS.filter((planes) => planes !== "variants" || hasVariants(cells)).map(
      (planes) => ({ planes, label: text(PLANES_LABEL[planes]) }),
    ),
    shownPlanes,
    smoothing: SMOOTHING_CHOICES.map((parts) => ({
      parts,
      label: text(SMOOTHING_LABEL[parts]),
    })),
    smoothed,
    epochAxes: EPOCH_AXES.map((axis) => ({ axis, label: text(AXIS_LABEL[axis]) })),
    epochAxis,
  };
}

function hasVariants(cells: RunState["cells"]): boolean {
  return cells.some(({ info }) => info.variant !== cells[0]?.info.variant);
}

function listNetworks(networks: number, cells: RunState["cells"]): readonly NetworkOption[] {
  const variants = [...new Set(cells.map(({ info }) => info.variant))];
  return [
    ...variants.map((variant): NetworkOption => {
      const members = cells.filter(({ info }) => info.variant === variant);
      const name = members[0]?.info.variantName;
      const count = formatCount(members.length);
      return {
        network: { kind: "mean", variant },
        label: name === undefined ? text("networkMean", count) : text("networkMeanOf", count, name),
      };
    }),
    ...cells.map(({ info: { position, seed, variantName }, divergence }): NetworkOption => ({
      network: { kind: "network", position },
      label: text(
        divergence === undefined ? "networkOption" : "networkOptionDiverged",
        position,
        networks,
        variantName === undefined ? text("networkSeed", seed) : text("networkVariant", variantName, seed),
      ),
    })),
  ];
}
