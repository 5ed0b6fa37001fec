import type { Reference } from "../compile/diagram.ts";
import { strictness } from "../effect.ts";
import type { Outcome } from "../outcome.ts";
import type { Duty, RuleSet } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { excludes, exclusions } from "../workable.ts";
import { withCauses } from "./lazy-finding.ts";
import { combiner, mapper, NOWHERE } from "./operations.ts";
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

  constructor(space: Space) {
    const { compiled, store } = space;
    const { vocabulary } = compiled.ruleSet;
    this.#space = space;
    this.#ruleSet = compiled.ruleSet;
    this.#terminals = terminalsWithin(store, store);
    this.#outcomes = outcomesWithin(space);
    this.#usable = space.mapped((outcome) => (isUsable(compiled.outcome(outcome)) ? 1 : 0));
    this.#inItself = space.mapped((index) => {
      const outcome = compiled.outcome(index);
      return isUsable(outcome) ? this.#troubles.numberOf(troublesOf(this.#ruleSet, outcome)) : 0;
    });
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
    this.#constrained = space.mapped((index) => duties(index, ({ constraint }) => constraint !== undefined));
    this.#shared = space.mapped((index) => duties(index, isShared));
    this.#together = combiner(store, (a, b) => this.#betweenSets(a, b));
  }

  ofTool(tool: number): readonly RawFinding[] {
    const { activities, organisations } = this.#space;
    return activities
      .filter((activity) => activity.tools.includes(tool))
      .flatMap((activity) => [
        ...organisations.flatMap((organisation) => [
          ...this.#withinOne(organisation, tool, activity),
          ...this.#outOfReach(organisation, tool, activity),
        ]),
        ...this.#betweenTwo(tool, activity),
      ]);
  }

  /** Duties that exclude each other, and tips that ask the opposite of a duty. */
  #withinOne(organisation: number, tool: number, activity: Activity): readonly RawFinding[] {
    const root = this.#inItself(organisation, tool);
    return this.#regionsOf(root, this.#space.scopeOf(activity, "one")).map(({ trouble, region }) =>
      this.#finding([organisation], tool, activity, trouble, region),
    );
  }

  /** Duties that can only be met where the tool is refused, or where nobody can be. */
  #outOfReach(organisation: number, tool: number, activity: Activity): readonly RawFinding[] {
    const { operations, store, occurs } = this.#space;
    const { attributes } = this.#ruleSet.vocabulary;
    const root = this.#constrained(organisation, tool);
    const scope = this.#space.scopeOf(activity, "one");
    const sets = this.#terminals(root, scope);
    const duties = new Set(sets.flatMap((set) => this.#dutySets.of(set) ?? []));
    return [...duties].flatMap((duty) => {
      const index = attributes.findIndex(({ id }) => id === duty.constraint?.attribute);
      const values = attributes[index]?.values ?? [];
      const meets = operations.where(
        index,
        (value) => duty.constraint?.values.includes(values[value]?.id ?? "") === true,
      );
      const usable = operations.and(this.#usable(organisation, tool), occurs);
      const withinReach = operations.exists(operations.and(usable, meets), index);
      const asked = mapper(store, (set) => (this.#dutySets.of(set)?.includes(duty) === true ? 1 : 0))(root);
      const stuck = operations.minus(operations.and(asked, scope), withinReach);
      if (stuck === NOWHERE) return [];
      const moved = operations.and(operations.and(operations.exists(stuck, index), meets), occurs);
      return [this.#finding([organisation], tool, activity, { duties: [duty.id] }, stuck, moved)];
    });
  }

  /** Duties of two organisations about what is the same for both. */
  #betweenTwo(tool: number, activity: Activity): readonly RawFinding[] {
    const scope = this.#space.scopeOf(activity, "several");
    const roots = this.#space.organisations
      .map((organisation) => ({ organisation, root: this.#shared(organisation, tool) }))
      .filter(({ root }) => root !== NOWHERE);
    return roots.flatMap((a, at) =>
      roots.slice(at + 1).flatMap((b) => {
        // Alike duties exclude each other for each alone already.
        if (a.root === b.root) return [];
        return this.#regionsOf(this.#together(a.root, b.root), scope).map(({ trouble, region }) =>
          this.#finding([a.organisation, b.organisation], tool, activity, trouble, region),
        );
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

  /** Per trouble that a function has somewhere in the scope, where that is. */
  #regionsOf(
    root: Reference,
    scope: Reference,
  ): readonly { readonly trouble: Trouble; readonly region: Reference }[] {
    if (root === NOWHERE) return [];
    const sets = this.#terminals(root, scope);
    const troubles = new Set(sets.flatMap((set) => this.#troubles.of(set)));
    return [...troubles].map((trouble) => {
      const there = mapper(this.#space.store, (set) => (this.#troubles.of(set).includes(trouble) ? 1 : 0))(
        root,
      );
      return { trouble, region: this.#space.operations.and(there, scope) };
    });
  }

  #finding(
    organisations: readonly number[],
    tool: number,
    activity: Activity,
    trouble: Trouble,
    root: Reference,
    refusedAt?: Reference,
  ): RawFinding {
    const region = this.#space.region(root);
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
            ...(refusedAt === undefined ? [] : this.#deciding(organisation, tool, refusedAt)),
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
