import { copier, type Reference } from "../compile/diagram.ts";
import type { CompiledRuleSet } from "../compile/index.ts";
import { word } from "../compile/tables.ts";
import type { OutcomeEffect } from "../effect.ts";
import type { Outcome } from "../outcome.ts";
import type { Box, RuleSetChange } from "./finding.ts";
import { type Combine, combiner, EVERYWHERE, mapper, NOWHERE, UNDECIDED } from "./operations.ts";
import { terminalsWithin } from "./outcomes-within.ts";
import { withRealActivities } from "./real-activities.ts";
import { inRuleOrder } from "./rule-order.ts";
import { whereServed } from "./serving.ts";
import type { Space } from "./space.ts";

/** A way in which an outcome differs. */
interface Turn {
  readonly from: OutcomeEffect;
  readonly to: OutcomeEffect;
  readonly contested: RuleSetChange["contested"];
  readonly duties: RuleSetChange["duties"];
  readonly advice: RuleSetChange["advice"];
}

/** Where an organisation's outcome for a tool differs in one way. */
export interface Difference extends Turn {
  readonly organisation: string;
  readonly tool: string;
  readonly situations: number;
  /** The same for differences of one space that are the same in everything. */
  readonly key: string;
  readonly boxes: () => readonly Box[];
  readonly causes: RuleSetChange["causes"];
}

/**
 * Compares compiled rule sets over one space, also of different days. Regions are kept in the space, so that equal ones
 * are known as such, and their boxes are found once for all organisations that they hold for.
 */
export class Differences {
  readonly #space: Space;
  readonly #looks = new Numbers<Outcome>(lookOf);
  readonly #turns = new Numbers<Turn>((turn) => JSON.stringify(turn));
  readonly #compare: Combine;
  readonly #within: Combine;
  readonly #terminals: (root: Reference, region: Reference) => readonly number[];
  readonly #boxes = new Map<Reference, readonly Box[]>();
  readonly #pickers = new Map<number, (reference: Reference) => Reference>();
  /** The turn from one look to another. */
  readonly #turnsBetween = new Map<string, number>();

