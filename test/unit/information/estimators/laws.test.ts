import { ESTIMATORS } from "../../../../src/information/estimators/estimators";
import { describeEstimatorLaws } from "../../../support/estimatorLaws";

for (const kind of ESTIMATORS) {
  describeEstimatorLaws(kind);
}
