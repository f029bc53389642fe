import { crossingOf } from "../analysis/phases/gradientPhase";
import { epochsTo } from "../analysis/phases/epochsTo";
import { medianOf } from "../analysis/phases/orderStatistics";
import { compareEpochs, overNetworks } from "../analysis/phases/overNetworks";
import { percent } from "../base/numbers";
import type { Claim, Finding, Measured, Trained } from "./claim";
import {
  byVariant,
  compresses,
  forgotten,
  judgeShare,
  lastHidden,
  pathOf,
  writeBits,
  writeCount,
  writeEpochs,
} from "./measure";

const PAPER = "Shwartz-Ziv & Tishby 2017";
const RULE = { source: "symmetric-rule" } as const;
const BINNING = { estimator: "binning", snapshots: 60 } as const;
/** I(output;Y) that falls by more than this after its peak was learned and lost. */
const FORGOTTEN_BITS = 0.02;
/** A layer this near to the bound, in bits of I(X;T), is at the bound. */
const NEAR_BITS = 0.5;
/** An output that tells this share of I(X;Y) has learned the task. */
const LEARNED_SHARE = 0.9;
/** A step of depth that makes training slower by more than this factor is no gain. */
const SLOWER = 1.1;

const SHARES = "reproduced if at least 80 % of the networks show it, partly from half of them on.";

function twoPhases(networks: readonly Trained[]): Measured {
  const phases = networks.map(lastHidden);
  const both = phases.filter((phase) => phase?.kind === "fitting and compression").length;
  const falls = phases.filter(compresses).length;
  return {
    finding: judgeShare(both, networks.length),
    figures: [
      `The last hidden layer fits and then compresses in ${writeCount(both, networks.length)}, and compresses in ${writeCount(falls, networks.length)}.`,
      `I(X;T) rises by ${writeBits(phases.map((phase) => phase?.rise ?? NaN))} and falls by ${writeBits(phases.map((phase) => phase?.fall ?? NaN))}; it falls from ${writeEpochs(phases.map((phase) => phase?.onset.epoch))} on.`,
    ],
  };
}

function littleData(networks: readonly Trained[]): Measured {
  const variants = byVariant(networks);
  const lost = variants.map((all) => all.filter((network) => forgotten(network) > FORGOTTEN_BITS).length);
  const few = judgeShare(lost[0] ?? 0, variants[0]?.length ?? 0);
  const many = variants.at(-1) ?? [];
  const fewForget = (lost.at(-1) ?? 0) / many.length <= 0.2;
  return {
    finding: few === "reproduced" && !fewForget ? "partly reproduced" : few,
    figures: variants.map(
      (all, index) =>
        `${all[0]!.started.variant ?? ""}: I(output;Y) falls by ${writeBits(all.map(forgotten))} after its peak, by more than ${FORGOTTEN_BITS} bit in ${writeCount(lost[index]!, all.length)}.`,
    ),
  };
}

function driftAndDiffusion(networks: readonly Trained[]): Measured {
  const drifting = networks.filter(
    ({ phases }) => medianOf(phases.gradients.map(({ firstSnr }) => firstSnr)) > 1,
  ).length;
  const crossings = networks.map(({ phases }) =>
    medianOfKnown(phases.gradients.map(({ phase }) => crossingOf(phase))),
  );
  const crossed = crossings.filter((epoch) => epoch !== undefined).length;
  return {
    finding: judgeShare(Math.min(drifting, crossed), networks.length),
    figures: [
      `At the first epoch the signal-to-noise ratio (median over the layers) is above 1 in ${writeCount(drifting, networks.length)}; it falls below 1 in ${writeCount(crossed, networks.length)}, at ${writeEpochs(crossings)}.`,
    ],
  };
}

