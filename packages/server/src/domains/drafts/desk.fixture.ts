/** What tests of the rule desk share: texts of drafts, and going through its stages. */
import { expect } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import type { Draft, DraftCheck } from "./model.ts";

/** A source and a rule of BZK that permits Signal for short internal messages. */
export function bzkText(changes: Readonly<Record<string, string>> = {}, id = "bzk/signal"): string {
  const keys = {
    id,
    issuer: "bzk",
    layer: "organisation",
    force: "defeasible",
    bearers: "[bzk]",
    when: "{ activity: [message], information: { to: internal } }",
    tools: "[signal]",
    effect: "permitted",
    source: "{ document: bzk-afspraken, quote: Signal mag. }",
    ...changes,
  };
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${value}`);
  return `${BZK_SOURCE}rules:\n  - ${lines.join("\n    ")}\n`;
}

export const BZK_SOURCE = "sources:\n  - { id: bzk-afspraken, title: Afspraken van BZK, author: BZK }\n";

/** A change of `rijk` that turns answers of the sources red: Webex may not be used any more. */
export const RED_TEXT = `rules:
  - id: rijk-2020/webex-is-the-tool
    issuer: rijk
    layer: government-wide
    force: defeasible
    bearers: [rijksdienst]
    valid: { from: 2020-11-02, to: null }
    when: { activity: [meet], information: { to: internal } }
    tools: [webex]
    effect: prohibited
    source: { document: rijksportaal-middelen, quote: Webex }
`;

/** A harmless change of `rijk`: one more tip. */
export function rijkText(id = "rest-your-eyes"): string {
  return `advice:\n  - { id: ${id}, words: { nl: Kijk af en toe weg., en: Look away now and then. } }\n`;
}

export async function begin(
  browser: Browser,
  draft: { readonly owner?: string; readonly title?: string; readonly text?: string } = {},
): Promise<Draft> {
  const answer = await browser.post("/v1/drafts", {
    owner: "bzk",
    title: "Signal voor korte berichten",
    text: bzkText(),
    ...draft,
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return answer.json();
}

/** Does something that must go well, and gives the draft as it is then. */
export async function act(browser: Browser, draft: Draft, verb: string, body: object = {}): Promise<Draft> {
  const answer = await browser.post(`/v1/drafts/${draft.id}/${verb}`, bodyOf(draft, verb, body));
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

/** Tries something that must be refused; gives the status and the problem's document. */
export async function refused(browser: Browser, draft: Draft, verb: string, body: object = {}) {
  const answer = await browser.post(`/v1/drafts/${draft.id}/${verb}`, bodyOf(draft, verb, body));
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return { status: answer.status, ...(await answer.json()) };
}

/** Who approves names the revision that they saw. */
function bodyOf({ revision }: Draft, verb: string, body: object): object {
  return verb === "_approve" ? { revision, ...body } : body;
}

export async function edit(browser: Browser, draft: Draft, text: string): Promise<Draft> {
  const { revision, title } = draft;
  const answer = await browser.send("PUT", `/v1/drafts/${draft.id}`, { revision, title, text });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

export async function check(browser: Browser, draft: Draft): Promise<DraftCheck> {
  const answer = await browser.get(`/v1/drafts/${draft.id}/check`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

/** From a new draft to an approved one, with every new conflict acknowledged and every change of a scenario seen. */
export async function approved(
  writer: Browser,
  reviewer: Browser,
  draft: Parameters<typeof begin>[1] = {},
): Promise<Draft> {
  const begun = await begin(writer, draft);
  const { newConflicts, scenarioChanges } = await check(writer, begun);
  if (newConflicts.length > 0) {
    const finding = newConflicts.map(({ id }) => id);
    await act(writer, begun, "_acknowledge", { finding, reason: "Zo is het bedoeld." });
  }
  await act(writer, begun, "_submit");
  return act(reviewer, begun, "_approve", { scenarioChanges: scenarioChanges.version });
}

/** A rule of BZK about meetings with a tool that other organisations are advised against: a new conflict. */
export function atOddsText(tool: string, from = "2026-01-01"): string {
  return bzkText(
    {
      when: "{ activity: [meet], information: { to: internal } }",
      tools: `[${tool}]`,
      valid: `{ from: ${from}, to: null }`,
    },
    `bzk/${tool}-for-meetings`,
  );
}

/** A rule of BZK that permits sharing with a tool of which no rule speaks. */
export function sharingText(tool: string): string {
  const valid = "{ from: 2026-01-01, to: null }";
  return bzkText({ when: "{ activity: [share] }", tools: `[${tool}]`, valid }, `bzk/${tool}`);
}

/** That what `sharingText` says is so, or is not, as a scenario of BZK. */
export function sharing(tool: string, effect: string) {
  const attributes = {
    activity: "share",
    information: "internal",
    personalData: "none",
    host: "own",
    device: "managed-workstation",
    location: "office",
    role: "employee",
  };
  return {
    owner: "bzk",
    title: { nl: `Bestanden delen met ${tool}` },
    situation: { date: null, attributes, participants: ["bzk"] },
    expect: { [tool]: effect },
  };
}
