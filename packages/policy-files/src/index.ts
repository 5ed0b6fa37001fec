export * from "./browser.ts";
export { loadRuleSet, readPolicyFolder, readScenarios } from "./folder.ts";
