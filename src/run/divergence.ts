import type { Divergence } from "./progress";
import { countOf } from "../base/text";
import { compareCells } from "./compareCells";
import type { CellFinished } from "./runEvent";

/** Networks that a sentence names one by one. */
const NAMED_MAX = 3;

/** How a network diverged, with the words of its finding; undefined when it did not. */
export function divergenceOf({ divergedAt, findings }: CellFinished): Divergence | undefined {
  return divergedAt === undefined
    ? undefined
    : {
        epoch: divergedAt,
        advice: findings.find(({ code }) => code === "training/diverged")?.message ?? "",
      };
}

/**
 * Which networks of a run diverged, in words that a sentence can begin or end with: "diverged after epoch 3" of a run
 * of one network, "2 of 10 networks diverged (seed 4 after epoch 3, seed 7 after epoch 5)" of several. Undefined
 * when none did.
 * @param naming whether networks of several are named
 */
export function describeDivergence(
  finished: readonly Pick<CellFinished, "cell" | "divergedAt">[],
  networks: number,
  naming: "named" | "counted" = "named",
): string | undefined {
  const diverged = finished
    .filter(({ divergedAt }) => divergedAt !== undefined)
    .sort((a, b) => compareCells(a.cell, b.cell));
  const [first] = diverged;
  if (first === undefined) {
    return undefined;
  }
  if (networks === 1) {
    return `diverged after epoch ${first.divergedAt}`;
  }
  const sentence = `${diverged.length} of ${countOf(networks, "network")} diverged`;
  if (naming === "counted") {
    return sentence;
  }
  const named = diverged
    .slice(0, NAMED_MAX)
    .map(({ cell, divergedAt }) => `seed ${cell.seed} after epoch ${divergedAt}`);
  const more = diverged.length > NAMED_MAX ? [`${diverged.length - NAMED_MAX} more`] : [];
  return `${sentence} (${[...named, ...more].join(", ")})`;
}
