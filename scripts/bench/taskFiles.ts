import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNpyArray } from "../../src/data/numpy/npyArray";
import type { BenchTask } from "./benchTask";

/** Writes a task for the contenders that are programs of their own; `folder` is there. */
export function writeTaskFiles(task: BenchTask, folder: string): void {
  const { rows, trainingRows, batchSize, optimizer, network, initialWeights, inputs, labels, orders } = task;
  const widths = [network.inputs, ...network.layers.map(({ units }) => units)];
  const epochs = orders.length / trainingRows;
  const description = {
    widths,
    batchSize,
    optimizer: optimizer.name,
    learningRate: optimizer.learningRate,
    orders: epochs,
  };
  writeFileSync(join(folder, "task.json"), JSON.stringify(description));
  const write = (
    name: string,
    values: Parameters<typeof writeNpyArray>[0],
    shape: readonly number[],
  ): void => {
    writeFileSync(join(folder, `${name}.npy`), writeNpyArray(values, shape));
  };
  write("inputs", inputs, [rows, network.inputs]);
  write("labels", labels, [rows]);
  write("orders", orders, [epochs, trainingRows]);
  for (const [layer, { kernel, bias }] of initialWeights.entries()) {
    write(`kernel${layer}`, kernel, [widths[layer]!, widths[layer + 1]!]);
    write(`bias${layer}`, bias, [bias.length]);
  }
  writeFileSync(
    join(folder, "task.bin"),
    Buffer.concat(
      [
        Int32Array.of(
          rows,
          network.inputs,
          trainingRows,
          batchSize,
          optimizer.name === "adam" ? 1 : 0,
          network.layers.length,
          epochs,
        ),
        Float32Array.of(optimizer.learningRate),
        Int32Array.from(widths),
        inputs,
        labels,
        orders,
        ...initialWeights.flatMap(({ kernel, bias }) => [kernel, bias]),
      ].map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
    ),
  );
}
