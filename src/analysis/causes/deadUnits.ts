import { plain } from "../../base/numbers";
import type { CauseKind } from "./causeKind";
import { lowerRate } from "./rates";

/** A layer with this share of its units constant passes on too little. */
const DEAD_SHARE = 0.5;
/** By how much a rate is lowered that let units die. */
const LOWER_BY = 3;

const ACTIVATION = ["network", "activation"];
const RATE = ["training", "learningRate"];

export const deadUnits: CauseKind<"training/dead-units"> = {
  code: "training/dead-units",
  find: (result) => {
    const { start, end } = result.units;
    const index = end.findIndex(
      ({ constantUnits, units }) => constantUnits >= Math.max(1, DEAD_SHARE * units),
    );
    const layer = end[index];
    if (layer === undefined) {
      return undefined;
    }
    const before = start[index]?.constantUnits ?? 0;
    const zeros = layer.zeroUnits === layer.constantUnits && layer.zeroUnits > 0;
    const seen = `${layer.constantUnits} of the ${layer.units} ${layer.activation} units of ${layer.name} ${zeros ? "answer every row with 0" : "answer every row alike"} at the end, ${before} before training`;
    if (before >= Math.max(1, DEAD_SHARE * layer.units)) {
      return {
        message: `The cause is probably dead units: ${seen}. The initial weights left them so: take another training.seed, more units in network.hidden${zeros ? `, or network.activation "elu", which has a slope everywhere` : ""}.`,
        path: ["network", "hidden"],
        ...(zeros ? { change: { path: ACTIVATION, value: "elu" } } : {}),
      };
    }
    const rate = lowerRate(result, LOWER_BY);
    const lower = `lower training.learningRate (it is ${plain(result.settings.learningRate)}), to ${plain(rate)} for a start`;
    return {
      message: `The cause is probably that units died: ${seen}. Steps that are too large do this: ${zeros ? `set network.activation to "elu", whose units do not die, or ${lower}` : lower}.`,
      path: zeros ? ACTIVATION : RATE,
      change: zeros ? { path: ACTIVATION, value: "elu" } : { path: RATE, value: rate },
    };
  },
};