function atTheOnset(networks: readonly Trained[]): Measured {
  const pairs = networks.map(({ phases }) => {
    const layers = phases.estimators[0] ?? [];
    const onset = layers.at(-2)?.phase;
    const crossing = phases.gradients.at(-2);
    return [
      compresses(onset) ? onset?.onset.epoch : undefined,
      crossing && crossingOf(crossing.phase),
    ] as const;
  });
  const { ratios, withinFactor2 } = compareEpochs(pairs);
  return {
    finding: judgeShare(withinFactor2, ratios.count),
    figures: [
      ratios.count === 0
        ? "No network has both an onset of compression and a crossing in the last hidden layer."
        : `In the last hidden layer compression begins at ${writeEpochs(pairs.map(([onset]) => onset))} and the gradients cross at ${writeEpochs(pairs.map(([, crossing]) => crossing))}: within a factor 2 in ${writeCount(withinFactor2, ratios.count)}, at a median ratio of ${ratios.median.toFixed(2)}.`,
      "That both lie together does not say that one causes the other.",
    ],
  };
}

function depth(networks: readonly Trained[]): Measured {
  const variants = byVariant(networks);
  const learned = variants.map((all) =>
    all.map((network) => {
      const { epochs, values } = pathOf(network, -1, "ity");
      return epochsTo(LEARNED_SHARE * network.started.dataset.inputLabelInformation, epochs, values);
    }),
  );
  const counts = learned.map((epochs) => medianOf(epochs.map((epoch) => epoch ?? Infinity)));
  const everFaster = counts.slice(1).every((count, index) => count <= SLOWER * counts[index]!);
  const firstSlowest = counts.slice(1).every((count) => count < counts[0]!);
  const finding: Finding =
    networks.length < 3 * variants.length || counts.every((count) => count === Infinity)
      ? "undecided"
      : everFaster && firstSlowest
        ? "reproduced"
        : firstSlowest
          ? "partly reproduced"
          : "not reproduced";
  return {
    finding,
    figures: variants.map(
      (all, index) =>
        `${all[0]!.started.variant ?? ""}: the output tells ${percent(LEARNED_SHARE)} of I(X;Y) from ${writeEpochs(learned[index]!)} on.`,
    ),
  };
}

function nearTheBound(networks: readonly Trained[]): Measured {
  const layers = networks[0]?.started.layers ?? [];
  const excess = layers.map((_, layer) =>
    networks.map(({ phases }) => phases.estimators[0]?.[layer]?.excess ?? NaN),
  );
  const near = excess.map((values) => {
    const { count, mean } = overNetworks(values);
    return count > 0 && mean <= NEAR_BITS;
  });
  return {
    finding:
      networks.length < 3
        ? "undecided"
        : near.every(Boolean)
          ? "reproduced"
          : near.at(-1) === true
            ? "partly reproduced"
            : "not reproduced",
    figures: layers.map(({ name }, layer) => `${name}: ${writeExcess(excess[layer]!)}`),
  };
}

function writeExcess(values: readonly number[]): string {
  return values.some(Number.isFinite)
    ? `I(X;T) is ${writeBits(values)} beyond what the same I(T;Y) needs at the bound.`
    : "saturated, so that nothing is said of its distance.";
}

function amountOfData(networks: readonly Trained[]): Measured {
  const variants = byVariant(networks);
  const ends = variants.map((all) =>
    overNetworks(all.map((network) => pathOf(network, -1, "ity").values.at(-1))),
  );
  const grows = ends.slice(1).every(({ mean }, index) => mean > ends[index]!.mean);
  const [first, last] = [ends[0], ends.at(-1)];
  const apart =
    first !== undefined &&
    last !== undefined &&
    last.mean - first.mean > (2 * Math.hypot(first.deviation, last.deviation)) / Math.sqrt(first.count);
  return {
    finding:
      networks.length < 3 * variants.length
        ? "undecided"
        : grows && apart
          ? "reproduced"
          : apart
            ? "partly reproduced"
            : "not reproduced",
    figures: variants.map(
      (all) =>
        `${all[0]!.started.variant ?? ""}: the output ends at I(T;Y) = ${writeBits(all.map((network) => pathOf(network, -1, "ity").values.at(-1) ?? NaN))}, I(X;T) = ${writeBits(all.map((network) => pathOf(network, -1, "ixt").values.at(-1) ?? NaN))}.`,
    ),
  };
}

