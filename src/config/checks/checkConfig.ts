import { locateField } from "../text/locateField";
import type { ProblemList } from "../text/problemList";
import type { ConfigDocument } from "../text/tree";
import type { Config } from "../schema/configSchema";
import type { Check, Report } from "./check";
import { checkCorrection } from "./checkCorrection";
import { checkInherited } from "./checkInherited";
import { checkMomentum } from "./checkMomentum";
import { checkNetworkForEstimators } from "./checkNetworkForEstimators";
import { checkQuantizedRange } from "./checkQuantizedRange";
import { checkRanges } from "./checkRanges";
import { checkRepeatedEstimators } from "./checkRepeatedEstimators";
import { checkResamples } from "./checkResamples";
import { checkRunFileSize } from "./checkRunFileSize";
import { checkSeeds } from "./checkSeeds";
import { checkSource } from "./checkSource";
import { foretellKeptActivations } from "./foretellKeptActivations";

/** Every check of fields against one another. A new one is a file, and its name here. */
const CHECKS: readonly Check[] = [
  checkRanges,
  checkQuantizedRange,
  checkNetworkForEstimators,
  checkRepeatedEstimators,
  checkCorrection,
  checkInherited,
  checkResamples,
  foretellKeptActivations,
  checkRunFileSize,
  checkMomentum,
  checkSource,
  checkSeeds,
];

/** Checks fields that are right by themselves and do not go together. */
export function checkConfig(config: Config, document: ConfigDocument, problems: ProblemList): void {
  const report: Report = (severity, path, message, fixes) => {
    problems.add(severity, () => {
      const place = locateField(document.text, document.root, path);
      return { code: "config/inconsistent", message, path, ...place, fixes: fixes(place) };
    });
  };
  for (const check of CHECKS) {
    check({ config, document, report });
  }
}
