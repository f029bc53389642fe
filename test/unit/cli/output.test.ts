import { describe, expect, it } from "vitest";
import { describeCell } from "../../../src/cli/layerTable";
import { createProgressLine } from "../../../src/cli/progressLine";
import { describeStudy, digestNetwork, type NetworkDigest } from "../../../src/cli/studyTable";
import { describePositionsIn } from "../../../src/cli/textPosition";
import type {
  CellBound,
  CellEpoch,
  CellFinished,
  CellSnapshot,
  CellStarted,
} from "../../../src/run/runEvent";
import { CELL, makeSyntheticRun } from "../../support/syntheticRun";

describe("the table of layers", () => {
  const events = makeSyntheticRun(2);
  const started = events[1] as CellStarted;
  const snapshots = events.filter((event): event is CellSnapshot => event.type === "cell/snapshot");
  const bound = events.find((event): event is CellBound => event.type === "cell/bound")!;
  const epochs = events.filter((event): event is CellEpoch => event.type === "cell/epoch");
  const recorded = { started, snapshots, epochs, bound, isCrossEntropy: true };

  it("shows each layer's largest and last figures, a table for each estimator", () => {
    expect(describeCell(recorded)).toMatchInlineSnapshot(`
      "binning: 30 bins over [-1, 1] (hidden 1); 30 bins over [0, 1] (output)

      layer     units  activation  I(X;T) end  of ceiling  I(T;Y) end  missing  excess   rise   fall  onset  phases
      --------  -----  ----------  ----------  ----------  ----------  -------  ------  -----  -----  -----  ----------------
      hidden 1      3  tanh             6.000      50.0 %       0.400    0.590   5.500  0.000  2.000      0  compression only
      output        2  softmax          6.000      50.0 %       0.400    0.590   5.500  0.000  2.000      0  compression only
      Data-processing inequality: largest rise with depth 0.000 bit in I(X;T), 0.000 bit in I(T;Y).

      KDE bounds: Gaussian noise, σ² = 0.001

      layer     units  activation  I(X;T) end          bounds  of ceiling  I(T;Y) end          bounds  missing  excess   rise   fall  onset  phases
      --------  -----  ----------  ----------  --------------  ----------  ----------  --------------  -------  ------  -----  -----  -----  ----------------
      hidden 1      3  tanh             6.000  5.500 to 6.500      50.0 %       0.400  0.200 to 0.600    0.590   5.500  0.000  2.000      0  compression only
      output        2  softmax          6.000  5.500 to 6.500      50.0 %       0.400  0.200 to 0.600    0.590   5.500  0.000  2.000      0  compression only
      Data-processing inequality: largest rise with depth 0.000 bit in I(X;T), 0.000 bit in I(T;Y).

      Gradients: the mean over the 14 mini-batches of an epoch by their standard deviation (signal-to-noise), and t = signal-to-noise · √14, about 1 for nothing but noise.

      layer     signal-to-noise at first  below 1  t at first  t at the end
      --------  ------------------------  -------  ----------  ------------
      hidden 1                     10.00  never         37.42             -
      output                       10.00  never         37.42         18.71

      All figures in bits, after 3 snapshots.
      rise, fall: how far I(X;T) goes up to its peak and down after it, the onset (a running median of 3 snapshots; they count from 0.5 bit and three times the noise on).
      missing: what of the label the layer does not tell, I(X;Y) - I(T;Y). excess: I(X;T) beyond what an encoder at the bound needs for the same I(T;Y).
      onset: the epoch of the peak; in brackets, between which epochs noise does not tell the curve from its peak.
      H(X) = 12.000, H(Y) = 1.000, I(X;Y) = 0.990.
      Bound: p(y|x) of the data, within 0.00001 bit. The bound is of 4096 patterns.
      Accuracy after epoch 2: 90.0 % on training rows, 85.0 % on test rows (largest class of all rows 50.0 %).
      Generalization gap: a label costs 0.072 bit more on test rows."
    `);
  });

  it("says between which epochs the onset lies, and that gradients came back", () => {
    const way = [1, 5, 9, 8.98, 8.99, 8.97, 4, 3, 2, 1];
    const moving = way.map((ixt, epoch): CellSnapshot => {
      const layer = { ...snapshots[1]!.estimates[0]!.layers[0]!, ixt };
      return {
        ...snapshots[1]!,
        epoch,
        estimates: [{ estimator: "binning", rows: "all", layers: [layer, layer] }],
      };
    });
    const ratios = [...Array<number>(10).fill(0.5), ...Array<number>(10).fill(2)];
    const back = ratios.map((gradientMean, index): CellEpoch => ({
      ...epochs[0]!,
      epoch: index + 1,
      layers: epochs[0]!.layers.map((layer) => ({ ...layer, gradientMean, gradientDeviation: 1 })),
    }));
    const text = describeCell({ ...recorded, snapshots: moving, epochs: back });
    expect(text).toMatch(/hidden 1 .* \d \[\d, 5\] +fitting and compression/u);
    expect(text).toContain("from the start, above 1 again from epoch 11");
  });

  it("says of a network that diverged that it did, and no accuracy", () => {
    const finished: CellFinished = {
      type: "cell/finished",
      cell: CELL,
      seconds: 1,
      divergedAt: 2,
      findings: [],
    };
    const text = describeCell({ ...recorded, finished });
    expect(text).toContain("Diverged after epoch 2: the loss is not finite");
    expect(text).not.toContain("on test rows");
  });

  it("shows what is missing as a dash", () => {
    expect(describeCell({ started, snapshots: [], epochs: [], isCrossEntropy: true })).toContain(
      "hidden 1      3  tanh                 -",
    );
  });
});

