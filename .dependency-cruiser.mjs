/**
 * Which way data goes, as rules. Types count as imports: what only names another folder's type depends on it all the same.
 *
 * Each folder of src may import from the folders named here and from itself.
 */
const MAY_IMPORT = {
  base: [],
  kernels: [],
  information: ["base", "kernels"],
  network: ["base"],
  training: ["base", "kernels", "network"],
  data: ["base", "information"],
  config: ["base", "data", "information", "network", "training"],
  run: ["base", "config", "information"],
  analysis: ["base", "information", "network", "run"],
  experiment: ["base", "analysis", "config", "data", "information", "network", "run", "training"],
  protocol: ["base"],
  reproduce: ["analysis", "base", "config", "run"],
  view: ["base", "run"],
  disk: ["base", "data", "experiment", "run"],
  worker: [
    "analysis",
    "base",
    "config",
    "data",
    "disk",
    "experiment",
    "information",
    "protocol",
    "reproduce",
    "run",
    "training",
  ],
  cli: ["analysis", "base", "config", "data", "disk", "information", "network", "reproduce", "run", "worker"],
  session: ["analysis", "base", "config", "data", "disk", "information", "protocol", "run", "view", "worker"],
};

/** Folders whose code runs anywhere: no editor, no Node module. */
const PURE = [
  "analysis",
  "base",
  "config",
  "data",
  "experiment",
  "information",
  "network",
  "protocol",
  "reproduce",
  "run",
  "training",
  "view",
];

const floors = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `floor-of-${folder}`,
  comment: `src/${folder} may import from: ${[...allowed, folder].join(", ")}.`,
  severity: "error",
  from: { path: `^src/${folder}/` },
  to: { path: "^(?:src|webview|test|scripts)/", pathNot: `^src/(?:${[...allowed, folder].join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...floors,
    {
      name: "no-circle",
      comment: "Two files that need one another, be it for a type, are one or three.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "webview-is-told",
      comment:
        "The webview takes the channel, the messages of src/view, the phases of curves, the looking at neurons, and what belongs to no folder.",
      severity: "error",
      from: { path: "^webview/" },
      to: {
        path: "^(?:src|test|scripts)/",
        pathNot: "^src/(?:base|protocol|view|analysis/(?:phases|neurons))/",
      },
    },
    {
      name: "view-is-for-views",
      comment: "What a view is told is made in session and editor, and shown in webview.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(?:session|editor|view)/|^src/extension\\.ts$" },
      to: { path: "^src/view/" },
    },
    {
      name: "src-without-tests",
      comment: "What ships is built without tests and scripts.",
      severity: "error",
      from: { path: "^(?:src|webview)/" },
      to: { path: "^(?:test|scripts|examples)/" },
    },
    {
      name: "vscode-in-editor",
      comment: "Only src/editor and the entry know VS Code.",
      severity: "error",
      from: { path: "^(?:src|webview)/", pathNot: "^src/editor/|^src/extension\\.ts$" },
      to: { path: "^vscode$" },
    },
    {
      name: "pure-folders",
      comment: "Mathematics and analysis know no Node module.",
      severity: "error",
      from: { path: `^src/(?:${PURE.join("|")})/` },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "zod-in-kinds",
      comment: "Mathematics knows no zod: what a config may say of it stands in its kind.",
      severity: "error",
      from: {
        path: "^src/(?!config/|run/|worker/)",
        pathNot:
          "Kind\\.ts$|/(?:settingFields|sourceFields|softRuleFields|estimators/estimators|data/sources)\\.ts$",
      },
      to: { path: "node_modules/zod/" },
    },
    {
      name: "tensorflow-in-its-engine",
      comment: "TensorFlow.js is a bundle of its own, which most runs do without.",
      severity: "error",
      from: { path: "^(?:src|webview)/", pathNot: "^src/training/tfjs/" },
      to: { path: "node_modules/@tensorflow/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^src/kernels/assembly/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".mjs"] },
  },
};
