import { describe, expect, it } from "vitest";
import type { FindingCode } from "../../../src/analysis/findings/findings";
import type { ConfigInput } from "../../../src/config/schema/configSchema";
import type { SourceName } from "../../../src/data/sources";
import type { EstimatorName, EstimatorSettings } from "../../../src/information/estimators/estimators";
import type { EngineChoice } from "../../../src/training/engines";
import type { EpochFigure } from "../../../src/view/tables";
import type { ReadViewModel } from "../../../webview/ui/readViewModel";

/** Each line compiles only because the name on it is wrong: the compiler says so if one of them becomes right. */
export const UNKNOWN = {
  // @ts-expect-error -- no estimator has this name
  estimator: "nope" satisfies EstimatorName,
  // @ts-expect-error -- nor are there settings of it
  settings: { name: "nope" } satisfies EstimatorSettings,
  // @ts-expect-error -- no engine
  engine: "nope" satisfies EngineChoice,
  // @ts-expect-error -- no source
  source: "nope" satisfies SourceName,
  // @ts-expect-error -- no finding
  finding: "data/nope" satisfies FindingCode,
  // @ts-expect-error -- no picture
  picture: "nope" satisfies keyof ReadViewModel["drawn"],
  // @ts-expect-error -- no column
  column: "nope" satisfies EpochFigure,
  config: {
    data: { source: "symmetric-rule" },
    // @ts-expect-error -- and no config can ask for it
    analysis: { estimator: ["nope"] },
  } satisfies ConfigInput,
};

describe("a name that is in no set", () => {
  it("does not compile anywhere", () => {
    expect(Object.keys(UNKNOWN)).toHaveLength(8);
  });
});
