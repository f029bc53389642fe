import { resolve } from "node:path";
import {
  BITS_MAX,
  findExcitations,
  findInputBox,
  type Excitation,
  type InputSpace,
} from "../analysis/neurons/excite";
import type { DenseLayer } from "../analysis/neurons/forward";
import { fail, succeed, type Failure, type Result } from "../base/failure";
import { WEIGHTS_KEPT_MAX, DETAILED_NETWORKS_MAX } from "../base/limits";
import { randomStream } from "../base/random";
import { quote } from "../base/text";
import { sourceOf } from "../data/sources";
import { ACTIVATION_NAMES, OUTPUT_NAMES } from "../network/activation";
import { decodeFloats } from "../run/floatText";
import type { CellStarted, CellWeights, RunStarted } from "../run/runEvent";
import { describeFailure, EXIT_FAILED, EXIT_OK } from "./exit";
import { formatTable } from "./formatTable";
import type { NeuronsArguments } from "./neuronsArguments";
import { readRunFile } from "../disk/readRunFile";
import type { CliEnvironment } from "./recordRun";
import { describeDamage } from "../run/runFileDamage";

/** `ib-analysis neurons`: what excites the units of a network. @returns the exit code */
export async function neuronsCommand(
  args: NeuronsArguments,
  { currentFolder, messages, out }: Pick<CliEnvironment, "currentFolder" | "messages" | "out">,
): Promise<number> {
  const giveUp = (failure: Failure): number => {
    messages.write(`${describeFailure(failure)}\n`);
    return EXIT_FAILED;
  };
  let started: CellStarted | undefined;
  let weights: CellWeights | undefined;
  const read = await readRunFile(resolve(currentFolder, args.runPath), args.runPath, (event) => {
    if (!("cell" in event) || event.cell.variant !== args.variant) {
      return;
    }
    const isAsked = args.seed === undefined || event.cell.seed === args.seed;
    if (event.type === "cell/started" && isAsked && (started?.cell.seed ?? Infinity) > event.cell.seed) {
      started = event;
      weights = undefined;
    } else if (
      event.type === "cell/weights" &&
      event.cell.seed === started?.cell.seed &&
      event.epoch <= (args.epoch ?? Infinity)
    ) {
      weights = event;
    }
  });
  if (!read.ok) {
    return giveUp(read.failure);
  }
  const { header, damage } = read.value;
  if (damage !== undefined) {
    messages.write(`${describeDamage(args.runPath, damage)}\n`);
  }
  const network = readNetwork(started, weights, args);
  if (!network.ok) {
    return giveUp(network.failure);
  }
  const { layers, epoch, cell } = network.value;
  const space = spaceOf(header, cell, layers);
  const excited = layers.map((_, index) =>
    findExcitations(layers.slice(0, index + 1), space, randomStream(cell.cell.seed, "estimate")),
  );
  out.write(
    args.format === "json"
      ? `${JSON.stringify(toJson(cell, epoch, layers, excited, space))}\n`
      : toTable(cell, epoch, excited, space),
  );
  return EXIT_OK;
}

interface ReadNetwork {
  readonly layers: readonly DenseLayer[];
  readonly epoch: number;
  readonly cell: CellStarted;
}

function readNetwork(
  cell: CellStarted | undefined,
  weights: CellWeights | undefined,
  { runPath, epoch, seed, variant }: NeuronsArguments,
): Result<ReadNetwork> {
  if (cell === undefined) {
    const asked = seed === undefined ? "" : ` and seed ${seed}`;
    return fail("run/file-format", `${quote(runPath)} has no network of variant ${variant}${asked}.`);
  }
  if (weights === undefined) {
    return fail(
      "run/file-format",
      epoch === undefined
        ? `${quote(runPath)} has no weights of this network: those of more than ${WEIGHTS_KEPT_MAX} weights and biases are not kept, nor those of more than ${DETAILED_NETWORKS_MAX} networks, nor were any before this version.`
        : `${quote(runPath)} has no weights of this network up to epoch ${epoch}.`,
    );
  }
  const layers: DenseLayer[] = [];
  for (const [index, { units, activation: name }] of cell.layers.entries()) {
    const values = decodeFloats(weights.layers[index] ?? "");
    const activation = [...ACTIVATION_NAMES, ...OUTPUT_NAMES].find((known) => known === name);
    const inputs = values === undefined ? NaN : values.length / units - 1;
    const below = layers.at(-1)?.units ?? cell.dataset.columns;
    if (values === undefined || activation === undefined || inputs !== below) {
      return fail("run/file-format", `${quote(runPath)} has weights that do not fit its layer ${index + 1}.`);
    }
    layers.push({ inputs, units, activation, weights: values });
  }
  return succeed({ layers, epoch: weights.epoch, cell });
}

function spaceOf(
  { config }: RunStarted,
  { dataset }: CellStarted,
  [first]: readonly DenseLayer[],
): InputSpace {
  const isRule = config !== undefined && sourceOf(config.data).knownSize !== undefined;
  if (isRule && (first?.inputs ?? Infinity) <= BITS_MAX) {
    return { kind: "bits" };
  }
  return findInputBox(dataset.standardized === true, dataset.inputRange);
}

function toJson(
  { cell, layers: names, dataset }: CellStarted,
  epoch: number,
  layers: readonly DenseLayer[],
  excited: readonly (readonly Excitation[])[],
  space: InputSpace,
): object {
  return {
    cell,
    epoch,
    inputs: space,
    layers: layers.map(({ inputs, units, activation, weights }, index) => ({
      name: names[index]!.name,
      activation,
      units: Array.from({ length: units }, (_, unit) => ({
        weights: Array.from({ length: inputs }, (_unused, input) => weights[input * units + unit]),
        bias: weights[inputs * units + unit],
        excitedBy: excited[index]![unit]!.input,
        activation: excited[index]![unit]!.activation,
      })),
    })),
    classes: classesOf(excited.at(-1)!, dataset.classNames),
  };
}

/** A class of a softmax is a unit; of one sigmoid unit only the second class has an input that excites it. */
function classesOf(output: readonly Excitation[], names: readonly string[]): readonly object[] {
  return output.map(({ input, activation }, unit) => ({
    name: output.length === 1 ? names[1] : names[unit],
    excitedBy: input,
    probability: activation,
  }));
}

function toTable(
  { layers, dataset, cell }: CellStarted,
  epoch: number,
  excited: readonly (readonly Excitation[])[],
  space: InputSpace,
): string {
  const rows = excited.flatMap((units, index) =>
    units.map(({ input, activation }, unit) => [
      layers[index]!.name,
      index < layers.length - 1
        ? String(unit + 1)
        : `class ${quote(dataset.classNames[units.length === 1 ? 1 : unit] ?? "")}`,
      activation.toFixed(3),
      space.kind === "bits" ? input.join("") : input.map((value) => value.toFixed(2)).join(" "),
    ]),
  );
  const how =
    space.kind === "bits" ? "over all patterns" : `by gradient ascent within [${space.low}, ${space.high}]`;
  return [
    `What excites each unit most, ${how}; seed ${cell.seed}, after epoch ${epoch}.`,
    "",
    formatTable(
      [
        { heading: "layer", isText: true },
        { heading: "unit" },
        { heading: "activation" },
        { heading: "input", isText: true },
      ],
      rows,
    ),
    "",
  ].join("\n");
}
