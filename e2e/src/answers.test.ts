import { ask, checkSituation, compile } from "@akkoord/policy";
import { loadRuleSet, readScenarios } from "@akkoord/policy-files";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerLink, openSite, POLICIES, type Site } from "./site.ts";

const { ruleSet } = await loadRuleSet(POLICIES);
const { scenarios } = await readScenarios(POLICIES);
if (ruleSet === null) throw new Error("the policies do not load");
const tools = ruleSet.tools;

const WORDS = {
  required: "Verplicht",
  recommended: "Aangeraden",
  permitted: "Mag",
  discouraged: "Liever niet",
  prohibited: "Mag niet",
  unspecified: "Geen regel",
} as const;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** The verdict that the page shows for a tool: in the lead, or in the row that names it. */
async function shownVerdict(page: Page, tool: string): Promise<string> {
  const lead = page.locator(".answer__lead");
  const heading = (await lead.getByRole("heading", { level: 1 }).textContent()) ?? "";
  if (heading.includes(tool)) return (await lead.locator(".verdict").first().textContent()) ?? "";
  const row = page.locator(".tool-row").filter({ has: page.getByRole("link", { name: tool, exact: true }) });
  return (await row.locator(".verdict").first().textContent()) ?? "";
}

describe("the page gives the answers that the sources fix", () => {
  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))("%s", async (_, scenario) => {
    const { attributes = {}, participants = [], date } = scenario.situation;
    const ids = participants.map((participant) =>
      typeof participant === "string" ? participant : participant.id,
    );
    const { page, context, errors } = await site.visit(answerLink(attributes, ids, date));
    await page.locator(".answer__lead").waitFor();
    const activity = attributes.activity ?? "";
    const situation = checkSituation(ruleSet, scenario.situation);
    const decided = ask(compile(ruleSet, situation.date), situation, { help: false });
    // About state secrets the page offers nothing: it refers to accredited facilities.
    const isStateSecret = attributes.information?.startsWith("state-") === true;
    if (isStateSecret)
      await page
        .getByText(/staatsgeheim/i)
        .first()
        .waitFor();
    for (const [id, effect] of Object.entries(isStateSecret ? {} : scenario.expect)) {
      const tool = tools.find((candidate) => candidate.id === id);
      if (tool === undefined || !tool.activities.includes(activity)) continue;
      const shown = await shownVerdict(page, tool.name);
      // Where rules contradict each other the badge says that, and the text beside it what counts.
      const outcome = decided.outcomes.find((candidate) => candidate.tool === id);
      expect(shown.trim(), tool.name).toBe(outcome?.contested === true ? "Regels botsen" : WORDS[effect]);
    }
    const heading = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
    const [best] = scenario.common ?? [];
    const bestName = tools.find((tool) => tool.id === best)?.name;
    if (bestName !== undefined) expect(heading).toContain(bestName);
    if (scenario.common?.length === 0) expect(heading).not.toMatch(/^Gebruik /);
    expect(errors).toEqual([]);
    await context.close();
  });
});
