import { compareCells } from "../run/compareCells";
import type { CellFinished } from "../run/runEvent";

type RecordedFinding = CellFinished["findings"][number];

/** What networks say alike, and how many of them do. */
interface Group {
  /** The network that says it first. */
  readonly first: CellFinished;
  /** What that network says, where it says it of several layers. */
  readonly findings: RecordedFinding[];
  networks: number;
}

/**
 * The findings of a run's networks: those of one network as they are; of several, each kind once, in the words and
 * with the figures of the first network that has it, and in how many it was found. Networks count in the order of
 * variant and seed, whichever ended first.
 * @param nameVariant a variant of the study in words; undefined if there is one only
 */
export function shareFindings(
  cells: readonly CellFinished[],
  nameVariant: (variant: number) => string | undefined = () => undefined,
): readonly RecordedFinding[] {
  if (cells.length < 2) {
    return cells.flatMap(({ findings }) => findings);
  }
  const groups = new Map<string, Group>();
  const inOrder = [...cells].sort((a, b) => compareCells(a.cell, b.cell));
  for (const cell of inOrder) {
    const own = new Set<string>();
    for (const finding of cell.findings) {
      const kind = kindOf(finding);
      const group = groups.get(kind) ?? { first: cell, findings: [], networks: 0 };
      groups.set(kind, group);
      if (!own.has(kind)) {
        own.add(kind);
        group.networks++;
      }
      if (group.first === cell) {
        group.findings.push(finding);
      }
    }
  }
  return [...groups.values()].map(({ first, findings, networks }) => ({
    ...findings[0]!,
    message: `In ${networks} of ${cells.length} networks, here with ${nameCell(first.cell, nameVariant)}: ${findings.map(({ message }) => message).join(" ")}`,
  }));
}

function nameCell(
  { variant, seed }: CellFinished["cell"],
  nameVariant: (variant: number) => string | undefined,
): string {
  const name = nameVariant(variant);
  return name === undefined ? `seed ${seed}` : `${name}, seed ${seed}`;
}

/** Its code, its place, and what findings of one code have apart; earlier versions stored no such thing. */
function kindOf({ code, path, kind = "" }: RecordedFinding): string {
  return JSON.stringify([code, path, kind]);
}
