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

/** Per member, the outcomes it can have; each member's are free of the others'. */
export type Possibilities = readonly (readonly Outcome[])[];

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

  /** The members at points with only the differences that matter for a tool: outcomes and duties are the same there. */
  withoutIrrelevance(members: readonly Member[], tool: number): readonly Member[] {
    return members.map(({ organisation, point }) => ({
      organisation,
      point: withoutIrrelevance(this.relevance.of(organisation, tool), point),
    }));
  }

  /**
   * The members' outcomes, one entry for every way that attributes of the situation can tie members together.
   * Within an entry any outcome of one member can go with any of another.
   */
  possibleTogether(members: readonly Member[], tool: number): readonly Possibilities[] {
    const relevant = this.withoutIrrelevance(members, tool);
    const perMember = relevant.map((member) => this.possible(member, tool));
    if (perMember.some((outcomes) => outcomes.length === 0)) return [];
    // As long as at most one member can still go several ways, nothing ties them together.
    if (perMember.filter((outcomes) => outcomes.length > 1).length <= 1) return [perMember];
    const shared = this.openSharedAttribute(relevant);
    if (shared === null) return [perMember];
    return this.valuesThatDiffer(members, tool, shared).flatMap((value) =>
      this.possibleTogether(
        members.map((member) => ({ ...member, point: withValue(member.point, shared, value) })),
        tool,
      ),
    );
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

  private possible({ organisation, point }: Member, tool: number): readonly Outcome[] {
    const key = `${organisation} ${tool} ${point.join()}`;
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

/** A text that is the same for the same members at the same points. */
export function keyOf(members: readonly Member[], tool: number): string {
  return `${tool}|${members.map((member) => `${member.organisation}:${member.point.join()}`).join("|")}`;
}

/** A copy of a point in which one attribute is known. */
export function withValue(point: Point, attribute: number, value: number): Point {
  const copy = point.slice();
  copy[attribute] = value;
  return copy;
}
