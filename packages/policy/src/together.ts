/**
 * What several participants' rules say of one tool at the same time, also while attributes are unknown.
 *
 * An unknown attribute of the situation takes the same value for everyone; an unknown attribute of
 * participants may differ between them.
 */
import type { Decider } from "./decider.ts";
import type { Outcome } from "./outcome.ts";
import { cannotOccur } from "./points.ts";
import { RelevanceFinder, withoutIrrelevance } from "./relevance.ts";
import { type Point, UNKNOWN } from "./situation.ts";

/** An organisation that takes part, and the point it stands at. */
export interface Member {
  readonly organisation: number;
  readonly point: Point;
}

/** Members sorted into kinds that cannot be told apart. */
export interface Alike {
  /** Per member, in their order, the key of its kind. */
  readonly keys: readonly string[];
  /** Per kind, one of its members, without irrelevant differences, and how many there are. */
  readonly kinds: ReadonlyMap<string, { readonly representative: Member; readonly members: number }>;
}

/** Per kind of member, the outcomes it can have; each member's are free of the others'. */
export type Possibilities = ReadonlyMap<string, readonly Outcome[]>;

/** A lookup forgets all it saw past this many entries, so that a server does not grow. */
const MOST_REMEMBERED = 50_000;

const lookups = new WeakMap<Decider, Lookup>();

/** Looks up what is possible, remembering what it saw: one question looks at the same points many times. */
export class Lookup {
  readonly decider: Decider;
  private readonly relevance: RelevanceFinder;
  private readonly seen = new Map<string, readonly Outcome[]>();

  private constructor(decider: Decider) {
    this.decider = decider;
    this.relevance = new RelevanceFinder(decider.ruleSet, decider.date);
  }

  /** The lookup of a decider; there is one for each. */
  static of(decider: Decider): Lookup {
    const lookup = lookups.get(decider) ?? new Lookup(decider);
    lookups.set(decider, lookup);
    return lookup;
  }

  /**
   * Sorts members into those that can be told apart and those that cannot: the same rules about the tool, at points
   * without a difference that matters.
   */
  alike(members: readonly Member[], tool: number): Alike {
    const kinds = new Map<string, { readonly representative: Member; members: number }>();
    const keys = members.map(({ organisation, point }) => {
      const relevance = this.relevance.of(organisation, tool);
      const representative = { organisation, point: withoutIrrelevance(relevance, point) };
      const key = `${relevance.kind} ${representative.point.join()}`;
      const known = kinds.get(key);
      if (known === undefined) kinds.set(key, { representative, members: 1 });
      else known.members++;
      return key;
    });
    return { keys, kinds };
  }

  /**
   * The outcomes of each kind of member, one entry for every way that attributes of the situation can tie members
   * together. Within an entry any outcome of one member can go with any of another, also of its own kind.
   */
  possibleTogether({ kinds }: Alike, tool: number): readonly Possibilities[] {
    const possible = new Map(
      [...kinds].map(([key, kind]) => [key, this.possible(key, kind.representative, tool)] as const),
    );
    const outcomes = [...possible.values()];
    if (outcomes.some((each) => each.length === 0)) return [];
    // As long as at most one member can still go several ways, nothing ties members together.
    const free = [...kinds].reduce(
      (sum, [key, kind]) => sum + ((possible.get(key)?.length ?? 0) > 1 ? kind.members : 0),
      0,
    );
    const representatives = [...kinds.values()].map((kind) => kind.representative);
    const shared = free <= 1 ? null : this.openSharedAttribute(representatives);
    if (shared === null) return [possible];
    return this.valuesThatDiffer(representatives, tool, shared).flatMap((value) => {
      // Members of one kind stay so: they get the same value. Their outcomes are kept under the key they had.
      const there = new Map(
        [...kinds].map(([key, { representative, members }]) => {
          const point = withValue(representative.point, shared, value);
          return [key, { representative: { ...representative, point }, members }] as const;
        }),
      );
      return this.possibleTogether({ keys: [], kinds: there }, tool);
    });
  }

  /** Of an attribute's values, one of each kind that some member's rules about the tool tell apart. */
  private valuesThatDiffer(members: readonly Member[], tool: number, attribute: number): readonly number[] {
    const count = this.decider.ruleSet.vocabulary.attributes[attribute]?.values.length ?? 0;
    const kinds = new Map<string, number>();
    for (let value = 0; value < count; value++) {
      const kind = members
        .map((member) => this.relevance.of(member.organisation, tool).alike[attribute]?.[value])
        .join();
      if (!kinds.has(kind)) kinds.set(kind, value);
    }
    return [...kinds.values()];
  }

  /** Whether every member's point can occur, as far as it is known. */
  canOccur(members: readonly Member[]): boolean {
    return members.every((member) => !cannotOccur(this.decider.ruleSet.vocabulary, member.point));
  }

  private possible(kind: string, { organisation, point }: Member, tool: number): readonly Outcome[] {
    const key = `${kind}|${point.join()}`;
    const before = this.seen.get(key);
    if (before !== undefined) return before;
    if (this.seen.size >= MOST_REMEMBERED) this.seen.clear();
    const outcomes = this.decider.possible(organisation, tool, point);
    this.seen.set(key, outcomes);
    return outcomes;
  }

  /** The first attribute of the situation that is unknown and matters to somebody. */
  private openSharedAttribute(members: readonly Member[]): number | null {
    const { attributes } = this.decider.ruleSet.vocabulary;
    const index = attributes.findIndex(
      (attribute, i) =>
        attribute.scope !== "participant" && members.some((member) => member.point[i] === UNKNOWN),
    );
    return index === -1 ? null : index;
  }
}

/** A copy of a point in which one attribute is known. */
export function withValue(point: Point, attribute: number, value: number): Point {
  const copy = point.slice();
  copy[attribute] = value;
  return copy;
}
