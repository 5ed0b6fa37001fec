import { describe, expect, it } from "vitest";
import { en } from "../../../messages/en.ts";
import type { Language } from "../../../messages/language.tsx";
import { nl } from "../../../messages/nl.ts";
import { realRules } from "../../../testing/rules.ts";
import { type AnswerView, isRefusal, viewAnswer } from "./answer-view.ts";
import { applyChanges, sensibleHelps, suggestions } from "./apply-help.ts";
import { type Decided, decide, MOST_STEPS } from "./decide.ts";
import { headline } from "./headline.ts";
import { waysFor } from "./per-value.ts";
import { EMPTY_QUESTION, fitToRuleSet, type Question } from "./question.ts";

const { ruleSet, decider } = await realRules("2020-12-01");
const { decider: decider2024 } = await realRules("2024-06-01");

const EVERYDAY = {
  personalData: "none",
  host: "own",
  device: "managed-workstation",
  location: "office",
  role: "employee",
};

function question(
  attributes: Record<string, string>,
  others: readonly string[] | null,
  rest: Partial<Question> = {},
): Question {
  return { ...EMPTY_QUESTION, attributes: { ...EVERYDAY, ...attributes }, asker: "bzk", others, ...rest };
}

function answer(asked: Question): { readonly decided: Decided; readonly view: AnswerView } {
  const decided = decide(decider, asked, []);
  const view = viewAnswer(ruleSet, decided);
  if (view === null) throw new Error("the question could not be answered yet");
  return { decided, view };
}

function title(view: AnswerView, language: Language = "nl"): string {
  return headline(view.lead, language === "nl" ? nl : en, language).title;
}

describe("the answer leads with what to do", () => {
  it("names the one tool that the rules recommend", () => {
    const { view } = answer(question({ activity: "meet", information: "internal" }, []));
    expect(title(view)).toBe("Gebruik Webex");
    expect(title(view, "en")).toBe("Use Webex");
    expect(view.lastResort.map((entry) => entry.tool.id)).toContain("zoom");
  });

  it("names the tool that is left for confidential talk, between two ministries as well", () => {
    for (const others of [[], ["szw"]]) {
      const { view } = answer(question({ activity: "meet", information: "confidential" }, others));
      expect(title(view)).toBe("Gebruik Skype voor Bedrijven");
      expect(view.notAllowed.flatMap((group) => group.tools.map((entry) => entry.tool.id))).toContain(
        "webex",
      );
    }
  });

  it("leaves only the telephone for confidential talk with somebody outside", () => {
    const { view } = answer(question({ activity: "meet", information: "confidential" }, ["external"]));
    expect(title(view)).toMatch(/^Gebruik Telefoon/);
    expect(view.also).toEqual([]);
  });

  it("names equals together", () => {
    const { view } = answer(question({ activity: "share", information: "confidential" }, ["szw"]));
    expect(view.lead.kind === "use" && view.lead.best.map((entry) => entry.tool.id).toSorted()).toEqual([
      "email",
      "samenwerkruimte",
      "skype-for-business",
    ]);
    expect(title(view)).toContain(" of ");
  });

  it("says that personal data must go by Securetransfer", () => {
    const { view } = answer(
      question({ activity: "share", information: "confidential", personalData: "ordinary" }, ["szw"]),
    );
    expect(title(view)).toBe("Gebruik Securetransfer. Dat is verplicht");
  });

  it("answers a question about one tool, and says what to use instead", () => {
    const { view } = answer(
      question({ activity: "meet", information: "confidential" }, [], { tool: "webex" }),
    );
    const said = headline(view.lead, nl, "nl");
    expect(said.title).toBe("Nee, gebruik Webex niet");
    expect(said.instead).toBe("Gebruik Skype voor Bedrijven in plaats daarvan");
  });

  it("shows both sides where rules contradict each other", () => {
    const { view } = answer(
      question({ activity: "message", information: "internal" }, [], { tool: "whatsapp" }),
    );
    expect(title(view)).toBe("De regels botsen over WhatsApp");
    expect(view.contested.map((entry) => entry.tool.id)).toContain("whatsapp");
  });

  it("shows the condition that comes with generative AI", () => {
    const asked = question({ activity: "use-ai", information: "internal" }, []);
    const view = viewAnswer(ruleSet, decide(decider2024, asked, []));
    const chatgpt =
      view?.lead.kind === "use" ? view.lead.best.find((entry) => entry.tool.id === "chatgpt") : undefined;
    expect(chatgpt?.outcome.duties.map((duty) => duty.id)).toContain("risk-analysis-per-case");
  });
});

