import { loadRuleSet } from "@akkoord/policy-files";
import { expect, test } from "vitest";
import type { Commands } from "../../platform/command.ts";
import { AnalysisTooLarge } from "../../platform/errors.ts";
import { POLICIES } from "../../testing/test-server.ts";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import { type Publication, summarise } from "../registry/model.ts";
import { makeNotices } from "./make-notices.ts";

const SYSTEM = {
  actor: { kind: "system", id: "start" },
  origin: { channel: "server", address: null },
  traceId: null,
} as const;

test("a publication that is too large to compare keeps the later ones from no notice", async () => {
  const { ruleSet } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new Error("the policies hold errors");
  const publications = [3, 2, 1].map(
    (id): Publication => ({
      id,
      hash: String(id),
      validFrom: null,
      publishedAt: "2026-11-21T12:00:00.000Z",
      publishedBy: "Akkoord",
      origin: "folder",
      owner: null,
      draft: null,
      reason: null,
      acknowledgements: [],
      summary: summarise(ruleSet),
    }),
  );
  let compared = 0;
  let made = 0;
  const commands: Commands = {
    execute() {
      made += 1;
      // Nobody looks at what making notices gives back.
      return new Promise<never>((resolve) => Reflect.apply(resolve, null, [null]));
    },
  };
  const never = () => Promise.reject(new Error("not asked here"));
  const done = makeNotices(
    {
      registry: {
        publications: () => publications,
        byHash: async (hash) => new HeldRuleSet(hash, ruleSet, ""),
        currentOn: never,
        keep: never,
        refresh: never,
        publishAtStart: never,
        publishFolder: never,
      },
      commands,
      notices: {
        list: never,
        notice: never,
        isNoticed: async () => false,
      },
      changes: async () => {
        compared += 1;
        if (compared === 1) throw new AnalysisTooLarge();
        return [];
      },
    },
    SYSTEM,
  );
  // It is said that one failed, after the first (nothing to compare with) and the third got theirs.
  await expect(done).rejects.toThrow("notices could not be made");
  expect(made).toBe(2);
});
