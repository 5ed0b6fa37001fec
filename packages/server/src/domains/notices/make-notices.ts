import type { RuleSet, RuleSetChange } from "@akkoord/policy";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { Caller, Commands } from "../../platform/command.ts";
import { currentOn } from "../registry/model.ts";
import type { Registry } from "../registry/registry.ts";
import { keepNotices } from "./commands.ts";
import { type NoticeContent, noticesFrom } from "./model.ts";
import type { NoticeQueries } from "./queries.ts";

/** What making notices needs. */
export interface NoticeParts {
  readonly registry: Registry;
  readonly commands: Commands;
  readonly notices: NoticeQueries;
  /** What is different between two rule sets, over time. */
  readonly changes: (before: RuleSet, after: RuleSet) => Promise<readonly RuleSetChange[]>;
}

/**
 * Makes the notices of every publication that has none yet. The first publication ever changes nothing for
 * anybody: there were no rules to compare it with.
 *
 * It bears being called twice, at once or again after it was cut off. One whose changes cannot be worked out does not
 * keep the later ones waiting.
 */
export async function makeNotices(parts: NoticeParts, caller: Caller): Promise<void> {
  const publications = parts.registry.publications();
  const failures: unknown[] = [];
  for (const publication of publications.toReversed()) {
    if (await parts.notices.isNoticed(publication.id)) continue;
    const validFrom = publication.validFrom ?? dayInAmsterdam(new Date(publication.publishedAt));
    const earlier = publications.filter(({ id }) => id < publication.id);
    const before = currentOn(earlier, validFrom);
    let contents: readonly NoticeContent[] = [];
    if (before !== null && before.hash !== publication.hash) {
      try {
        contents = await contentsOf(parts, before.hash, publication.hash, validFrom);
      } catch (error) {
        failures.push(error);
        continue;
      }
    }
    const change = {
      publication: publication.id,
      ruleSet: publication.hash,
      before: before?.hash ?? publication.hash,
      validFrom,
    };
    await parts.commands.execute(keepNotices(change)(contents), {}, caller);
  }
  if (failures.length > 0) throw new AggregateError(failures, "notices could not be made");
}

async function contentsOf(
  { registry, changes }: NoticeParts,
  beforeHash: string,
  afterHash: string,
  validFrom: string,
) {
  const [before, after] = await Promise.all([registry.byHash(beforeHash), registry.byHash(afterHash)]);
  const nameOf = (id: string) =>
    after.ruleSet.organisations.find((organisation) => organisation.id === id)?.abbreviation ?? id;
  return noticesFrom(await changes(before.ruleSet, after.ruleSet), validFrom, nameOf);
}