/** An objection holds if the last variant does as it says. */
function compressionOfVariants(
  networks: readonly Trained[],
  holds: (compressing: number, all: number) => Finding,
): Measured {
  const variants = byVariant(networks);
  const last = variants.at(-1) ?? [];
  const count = (all: readonly Trained[]): number =>
    all.filter((each) => compresses(lastHidden(each))).length;
  return {
    finding: holds(count(last), last.length),
    figures: variants.map(
      (all) =>
        `${all[0]!.started.variant ?? "all"}: the last hidden layer compresses in ${writeCount(count(all), all.length)}; I(X;T) falls by ${writeBits(all.map((each) => lastHidden(each)?.fall ?? NaN))}.`,
    ),
  };
}

function medianOfKnown(epochs: readonly (number | undefined)[]): number | undefined {
  const known = epochs.filter((epoch) => epoch !== undefined);
  return known.length === 0 ? undefined : medianOf(known);
}

/** Every claim that is tried, in the order of the report. A new one is an entry here. */
export const CLAIMS = [
  {
    name: "two-phases",
    title: "Two phases: fitting, then compression",
    source: `${PAPER}, Figures 2 and 3`,
    claim:
      "The layers first learn of the label while I(X;T) rises, and then forget the input while I(X;T) falls.",
    rule: `The last hidden layer's I(X;T) rises and then falls by at least 0.5 bit and three times its noise; ${SHARES}`,
    config: { data: RULE, analysis: BINNING },
    judge: twoPhases,
  },
  {
    name: "little-data",
    title: "Too little data: the output forgets what holds for all patterns",
    source: `${PAPER}, Figure 3`,
    claim: "With 5 % of the patterns compression takes information on the label away, with 85 % it does not.",
    rule: `At 5 % I(output;Y) over all patterns falls by more than ${FORGOTTEN_BITS} bit after its peak in at least 80 % of the networks, at 85 % in at most 20 %.`,
    config: {
      data: RULE,
      analysis: BINNING,
      study: { over: { "data.trainingFraction": [0.05, 0.45, 0.85] } },
    },
    judge: littleData,
  },
  {
    name: "gradients",
    title: "Gradients: drift, then diffusion",
    source: `${PAPER}, Figure 4`,
    claim: "At first the mini-batches' mean gradient is larger than its deviation, later it is smaller.",
    rule: `Signal-to-noise above 1 at the first epoch (median over the layers) and below 1 for eight recorded epochs later; ${SHARES}`,
    config: { data: RULE, analysis: BINNING },
    judge: driftAndDiffusion,
  },
  {
    name: "onset",
    title: "Compression begins where drift turns into diffusion",
    source: `${PAPER}, section 3.4`,
    claim: "The transition of the gradients and the onset of compression coincide.",
    rule: `Onset and crossing of the last hidden layer within a factor 2; ${SHARES}`,
    config: { data: RULE, analysis: BINNING },
    judge: atTheOnset,
  },
  {
    name: "depth",
    title: "More layers learn in fewer epochs",
    source: `${PAPER}, Figure 5`,
    claim: "Each further hidden layer reduces the number of epochs that training takes.",
    rule: "Reproduced if each further layer needs at most 1.1 times the median epochs of one layer less and one layer needs most; partly if one layer needs most.",
    config: {
      data: RULE,
      analysis: BINNING,
      study: { over: { "network.hidden": [[10], [10, 7], [10, 7, 5], [10, 7, 5, 4], [10, 7, 5, 4, 3]] } },
    },
    judge: depth,
  },
  {
    name: "bound",
    title: "The layers end near the information-bottleneck bound",
    source: `${PAPER}, Figure 6`,
    claim: "The trained layers lie very close to the bound.",
    rule: `Reproduced if every layer ends within ${NEAR_BITS} bit of I(X;T) of the bound at its I(T;Y), on average; partly if the output does.`,
    config: { data: RULE, analysis: BINNING },
    judge: nearTheBound,
  },
  {
    name: "amount-of-data",
    title: "More data moves the last layer up",
    source: `${PAPER}, Figure 7`,
    claim: "With more training data the layers end with more information on the label.",
    rule: "Reproduced if the output's final I(T;Y) grows with each share of the patterns and the ends are two standard errors apart; partly if only the ends are.",
    config: {
      data: RULE,
      analysis: BINNING,
      study: { over: { "data.trainingFraction": [0.05, 0.45, 0.85] } },
    },
    judge: amountOfData,
  },
  {
    name: "committee",
    title: "The two phases of a committee machine",
    source: `${PAPER}, Figure 8`,
    claim: "The phases do not depend on the symmetry of the rule.",
    rule: `As the two phases; ${SHARES}`,
    config: { data: { source: "committee-machine" }, analysis: BINNING },
    judge: twoPhases,
  },
  {
    name: "published",
    title: "The two phases on the published task",
    source: `${PAPER}, Figures 2 and 3, on the patterns that the authors gave out`,
    claim: "The phases are those of the authors' own data, the file var_u.mat.",
    rule: `As the two phases; ${SHARES}`,
    config: {
      data: { source: "mat", file: "var_u.mat", inputs: "F", labels: "y" },
      analysis: BINNING,
    },
    judge: twoPhases,
  },
  {
    name: "relu",
    title: "Objection: ReLU networks do not compress",
    source: "Saxe et al. 2018",
    claim:
      "Compression is an effect of saturating activations: with tanh there is one, with ReLU there is none.",
    rule: "By KDE bounds, whose noise has one size: reproduced if at most 20 % of the ReLU networks compress in the last hidden layer, partly below half.",
    config: {
      data: RULE,
      analysis: { estimator: "kde", snapshots: 30 },
      study: { over: { "network.activation": ["tanh", "relu"] } },
    },
    judge: (networks) => compressionOfVariants(networks, (count, all) => judgeShare(all - count, all)),
  },
  {
    name: "full-batch",
    title: "Objection: compression needs no noise of mini-batches",
    source: "Saxe et al. 2018",
    claim: "Networks that are trained by full-batch gradient descent compress as well.",
    rule: `The last hidden layer compresses with full batches; ${SHARES}`,
    config: { data: RULE, analysis: BINNING, study: { over: { "training.batchSize": [512, "full"] } } },
    judge: (networks) => compressionOfVariants(networks, judgeShare),
  },
  {
    name: "noise",
    title: "Compression with noise that is stated",
    source: "Goldfeld et al. 2019",
    claim:
      "With noise of stated size added to every unit I(X;T) is a property of the network, and compression can be seen.",
    rule: `By Monte Carlo with σ = 0.1: the last hidden layer compresses; ${SHARES}`,
    config: {
      data: RULE,
      analysis: { estimator: [{ name: "noise", sigma: 0.1 }], snapshots: 12 },
    },
    judge: (networks) => compressionOfVariants(networks, judgeShare),
  },
  {
    name: "exact",
    title: "Compression without an estimator",
    source: "Lorenzen et al. 2022",
    claim:
      "In a network whose activations are rounded to 8 bits I(X;T) is exact; the last hidden layers still compress.",
    rule: `The last hidden layer's exact I(X;T) falls by at least 0.5 bit; ${SHARES}`,
    config: {
      data: RULE,
      network: { quantize: { bits: 8 } },
      analysis: { estimator: "exact", snapshots: 60 },
    },
    judge: (networks) => compressionOfVariants(networks, judgeShare),
  },
] as const satisfies readonly Claim[];

export type ClaimName = (typeof CLAIMS)[number]["name"];
