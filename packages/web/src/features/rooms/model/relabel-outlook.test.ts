import { compile, type Decider, type Rule } from "@akkoord/policy";
import { beforeAll, describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { colleague, guest, owner, roomOf } from "../testing/pretend-room.ts";
import { outlookOf } from "./relabel-outlook.ts";
import { NOTHING_SAID } from "./workplace.ts";
import { workplaceMatters } from "./workplace-matters.ts";

let decider: Decider;
beforeAll(async () => {
  ({ decider } = await realRules("2026-11-22"));
});

const noor = owner("Noor", "bzk");
const bram = colleague("Bram", "szw");
const lotte = guest("Lotte", "public-sector");
const piet = guest("Piet", "external");
const DEPARTMENTAL = { information: "departmental-confidential", personalData: "none" };
const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);

describe("another label, told beforehand", () => {
  it("changes nothing where everybody may go on", () => {
    expect(outlookOf(decider, roomOf([noor, bram]), DEPARTMENTAL)).toEqual({
      fits: true,
      losing: [],
      rules: [],
    });
  });

  it("shuts out every guest who does not fit, and nobody of central government", () => {
    const { fits, losing, rules } = outlookOf(decider, roomOf([noor, lotte, bram, piet]), DEPARTMENTAL);
    expect(fits).toBe(false);
    expect(names(losing)).toEqual(["Lotte", "Piet"]);
    expect(rules).toContain("voorbeeld-ruimtes/within-government");
  });

  it("names nobody where leaving people out does not help", () => {
    const label = { information: "state-secret", personalData: "none" };
    const { fits, losing, rules } = outlookOf(decider, roomOf([noor, bram]), label);
    expect({ fits, losing }).toEqual({ fits: false, losing: [] });
    expect(rules).toContain("voorbeeld-ruimtes/no-state-secrets");
  });

  it("shuts out first of whom nobody knows for whom they work", () => {
    const unknown = colleague("X", null);
    const label = { information: "internal", personalData: "none" };
    expect(names(outlookOf(decider, roomOf([noor, bram, unknown]), label).losing)).toEqual(["X"]);
  });
});

describe("how somebody works", () => {
  const asked = { label: { information: "internal", personalData: "none" }, parties: ["bzk", "szw"] };
  const confidential = { ...asked, label: { information: "confidential", personalData: "none" } };

  it("is asked only where the rules of the room depend on it", () => {
    expect(workplaceMatters(decider, asked, "bzk", NOTHING_SAID)).toEqual([]);
    expect(workplaceMatters(decider, confidential, "bzk", NOTHING_SAID)).toEqual(["device"]);
    expect(workplaceMatters(decider, { ...asked, label: DEPARTMENTAL }, "bzk", NOTHING_SAID)).toEqual([
      "device",
      "location",
    ]);
  });

  it("does not matter any more in a place where nothing may be done anyway", () => {
    const room = { ...asked, label: DEPARTMENTAL };
    const abroad = { ...NOTHING_SAID, location: "high-risk-country" };
    expect(workplaceMatters(decider, room, "bzk", abroad)).toEqual(["location"]);
  });

  it("is asked by role of those alone whose rules look at it", () => {
    const { ruleSet, date } = decider;
    const example = ruleSet.rules.find(({ id }) => id === "voorbeeld-ruimtes/no-private-device");
    if (example === undefined) throw new Error("there is no such rule");
    const noContractors: Rule = {
      ...example,
      id: "szw/no-contractors",
      issuer: "szw",
      layer: "organisation",
      yieldsTo: [],
      bearers: ["szw"],
      when: { activity: ["message"], role: ["contractor"] },
    };
    const own = compile({ ...ruleSet, rules: [...ruleSet.rules, noContractors] }, date);
    expect(workplaceMatters(own, asked, "szw", NOTHING_SAID)).toEqual(["role"]);
    expect(workplaceMatters(own, confidential, "szw", NOTHING_SAID)).toEqual(["device", "role"]);
    expect(workplaceMatters(own, asked, "bzk", NOTHING_SAID)).toEqual([]);
    // Where one works makes no difference any more to who may not be there at all.
    const contractor = { ...NOTHING_SAID, role: "contractor" };
    expect(workplaceMatters(own, confidential, "szw", contractor)).toEqual(["role"]);
  });
});
