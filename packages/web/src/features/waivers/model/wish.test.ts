import { ask, compile, type Situation } from "@akkoord/policy";
import { beforeAll, describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { applyWaivers } from "./apply-waivers.ts";
import { waiversThatOpen } from "./waiver-in-answer.ts";
import { closedForOthers, outlookFor, type Wish } from "./wish.ts";

const DAY = "2026-11-21";

/** A foreign organisation invites; where somebody works was not said. */
const ABROAD: Situation = {
  date: DAY,
  attributes: { activity: "meet", information: "internal", personalData: "none", host: "other" },
  participants: [
    { id: "bzk", attributes: { device: "managed-workstation", role: "employee" } },
    { id: "international", attributes: { device: "managed-workstation", role: "employee" } },
  ],
};

const WISH: Wish = {
  tool: "zoom",
  filledIn: {},
  widened: [],
  duties: [],
  valid: { from: DAY, to: "2027-03-31" },
};

let rules: Awaited<ReturnType<typeof realRules>>;
beforeAll(async () => {
  rules = await realRules(DAY);
});

describe("what a waiver would take", () => {
  it("waits until the situation is complete, and names what is open", () => {
    const outlook = outlookFor(rules.ruleSet, ABROAD, "bzk", WISH);
    expect(outlook).toMatchObject({ open: ["location"], outcome: null, owners: [] });
  });

  it("names the rules and whose signature they need, once it is", () => {
    const wish = { ...WISH, filledIn: { location: "office" } };
    const outlook = outlookFor(rules.ruleSet, ABROAD, "bzk", wish);
    expect(outlook.owners).toEqual(["rijk"]);
    expect(outlook.outcome).toMatchObject({
      kind: "relaxes",
      rules: expect.arrayContaining(["rekenkamer-2020/zoom-discouraged"]),
    });
    expect(outlook.situation.participants[0]?.attributes.location).toBe("office");
  });

  it("takes “makes no difference” as asked for more widely", () => {
    const outlook = outlookFor(rules.ruleSet, ABROAD, "bzk", { ...WISH, filledIn: { location: null } });
    expect(outlook.widened).toEqual(["location"]);
    expect(outlook.outcome?.kind).toBe("relaxes");
  });

  it("leaves the decision to the own organisation where no rule speaks", () => {
    const wish = { ...WISH, tool: "secure-video-environment", filledIn: { location: null } };
    expect(outlookFor(rules.ruleSet, ABROAD, "bzk", wish)).toMatchObject({
      outcome: { kind: "relaxes", rules: [] },
      owners: ["bzk"],
    });
  });

  it("tells for whom else the tool stays closed", () => {
    const together = { ...ABROAD, participants: [...ABROAD.participants, { id: "szw", attributes: {} }] };
    const answer = ask(rules.decider, together, { tool: "zoom", help: false });
    expect(closedForOthers(answer.outcomes[0], "bzk")).toEqual(["szw"]);
  });
});

describe("rules with a waiver, on the device", () => {
  it("open the tool in an answer, and the answer knows which waiver did", () => {
    const waiver = {
      id: "00000000-0000-4000-8000-000000000001",
      organisation: "bzk",
      issuer: "rijk",
      tools: ["zoom"],
      when: { activity: ["meet"], audience: ["international"] },
      relaxes: ["rekenkamer-2020/zoom-discouraged", "rijk-2020/other-video-discouraged"],
      valid: { from: DAY, to: "2027-03-31" },
      duties: [],
      words: { nl: "Zoom mag.", en: "Zoom may." },
      source: { title: "Ontheffing", author: "Rijk", date: DAY, quote: "Het mag." },
    };
    const mine = applyWaivers(compile(rules.ruleSet, DAY), [waiver], DAY);
    const [zoom] = ask(mine, ABROAD, { tool: "zoom", help: false }).outcomes;
    expect(zoom?.effect).toBe("permitted");
    expect(
      zoom === undefined ? [] : waiversThatOpen(mine.ruleSet, zoom).map(({ valid }) => valid.to),
    ).toEqual(["2027-03-31"]);
  });
});
