import { createTexts } from "../../kit/texts";

/** The texts of this picture. */
export const STRINGS = {
  informationTitle: "I(X;T) over epochs",
  informationX: "epoch",
  informationY: "I(X;T), bits",
  informationAbout:
    "I(X;T) is what a layer keeps of the input. Where it rises the layer is fitting; where it falls it compresses. Measured by {0}. Epoch 0, the network before training, has no place on a logarithmic axis, and is in the table and the plane. A dot is at the last snapshot up to the cursor.",
  informationSmoothed:
    "Lines: the median in each of {0} equal parts of the axis; every snapshot is drawn faintly behind.",
  informationMean: "Means over {0} networks.",
  informationAllHidden: "All layers are hidden.",
  informationNothing: "No snapshot has an I(X;T) to draw.",
  informationSummary: "I(X;T) of {0|layer|layers} over epochs 1 to {1}.",
  informationGapKey: "missing",
  tooltipInformation: "I(X;T)  {0} bits",
} as const;

/** A text of this picture with its arguments filled in. */
export const text = createTexts(STRINGS);
