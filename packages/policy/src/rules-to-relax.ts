/** Which rules a waiver must set aside, and which rule stands in the way when there can be none. */
import { opens, side } from "./effect.ts";
import { interpret } from "./interpret.ts";
import { holdsAt } from "./points.ts";
import type { Condition, Rule, RuleSet } from "./rule-set.ts";
import { barOf, type WaiverBar } from "./waiver-bar.ts";
import { type Place, partFor, placesOf, saysOf, type WaiverRegion } from "./waiver-places.ts";
import { waiverRule } from "./waivers.ts";
import { clashesAt } from "./workable.ts";

/** With this many rules that could be set aside, every choice of them is tried; with more, a good one is built up. */
const MOST_TRIED = 8;

/** What a waiver is asked for. */
export interface WaiverWish extends WaiverRegion {
  /** The situation that was asked about, without what was widened; see `waiverCondition`. */
  readonly own: Condition;
  /** Compensating duties, ids of the vocabulary. */
  readonly duties: readonly string[];
}

/** A rule that stands in the way of a waiver. */
export interface StandsInTheWay {
  readonly rule: string;
  readonly because: WaiverBar;
}

/** What a waiver would have to set aside. */
export type Relaxation =
  /** The rules to override: the smallest set. Empty where no rule speaks of the tool. */
  | { readonly kind: "relaxes"; readonly rules: readonly string[] }
  /** The tool is open there already. */
  | { readonly kind: "open-already" }
  /** These rules close it, and they cannot be waived. */
  | { readonly kind: "blocked"; readonly by: readonly StandsInTheWay[] }
  /** With these duties the tool cannot be used in that situation. */
  | { readonly kind: "unworkable"; readonly duties: readonly string[] }
  /** Too many situations at once. */
  | { readonly kind: "too-wide" };

/**
 * The smallest set of rules that must be overridden so that a tool opens for an organisation: in the situation that
 * was asked about, and wherever the wish was widened, but for places that a rule closes that cannot be waived. Rules
 * that bring a duty which cannot be met there count as closing it. Each set is tried by deciding again with it.
 *
 * @throws {RangeError} when the organisation or the tool does not exist.
 * @example
 * const { when, own } = waiverCondition(ruleSet, situation, "bzk", []);
 * rulesToRelax(ruleSet, { organisation: "bzk", tool: "zoom", when, own, valid, duties: [] });
 * // { kind: "relaxes", rules: ["rekenkamer-2020/zoom-discouraged"] }
 */
export function rulesToRelax(ruleSet: RuleSet, wish: WaiverWish): Relaxation {
  const part = partFor(ruleSet, wish);
  if (part.organisations.length === 0)
    throw new RangeError(`there is no organisation "${wish.organisation}"`);
  if (part.tools.length === 0) throw new RangeError(`there is no tool "${wish.tool}"`);
  const places = placesOf(part, wish, wish.own, wish.duties);
  if (places === null) return { kind: "too-wide" };
  const own = places.filter(
    ({ date, point }) => date === wish.valid.from && holdsAt(part.vocabulary, wish.own, point) === "holds",
  );
  const free = own.filter(({ floors }) => floors.length === 0);
  if (free.length === 0) return { kind: "blocked", by: inTheWay(own.flatMap(({ floors }) => floors)) };

  const trial = new Trial(part, wish, places, free);
  if (trial.isOpenAlready()) return { kind: "open-already" };
  return smallest(trial) ?? whyNot(trial, part, wish, free);
}

/** Tries sets of rules to set aside, in one region. */
class Trial {
  readonly candidates: readonly string[];
  private readonly part: RuleSet;
  private readonly wish: WaiverWish;
  private readonly places: readonly Place[];
  private readonly free: readonly Place[];

  /** @param free places of the situation itself that no unwaivable rule closes. */
  constructor(part: RuleSet, wish: WaiverWish, places: readonly Place[], free: readonly Place[]) {
    this.part = part;
    this.wish = wish;
    this.places = places;
    this.free = free;
    const burdens = new Set(free.flatMap(({ point }) => this.clashing(point, this.everyDuty())));
    this.candidates = part.rules
      .filter((rule) => {
        const says = saysOf(rule, wish.tool);
        const isAgainst = says !== null && side(says) === "against";
        return barOf(rule) === null && (isAgainst || rule.duties.some((duty) => burdens.has(duty)));
      })
      .map(({ id }) => id);
  }

  isOpenAlready(): boolean {
    return this.free.every((place) => this.isOpenAt(this.part, place, []));
  }

  /** Whether setting these rules aside opens the tool wherever it can be opened. */
  works(relaxes: readonly string[]): boolean {
    const after = this.with(relaxes);
    return (
      this.places.every(
        ({ date, point, floors }) =>
          opens(interpret(after, date).decide(0, 0, point).effect) === (floors.length === 0),
      ) && this.free.some((place) => this.isOpenAt(after, place, this.wish.duties))
    );
  }

