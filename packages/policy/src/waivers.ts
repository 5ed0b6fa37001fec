/**
 * Waivers (ontheffingen): for a while, for some people of one organisation, a tool opens that rules close.
 *
 * A waiver is a rule of layer `waiver` that permits the tool and overrides by name the rules it relaxes. It is not in
 * the published rule set: {@link withWaivers} gives the rules as they hold for who is covered. A strict rule, a law and
 * a treaty cannot be waived, and no waiver opens what one of them closes.
 */
import { type CompiledRuleSet, recompile } from "./compile/index.ts";
import { audienceOf } from "./points.ts";
import type { Condition, IsoDate, Rule, RuleSet, Source, Words } from "./rule-set.ts";
import type { Situation } from "./situation.ts";
import { holdsOn } from "./valid-on.ts";
import { barOf, type WaiverBar } from "./waiver-bar.ts";
import { opensAFloor } from "./waiver-places.ts";

/** A granted waiver. */
export interface Waiver {
  /** A UUID. */
  readonly id: string;
  /** The organisation whose people it covers. */
  readonly organisation: string;
  /** Who granted it: an organisation, or `rijk`. */
  readonly issuer: string;
  readonly tools: readonly string[];
  readonly when: Condition;
  /** Ids of the rules it sets aside. */
  readonly relaxes: readonly string[];
  /** First and last day, both included. */
  readonly valid: { readonly from: IsoDate; readonly to: IsoDate };
  /** Compensating duties, ids of the vocabulary. */
  readonly duties: readonly string[];
  /** What it says, in one sentence. */
  readonly words: Words;
  /** The decision it rests on: who decided when, in which words. */
  readonly source: Pick<Source, "title" | "author"> & { readonly date: IsoDate; readonly quote: string };
}

/** The id of a waiver's rule and of its source. */
export function waiverId(waiver: Pick<Waiver, "id">): string {
  return `waiver/${waiver.id}`;
}

/** The rule that a waiver is. */
export function waiverRule(waiver: Waiver): Rule {
  return {
    id: waiverId(waiver),
    issuer: waiver.issuer,
    layer: "waiver",
    force: "defeasible",
    yieldsTo: [],
    overrides: waiver.relaxes,
    bearers: [waiver.organisation],
    bearersNamed: [waiver.organisation],
    valid: waiver.valid,
    when: waiver.when,
    tools: {
      ids: waiver.tools,
      named: { ids: waiver.tools, tags: [], facts: [], except: [], all: false },
    },
    effect: "permitted",
    duties: waiver.duties,
    advice: [],
    words: waiver.words,
    source: { document: waiverId(waiver), quote: waiver.source.quote },
    reading: null,
  };
}

/**
 * Why a rule cannot be waived; null when it can.
 *
 * @throws {RangeError} when there is no such rule.
 * @example waiverBar(ruleSet, "rekenkamer-2020/zoom-discouraged") // null
 */
export function waiverBar(ruleSet: RuleSet, ruleId: string): WaiverBar | null {
  const rule = ruleSet.rules.find((candidate) => candidate.id === ruleId);
  if (rule === undefined) throw new RangeError(`there is no rule "${ruleId}" in this rule set`);
  return barOf(rule);
}

/** Whether a rule may be waived: it is defeasible, and neither a law nor a treaty. */
export function mayBeWaived(ruleSet: RuleSet, ruleId: string): boolean {
  return waiverBar(ruleSet, ruleId) === null;
}

/**
 * The rules as they hold for somebody whom these waivers cover: the published rules with one rule and one source per
 * waiver at the end, so that `recompile` has little to do. The order of the waivers makes no difference.
 *
 * A waiver that the rules no longer bear is left out, which can only make the answer stricter: it names something that
 * is gone, relaxes a rule that has become strict or law, or would open what such a rule closes.
 *
 * @returns the same rule set when no waiver adds anything.
 * @example compile(withWaivers(ruleSet, [waiver]), "2026-11-21")
 */
