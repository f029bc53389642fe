import { percent } from "../../base/numbers";
import type { CauseKind } from "./causeKind";
import { describeFall, FLAT_FALL, longer } from "./curve";

/** Nothing is broken: the network cannot do more, or nothing can. Holds if no other cause does. */
export const tooSmall = {
  code: "network/too-small",
  needsSignal: true,
  find: (result, learning) => {
    const lateFall = learning?.lateFall ?? 0;
    const rest = `The training loss ${describeFall(lateFall)} and no layer has mostly dead units`;
    const more =
      lateFall >= FLAT_FALL ? ` It may also need longer: try training.epochs ${longer(result)} first.` : "";
    return {
      message: result.conditionalKnown
        ? `${rest}, while ${percent(result.attainableAccuracy)} can be reached on this data: give network.hidden more units.${more}`
        : `${rest}: either the network is too small or the inputs do not tell more about the labels, which one run cannot tell apart.${more} Try network.hidden with twice the units; if the accuracy stays, the labels are noisy or other inputs are needed.`,
      path: ["network", "hidden"],
    };
  },
} as const satisfies CauseKind<"network/too-small">;