  constructor(space: Space) {
    this.#space = space;
    this.#compare = combiner(
      space.store,
      (a, b) => this.#turnBetween(a, b),
      (a, b) => (a === b ? NOWHERE : UNDECIDED),
    );
    this.#within = combiner(
      space.store,
      (turn, isThere) => (isThere === 1 ? turn : 0),
      (turn, scope) =>
        turn === NOWHERE || scope === EVERYWHERE ? turn : scope === NOWHERE ? NOWHERE : UNDECIDED,
    );
    this.#terminals = terminalsWithin(space.store, space.store);
  }

  /**
   * Every difference for some organisations, in the order of organisations and tools. Both sides must have the
   * vocabulary, organisations and tools of the space.
   *
   * @param organisations indices.
   */
  between(
    before: CompiledRuleSet,
    after: CompiledRuleSet,
    organisations: readonly number[],
  ): readonly Difference[] {
    const { tools } = after.ruleSet;
    const lookBefore = this.#looker(before);
    const lookAfter = this.#looker(after);
    const deciding = { before: decidingIn(this.#space, before), after: decidingIn(this.#space, after) };
    return organisations.flatMap((organisation) =>
      [...tools.keys()].flatMap((tool) => {
        const pair = organisation * tools.length + tool;
        const rootBefore = word(before.roots, pair);
        const rootAfter = word(after.roots, pair);
        const differs = this.#compare(lookBefore(rootBefore), lookAfter(rootAfter));
        if (differs === NOWHERE) return [];
        const scope = this.#space.operations.and(this.#space.occurs, whereServed(this.#space, [tool]));
        const counted = this.#within(differs, scope);
        const turns = this.#terminals(counted, EVERYWHERE).filter((turn) => turn !== 0);
        return turns.map((turn) => {
          const region = this.#where(turn)(counted);
          const causes = { from: deciding.before(rootBefore, region), to: deciding.after(rootAfter, region) };
          return this.#difference(after, organisation, tool, turn, region, causes);
        });
      }),
    );
  }

  /** Copies functions into the space, with outcomes numbered by their look. */
  #looker(compiled: CompiledRuleSet): (root: Reference) => Reference {
    const known: number[] = [];
    return copier(compiled.diagrams, this.#space.store, (index) => {
      const number = known[index] ?? this.#looks.numberOf(compiled.outcome(index));
      known[index] = number;
      return number;
    });
  }

  #difference(
    { ruleSet }: CompiledRuleSet,
    organisation: number,
    tool: number,
    turn: number,
    region: Reference,
    causes: RuleSetChange["causes"],
  ): Difference {
    return {
      ...this.#turns.of(turn - 1),
      organisation: ruleSet.organisations[organisation]?.id ?? "",
      tool: ruleSet.tools[tool]?.id ?? "",
      situations: this.#space.counter.points(region),
      key: `${organisation} ${tool} ${turn} ${region} ${causes.from.join()} ${causes.to.join()}`,
      boxes: () => this.#boxesOf(region),
      causes,
    };
  }

  #boxesOf(root: Reference): readonly Box[] {
    const region = this.#space.region(root);
    const known = this.#boxes.get(root) ?? withRealActivities(region, region.allBoxes());
    this.#boxes.set(root, known);
    return known;
  }

  /** The operation that is 1 where a turn is taken. There is one for each, so that it remembers what it saw. */
  #where(turn: number): (reference: Reference) => Reference {
    const known = this.#pickers.get(turn) ?? mapper(this.#space.store, (value) => (value === turn ? 1 : 0));
    this.#pickers.set(turn, known);
    return known;
  }

  #turnBetween(a: number, b: number): number {
    if (a === b) return 0;
    const key = `${a} ${b}`;
    const known = this.#turnsBetween.get(key) ?? this.#newTurn(a, b);
    this.#turnsBetween.set(key, known);
    return known;
  }

  #newTurn(a: number, b: number): number {
    const before = this.#looks.of(a);
    const after = this.#looks.of(b);
    const { vocabulary } = this.#space.compiled.ruleSet;
    return (
      1 +
      this.#turns.numberOf({
        from: before.effect,
        to: after.effect,
        contested: { from: before.contested, to: after.contested },
        duties: moved(vocabulary.duties, before.duties, after.duties),
        advice: moved(vocabulary.advice, before.advice, after.advice),
      })
    );
  }
}

/** Makes the function that tells which rules decide somewhere in a region. */
function decidingIn(
  space: Space,
  compiled: CompiledRuleSet,
): (root: Reference, region: Reference) => readonly string[] {
  const terminals = terminalsWithin(compiled.diagrams, space.store);
  return (root, region) =>
    inRuleOrder(
      compiled.ruleSet,
      terminals(root, region).flatMap((index) => compiled.outcome(index).decisive),
    );
}

/** What people see of an outcome: which rules decide it makes no difference to them. */
function lookOf({ effect, contested, duties, advice }: Outcome): string {
  return `${effect} ${contested} ${duties.join()} ${advice.join()}`;
}

function moved(
  order: readonly { readonly id: string }[],
  before: readonly string[],
  after: readonly string[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const ids = order.map(({ id }) => id);
  return {
    added: ids.filter((id) => after.includes(id) && !before.includes(id)),
    removed: ids.filter((id) => before.includes(id) && !after.includes(id)),
  };
}

/** Numbers for values that are the same when their key is. */
class Numbers<T> {
  readonly #keyOf: (value: T) => string;
  readonly #numbers = new Map<string, number>();
  readonly #values: T[] = [];

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

  of(number: number): T {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`there is no value with number ${number}`);
    return value;
  }
}