export function withWaivers(ruleSet: RuleSet, waivers: readonly Waiver[]): RuleSet {
  const sources: Source[] = [];
  const rules: Rule[] = [];
  for (const waiver of waivers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const rule = waiverRule(waiver);
    if (!fits(ruleSet, rule) || [...ruleSet.rules, ...rules].some(({ id }) => id === rule.id)) continue;
    if (opensAFloor(ruleSet, rules, rule)) continue;
    rules.push({
      ...rule,
      overrides: rule.overrides.filter((id) => ruleSet.rules.some((known) => known.id === id)),
    });
    sources.push({
      id: rule.id,
      title: waiver.source.title,
      author: waiver.source.author,
      date: waiver.source.date,
      url: null,
      fictional: false,
    });
  }
  if (rules.length === 0) return ruleSet;
  return {
    ...ruleSet,
    sources: [...ruleSet.sources, ...sources],
    rules: [...ruleSet.rules, ...rules],
  };
}

/**
 * Compiled rules with waivers, for a day of the period that they were compiled for. Only the organisations that the
 * waivers cover are compiled again.
 *
 * @throws {RangeError} when the day lies outside that period.
 * @example const mine = recompileWithWaivers(published, waivers, "2026-11-21")
 */
export function recompileWithWaivers(
  compiled: CompiledRuleSet,
  waivers: readonly Waiver[],
  date: IsoDate,
): CompiledRuleSet {
  if (!holdsOn(compiled.period, date))
    throw new RangeError(`the rules were compiled for another period than that of ${date}`);
  const ruleSet = withWaivers(compiled.ruleSet, waivers);
  // A waiver may start or end within the period, so its day counts, not the one that stands for the period.
  return ruleSet === compiled.ruleSet ? compiled : recompile({ ...compiled, date }, ruleSet);
}

/** The condition of a waiver, and the attributes for which the situation and the widening leave it open. */
export interface WaiverCondition {
  readonly when: Condition;
  /** The same without any widening: only what was asked about. */
  readonly own: Condition;
  /** Attributes that must be filled in, or widened on purpose, before there can be a waiver. */
  readonly open: readonly string[];
}

/**
 * The condition of a waiver: the situation's own values. Only a widened attribute takes more: an ordered one also all
 * that is lower (less sensitive information), another one every value (any device).
 *
 * @param widened ids of attributes; an ordered attribute that the situation does not fill in cannot be widened.
 * @throws {RangeError} when the organisation does not take part in the situation.
 * @example waiverCondition(ruleSet, situation, "bzk", ["device"]).when // { activity: ["meet"], … }
 */
export function waiverCondition(
  ruleSet: RuleSet,
  situation: Situation,
  organisation: string,
  widened: readonly string[],
): WaiverCondition {
  const participant = situation.participants.find(({ id }) => id === organisation);
  if (participant === undefined) throw new RangeError(`"${organisation}" does not take part`);
  const when: Record<string, readonly string[]> = {};
  const own: Record<string, readonly string[]> = {};
  const open: string[] = [];
  for (const { id, scope, ordered, values } of ruleSet.vocabulary.attributes) {
    const value =
      scope === "derived"
        ? audienceOf(ruleSet, situation.participants)
        : (situation.attributes[id] ?? participant.attributes[id] ?? null);
    const ids = values.map((candidate) => candidate.id);
    if (value !== null) own[id] = [value];
    if (value === null) {
      if (ordered || !widened.includes(id)) open.push(id);
    } else if (!widened.includes(id)) when[id] = [value];
    else if (ordered && value !== ids.at(-1)) when[id] = ids.slice(0, ids.indexOf(value) + 1);
  }
  return { when, own, open };
}

/** Whether everything a waiver's rule refers to is there, and what it relaxes may be relaxed. */
function fits(ruleSet: RuleSet, rule: Rule): boolean {
  const { attributes, duties } = ruleSet.vocabulary;
  return (
    rule.bearers.every((id) => ruleSet.organisations.some((organisation) => organisation.id === id)) &&
    rule.tools.ids.every((id) => ruleSet.tools.some((tool) => tool.id === id)) &&
    rule.duties.every((id) => duties.some((duty) => duty.id === id)) &&
    Object.entries(rule.when).every(([id, allowed]) => {
      const attribute = attributes.find((candidate) => candidate.id === id);
      return (
        attribute !== undefined &&
        allowed.every((value) => attribute.values.some((known) => known.id === value))
      );
    }) &&
    ruleSet.rules.every((known) => !rule.overrides.includes(known.id) || barOf(known) === null)
  );
}
