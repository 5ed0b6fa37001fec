import { effectsOf, opens, ownerOf, type RuleSet, type Waiver, withWaivers } from "@akkoord/policy";
import { type SqlBool, sql } from "kysely";
import type { z } from "zod";
import type { Actor, Person } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Thinking } from "../advice/thinking.ts";
import type { HeldRuleSet } from "../registry/held-rule-set.ts";
import type { Registry } from "../registry/registry.ts";
import { assess } from "./assess.ts";
import { type CoveringWaiver, expiresSoon, type previewInput, type WaiverPreview } from "./model.ts";
import { waiverTables } from "./read.ts";

/** How many combinations of waivers are kept ready for one rule set. */
const COMBINATIONS_KEPT = 64;

/** What reading waivers needs. */
export interface WaiverQueryParts {
  readonly database: Database;
  readonly registry: Registry;
  readonly thinking: Thinking;
  readonly clock: Clock;
}

/** Reads waivers, and gives the rules as they hold for who is covered. */
export function createWaiverQueries({ database, registry, thinking, clock }: WaiverQueryParts) {
  const ready = new WeakMap<HeldRuleSet, Map<string, Promise<HeldRuleSet>>>();
  const today = () => dayInAmsterdam(clock.now());

  /** Waivers that cover a person and still run on a day or later. */
  const covering = async (person: Person, date: string): Promise<readonly Waiver[]> => {
    if (person.organisation === null) return [];
    const rows = await waiverTables(database.use())
      .selectFrom("waiver")
      .select("granted")
      .where("organisation", "=", person.organisation)
      .where("state", "=", "granted")
      .where("valid_to", ">=", date)
      .where(
        sql<SqlBool>`(waiver.cover_kind = 'organisation' or exists (
          select 1 from waiver_person
          where waiver_person.waiver = waiver.id and waiver_person.person = ${person.id}
        ))`,
      )
      .orderBy("id")
      .execute();
    return rows.flatMap(({ granted }) => granted ?? []);
  };

  const apply = (held: HeldRuleSet, waivers: readonly Waiver[]): Promise<HeldRuleSet> => {
    const combinations = ready.get(held) ?? new Map<string, Promise<HeldRuleSet>>();
    ready.set(held, combinations);
    const key = waivers.map(({ id }) => id).join();
    const known = combinations.get(key);
    if (known !== undefined) return known;
    const ruleSet = withWaivers(held.ruleSet, waivers);
    const made = ruleSet === held.ruleSet ? Promise.resolve(held) : registry.keep(ruleSet);
    if (combinations.size >= COMBINATIONS_KEPT) combinations.clear();
    combinations.set(key, made);
    // A failure to keep it must not be remembered: the next question tries again.
    made.catch(() => combinations.delete(key));
    return made;
  };

  return {
    /**
     * The rules to decide by for somebody: those given, with the waivers that cover them. They can be found by their
     * hash later, so that a receipt replays after its waivers ended.
     */
    async rulesFor(actor: Actor, held: HeldRuleSet): Promise<HeldRuleSet> {
      if (actor.kind !== "person") return held;
      const waivers = await covering(actor, today());
      return waivers.length === 0 ? held : apply(held, waivers);
    },

    /**
     * The waivers that cover somebody, for a page that decides by itself: they still run on the day or later.
     *
     * @throws NotFound for an unknown rule set
     */
    async coveringOn(
      person: Person,
      date: string | undefined,
      hash: string | undefined,
    ): Promise<{ ruleSet: string; withWaivers: string; waivers: CoveringWaiver[] }> {
      const day = date ?? today();
      const held = hash === undefined ? (await registry.currentOn(day)).held : await registry.byHash(hash);
      const waivers = await covering(person, day);
      const mine = waivers.length === 0 ? held : await apply(held, waivers);
      return {
        ruleSet: held.hash,
        withWaivers: mine.hash,
        waivers: waivers.map((waiver) => ({
          ...waiver,
          expiresSoon: expiresSoon("granted", waiver.valid.to, today()),
        })),
      };
    },

    /**
     * What a waiver would take: which rules, whose signatures, or why there can be none. Keeps nothing.
     *
     * @throws NotFound for an unknown rule set, WrongSituation, InvalidInput, TooComplex
     */
    async preview(organisation: string, input: z.output<typeof previewInput>): Promise<WaiverPreview> {
      const held = await registry.byHash(input.ruleSet);
      const valid = input.valid ?? { from: today(), to: today() };
      const { situation, outcome } = assess(held.ruleSet, { ...input, organisation, valid });
      const answer = await thinking.answer(held, situation, { tool: input.tool, help: false });
      const rules = outcome.kind === "relaxes" ? ownedRules(held.ruleSet, outcome.rules) : [];
      return {
        possible: outcome.kind === "relaxes",
        because: outcome.kind === "relaxes" ? null : outcome.kind,
        rules,
        owners: outcome.kind === "relaxes" ? signatoriesOf(held.ruleSet, outcome.rules, organisation) : [],
        blockedBy: outcome.kind === "blocked" ? [...outcome.by] : [],
        open: outcome.kind === "incomplete" ? [...outcome.open] : [],
        duties: outcome.kind === "unworkable" ? [...outcome.duties] : [],
        closedFor: (answer.outcomes[0]?.participants ?? [])
          .filter((other) => other.participant !== organisation && !effectsOf(other).every(opens))
          .map(({ participant }) => participant),
      };
    },
  };
}

/** Reads waivers. */
export type WaiverQueries = ReturnType<typeof createWaiverQueries>;

/** Rules, each with whose decision it is. */
export function ownedRules(ruleSet: RuleSet, rules: readonly string[]) {
  return ruleSet.rules
    .filter(({ id }) => rules.includes(id))
    .map(({ id, issuer }) => ({ rule: id, owner: ownerOf(ruleSet, issuer) }));
}

/**
 * Who must agree: the owners of the rules that are set aside. Where no rule speaks nobody's rule is, and the asker's
 * own organisation decides for itself.
 */
export function signatoriesOf(ruleSet: RuleSet, rules: readonly string[], organisation: string): string[] {
  const owners = new Set(ownedRules(ruleSet, rules).map(({ owner }) => owner));
  return owners.size === 0 ? [organisation] : [...owners].sort();
}
