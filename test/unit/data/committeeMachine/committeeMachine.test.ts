import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../../src/config/parseConfig";
import { createCommitteeMachine, meanVotes } from "../../../../src/data/committeeMachine/committeeMachine";

describe("a committee machine", () => {
  it("has an odd number of votes for one side or the other, and the opposite for the opposite pattern", () => {
    const values = meanVotes({ members: 5, seed: 0 });
    expect([...new Set(values)].sort((a, b) => a - b)).toEqual([-1, -0.6, -0.2, 0.2, 0.6, 1]);
    for (const [pattern, value] of values.entries()) {
      expect(values[4095 - pattern]).toBe(-value);
    }
  });

  it("of one member is a perceptron: whether weights of its bits are positive together", () => {
    const values = meanVotes({ members: 1, seed: 3 });
    // Adding a bit moves every pattern's vote the same way or not at all.
    for (let bit = 0; bit < 12; bit++) {
      const moves = new Set<number>();
      for (let pattern = 0; pattern < 4096; pattern++) {
        if (((pattern >> bit) & 1) === 0) {
          moves.add(Math.sign(values[pattern | (1 << bit)]! - values[pattern]!));
        }
      }
      expect(moves.has(1) && moves.has(-1)).toBe(false);
    }
  });

  it("has labels that are equally likely, with the information that is asked for", () => {
    for (const mutualInformation of [0.3, 0.99]) {
      const { conditional, labels, rows } = createCommitteeMachine({
        members: 7,
        mutualInformation,
        seed: 1,
      });
      const entropy = (p: number): number =>
        p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
      let share = 0;
      let uncertain = 0;
      for (let row = 0; row < rows; row++) {
        share += conditional![2 * row + 1]! / rows;
        uncertain += entropy(conditional![2 * row + 1]!) / rows;
      }
      expect(share).toBeCloseTo(0.5, 9);
      expect(entropy(share) - uncertain).toBeCloseTo(mutualInformation, 4);
      expect(labels.reduce((sum, label) => sum + label, 0) / rows).toBeCloseTo(0.5, 1);
    }
  });

  it("is another one for another seed", () => {
    expect(meanVotes({ members: 3, seed: 0 })).toEqual(meanVotes({ members: 3, seed: 0 }));
    expect(meanVotes({ members: 3, seed: 0 })).not.toEqual(meanVotes({ members: 3, seed: 1 }));
  });

  it("with an even number of members is refused, with the odd number below it as fix", () => {
    const { problems } = parseConfig(`{ "data": { "source": "committee-machine", "members": 4 } }`);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain("it should be odd");
    expect(problems[0]!.fixes[0]!.title).toBe("Change to 3");
  });
});
