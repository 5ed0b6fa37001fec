import { ask, canonicalJson, checkSituation, compile, hashRuleSet, readCompiled } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { expect, test } from "vitest";
import { POLICIES } from "../../testing/test-server.ts";
import { HeldRuleSet } from "./held-rule-set.ts";

test("days without a change between them share the work, and each is decided as on that day", async () => {
  const { ruleSet } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new Error("the policies hold errors");
  const held = new HeldRuleSet(hashRuleSet(ruleSet), ruleSet, canonicalJson(ruleSet));
  const first = held.decider("2021-02-01");
  const second = held.decider("2021-02-02");
  // The same functions: the rules were compiled once.
  expect(second.decide).toBe(first.decide);
  expect(held.decider("2019-02-02").decide).not.toBe(first.decide);

  const date = "2021-02-02";
  const situation = checkSituation(ruleSet, {
    participants: ["bzk", "fin"],
    attributes: { activity: "meet" },
    date,
  });
  const expected = ask(compile(ruleSet, date), situation, { help: false });
  expect(ask(second, situation, { help: false })).toEqual(expected);
  const sent = readCompiled(new Uint8Array(held.compiled(date).bytes).buffer, ruleSet);
  expect(sent.date).toBe(date);
  expect(ask(sent, situation, { help: false })).toEqual(expected);
});
