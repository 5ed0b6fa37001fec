import { describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { emptyScenario, outcomesNow, questionInLink, scenarioInput } from "./scenario-form.ts";

const { ruleSet } = await realRules("2020-12-01");
const LINK =
  "https://akkoord.example/antwoord#me=bzk&with=szw&activity=meet&information=confidential&personalData=none&host=own&device=managed-workstation&location=office&role=employee&date=2020-12-01";

describe("a scenario out of an answer", () => {
  it("takes the question over from the link", () => {
    expect(questionInLink(LINK, ruleSet)).toMatchObject({
      asker: "bzk",
      others: ["szw"],
      date: "2020-12-01",
      attributes: { activity: "meet", information: "confidential" },
    });
  });

  it("refuses what is no link of an answer", () => {
    expect(questionInLink("https://akkoord.example/middelen/webex", ruleSet)).toBeNull();
    expect(questionInLink("/antwoord#", ruleSet)).toBeNull();
    expect(questionInLink("/antwoord#zomaar=iets", ruleSet)).toBeNull();
  });

  it("expects what the rules say now, until somebody says otherwise", () => {
    const question = questionInLink(LINK, ruleSet);
    if (question === null) throw new Error("the link is a question");
    const now = outcomesNow(ruleSet, question, "2026-11-21");
    expect(now?.effects.webex).toBe("prohibited");
    expect(now?.common).toEqual(["skype-for-business"]);
  });

  it("is sent once it has a title, an asker and something to expect", () => {
    const question = questionInLink(LINK, ruleSet);
    if (question === null) throw new Error("the link is a question");
    const draft = {
      ...emptyScenario("bzk"),
      question,
      title: " Webex nooit ",
      expect: { webex: "prohibited" } as const,
    };
    expect(scenarioInput(draft, null)).toEqual({
      title: { nl: "Webex nooit" },
      situation: {
        date: "2020-12-01",
        attributes: question.attributes,
        participants: ["bzk", "szw"],
      },
      expect: { webex: "prohibited" },
      common: null,
    });
    expect(scenarioInput({ ...draft, title: " " }, null)).toBeNull();
    expect(scenarioInput({ ...draft, expect: {} }, null)).toBeNull();
  });

  it("says nothing of a situation that cannot occur", () => {
    const impossible = { ...emptyScenario("bzk").question, attributes: { activity: "sign", host: "other" } };
    expect(outcomesNow(ruleSet, impossible, "2026-11-21")).toBeNull();
  });
});
