// npm run bench: how fast this project is, beside what one would otherwise use, on the machine it runs on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_ROOT } from "../projectRoot";
import type { BenchContext } from "./benchContext";
import { createEngines } from "./createEngines";
import { findCompiler, findPython } from "./findTools";
import { describeMachine } from "./machine";
import { markdownReport, replaceReport, sectionTable, targetTable } from "./markdownTable";
import { measureEstimators } from "./rows/estimatorRows";
import { measureExperiments } from "./rows/experimentRows";
import { measureExponents } from "./rows/exponentRows";
import { measureMnistSized } from "./rows/mnistRows";
import { measureMemory, measureNetworks } from "./rows/networkRows";
import { measureOpening } from "./rows/openingRows";
import { measureTraining, measureWide } from "./rows/trainingRows";
import { measureView } from "./rows/viewRows";
import type { Section } from "./section";
import { compareWithTargets } from "./targets";

const ROWS = {
  training: measureTraining,
  wide: measureWide,
  estimators: measureEstimators,
  experiments: measureExperiments,
  mnist: measureMnistSized,
  networks: measureNetworks,
  memory: measureMemory,
  opening: measureOpening,
  view: measureView,
  exponents: measureExponents,
} as const satisfies Readonly<Record<string, (context: BenchContext) => Promise<Section[]>>>;
type RowName = keyof typeof ROWS;
const ROW_NAMES = Object.keys(ROWS) as RowName[];

const HELP = `npm run bench [-- options]
  --rows A,B    only these: ${ROW_NAMES.join(", ")}
  --quick       fewer rounds and smaller experiments
  --no-docs     leave the table in docs/speed.md as it is; only a whole run that is not quick ever writes it
Python with torch and numpy is looked for as IB_PYTHON says, else as python3; without it, and without a C compiler,
the rows that need them say so.`;

const PAGE = join(PROJECT_ROOT, "docs", "speed.md");

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string" },
      quick: { type: "boolean", default: false },
      "no-docs": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const chosen = chooseRows(values.rows);
  const folder = mkdtempSync(join(tmpdir(), "ib-bench-"));
  try {
    const [python, compiler, engines] = [await findPython(), await findCompiler(), await createEngines()];
    const machine = describeMachine(python, compiler);
    console.log(machine);
    const context: BenchContext = {
      ...engines,
      quick: values.quick,
      folder,
      python,
      compiler,
      cores: availableParallelism(),
      say: console.log,
    };
    const findings: Section[] = [];
    for (const name of chosen) {
      console.log(`\n${name} …`);
      for (const section of await ROWS[name](context)) {
        findings.push(section);
        console.log(`\n${sectionTable(section)}`);
      }
    }
    const targets = compareWithTargets(findings);
    console.log(`\n${targetTable(targets)}`);
    if (!values["no-docs"] && !values.quick && chosen.length === ROW_NAMES.length) {
      writePage(markdownReport(machine, findings, targets));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chooseRows(names: string | undefined): readonly RowName[] {
  const asked = names?.split(",") ?? ROW_NAMES;
  const unknown = asked.filter((name) => !Object.hasOwn(ROWS, name));
  if (unknown.length > 0) {
    throw new Error(`There are no rows "${unknown.join('", "')}"; there are: ${ROW_NAMES.join(", ")}.`);
  }
  return asked as RowName[];
}

function writePage(report: string): void {
  const text = replaceReport(readFileSync(PAGE, "utf8"), report);
  if (text === undefined) {
    throw new Error("docs/speed.md has no place for the table: its two marker comments are missing.");
  }
  writeFileSync(PAGE, text);
  console.log("\nThe table in docs/speed.md is this run's.");
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
