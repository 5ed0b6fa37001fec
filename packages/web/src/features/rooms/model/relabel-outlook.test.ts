import type { Decider } from "@akkoord/policy";
import { beforeAll, describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { colleague, guest, owner, roomOf } from "../testing/pretend-room.ts";
import { outlookOf } from "./relabel-outlook.ts";
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

describe("where somebody works", () => {
  const UNSAID = { device: null, location: null };

  it("is asked only where the rules of the room depend on it", () => {
    const room = roomOf([noor, bram]);
    expect(workplaceMatters(decider, room, "bzk", UNSAID)).toEqual([]);
    const confidential = { ...room, label: { information: "confidential", personalData: "none" } };
    expect(workplaceMatters(decider, confidential, "bzk", UNSAID)).toEqual(["device"]);
    expect(workplaceMatters(decider, { ...room, label: DEPARTMENTAL }, "bzk", UNSAID)).toEqual([
      "device",
      "location",
    ]);
  });

  it("does not matter any more in a place where nothing may be done anyway", () => {
    const room = { ...roomOf([noor, bram]), label: DEPARTMENTAL };
    const abroad = { device: null, location: "high-risk-country" };
    expect(workplaceMatters(decider, room, "bzk", abroad)).toEqual(["location"]);
  });
});
