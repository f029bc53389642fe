import { randomStream } from "../../base/random";
import type { Dataset } from "../dataset/dataset";
import { bitOf, PATTERN_BITS, PATTERNS } from "../softRule/patterns";
import { createSoftRule, type SoftRule } from "../softRule/softRule";

export interface CommitteeMachine extends SoftRule {
  /** How many perceptrons vote; odd, so that there is always a majority. */
  readonly members: number;
}

/**
 * A committee machine, the paper's second task (Shwartz-Ziv & Tishby 2017, Figure 8): f(x) is the mean vote of perceptrons
 * sign(w·x) over the bits as -1 and 1, with normal weights w and no threshold. A pattern with all bits flipped has the
 * opposite votes, so that both labels are equally likely however sharp the rule is.
 */
export function createCommitteeMachine(machine: CommitteeMachine): Dataset {
  return createSoftRule("committee machine", meanVotes(machine), machine);
}

/** f(x) of every pattern, from -1 to 1. */
export function meanVotes({ members, seed }: Pick<CommitteeMachine, "members" | "seed">): Float64Array {
  const random = randomStream(seed, "rule");
  const weights = Array.from({ length: members }, () =>
    Float64Array.from({ length: PATTERN_BITS }, () => random.normal()),
  );
  return Float64Array.from({ length: PATTERNS }, (_, pattern) => {
    const votes = weights.map((member) =>
      Math.sign(member.reduce((sum, weight, bit) => sum + weight * (2 * bitOf(pattern, bit) - 1), 0)),
    );
    return votes.reduce((sum, vote) => sum + vote, 0) / members;
  });
}
