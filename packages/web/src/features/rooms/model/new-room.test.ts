import { beforeAll, describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { readFragment } from "../../answer/model/question.ts";
import type { Fit, Label } from "../api.ts";
import { fitAsTold } from "./fit-as-told.ts";
import { isStateSecret, toneOf } from "./label.ts";
import { asNewRoom, formFrom, fromQuestion, obstacles, partiesOf } from "./new-room.ts";
import { NOTHING_SAID, stillToSay, type Told } from "./workplace.ts";

let ruleSet: Awaited<ReturnType<typeof realRules>>["ruleSet"];
let decider: Awaited<ReturnType<typeof realRules>>["decider"];
beforeAll(async () => {
  ({ ruleSet, decider } = await realRules("2026-11-22"));
});

const ANSWER =
  "me=bzk&with=szw,external&activity=message&information=confidential&personalData=none&device=private-device";

describe("a room from an answer", () => {
  it("takes over label, activity, with whom and how one works; outsiders come in later, as guests", () => {
    expect(fromQuestion(ruleSet, readFragment(ANSWER), "bzk")).toEqual({
      label: { information: "confidential", personalData: "none" },
      activity: "message",
      organisations: ["szw"],
      outsideParties: ["external"],
      told: { device: "private-device" },
    });
  });

  it("takes along how one works in the words of the rules alone, and only one's own", () => {
    const toldIn = (fragment: string, mine: string | null) =>
      fromQuestion(ruleSet, readFragment(fragment), mine).told;
    const all = "device=managed-mobile&location=home&role=contractor";
    const told = { device: "managed-mobile", location: "home", role: "contractor" };
    expect(toldIn(`me=bzk&${all}`, "bzk")).toEqual(told);
    expect(toldIn(all, "bzk")).toEqual(told);
    expect(formFrom(fromQuestion(ruleSet, readFragment(all), "bzk")).told).toEqual(told);
    // Another organisation asked: it is about its people.
    expect(toldIn(`me=szw&${all}`, "bzk")).toEqual({});
    expect(toldIn("device=typewriter&location=home%0A&role=boss&host=own", "bzk")).toEqual({});
  });

  it("that somebody else asked, is with that organisation too", () => {
    expect(fromQuestion(ruleSet, readFragment(ANSWER), "jenv").organisations.toSorted()).toEqual([
      "bzk",
      "szw",
    ]);
  });

  it("begins empty when there was no answer", () => {
    const given = fromQuestion(ruleSet, readFragment(""), "bzk");
    expect(formFrom(given)).toMatchObject({ name: "", information: null, personalData: null, people: [] });
    expect(given.activity).toBe(null);
  });
});

describe("what an answer told of how somebody works", () => {
  const SAID = { device: "managed-mobile", location: null, role: null };

  it("is said to the server only where it does not know it yet", () => {
    expect(stillToSay(SAID, {})).toBe(null);
    expect(stillToSay(SAID, { device: "managed-mobile" })).toBe(null);
    expect(stillToSay(SAID, { location: "home" })).toEqual({ ...SAID, location: "home" });
    expect(stillToSay(SAID, { device: "private-device", role: "employee" })).toEqual({
      device: "private-device",
      location: null,
      role: "employee",
    });
  });

  const CONFIDENTIAL = { information: "confidential", personalData: "none" };
  const DEPARTMENTAL = { information: "departmental-confidential", personalData: "none" };
  const asking = (missing: readonly string[]): Fit => ({
    allowed: false,
    rules: [],
    refusal: { ...refusing("workplace-needed"), missing },
  });
  const refusing = (code: string) => ({
    code,
    sentence: { nl: "Nee.", en: "No." },
    organisation: null,
    rules: [],
    alternatives: [],
    changes: [],
    referral: null,
    missing: [],
    resolvers: [],
  });
  const fits = (label: Label, told: Told, asked: Fit, said = NOTHING_SAID) =>
    fitAsTold(decider, { label, parties: ["bzk", "szw"] }, { mine: "bzk", said, told }, asked);

  it("answers what the server would ask, before anything is said to it", () => {
    const asked = asking(["device"]);
    expect(fits(CONFIDENTIAL, { device: "managed-mobile" }, asked)).toMatchObject({ allowed: true });
    const refused = fits(CONFIDENTIAL, { device: "private-device" }, asked);
    expect(refused).toMatchObject({
      allowed: false,
      refusal: {
        code: "rules-refuse",
        rules: [{ id: "voorbeeld-ruimtes/no-private-device", source: { place: "3.1" } }],
      },
    });
    expect(refused.refusal?.sentence.nl).toContain("eigen apparaat");
  });

  it("leaves open what it did not say", () => {
    const asked = asking(["device", "location"]);
    const left = fits(DEPARTMENTAL, { device: "managed-mobile" }, asked);
    expect(left.refusal).toMatchObject({ code: "workplace-needed", missing: ["location"] });
    expect(left.refusal?.sentence.nl).toBe("Waar ben je?");
    expect(fits(DEPARTMENTAL, { role: "employee" }, asked)).toBe(asked);
  });

  it("changes nothing the server knows better", () => {
    const allowed: Fit = { allowed: true, rules: [], refusal: null };
    const refused: Fit = { allowed: false, rules: [], refusal: refusing("rules-refuse") };
    for (const asked of [allowed, refused])
      expect(fits(CONFIDENTIAL, { device: "private-device" }, asked)).toBe(asked);
    // What was said before was otherwise.
    const said = { ...NOTHING_SAID, device: "managed-mobile" };
    expect(fits(CONFIDENTIAL, { device: "private-device" }, allowed, said)).toMatchObject({ allowed: false });
    const privately = { ...NOTHING_SAID, device: "private-device" };
    expect(fits(CONFIDENTIAL, { device: "managed-mobile" }, refused, privately)).toMatchObject({
      allowed: true,
    });
  });
});

describe("a new room", () => {
  const whole = {
    ...formFrom({
      label: { information: "internal", personalData: "none" },
      activity: null,
      organisations: [],
      outsideParties: [],
      told: {},
    }),
    name: " Woondeal ",
  };

  it("needs a name and a whole label", () => {
    expect(obstacles(ruleSet, { ...whole, name: "  ", personalData: null })).toEqual([
      "name-missing",
      "label-missing",
    ]);
    expect(obstacles(ruleSet, whole)).toEqual([]);
  });

  it("is no place for any state secret", () => {
    for (const information of ["state-confidential", "state-secret", "state-top-secret"]) {
      expect(isStateSecret(ruleSet, information)).toBe(true);
      expect(obstacles(ruleSet, { ...whole, information })).toEqual(["state-secret"]);
    }
    for (const information of ["public", "internal", "confidential", "departmental-confidential"])
      expect(isStateSecret(ruleSet, information)).toBe(false);
  });

  it("stands at the organisation of who opens it, with each other organisation once", () => {
    const person = (id: string, organisation: string | null) => ({ id, name: id, organisation });
    const people = [person("bram", "szw"), person("lotte", "szw"), person("noor", "bzk"), person("x", null)];
    expect(partiesOf({ ...whole, people }, "bzk")).toEqual(["bzk", "szw"]);
    expect(asNewRoom({ ...whole, people }, "message")).toMatchObject({
      name: "Woondeal",
      purpose: { text: "", activity: "message" },
      invite: ["bram", "lotte", "noor", "x"],
    });
  });

  it("is not sent while its label is not whole", () => {
    expect(asNewRoom({ ...whole, information: null }, null)).toBe(null);
  });
});

describe("the colour of a label", () => {
  it("is warmer the more sensitive the information is, and there for values that nobody knows", () => {
    const values = ["public", "internal", "confidential", "departmental-confidential", "state-secret"];
    expect(values.map((value) => toneOf(ruleSet, value))).toEqual(["none", "brand", "care", "stop", "stop"]);
    expect(toneOf(ruleSet, "made-up")).toBe("none");
  });
});
