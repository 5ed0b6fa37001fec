export { loadRuleSet, readPolicyFolder } from "./folder.ts";
export { readScenarios, type Scenario, type ScenarioResult, tryScenario } from "./scenarios.ts";
export { MOST_BYTES, readYaml } from "./yaml.ts";