  /** The rules that still close the tool when these are set aside. */
  closing(relaxes: readonly string[]): readonly Rule[] {
    const after = this.with(relaxes);
    const ids = new Set(
      this.places
        .filter(({ floors }) => floors.length === 0)
        .flatMap(({ date, point }) => {
          const outcome = interpret(after, date).decide(0, 0, point);
          return opens(outcome.effect) ? [] : outcome.decisive;
        }),
    );
    return this.part.rules.filter((rule) => {
      const says = saysOf(rule, this.wish.tool);
      return ids.has(rule.id) && says !== null && side(says) === "against";
    });
  }

  /** The rules that cannot be waived, at places where setting these aside would open the tool all the same. */
  openedFloors(relaxes: readonly string[]): readonly Rule[] {
    const after = this.with(relaxes);
    return this.places
      .filter(({ date, point }) => opens(interpret(after, date).decide(0, 0, point).effect))
      .flatMap(({ floors }) => floors);
  }

  /** Duties that cannot be met at a point, alone or together. */
  clashing(point: Place["point"], duties: readonly string[]): readonly string[] {
    return clashesAt(this.part.vocabulary, duties, point).flatMap((clash) => clash.duties);
  }

  private everyDuty(): readonly string[] {
    return [...this.wish.duties, ...this.part.rules.flatMap((rule) => rule.duties)];
  }

  private isOpenAt(rules: RuleSet, { date, point }: Place, extra: readonly string[]): boolean {
    const { effect, duties } = interpret(rules, date).decide(0, 0, point);
    return opens(effect) && this.clashing(point, [...duties, ...extra]).length === 0;
  }

  private with(relaxes: readonly string[]): RuleSet {
    const { organisation, tool, when, valid, duties } = this.wish;
    const rule = waiverRule({
      id: "wish",
      organisation,
      issuer: organisation,
      tools: [tool],
      when,
      relaxes,
      valid,
      duties,
      words: { nl: "", en: "" },
      source: { title: "", author: "", date: valid.from, quote: "" },
    });
    return { ...this.part, rules: [...this.part.rules, rule] };
  }
}

function smallest(trial: Trial): Relaxation | null {
  const { candidates } = trial;
  if (candidates.length <= MOST_TRIED) {
    for (const relaxes of bySize(candidates))
      if (trial.works(relaxes)) return { kind: "relaxes", rules: relaxes };
    return null;
  }
  // Too many to try every choice: set aside what closes the tool until it opens, then take back what was not needed.
  let chosen: readonly string[] = [];
  while (!trial.works(chosen)) {
    const more = trial.closing(chosen).flatMap(({ id }) => (candidates.includes(id) ? [id] : []));
    const next = [...new Set([...chosen, ...more])];
    if (next.length === chosen.length) {
      if (chosen.length === candidates.length) return null;
      chosen = candidates;
      if (!trial.works(chosen)) return null;
      break;
    }
    chosen = next;
  }
  for (const id of chosen) {
    const fewer = chosen.filter((other) => other !== id);
    if (trial.works(fewer)) chosen = fewer;
  }
  return { kind: "relaxes", rules: candidates.filter((id) => chosen.includes(id)) };
}

/** Why no set of rules opens it: rules that come up once others are set aside, or duties. */
function whyNot(trial: Trial, part: RuleSet, wish: WaiverWish, free: readonly Place[]): Relaxation {
  const by = inTheWay([...trial.closing(trial.candidates), ...trial.openedFloors(trial.candidates)]);
  if (by.length > 0) return { kind: "blocked", by };
  const unwaivable = part.rules.filter((rule) => barOf(rule) !== null);
  const burden = new Set(
    free.flatMap(({ point }) =>
      trial.clashing(point, [...wish.duties, ...unwaivable.flatMap((rule) => rule.duties)]),
    ),
  );
  const own = wish.duties.filter((duty) => burden.has(duty));
  if (own.length > 0) return { kind: "unworkable", duties: own };
  return {
    kind: "blocked",
    by: inTheWay(unwaivable.filter((rule) => rule.duties.some((d) => burden.has(d)))),
  };
}

function inTheWay(rules: readonly Rule[]): readonly StandsInTheWay[] {
  return [...new Set(rules)].flatMap((rule) => {
    const because = barOf(rule);
    return because === null ? [] : [{ rule: rule.id, because }];
  });
}

/** Every subset, smallest first, each in the order of the list. */
function* bySize(items: readonly string[]): Generator<readonly string[]> {
  const all = Array.from({ length: 2 ** items.length }, (_, mask) => items.filter((_, i) => (mask >> i) & 1));
  yield* all.sort((a, b) => a.length - b.length);
}
