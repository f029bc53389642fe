import { valueOf, type Findings } from "./section";

/** A ratio that the project set itself. */
export interface TargetOutcome {
  readonly title: string;
  readonly relation: "at most" | "at least";
  readonly limit: number;
  /** Undefined if one of the two was not measured. */
  readonly ratio: number | undefined;
}

/** Names of the contenders, as sections and targets call them. */
export const NAMES = {
  fused: "fused (WebAssembly)",
  tfjs: "TensorFlow.js (wasm)",
  plain: "plain JavaScript",
  torchOne: "PyTorch, 1 thread",
  torchAll: "PyTorch, all threads",
  nativeFour: "native C, 4 lanes (SSE)",
  nativeEight: "native C, 8 lanes (AVX2)",
  ours: "IB Analysis",
  numpy: "numpy",
  numpyPublished: "numpy, as published",
  script: "PyTorch + numpy script",
  scriptTorchKde: "PyTorch script, KDE in PyTorch too",
  oneWorker: "IB Analysis, 1 worker",
  allWorkers: "IB Analysis, all cores",
  kernelsAlone: "the kernels alone, shared by all cores",
  oneNetwork: "IB Analysis, 1 network",
  twoNetworks: "IB Analysis, 2 networks, 2 workers",
  manyNetworks: "IB Analysis, 50 networks, 2 workers",
  firstPiece: "until the first networks can be drawn",
  wholeFile: "until the whole file is read",
  everyLineBySchema: "every line by its schema alone",
  epochsExponent: "epochs",
  networksExponent: "networks",
  rowsExponent: "rows, binning",
} as const;

/** How far from linear a measured exponent may be. */
const LINEAR = 1.1;

interface Target {
  readonly title: string;
  readonly relation: TargetOutcome["relation"];
  readonly limit: number;
  readonly of: readonly [section: string, row: string];
  /** What the value is divided by; left out if it is compared as it is. */
  readonly by?: readonly [section: string, row: string];
}

const TARGETS: readonly Target[] = [
  ...(["sgd", "adam"] as const).flatMap((optimizer): Target[] => [
    {
      title: `fused epoch by PyTorch's on one thread, ${optimizer}`,
      relation: "at most",
      limit: 1 / 4,
      of: [`training-${optimizer}`, NAMES.fused],
      by: [`training-${optimizer}`, NAMES.torchOne],
    },
    {
      title: `fused epoch by native C's at 4 lanes, ${optimizer}`,
      relation: "at most",
      limit: 1.3,
      of: [`training-${optimizer}`, NAMES.fused],
      by: [`training-${optimizer}`, NAMES.nativeFour],
    },
  ]),
  {
    title: "wide network: fused training by TensorFlow.js'",
    relation: "at most",
    limit: 1,
    of: ["wide", NAMES.fused],
    by: ["wide", NAMES.tfjs],
  },
  {
    title: "wide network: fused training by PyTorch's on one thread",
    relation: "at most",
    limit: 3,
    of: ["wide", NAMES.fused],
    by: ["wide", NAMES.torchOne],
  },
  ...(["early", "late"] as const).flatMap((moment): Target[] => [
    {
      title: `binning a snapshot by numpy's unique rows as published, ${moment}`,
      relation: "at most",
      limit: 1 / 10,
      of: [`binning-${moment}`, NAMES.ours],
      by: [`binning-${moment}`, NAMES.numpyPublished],
    },
    {
      title: `binning a snapshot by numpy's unique rows of bytes, ${moment}`,
      relation: "at most",
      limit: 1 / 10,
      of: [`binning-${moment}`, NAMES.ours],
      by: [`binning-${moment}`, NAMES.numpy],
    },
  ]),
  {
    title: "whole experiment, binning, by PyTorch + numpy's",
    relation: "at most",
    limit: 1 / 5,
    of: ["experiment-binning", NAMES.ours],
    by: ["experiment-binning", NAMES.script],
  },
  {
    title: "whole experiment, KDE bounds, by PyTorch + numpy's",
    relation: "at most",
    limit: 1 / 10,
    of: ["experiment-kde", NAMES.ours],
    by: ["experiment-kde", NAMES.script],
  },
  {
    title: "whole experiment, KDE bounds, by that with the KDE in PyTorch too",
    relation: "at most",
    limit: 1 / 10,
    of: ["experiment-kde", NAMES.ours],
    by: ["experiment-kde", NAMES.scriptTorchKde],
  },
  {
    title: "10 networks: time of one worker by that of all cores",
    relation: "at least",
    limit: 1.8,
    of: ["networks", NAMES.oneWorker],
    by: ["networks", NAMES.allWorkers],
  },
  {
    title: "10 networks: time of all cores by that of the kernels alone",
    relation: "at most",
    limit: 1.25,
    of: ["networks", NAMES.allWorkers],
    by: ["networks", NAMES.kernelsAlone],
  },
  {
    title: "memory of the paper's experiment, MiB",
    relation: "at most",
    limit: 200,
    of: ["memory", NAMES.oneNetwork],
  },
  {
    title: "memory of 50 networks by that of 2",
    relation: "at most",
    limit: 1.1,
    of: ["memory", NAMES.manyNetworks],
    by: ["memory", NAMES.twoNetworks],
  },
  ...[NAMES.epochsExponent, NAMES.networksExponent, NAMES.rowsExponent].map((row): Target => ({
    title: `exponent of cost over ${row}`,
    relation: "at most",
    limit: LINEAR,
    of: ["exponents", row],
  })),
];

/** The targets of the sections that were asked for, with what was measured. */
export function compareWithTargets(findings: Findings): readonly TargetOutcome[] {
  const asked = TARGETS.filter(({ of }) => findings.some(({ id }) => id === of[0]));
  return asked.map(({ title, relation, limit, of, by }) => {
    const value = valueOf(findings, ...of);
    const divisor = by === undefined ? 1 : valueOf(findings, ...by);
    return {
      title,
      relation,
      limit,
      ratio: value === undefined || divisor === undefined ? undefined : value / divisor,
    };
  });
}
