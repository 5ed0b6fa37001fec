/** Compiles 5,100 rules once, in a process of its own so that its memory can be told. Prints JSON. */
import { compile } from "@akkoord/policy";
import {
  COST_TABLE_SIZE,
  GENERATED_DATE,
  generateRuleSet,
} from "../../packages/policy/src/testing/generate.ts";

const ruleSet = generateRuleSet({ ...COST_TABLE_SIZE, rulesPerOrganisation: 160 });
const start = performance.now();
const compiled = compile(ruleSet, GENERATED_DATE);
const milliseconds = performance.now() - start;
console.log(
  JSON.stringify({
    rules: ruleSet.rules.length,
    milliseconds,
    megabytes: process.resourceUsage().maxRSS / 1024,
    nodeWords: compiled.diagrams.words.length,
  }),
);
