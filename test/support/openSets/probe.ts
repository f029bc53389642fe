// What a test asks of a build with more members: bundled and loaded by buildWithMembers.
export { parseConfig } from "../../../src/config/parseConfig";
export { configJsonSchema } from "../../../src/config/rules/jsonSchema";
export { estimatorTable } from "../../../src/information/estimators/estimatorTable";
export { estimatorChoices } from "../../../src/session/estimatorChoices";
