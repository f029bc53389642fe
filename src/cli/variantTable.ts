import { groupBy } from "../base/groupBy";
import { formatTable } from "./formatTable";
import { countPhases, medianOfEpochs, spread, spreadOfShares, type NetworkDigest } from "./studyTable";

/** The variants of a study beside one another: what each learned, and how. Undefined of a study of one variant. */
export function describeVariants(digests: readonly NetworkDigest[]): string | undefined {
  const variants = groupBy(digests, ({ started }) => started.variant ?? "");
  if (variants.size < 2) {
    return undefined;
  }
  const rows = [...variants].map(([name, all]) => {
    const networks = all.filter(({ divergedAt }) => divergedAt === undefined);
    // The last hidden layer by the first estimator: what the paper's claims are about.
    const phases = networks.map(({ phases: { estimators } }) => estimators[0]?.at(-2)?.phase);
    return [
      name,
      networks.length === all.length ? String(all.length) : `${networks.length} of ${all.length}`,
      spreadOfShares(networks.map(({ lastEpoch }) => lastEpoch?.training.accuracy)),
      spreadOfShares(networks.map(({ lastEpoch }) => lastEpoch?.test.accuracy)),
      spread(networks.map(({ phases: { generalizationGap } }) => generalizationGap)),
      medianOfEpochs(networks.map(({ epochsToLearn }) => epochsToLearn)),
      spread(phases.map((phase) => phase?.rise)),
      spread(phases.map((phase) => phase?.fall)),
      countPhases(phases),
    ];
  });
  return [
    "The variants beside one another; rise, fall and phases of the last hidden layer by the first estimator; learned: the epoch at which the output tells 90 % of I(X;Y).",
    "",
    formatTable(
      [
        { heading: "variant", isText: true },
        { heading: "networks" },
        { heading: "training accuracy" },
        { heading: "test accuracy" },
        { heading: "gap (bit)" },
        { heading: "learned" },
        { heading: "rise" },
        { heading: "fall" },
        { heading: "phases", isText: true },
      ],
      rows,
    ),
  ].join("\n");
}