describe("nobody meets a dead end", () => {
  it("a refusal comes with what would help, and the help helps", () => {
    const asked = question({ activity: "meet", information: "confidential" }, ["bzk"], { asker: "ind" });
    const { decided, view } = answer(asked);
    expect(isRefusal(view.lead)).toBe(true);
    const found = suggestions(sensibleHelps(ruleSet, decided.whole?.whatWouldHelp ?? [], false));
    expect(found.length).toBeGreaterThan(0);
    for (const suggestion of found) {
      const after = decide(decider, applyChanges(asked, suggestion.changes), []);
      for (const help of suggestion.helps) expect(after.whole?.common).toContain(help.tool);
    }
  });

  it("a state secret is referred to its own facilities, and never to calling it something less", () => {
    const { decided, view } = answer(question({ activity: "meet", information: "state-secret" }, ["szw"]));
    expect(view.lead.kind).toBe("secret");
    const helps = sensibleHelps(ruleSet, decided.whole?.whatWouldHelp ?? [], view.secret);
    expect(
      helps
        .flatMap((help) => help.changes)
        .filter((c) => c.kind === "attribute" && c.attribute === "information"),
    ).toEqual([]);
  });

  it("nobody is advised to make information more sensitive", () => {
    const { decided } = answer(question({ activity: "share", information: "internal" }, []));
    const kept = sensibleHelps(ruleSet, decided.whole?.whatWouldHelp ?? [], false);
    expect(
      kept
        .flatMap((help) => help.changes)
        .filter((c) => c.kind === "attribute" && c.attribute === "personalData"),
    ).toEqual([]);
  });
});

describe("only what still matters is asked", () => {
  it("starts with whose rules hold", () => {
    expect(decide(decider, EMPTY_QUESTION, []).step).toEqual({ kind: "asker" });
  });

  it("asks what somebody wants to do before with whom", () => {
    const step = decide(decider, { ...EMPTY_QUESTION, asker: "bzk" }, []).step;
    expect(step?.kind === "attribute" && step.attribute.id).toBe("activity");
  });

  it("asks with whom where that changes the answer, and says what is certain already", () => {
    const decided = decide(decider, question({ activity: "meet", information: "confidential" }, null), []);
    expect(decided.step?.kind).toBe("company");
    expect(decided.early.find((entry) => entry.tool.id === "webex")?.verdict).toBe("prohibited");
    expect(decided.early.find((entry) => entry.tool.id === "skype-for-business")?.verdict).toBe("depends");
  });

  it("asks nothing once everything is said", () => {
    const { decided } = answer(question({ activity: "meet", information: "internal" }, []));
    expect(decided.step).toBeNull();
    expect(decided.open).toEqual([]);
  });

  it("gets to an answer within five questions, whatever somebody answers", () => {
    const activities =
      ruleSet.vocabulary.attributes.find((attribute) => attribute.id === "activity")?.values ?? [];
    for (const activity of activities)
      for (const pick of [0, -1]) {
        let asked: Question = {
          ...EMPTY_QUESTION,
          asker: "bzk",
          attributes: { activity: activity.id, role: "employee" },
        };
        let steps = 0;
        for (
          let { step } = decide(decider, asked, []);
          step !== null;
          { step } = decide(decider, asked, [])
        ) {
          if (step.kind === "company") asked = { ...asked, others: pick === 0 ? [] : ["external"] };
          else if (step.kind === "attribute")
            asked = {
              ...asked,
              attributes: { ...asked.attributes, [step.attribute.id]: step.values.at(pick) ?? "" },
            };
          steps++;
        }
        expect(steps).toBeLessThanOrEqual(MOST_STEPS);
      }
  });

  it("gives the answer with what is open after five questions", () => {
    const asked = { ...EMPTY_QUESTION, asker: "bzk", others: [], attributes: { activity: "share" } };
    const decided = decide(decider, asked, [], MOST_STEPS);
    expect(decided.step).toBeNull();
    expect(decided.whole).not.toBeNull();
    expect(decided.open.map((attribute) => attribute.id)).toContain("information");
  });

  it("goes on to the next one when somebody does not know", () => {
    const asked = { ...EMPTY_QUESTION, asker: "bzk", others: [], attributes: { activity: "share" } };
    const first = decide(decider, asked, []).step;
    const id = first?.kind === "attribute" ? first.attribute.id : "";
    const second = decide(decider, asked, [id]).step;
    expect(second?.kind === "attribute" && second.attribute.id).not.toBe(id);
  });
});

describe("where the answer depends on one thing", () => {
  it("says what to use for each way it can be, the same ways together", () => {
    const { information: _, ...rest } = question(
      { activity: "meet", information: "internal" },
      [],
    ).attributes;
    const attribute = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === "information");
    if (attribute === undefined) throw new Error("the vocabulary has no information");
    const ways = waysFor(
      decider,
      { ...EMPTY_QUESTION, asker: "bzk", others: [], attributes: rest },
      attribute,
    );
    expect(ways.slice(0, 2)).toEqual([
      { values: ["public", "internal"], tools: ["webex"] },
      { values: ["confidential"], tools: ["skype-for-business"] },
    ]);
  });
});

describe("a link that names what the rules do not know", () => {
  it("keeps the rest and says what it left out", () => {
    const fitted = fitToRuleSet(ruleSet, {
      ...EMPTY_QUESTION,
      asker: "bzk",
      others: ["szw", "xyz"],
      attributes: { activity: "meet", information: "geheim" },
    });
    expect(fitted.question.others).toEqual(["szw"]);
    expect(fitted.question.attributes).toEqual({ activity: "meet" });
    expect(fitted.unknown).toEqual(["information=geheim", "xyz"]);
  });

  it("never takes somebody unknown for colleagues alone", () => {
    expect(
      fitToRuleSet(ruleSet, { ...EMPTY_QUESTION, asker: "bzk", others: ["xyz"] }).question.others,
    ).toBeNull();
  });
});
