/** Everything that needs no file system: for the page. */
export {
  type DraftSchema,
  draftSchema,
  type SchemaKey,
  type SchemaValue,
  schemaAt,
} from "./draft-schema.ts";
export type { ScenarioDifference } from "./scenario-difference.ts";
export {
  type Expectation,
  type Ready,
  readScenarioDocument,
  type Scenario,
  type ScenarioResult,
  tryScenario,
} from "./scenarios.ts";
export { type DraftContent, writeDraft } from "./write-draft.ts";
export { MOST_BYTES, readYaml } from "./yaml.ts";
