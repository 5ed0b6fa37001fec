import type { Reference } from "../compile/diagram.ts";
import { strictness } from "../effect.ts";
import type { Outcome } from "../outcome.ts";
import type { Duty, RuleSet } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { excludes, exclusions } from "../workable.ts";
import { withCauses } from "./lazy-finding.ts";
import { combiner, mapper, NOWHERE, UNDECIDED } from "./operations.ts";
import { outcomesWithin, terminalsWithin } from "./outcomes-within.ts";
import type { RawFinding } from "./raw-finding.ts";
import { inRuleOrder } from "./rule-order.ts";
import type { Analysis } from "./run.ts";
import type { Activity, FunctionOf, Space } from "./space.ts";

/**
 * Finds where a tool may be used, but not as its duties ask:
 *
 * - duties of an organisation exclude each other, or those of two organisations that are together do;
 * - a tip asks the opposite of a duty;
 * - a duty about an attribute can only be met at values where the tool is refused or that cannot occur there.
 *
 * Between organisations only attributes of the situation count: a device is somebody's own. Pairs are looked at, so duties
 * of three organisations that exclude each other only together are not found.
 */
export function* unworkable(space: Space): Analysis<readonly RawFinding[]> {
  const search = new UnworkableSearch(space);
  const { tools } = space.compiled.ruleSet;
  const findings: RawFinding[] = [];
  for (const tool of tools.keys()) {
    findings.push(...search.ofTool(tool));
    yield { done: tool + 1, of: tools.length, what: "unworkable" };
  }
  return findings;
}

/** Something about an outcome that cannot be met. */
interface Trouble {
  /** In the order of the vocabulary. */
  readonly duties: readonly string[];
  readonly advice?: string;
}

/** Where there is such trouble, whatever the activity. */
interface Place {
  readonly trouble: Trouble;
  readonly root: Reference;
  /** For a duty that is out of reach: the attribute it is about, and where it would be met. */
  readonly meets?: { readonly attribute: number; readonly where: Reference };
}

class UnworkableSearch {
  readonly #space: Space;
  readonly #ruleSet: RuleSet;
  readonly #troubles = new Troubles();
  readonly #terminals: (root: Reference, region: Reference) => readonly number[];
  readonly #outcomes: ReturnType<typeof outcomesWithin>;
  /** Whether a tool is not refused. */
  readonly #usable: FunctionOf;
  /** The number of the set of troubles that an outcome has in itself. */
  readonly #inItself: FunctionOf;
  /** The number of the set of duties with a constraint. */
  readonly #constrained: FunctionOf;
  /** The number of the set of duties about the situation. */
  readonly #shared: FunctionOf;
  readonly #dutySets = new Numbered<readonly Duty[]>((duties) => duties.map(({ id }) => id).join());
  readonly #together: (a: Reference, b: Reference) => Reference;
  /** Whether any duties about the situation exclude each other. */
  readonly #canClash: boolean;

