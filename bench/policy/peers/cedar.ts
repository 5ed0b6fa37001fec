import { strictness } from "@akkoord/policy";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { type Formula, type StandingRule, speakingRules, standingRules } from "../formula.ts";
import { namedPoint } from "../workload.ts";
import type { MakePeer, Verdict } from "./peer.ts";

/** A policy set per organisation and tool, parsed beforehand: `permit` for rules for, `forbid` for rules against. */
export const makeCedar: MakePeer = async ({ ruleSet, date }, questions) => {
  const calls = questions.map(({ organisation, tool, point }, index): cedar.StatefulAuthorizationCall => {
    const rules = standingRules(speakingRules(ruleSet, date, organisation, tool));
    const name = `question-${index}`;
    const answer = cedar.preparsePolicySet(name, {
      staticPolicies: Object.fromEntries(rules.map((rule) => [rule.id, policyOf(rule)])),
    });
    if (answer.type === "failure") throw new Error(answer.errors.map(({ message }) => message).join("; "));
    return {
      principal: { type: "Organisation", id: `${organisation}` },
      action: { type: "Action", id: "use" },
      resource: { type: "Tool", id: `${tool}` },
      context: namedPoint(ruleSet, point),
      preparsedPolicySetId: name,
      validateRequest: false,
      entities: [],
    };
  });
  return {
    name: "@cedar-policy/cedar-wasm",
    note:
      "Only whether the tool is open, from a pre-parsed policy set per organisation and tool in which we wrote each " +
      "defeat out as a condition. It has two effects, not five, and no defeat or contest; it names the policies that decide.",
    answer: (place): Verdict => {
      const call = calls[place];
      if (call === undefined) return false;
      const answer = cedar.statefulIsAuthorized(call);
      if (answer.type === "failure") throw new Error(answer.errors.map(({ message }) => message).join("; "));
      return answer.response.decision === "allow";
    },
  };
};

function policyOf({ effect, stands }: StandingRule): string {
  const kind = strictness(effect) <= strictness("permitted") ? "permit" : "forbid";
  return `${kind}(principal, action, resource) when { ${expressionOf(stands)} };`;
}

function expressionOf(formula: Formula): string {
  switch (formula.kind) {
    case "holds": {
      const tests = Object.entries(formula.when).map(([id, values]) => testOf(id, values));
      return tests.length === 0 ? "true" : `(${tests.join(" && ")})`;
    }
    case "not":
      return `!(${expressionOf(formula.part)})`;
    case "and":
      return `(${formula.parts.map(expressionOf).join(" && ")})`;
    case "or":
      return `(${formula.parts.map(expressionOf).join(" || ")})`;
  }
}

function testOf(id: string, values: readonly string[]): string {
  const attribute = `context[${JSON.stringify(id)}]`;
  const [only] = values;
  return values.length === 1
    ? `${attribute} == ${JSON.stringify(only)}`
    : `${JSON.stringify(values)}.contains(${attribute})`;
}
