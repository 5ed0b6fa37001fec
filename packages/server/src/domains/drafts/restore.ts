import { canonicalJson, ownerOf, type Rule, type RuleSet, type Untranslatable } from "@akkoord/policy";
import { type DraftContent, writeDraft } from "@akkoord/policy-files";
import { z } from "zod";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { command } from "../../platform/command.ts";
import { NotFound, NothingToRestore } from "../../platform/errors.ts";
import { type DraftParts, insertDraft, stateChanged } from "./commands.ts";
import { actsFor } from "./permissions.ts";
import { ownerId, someText } from "./text.ts";

/** Whose rules go back, and to which publication. */
export const restoreInput = z.object({
  owner: ownerId,
  publication: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  title: someText(200, "must have a title"),
});

/** Begins a draft that brings an owner's rules back to what they were in an earlier publication. */
export function restoreRules({ registry }: DraftParts) {
  return command({
    name: "drafts.restore",
    on: "draft",
    input: restoreInput,
    may: (actor, { owner }) => actsFor(actor, owner),
    async run({ input, actor, now, transaction }) {
      const { owner, publication } = input;
      const then = registry.publications().find(({ id }) => id === publication);
      if (then === undefined) throw new NotFound();
      const { held } = await registry.currentOn(dayInAmsterdam(now));
      const content = contentToRestore((await registry.byHash(then.hash)).ruleSet, held.ruleSet, owner);
      if (content === null) throw new NothingToRestore();
      const id = await insertDraft(
        transaction,
        {
          owner,
          title: input.title,
          text: writeDraft(content, held.ruleSet),
          base: held.hash,
          restores: publication,
        },
        actor,
        now,
      );
      return { output: { id }, object: { type: "draft", id }, events: [stateChanged(id, "draft")] };
    },
  });
}

/**
 * The draft that makes the rules and clauses of an owner what they were before, with the tools, sources, duties and
 * tips that these need and that are gone; null when they are the same already.
 */
export function contentToRestore(then: RuleSet, now: RuleSet, owner: string): DraftContent | null {
  const own = <T extends { readonly issuer: string }>(list: readonly T[]): readonly T[] =>
    list.filter(({ issuer }) => ownerOf(now, issuer) === owner);
  const rules = changed(own(then.rules), own(now.rules));
  const untranslatables = changed(own(then.untranslatables), own(now.untranslatables));
  const kept = new Set([...then.rules, ...then.untranslatables].map(({ id }) => id));
  const withdraw = [...own(now.rules), ...own(now.untranslatables)].flatMap(({ id }) =>
    kept.has(id) ? [] : [id],
  );
  if (rules.length + untranslatables.length + withdraw.length === 0) return null;
  const items: readonly (Rule | Untranslatable)[] = [...rules, ...untranslatables];
  const needed = {
    tools: new Set(items.flatMap(({ tools }) => [...tools.named.ids, ...tools.named.except])),
    sources: new Set(items.map(({ source }) => source.document)),
    duties: new Set(rules.flatMap(({ duties }) => duties)),
    advice: new Set(rules.flatMap(({ advice }) => advice)),
  };
  const tools = gone(needed.tools, then.tools, now.tools);
  for (const tool of tools) for (const { document } of tool.sources) needed.sources.add(document);
  return {
    rules,
    untranslatables,
    withdraw,
    tools,
    sources: gone(needed.sources, then.sources, now.sources),
    duties: gone(needed.duties, then.vocabulary.duties, now.vocabulary.duties),
    advice: gone(needed.advice, then.vocabulary.advice, now.vocabulary.advice),
  };
}

/** What is not there now, or says something else. Which tools a tag means follows from the catalogue of now. */
function changed<T extends Rule | Untranslatable>(then: readonly T[], now: readonly T[]): readonly T[] {
  const known = new Map(now.map((item) => [item.id, said(item)]));
  return then.filter((item) => known.get(item.id) !== said(item));
}

function said(item: Rule | Untranslatable): string {
  return canonicalJson({ ...item, tools: item.tools.named });
}

function gone<T extends { readonly id: string }>(
  needed: ReadonlySet<string>,
  then: readonly T[],
  now: readonly T[],
): readonly T[] {
  const known = new Set(now.map(({ id }) => id));
  return then.filter(({ id }) => needed.has(id) && !known.has(id));
}
