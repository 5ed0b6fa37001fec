import type { Reference } from "../compile/diagram.ts";
import { word } from "../compile/tables.ts";
import { outcomesWithin } from "./outcomes-within.ts";
import type { Space } from "./space.ts";

/** An organisation and a tool, by index. */
export type Pair = readonly [organisation: number, tool: number];

/**
 * Finds the rules behind what happens in a region: those that decide the outcomes of some pairs anywhere in it.
 * Remembers what it found, so that findings that share a region cost one walk.
 */
export class Causes {
  static readonly #known = new WeakMap<Space, Causes>();
  readonly #space: Space;
  readonly #outcomesWithin: ReturnType<typeof outcomesWithin>;
  readonly #positions: ReadonlyMap<string, number>;
  /** Per function, per region: ids of rules. */
  readonly #decisive = new Map<Reference, Map<Reference, ReadonlySet<string>>>();

  /** The causes of a space; each space has one. */
  static of(space: Space): Causes {
    const known = Causes.#known.get(space) ?? new Causes(space);
    Causes.#known.set(space, known);
    return known;
  }

  private constructor(space: Space) {
    this.#space = space;
    this.#outcomesWithin = outcomesWithin(space);
    this.#positions = new Map(space.compiled.ruleSet.rules.map(({ id }, position) => [id, position]));
  }

  /** Ids of the rules that decide these pairs somewhere in the region, in the order of the rule set. */
  decisive(pairs: Iterable<Pair>, region: Reference): readonly string[] {
    const found = new Set<string>();
    for (const [organisation, tool] of pairs)
      for (const id of this.#decisiveOf(organisation, tool, region)) found.add(id);
    return this.inOrder(found);
  }

  /** Rule ids in the order of the rule set, once each. */
  inOrder(ids: Iterable<string>): readonly string[] {
    const positionOf = (id: string): number => this.#positions.get(id) ?? 0;
    return [...new Set(ids)].sort((a, b) => positionOf(a) - positionOf(b));
  }

  #decisiveOf(organisation: number, tool: number, region: Reference): ReadonlySet<string> {
    const { compiled } = this.#space;
    const root = word(compiled.roots, organisation * compiled.ruleSet.tools.length + tool);
    const perRegion = this.#decisive.get(root) ?? new Map<Reference, ReadonlySet<string>>();
    this.#decisive.set(root, perRegion);
    const known = perRegion.get(region);
    if (known !== undefined) return known;
    const found = new Set(
      this.#outcomesWithin(organisation, tool, region).flatMap((index) => compiled.outcome(index).decisive),
    );
    perRegion.set(region, found);
    return found;
  }
}