  constructor(space: Space) {
    const { compiled, store } = space;
    const { vocabulary } = compiled.ruleSet;
    this.#space = space;
    this.#ruleSet = compiled.ruleSet;
    this.#terminals = terminalsWithin(store, store);
    this.#outcomes = outcomesWithin(space);
    this.#usable = space.mapped(once((index) => (isUsable(compiled.outcome(index)) ? 1 : 0)));
    this.#inItself = space.mapped(
      once((index) => {
        const outcome = compiled.outcome(index);
        return isUsable(outcome) ? this.#troubles.numberOf(troublesOf(this.#ruleSet, outcome)) : 0;
      }),
    );
    const duties = (index: number, counts: (duty: Duty) => boolean): number => {
      const outcome = compiled.outcome(index);
      if (!isUsable(outcome)) return 0;
      return this.#dutySets.numberOf(
        vocabulary.duties.filter((duty) => outcome.duties.includes(duty.id) && counts(duty)),
      );
    };
    const isShared = ({ constraint }: Duty): boolean =>
      constraint !== undefined &&
      vocabulary.attributes.find(({ id }) => id === constraint.attribute)?.scope !== "participant";
    this.#constrained = space.mapped(
      once((index) => duties(index, ({ constraint }) => constraint !== undefined)),
    );
    this.#shared = space.mapped(once((index) => duties(index, isShared)));
    this.#together = combiner(
      store,
      (a, b) => this.#betweenSets(a, b),
      (a, b) => (a === NOWHERE || b === NOWHERE ? NOWHERE : UNDECIDED),
    );
    this.#canClash = exclusions(vocabulary, vocabulary.duties.filter(isShared)).length > 0;
  }

  ofTool(tool: number): readonly RawFinding[] {
    const { activities, organisations } = this.#space;
    const served = activities.filter((activity) => activity.tools.includes(tool));
    if (served.length === 0) return [];
    return [
      ...organisations.flatMap((organisation) => [
        ...this.#perActivity([organisation], tool, served, this.#withinOne(organisation, tool)),
        ...this.#perActivity([organisation], tool, served, this.#outOfReach(organisation, tool)),
      ]),
      ...this.#betweenTwo(tool, served),
    ];
  }

  #perActivity(
    organisations: readonly number[],
    tool: number,
    activities: readonly Activity[],
    places: readonly Place[],
  ): readonly RawFinding[] {
    if (places.length === 0) return [];
    const { operations } = this.#space;
    return activities.flatMap((activity) => {
      const scope = this.#space.scopeOf(activity, organisations.length > 1 ? "several" : "one");
      return places.flatMap(({ trouble, root, meets }) => {
        const region = operations.and(root, scope);
        if (region === NOWHERE) return [];
        return [this.#finding(organisations, tool, activity, trouble, region, meets)];
      });
    });
  }

  /** Duties that exclude each other, and tips that ask the opposite of a duty. */
  #withinOne(organisation: number, tool: number): readonly Place[] {
    return this.#placesOf(this.#inItself(organisation, tool));
  }

  /** Duties that can only be met where the tool is refused, or where nobody can be. */
  #outOfReach(organisation: number, tool: number): readonly Place[] {
    const { operations, store, occurs } = this.#space;
    const { attributes } = this.#ruleSet.vocabulary;
    const root = this.#constrained(organisation, tool);
    if (root === NOWHERE) return [];
    const duties = new Set(this.#terminals(root, occurs).flatMap((set) => this.#dutySets.of(set) ?? []));
    const usable = operations.and(this.#usable(organisation, tool), occurs);
    return [...duties].flatMap((duty): readonly Place[] => {
      const index = attributes.findIndex(({ id }) => id === duty.constraint?.attribute);
      const values = attributes[index]?.values ?? [];
      const meets = operations.where(
        index,
        (value) => duty.constraint?.values.includes(values[value]?.id ?? "") === true,
      );
      const withinReach = operations.exists(operations.and(usable, meets), index);
      const asked = mapper(store, (set) => (this.#dutySets.of(set)?.includes(duty) === true ? 1 : 0))(root);
      const stuck = operations.minus(operations.and(asked, occurs), withinReach);
      return stuck === NOWHERE
        ? []
        : [{ trouble: { duties: [duty.id] }, root: stuck, meets: { attribute: index, where: meets } }];
    });
  }

  /** Duties of two organisations about what is the same for both. */
  #betweenTwo(tool: number, activities: readonly Activity[]): readonly RawFinding[] {
    if (!this.#canClash) return [];
    const roots = this.#space.organisations
      .map((organisation) => ({ organisation, root: this.#shared(organisation, tool) }))
      .filter(({ root }) => root !== NOWHERE);
    return roots.flatMap((a, at) =>
      roots.slice(at + 1).flatMap((b) => {
        // Alike duties exclude each other for each alone already.
        if (a.root === b.root) return [];
        const places = this.#placesOf(this.#together(a.root, b.root));
        return this.#perActivity([a.organisation, b.organisation], tool, activities, places);
      }),
    );
  }

  /** The number of the troubles that two sets of duties make together and neither makes alone. */
  #betweenSets(a: number, b: number): number {
    const one = this.#dutySets.of(a) ?? [];
    const other = this.#dutySets.of(b) ?? [];
    if (one.length === 0 || other.length === 0) return 0;
    const { vocabulary } = this.#ruleSet;
    const alone = new Set(
      [...exclusions(vocabulary, one), ...exclusions(vocabulary, other)].map(({ duties }) => duties.join()),
    );
    const both = vocabulary.duties.filter((duty) => one.includes(duty) || other.includes(duty));
    return this.#troubles.numberOf(
      exclusions(vocabulary, both).filter(({ duties }) => !alone.has(duties.join())),
    );
  }

  /** Per trouble that a function has somewhere, where that is. */
  #placesOf(root: Reference): readonly Place[] {
    if (root === NOWHERE) return [];
    const { store, occurs } = this.#space;
    const sets = this.#terminals(root, occurs);
    const troubles = new Set(sets.flatMap((set) => this.#troubles.of(set)));
    return [...troubles].map((trouble) => ({
      trouble,
      root: mapper(store, (set) => (this.#troubles.of(set).includes(trouble) ? 1 : 0))(root),
    }));
  }

  #finding(
    organisations: readonly number[],
    tool: number,
    activity: Activity,
    trouble: Trouble,
    root: Reference,
    meets?: Place["meets"],
  ): RawFinding {
    const region = this.#space.region(root);
    const { operations, occurs } = this.#space;
    // Where the duty would be met, by whoever is in the region and moves.
    const refusedAt = (): Reference =>
      meets === undefined
        ? NOWHERE
        : operations.and(
            operations.and(operations.exists(region.root, meets.attribute), meets.where),
            occurs,
          );
    return withCauses(
      {
        kind: "unworkable",
        organisations: organisations.map((index) => this.#ruleSet.organisations[index]?.id ?? ""),
        tool: this.#ruleSet.tools[tool]?.id ?? "",
        activity: activity.id,
        ...trouble,
        region,
      },
      () =>
        inRuleOrder(
          this.#ruleSet,
          organisations.flatMap((organisation) => [
            ...this.#bringing(organisation, tool, trouble, region.root),
            ...this.#deciding(organisation, tool, refusedAt()),
          ]),
        ),
    );
  }

  /** The rules that bring one of the duties or the tip, somewhere in a region. */
  #bringing(organisation: number, tool: number, trouble: Trouble, region: Reference): readonly string[] {
    const { compiled, operations } = this.#space;
    const bearer = this.#ruleSet.organisations[organisation]?.id ?? "";
    const toolId = this.#ruleSet.tools[tool]?.id ?? "";
    const brings = this.#ruleSet.rules.filter(
      (rule) =>
        holdsOn(rule.valid, compiled.date) &&
        rule.bearers.includes(bearer) &&
        rule.tools.ids.includes(toolId) &&
        (rule.duties.some((duty) => trouble.duties.includes(duty)) ||
          rule.advice.some((tip) => tip === trouble.advice)),
    );
    return brings
      .filter((rule) => {
        const there = operations.and(region, this.#space.functionOf(rule.when));
        return this.#outcomes(organisation, tool, there).some(
          (index) => !compiled.outcome(index).defeated.some((defeat) => defeat.rule === rule.id),
        );
      })
      .map(({ id }) => id);
  }

  #deciding(organisation: number, tool: number, region: Reference): readonly string[] {
    return this.#outcomes(organisation, tool, region).flatMap(
      (index) => this.#space.compiled.outcome(index).decisive,
    );
  }
}

function isUsable({ effect }: Outcome): boolean {
  return strictness(effect) <= strictness("discouraged");
}

/** Works out a number for each outcome once: the same outcome stands in very many places. */
function once(numberOf: (outcome: number) => number): (outcome: number) => number {
  const known: number[] = [];
  return (outcome) => {
    const value = known[outcome] ?? numberOf(outcome);
    known[outcome] = value;
    return value;
  };
}

/** What an outcome asks that cannot be done, whatever the situation. */
function troublesOf({ vocabulary }: RuleSet, outcome: Outcome): readonly Trouble[] {
  const duties = vocabulary.duties.filter(({ id }) => outcome.duties.includes(id));
  const tips = vocabulary.advice.filter(({ id }) => outcome.advice.includes(id));
  return [
    ...exclusions(vocabulary, duties).map((clash) => ({ duties: clash.duties })),
    ...tips.flatMap((tip) =>
      duties.flatMap((duty) => (excludes(duty, tip) ? [{ duties: [duty.id], advice: tip.id }] : [])),
    ),
  ];
}

/** Numbers for values that are told apart by a key. The empty key is zero. */
class Numbered<T> {
  readonly #keyOf: (value: T) => string;
  readonly #numbers = new Map<string, number>([["", 0]]);
  readonly #values: (T | undefined)[] = [undefined];

  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  numberOf(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#values.length);
    this.#values.push(value);
    return this.#values.length - 1;
  }

  of(number: number): T | undefined {
    return this.#values[number];
  }
}

/** Numbers for sets of troubles; equal troubles are one object. */
class Troubles {
  readonly #known = new Map<string, Trouble>();
  readonly #sets = new Numbered<readonly Trouble[]>((troubles) => troubles.map(keyOf).join("|"));

  numberOf(troubles: readonly Trouble[]): number {
    return this.#sets.numberOf(
      troubles.map(({ duties, advice }) => {
        const trouble = { duties, ...(advice === undefined ? {} : { advice }) };
        const known = this.#known.get(keyOf(trouble)) ?? trouble;
        this.#known.set(keyOf(trouble), known);
        return known;
      }),
    );
  }

  of(set: number): readonly Trouble[] {
    return this.#sets.of(set) ?? [];
  }
}

function keyOf({ duties, advice = "" }: Trouble): string {
  return `${duties.join("+")} ${advice}`;
}
