import { fileURLToPath } from "node:url";
import { ask, canonicalJson, checkSituation, compile, interpret } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { loadRuleSet, readScenarios } from "./folder.ts";
import { tryScenario } from "./scenarios.ts";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const { ruleSet } = await loadRuleSet(POLICIES);
const { scenarios, problems } = await readScenarios(POLICIES);
if (ruleSet === null) throw new Error("the policies do not load");

describe("the answers that the sources fix", () => {
  it("are read without a problem", () => {
    expect(problems).toEqual([]);
    expect(scenarios.length).toBeGreaterThanOrEqual(16);
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))("%s", (_, scenario) => {
    expect(tryScenario(ruleSet, scenario).differences).toEqual([]);
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    "%s: interpreter and compiled rules agree",
    (_, scenario) => {
      const situation = checkSituation(ruleSet, scenario.situation);
      expect(canonicalJson(ask(compile(ruleSet, situation.date), situation))).toBe(
        canonicalJson(ask(interpret(ruleSet, situation.date), situation)),
      );
    },
  );

  it("would be noticed when they change", () => {
    const [first] = scenarios;
    if (first === undefined) throw new Error("there are scenarios");
    const { differences, found } = tryScenario(ruleSet, {
      ...first,
      expect: { webex: "prohibited" },
      common: ["zoom"],
    });
    expect(differences).toHaveLength(2);
    expect(found).toMatchObject({
      expect: { webex: "recommended" },
      common: ["webex", "skype-for-business"],
    });
  });

  it("say so when their question cannot be asked, or names a tool that is gone", () => {
    const [first] = scenarios;
    if (first === undefined) throw new Error("there are scenarios");
    const unasked = tryScenario(ruleSet, {
      ...first,
      situation: { ...first.situation, participants: ["nobody"] },
    });
    expect(unasked).toMatchObject({ found: null, differences: [expect.stringContaining("nobody")] });
    const gone = tryScenario(ruleSet, { ...first, expect: { "no-tool": "permitted" }, common: null });
    expect(gone.differences).toEqual(["no-tool: expected permitted, found no such tool"]);
  });
});
