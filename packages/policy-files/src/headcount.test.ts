import { parseRuleSet } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { readYaml } from "./yaml.ts";

function parse(headcount: string) {
  const text = `name: Test
organisations:
  - id: bzk
    name: BZK
    kind: ministry
${headcount}attributes:
  - id: activity
    scope: situation
    label: { nl: a, en: a }
    question: { nl: a, en: a }
    values: [{ id: meet, label: { nl: m, en: m } }]
`;
  return parseRuleSet([readYaml("organisations.yaml", text)]);
}

describe("the headcount of an organisation", () => {
  it("is a number with its source, and the day if that is known", () => {
    expect(
      parse(`    headcount: { people: 9500, source: "Jaarrapportage 2023, p. 4", date: 2023-12-31 }\n`)
        .ruleSet?.organisations[0]?.headcount,
    ).toEqual({ people: 9500, source: "Jaarrapportage 2023, p. 4", date: "2023-12-31" });
    expect(
      parse(`    headcount: { people: 1, source: eigen telling }\n`).ruleSet?.organisations[0]?.headcount,
    ).toEqual({ people: 1, source: "eigen telling" });
  });

  it("stays unknown when nobody counted: it is never zero", () => {
    expect(parse("").ruleSet?.organisations[0]).not.toHaveProperty("headcount");
    expect(parse("    headcount: null\n").ruleSet?.organisations[0]).not.toHaveProperty("headcount");
  });

  it.each([
    [`{ people: 0, source: s }`, 'the headcount of organisation "bzk" must be a whole number of people'],
    [`{ people: 12.5, source: s }`, "must be a whole number of people"],
    [`{ people: "9500", source: s }`, "must be a whole number of people"],
    [`{ people: 9500 }`, 'has no "source"'],
    [`{ source: s }`, 'has no "people"'],
    [`{ people: 9500, source: s, date: 2023-02-30 }`, "is not a day that exists"],
    [`{ persons: 9500, source: s }`, 'does not know the key "persons"'],
    [`9500`, "must be a set of keys and values"],
  ])("is refused with its place when it is malformed: %s", (headcount, message) => {
    const { ruleSet, problems } = parse(`    headcount: ${headcount}\n`);
    expect(ruleSet).toBeNull();
    expect(problems[0]?.line).toBe(6);
    expect(problems.map((problem) => problem.message).join(" ")).toContain(message);
  });
});