describe("the table of a study", () => {
  /** Networks whose last I(X;T) and I(T;Y) of every layer are these, of a run of four. */
  const networks = (ends: readonly (readonly [ixt: number, ity: number])[]): NetworkDigest[] => {
    const [, started, , snapshot] = makeSyntheticRun(1);
    const epoch = makeSyntheticRun(1).find((event) => event.type === "cell/epoch")!;
    if (started?.type !== "cell/started" || snapshot?.type !== "cell/snapshot") {
      throw new Error("A synthetic run has its cell second and its first snapshot fourth.");
    }
    return ends.map(([ixt, ity], seed) =>
      digestNetwork({
        started: { ...started, cell: { variant: 0, seed }, estimators: started.estimators.slice(0, 1) },
        snapshots: [
          {
            ...snapshot,
            estimates: snapshot.estimates.map((estimate) => ({
              ...estimate,
              layers: estimate.layers.map((layer) => ({ ...layer, ixt, ity })),
            })),
          },
        ],
        epochs: [{ ...epoch, test: { loss: 1, accuracy: 0.5 + 0.1 * seed } }],
        isCrossEntropy: true,
      }),
    );
  };

  it("has the mean and the standard deviation over the networks", () => {
    // 5, 6, 7: mean 6, deviation 1; 0.2, 0.5, 0.8: 0.5 and 0.3.
    expect(
      describeStudy(
        networks([
          [5, 0.2],
          [6, 0.5],
          [7, 0.8],
        ]),
        4,
      ),
    ).toMatchInlineSnapshot(`
      "binning: 30 bins over [-1, 1] (hidden 1); 30 bins over [0, 1] (output)

      layer     units  activation     I(X;T) end    of ceiling     I(T;Y) end        missing
      --------  -----  ----------  -------------  ------------  -------------  -------------
      hidden 1      3  tanh        6.000 ± 1.000  50.0 ± 8.3 %  0.500 ± 0.300  0.490 ± 0.300
      output        2  softmax     6.000 ± 1.000  50.0 ± 8.3 %  0.500 ± 0.300  0.490 ± 0.300

      layer     rise  fall  onset  phases
      --------  ----  ----  -----  -----------------
      hidden 1     -     -      -  no estimate (all)
      output       -     -      -  no estimate (all)
      Data-processing inequality: largest rise with depth in any network 0.000 bit in I(X;T), 0.000 bit in I(T;Y).

      Gradients: the mean over the 14 mini-batches of an epoch by their standard deviation (signal-to-noise), and t = signal-to-noise · √14, about 1 for nothing but noise.

      layer     signal-to-noise at first  above 1  below 1      crossing  onset ÷ crossing  within a factor 2    t at first  t at the end
      --------  ------------------------  -------  -----------  --------  ----------------  -----------------  ------------  ------------
      hidden 1              10.00 ± 0.00   3 of 3  never (all)         -                 -                  -  37.42 ± 0.00  37.42 ± 0.00
      output                10.00 ± 0.00   3 of 3  never (all)         -                 -                  -  37.42 ± 0.00  37.42 ± 0.00
      Onset of compression and crossing are two facts: that they lie together does not say that one causes the other.

      All figures in bits: mean ± standard deviation over the 3 of 4 networks that were trained to their end; epochs as median (smallest to largest).
      rise, fall: how far I(X;T) goes up to its peak and down after it, the onset (a running median of 3 snapshots; they count from 0.5 bit and three times the noise on).
      missing: what of the label the layer does not tell, I(X;Y) - I(T;Y). excess: I(X;T) beyond what an encoder at the bound needs for the same I(T;Y).
      H(X) = 12.000, H(Y) = 1.000, I(X;Y) = 0.990.
      Accuracy at the end: 90.0 ± 0.0 % on training rows, 60.0 ± 10.0 % on test rows, their mean between 50.0 and 70.0 % with 95 % (largest class of all rows 50.0 %).
      Generalization gap: a label costs 0.433 ± 0.000 bit more on test rows."
    `);
  });

  it("leaves out what is no number and says how many are left, and has no deviation of one", () => {
    const text = describeStudy(
      networks([
        [5, NaN],
        [7, NaN],
        [NaN, 0.5],
      ]),
      3,
    );
    expect(text).toContain("6.000 ± 1.414 (2)");
    expect(text).toContain(" 0.500 (1)");
    expect(text).toContain("over 3 networks (seeds 0 to 2)");
  });

  it("leaves networks that diverged out of the means, and names them", () => {
    const [first, second, third] = networks([
      [5, 0.2],
      [8, 0.8],
      [7, 0.4],
    ]);
    const text = describeStudy([first!, { ...second!, divergedAt: 12 }, third!], 3);
    expect(text).toContain("6.000 ± 1.414");
    expect(text).toContain("over the 2 of 3 networks that were trained to their end;");
    expect(text).toContain("1 of 3 networks diverged (seed 1 after epoch 12): left out of the means.");
    expect(text).toContain("60.0 ± 14.1 % on test rows");
    const none = describeStudy([{ ...first!, divergedAt: 3 }], 3);
    expect(none).toBe(
      "None of 3 networks was trained to its end.\n1 of 3 networks diverged (seed 0 after epoch 3).",
    );
  });

  it("says where no network ended", () => {
    expect(describeStudy([], 10)).toBe("None of 10 networks was trained to its end.");
  });
});

