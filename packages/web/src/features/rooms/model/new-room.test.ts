import { beforeAll, describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { readFragment } from "../../answer/model/question.ts";
import { isStateSecret, toneOf } from "./label.ts";
import { asNewRoom, formFrom, fromQuestion, obstacles, partiesOf } from "./new-room.ts";

let ruleSet: Awaited<ReturnType<typeof realRules>>["ruleSet"];
beforeAll(async () => {
  ({ ruleSet } = await realRules("2026-11-22"));
});

const ANSWER =
  "me=bzk&with=szw,external&activity=message&information=confidential&personalData=none&device=private-device";

describe("a room from an answer", () => {
  it("takes over label, activity and with whom; outsiders come in later, as guests", () => {
    expect(fromQuestion(ruleSet, readFragment(ANSWER), "bzk")).toEqual({
      label: { information: "confidential", personalData: "none" },
      activity: "message",
      organisations: ["szw"],
      outsideParties: ["external"],
    });
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

describe("a new room", () => {
  const whole = {
    ...formFrom({
      label: { information: "internal", personalData: "none" },
      activity: null,
      organisations: [],
      outsideParties: [],
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
