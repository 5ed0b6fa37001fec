import { type Analysis, analyse, applyDraft, type Finding, run } from "@akkoord/policy";
import { readYaml } from "@akkoord/policy-files/browser";
import { describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { findingsDifference } from "./findings-difference.ts";

const DATE = "2020-12-01";
const { ruleSet } = await realRules(DATE);
const kinds = ["norm-conflict", "tool-gap", "addressee-gap"] as const;
const findings = (rules: typeof ruleSet): readonly Finding[] => {
  const work: Analysis<readonly Finding[]> = analyse(rules, { date: DATE, kinds });
  return run(work);
};
const today = findings(ruleSet);

function findingsWith(text: string): readonly Finding[] {
  const applied = applyDraft(ruleSet, readYaml("concept.yaml", text));
  if (applied.ruleSet === null) throw new Error(applied.problems.map(({ message }) => message).join("\n"));
  return findings(applied.ruleSet);
}

const ZOOM = `rules:
  - id: bzk/zoom
    issuer: bzk
    layer: organisation
    force: defeasible
    bearers: [bzk]
    when: { activity: [meet], information: [public] }
    tools: [zoom]
    effect: permitted
    source: { document: rijksportaal-middelen, quote: x }
`;

describe("what a draft does to the places where rules fail", () => {
  it("is nothing when the rules stay the same", () => {
    expect(findingsDifference(today, today)).toEqual([]);
  });

  it("tells the conflicts that it makes and the gaps that it closes", () => {
    const groups = findingsDifference(today, findingsWith(ZOOM));
    expect(groups.find(({ kind, state }) => kind === "norm-conflict" && state === "made")).toMatchObject({
      finding: { tool: "zoom" },
    });
    expect(groups.find(({ kind, state }) => kind === "addressee-gap" && state === "closed")).toMatchObject({
      organisations: ["bzk"],
    });
  });

  it("is the other way around when the draft is taken back", () => {
    const made = findingsDifference(today, findingsWith(ZOOM));
    const unmade = findingsDifference(findingsWith(ZOOM), today);
    const count = (groups: typeof made, state: string) =>
      groups.filter((group) => group.state === state).length;
    expect(count(unmade, "closed")).toBe(count(made, "made"));
    expect(count(unmade, "made")).toBe(count(made, "closed"));
    expect(count(unmade, "larger")).toBe(count(made, "smaller"));
  });

  it("starts with what becomes worse", () => {
    const states = findingsDifference(today, findingsWith(ZOOM)).map(({ state }) => state);
    expect(states[0]).toBe("made");
    expect(states.indexOf("closed")).toBeGreaterThan(states.lastIndexOf("made"));
  });
});
