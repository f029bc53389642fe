import { succeed } from "../../base/failure";
import { PATTERN_BITS, PATTERNS } from "../softRule/patterns";
import { softRuleFields } from "../softRule/softRuleFields";
import { sourceKind } from "../source/sourceKind";
import { createSymmetricRule } from "./symmetricRule";

export const symmetricRule = sourceKind({
  name: "symmetric-rule",
  summary: "The paper's task: all 4096 patterns of 12 bits and a rotation-invariant rule.",
  snippet: { description: "The paper's 12-bit task", body: { source: "symmetric-rule" } },
  knownSize: { rows: PATTERNS, columns: PATTERN_BITS, classes: 2 },
  fields: softRuleFields,
  load: (settings) => Promise.resolve(succeed(createSymmetricRule(settings))),
});
