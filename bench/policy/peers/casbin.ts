import { strictness } from "@akkoord/policy";
import { type Enforcer, newEnforcer, newModelFromString, StringAdapter } from "casbin";
import { type Formula, type StandingRule, speakingRules, standingRules } from "../formula.ts";
import { type NamedPoint, namedPoint } from "../workload.ts";
import type { MakePeer, Verdict } from "./peer.ts";

/**
 * Deny overrides allow. The matcher calls one function of our own, because an expression in a policy line
 * (`eval`) is parsed anew for every line of every question.
 */
const MODEL = `
[request_definition]
r = situation

[policy_definition]
p = rule, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = stands(p.rule, r.situation)
`;

/** An enforcer per organisation and tool, which is what its documentation calls sharding; asked without promises. */
export const makeCasbin: MakePeer = async ({ ruleSet, date }, questions) => {
  const prepared: { readonly enforcer: Enforcer; readonly situation: NamedPoint }[] = [];
  for (const { organisation, tool, point } of questions) {
    const rules = standingRules(speakingRules(ruleSet, date, organisation, tool));
    prepared.push({ enforcer: await enforcerFor(rules), situation: namedPoint(ruleSet, point) });
  }
  return {
    name: "casbin",
    note:
      "Only whether the tool is open, from an enforcer per organisation and tool; conditions are functions that we " +
      "compiled, registered as its documentation says. It has allow and deny, not five effects, and no defeat or contest. " +
      "Its cache is not used: it would return the answer to a question asked before.",
    answer: (place): Verdict => {
      const entry = prepared[place];
      return entry?.enforcer.enforceSync(entry.situation) ?? false;
    },
  };
};

async function enforcerFor(rules: readonly StandingRule[]): Promise<Enforcer> {
  const model = newModelFromString(MODEL);
  const lines = rules.map(
    ({ id, effect }) => `p, ${id}, ${strictness(effect) <= strictness("permitted") ? "allow" : "deny"}`,
  );
  const enforcer = await newEnforcer(model, new StringAdapter(lines.join("\n")));
  const tests = new Map(rules.map(({ id, stands }) => [id, testOf(stands)]));
  await enforcer.addFunction(
    "stands",
    (rule: string, situation: NamedPoint) => tests.get(rule)?.(situation) ?? false,
  );
  return enforcer;
}

type Test = (situation: NamedPoint) => boolean;

function testOf(formula: Formula): Test {
  switch (formula.kind) {
    case "holds": {
      const tests = Object.entries(formula.when).map(([id, values]) => [id, new Set(values)] as const);
      return (situation) => tests.every(([id, values]) => values.has(situation[id] ?? ""));
    }
    case "not": {
      const part = testOf(formula.part);
      return (situation) => !part(situation);
    }
    case "and": {
      const parts = formula.parts.map(testOf);
      return (situation) => parts.every((part) => part(situation));
    }
    case "or": {
      const parts = formula.parts.map(testOf);
      return (situation) => parts.some((part) => part(situation));
    }
  }
}