describe("the progress line", () => {
  const at = (epoch: number) => ({
    epoch,
    epochs: 100,
    epochsPerSecond: 50,
    secondsLeft: (100 - epoch) / 50,
  });
  const written = (isTTY: boolean, quiet: boolean, epochs: readonly number[]): string[] => {
    const texts: string[] = [];
    const line = createProgressLine({ write: (text) => texts.push(text), isTTY }, quiet);
    for (const epoch of epochs) {
      line.show(at(epoch));
    }
    return texts;
  };

  it("is rewritten in a terminal", () => {
    expect(written(true, false, [1, 2]).map((text) => text.trim())).toEqual([
      "Epoch 1 of 100, 50 epochs/s, 2 s left",
      "Epoch 2 of 100, 50 epochs/s, 2 s left",
    ]);
  });

  it("tells of several networks how many are done", () => {
    const texts: string[] = [];
    const line = createProgressLine({ write: (text) => texts.push(text), isTTY: true }, false);
    line.show({ ...at(50), networks: { completed: 2, planned: 5 } });
    expect(texts[0]?.trim()).toBe("2 of 5 networks, epoch 50 of 100, 50 epochs/s, 1 s left");
  });

  it("comes once for each tenth elsewhere, and never when quiet", () => {
    expect(written(false, false, [5, 10, 12, 20, 55, 57]).length).toBe(3);
    expect(written(true, true, [5, 10])).toEqual([]);
  });
});

describe("positions", () => {
  it("count lines and columns from 1", () => {
    expect(describePositionsIn("ab\ncd")(0)).toBe("1:1");
    expect(describePositionsIn("ab\ncd")(4)).toBe("2:2");
  });
});
