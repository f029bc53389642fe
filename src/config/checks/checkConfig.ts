import { locateField } from "../text/locateField";
import type { ProblemList } from "../text/problemList";
import type { ConfigDocument } from "../text/tree";
import { countVariants, describeVariant, variantConfig, variantValues } from "../plan/variants";
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
import { checkStudy } from "./checkStudy";
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

/** Checks that a variant may fail where the config itself does not. */
const CHECKS_OF_VARIANTS: readonly Check[] = CHECKS.filter(
  (check) => check !== foretellKeptActivations && check !== checkRunFileSize && check !== checkSeeds,
);

/** Checks fields that are right by themselves and do not go together. */
export function checkConfig(config: Config, document: ConfigDocument, problems: ProblemList): void {
  const errorsBefore = problems.hasErrors;
  const report: Report = (severity, path, message, fixes) => {
    problems.add(severity, () => {
      const place = locateField(document.text, document.root, path);
      return { code: "config/inconsistent", message, path, ...place, fixes: fixes(place) };
    });
  };
  checkStudy({ config, document, report });
  if (problems.hasErrors && !errorsBefore) {
    return;
  }
  for (const check of CHECKS) {
    check({ config, document, report });
  }
  checkVariants(config, document, report);
}

/** What is wrong with a variant and not with the config itself is said at the values of the study, each sentence once. */
function checkVariants(config: Config, document: ConfigDocument, report: Report): void {
  if (Object.keys(config.study.over).length === 0) {
    return;
  }
  const variants = countVariants(config);
  const said = new Set<string>();
  const gather = (each: Config, tell: Report): void => {
    for (const check of CHECKS_OF_VARIANTS) {
      check({ config: each, document, report: tell });
    }
  };
  gather(config, (_severity, _path, message) => said.add(message));
  for (let variant = 0; variant < variants; variant++) {
    const values = variantValues(config, variant);
    gather(variantConfig(config, variant), (severity, path, message) => {
      if (!said.has(message)) {
        said.add(message);
        const own = values.find((value) => value.path.join(".") === path.slice(0, 2).join("."));
        const at = own === undefined ? ["study", "over"] : ["study", "over", own.path.join(".")];
        report(severity, at, `With ${describeVariant(config, variant) ?? ""}: ${message}`, () => []);
      }
    });
  }
}
