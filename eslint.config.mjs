import eslint from "@eslint/js";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import tseslint from "typescript-eslint";

/** The folders of src whose code must run anywhere: no clock, no process. What they import, .dependency-cruiser.mjs says. */
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

const NO_HTML = {
  selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
  message: "Text from outside is shown by textContent.",
};

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
          project: [
            "./tsconfig.json",
            "./scripts/view/tsconfig.json",
            "./test/tsconfig.json",
            "./webview/tsconfig.json",
          ],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    rules: {
      "import-x/no-default-export": "error",
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
    files: PURE.map((folder) => `src/${folder}/**/*.ts`),
    rules: {
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
    files: ["*.config.{mjs,mts}", ".dependency-cruiser.mjs", "esbuild.mjs"],
    rules: { "import-x/no-default-export": "off" },
  },
  {
    files: ["src/cli.ts", "scripts/**", "test/host/**", "test/runAll.ts", "esbuild.mjs", "bin/**"],
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
