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
  firstFrame: "file to the first frame that shows a picture",
  allDrawn: "file to the frame that shows all of it",
  hostAlone: "reading the file alone",
  middleFrame: "frame, median",
  slowFrame: "frame, 95 % are faster",
  heap: "script and tables, after a garbage collection",
  panel: "panel",
  side: "side view",
  hiddenPanel: "panel while it is hidden",
  firstPoint: "start to the first point that is measured",
  firstPointDrawn: "start to the first point that is drawn",
  timeLeft: "time left, largest error from the third second on",
  epochsExponent: "epochs",
  networksExponent: "networks",
  rowsExponent: "rows, binning",
} as const;

/** What a view may take to answer: until a person begins to wait, and until a movement stops being smooth. */
const VIEW = { firstMs: 1000, frameMs: 33, taskMs: 50, heapMebibytes: 300, drawsPerSecond: 10 } as const;
/** How far off the time left may be said to be. */
const TIME_LEFT_FACTOR = 2;

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
  {
    title: "stored run: file to the first frame that shows a picture, ms",
    relation: "at most",
    limit: VIEW.firstMs,
    of: ["view-opening", NAMES.firstFrame],
  },
  ...[NAMES.middleFrame, NAMES.slowFrame].map((row): Target => ({
    title: `moving through the epochs: ${row}, ms`,
    relation: "at most",
    limit: VIEW.frameMs,
    of: ["view-scrub", row],
  })),
  {
    title: "memory of a view that shows it, MiB",
    relation: "at most",
    limit: VIEW.heapMebibytes,
    of: ["view-heap", NAMES.heap],
  },
  ...[NAMES.panel, NAMES.side].flatMap((row): Target[] => [
    {
      title: `run that goes on: longest task of the ${row}, ms`,
      relation: "at most",
      limit: VIEW.taskMs,
      of: ["view-live-tasks", row],
    },
    {
      title: `run that goes on: drawings of a chart of the ${row}, a second`,
      relation: "at most",
      limit: VIEW.drawsPerSecond,
      of: ["view-live-draws", row],
    },
  ]),
  {
    title: "run that goes on: drawings of a hidden panel, a second",
    relation: "at most",
    limit: 0,
    of: ["view-live-draws", NAMES.hiddenPanel],
  },
  {
    title: "sample: start to the first point that is drawn, s",
    relation: "at most",
    limit: VIEW.firstMs / 1000,
    of: ["view-sample", NAMES.firstPointDrawn],
  },
  {
    title: "sample: time left that is said by what it is, or the reverse",
    relation: "at most",
    limit: TIME_LEFT_FACTOR,
    of: ["view-time-left", NAMES.timeLeft],
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
