import eslint from "@eslint/js";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import tseslint from "typescript-eslint";

/** The folders of src whose code must run anywhere: no editor, no worker, no file system, no clock. */
const PURE = [
  "analysis",
  "base",
  "config",
  "data",
  "experiment",
  "information",
  "kernels",
  "network",
  "protocol",
  "run",
  "training",
  "view",
];

/**
 * Data flows one way. Each folder may import from the folders named here, from itself and from src/base; anything
 * else is a lint error.
 */
const MAY_IMPORT = {
  base: [],
  kernels: [],
  information: ["kernels"],
  network: [],
  training: ["network", "kernels"],
  data: ["information"],
  config: ["data", "information", "network", "training"],
  analysis: ["information", "run"],
  experiment: ["config", "data", "network", "training", "information", "analysis", "run"],
  run: ["config", "information"],
  view: ["run"],
  protocol: [],
  disk: ["config", "data", "experiment", "run"],
  worker: ["config", "data", "disk", "experiment", "information", "protocol", "run", "training"],
  cli: ["analysis", "config", "data", "disk", "information", "run", "worker"],
  session: ["analysis", "config", "data", "disk", "protocol", "run", "view", "worker"],
};

const NO_HTML = {
  selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
  message: "Text from outside is shown by textContent.",
};

const zones = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: "./src",
  except: [...new Set([folder, ...allowed, "base"])].map((name) => `./${name}`),
  message: `src/${folder} may import only from: ${[folder, ...allowed].join(", ")} (see the README, "How it is built").`,
}));

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "node_modules/",
      ".vscode-test/",
      "test-results/",
      "test/fixtures/",
      "src/kernels/assembly/",
    ],
  },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        createTypeScriptImportResolver({
          project: ["./tsconfig.json", "./test/tsconfig.json", "./webview/tsconfig.json"],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    rules: {
      "import-x/no-default-export": "error",
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            ...zones,
            {
              target: "./webview",
              from: "./src",
              except: ["./base", "./protocol", "./view"],
              message: "The webview takes only the channel from src/protocol and the messages from src/view.",
            },
            {
              target: "./src",
              from: ["./webview", "./test", "./examples"],
              message: "src is built without the webview and the tests.",
            },
          ],
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Typed arrays are read in loops whose bounds make the element certain; the compiler cannot see that.
      "@typescript-eslint/no-non-null-assertion": "off",
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-restricted-syntax": ["error", NO_HTML],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/editor/**", "src/extension.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [{ name: "vscode", message: "Only src/editor and src/extension.ts import vscode." }] },
      ],
    },
  },
  {
    files: PURE.map((folder) => `src/${folder}/**/*.ts`),
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [{ name: "vscode", message: "Pure code knows no editor." }],
          patterns: [
            { group: ["node:*", "fs", "path", "worker_threads"], message: "Pure code knows no Node module." },
          ],
        },
      ],
      "no-restricted-globals": [
        "error",
        { name: "performance", message: "Pure code knows no clock." },
        { name: "process", message: "Pure code knows no process." },
        { name: "setTimeout", message: "Pure code knows no clock." },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Random numbers come from a seeded RandomStream." },
        { object: "Date", property: "now", message: "Pure code knows no clock." },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/training/tfjs/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@tensorflow/*"], message: "TensorFlow.js is loaded by the tfjs engine only." },
          ],
        },
      ],
    },
  },
  {
    files: ["src/editor/**/*.ts", "src/extension.ts"],
    ignores: ["src/editor/notify.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        NO_HTML,
        {
          selector:
            "MemberExpression[property.name=/^(show(Information|Warning|Error)Message|showQuickPick|createQuickPick|showInputBox|createInputBox|withProgress|setStatusBarMessage|MarkdownString)$/]",
          message:
            "VS Code reads markup in what it shows: notify.ts has the functions that show texts as they are.",
        },
      ],
    },
  },
  {
    files: ["*.config.{mjs,mts}", "esbuild.mjs"],
    rules: { "import-x/no-default-export": "off" },
  },
  {
    files: ["src/cli.ts", "test/host/**", "test/runAll.ts", "test/bench/**", "esbuild.mjs", "bin/**"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.{js,mjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", URL: "readonly", Buffer: "readonly" },
    },
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
);
