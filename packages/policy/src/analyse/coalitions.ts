/**
 * Minimal groups without a tool in common, over a whole space of situations at once.
 *
 * At one point a tool is open to some members and closed to others. A group lacks a common tool exactly when it hits, for
 * every tool, the set of members that the tool is closed to; the minimal such groups are the minimal hitting sets
 * (transversals) of those sets. Murakami and Uno, *Efficient algorithms for dualizing large-scale hypergraphs* (2014), find
 * them by depth first: take a tool that the group so far still has in common, add each member that it is closed to, and
 * go on only while every member is *critical*, which means that some tool is closed to that member alone.
 *
 * Here the same search is done for all points together. A group carries the region where all of that holds, and the
 * region is split where points differ. So its work grows with the number of groups that exist somewhere, not with 2^n
 * groups and not with the number of different situations.
 */
import type { Reference } from "../compile/diagram.ts";
import { ListTable, word } from "../compile/tables.ts";
import { EVERYWHERE, NOWHERE, type Operations } from "./operations.ts";
import type { Space } from "./space.ts";

/** A minimal group, and where it is one. */
export interface Coalition {
  /** Places of its members, increasing. */
  readonly members: readonly number[];
  readonly root: Reference;
}

/** A tool, by place, with the region that it is about. */
interface ToolRegion {
  readonly tool: number;
  readonly root: Reference;
}

/** A group that may become a minimal one by adding members. */
interface Group {
  readonly members: readonly number[];
  /** Where every member is critical. */
  readonly where: Reference;
  /** Per tool, where it is open to every member. May be larger than `where`, but meets it. */
  readonly common: readonly ToolRegion[];
  /** Per member, per tool, where it is closed to that member and open to every other one. Likewise. */
  readonly critical: readonly (readonly ToolRegion[])[];
  /** Per member of the space, where it may still be added; keeps any group from being found in two ways at one point. */
  readonly candidates: readonly Reference[];
}

/**
 * Finds the minimal groups of two or more members that have no tool in common while every smaller part has one.
 *
 * It yields now and then, so that whoever drives it can stop.
 *
 * @param open per member and tool: 1 where the tool is open to the member.
 * @param scope the points to look at.
 * @returns the groups with the points at which they are minimal, smaller groups first.
 */
export function* minimalCoalitions(
  space: Space,
  open: readonly (readonly Reference[])[],
  scope: Reference,
): Generator<void, readonly Coalition[], void> {
  const { at, and, or, where } = bound(space.operations);
  // One value of the attribute that rules look at most at a time: what is left are much smaller functions.
  const attribute = space.store.order.find((each) => each !== space.activityAttribute) ?? 0;
  const known = new Map<string, readonly Coalition[]>();
  const merged = new Map<string, Coalition>();
  for (let value = 0; value < (space.sizes[attribute] ?? 0); value++) {
    const openHere = open.map((tools) => tools.map((root) => at(root, attribute, value)));
    const scopeHere = at(scope, attribute, value);
    const key = `${scopeHere} ${openHere.join()}`;
    const found = known.get(key) ?? (yield* new CoalitionSearch(space, openHere).run(scopeHere));
    known.set(key, found);
    const here = where(attribute, (each) => each === value);
    for (const { members, root } of found) {
      const name = members.join();
      const before = merged.get(name)?.root ?? NOWHERE;
      merged.set(name, { members, root: or(before, and(here, root)) });
    }
  }
  return [...merged.values()].sort(
    (a, b) => a.members.length - b.members.length || comparePlaces(a.members, b.members),
  );
}

/** How many groups are looked at between two yields: some milliseconds. */
const GROUPS_PER_YIELD = 16;

class CoalitionSearch {
  readonly #space: Space;
  readonly #open: readonly (readonly Reference[])[];
  /** Per member: where some tool is open to it. Elsewhere it has a gap of its own and is in no coalition. */
  readonly #equipped: readonly Reference[];
  /** Per member and tool: where the tool is closed to a member that has another. */
  readonly #closed: readonly (readonly Reference[])[];
  readonly #groups = new ListTable();
  /** Per group in the table: where it is a minimal one. */
  readonly #found: Reference[] = [NOWHERE];
  #visits = 0;

  constructor(space: Space, open: readonly (readonly Reference[])[]) {
    const { or, minus } = space.operations;
    this.#space = space;
    this.#open = open;
    this.#equipped = open.map((tools) => tools.reduce(or, NOWHERE));
    this.#closed = open.map((tools, member) =>
      tools.map((root) => minus(this.#equipped[member] ?? NOWHERE, root)),
    );
  }

  /** The groups, in the order in which they were found. */
  *run(scope: Reference): Generator<void, readonly Coalition[], void> {
    yield* this.#extend({
      members: [],
      where: scope,
      common: this.#tools().map((tool) => ({ tool, root: EVERYWHERE })),
      critical: [],
      candidates: this.#equipped,
    });
    const { starts, words } = this.#groups;
    return this.#found
      .map((root, group) => ({
        members: [...words.subarray(word(starts, group), word(starts, group + 1))],
        root,
      }))
      .filter(({ root }) => root !== NOWHERE);
  }

  /**
   * The tools, those that are closed least first: they leave fewest members to choose from. Looking for the best tool at
   * every step finds no fewer groups on the way, and takes longer.
   */
  #tools(): readonly number[] {
    const { counter } = this.#space;
    const closedAt = (this.#open[0] ?? []).map((_, tool) =>
      this.#closed.reduce((points, tools) => points + counter.points(tools[tool] ?? NOWHERE), 0),
    );
    return [...closedAt.keys()].sort((a, b) => (closedAt[a] ?? 0) - (closedAt[b] ?? 0) || a - b);
  }

  /** Adds members to a group wherever it still has a tool in common. Where it has none, it is a minimal one. */
  *#extend(group: Group): Generator<void, void, void> {
    if (++this.#visits % GROUPS_PER_YIELD === 0) yield;
    const { and, minus } = bound(this.#space.operations);
    let left = group.where;
    for (const [place, { tool, root }] of group.common.entries()) {
      const here = and(root, left);
      if (here === NOWHERE) continue;
      // What is left lacks the tools before this one already.
      yield* this.#loseTool({ ...group, common: group.common.slice(place) }, { tool, root: here });
      left = minus(left, here);
    }
    this.#add(group.members, left);
  }

  /** Goes on with every member that the tool is closed to; each may be added to by those that were added before it. */
  *#loseTool(group: Group, { tool, root }: ToolRegion): Generator<void, void, void> {
    const { and, minus } = bound(this.#space.operations);
    const losing = group.candidates.map((candidate, member) => and(candidate, this.#closedTo(member, tool)));
    const candidates = group.candidates.map((candidate, member) =>
      minus(candidate, losing[member] ?? NOWHERE),
    );
    for (const [member, candidate] of group.candidates.entries()) {
      const where = and(losing[member] ?? NOWHERE, root);
      const larger = where === NOWHERE ? null : this.#with(group, member, where, [...candidates]);
      if (larger !== null) yield* this.#extend(larger);
      candidates[member] = candidate;
    }
  }

  /** The group with one member more, where every member is critical; null where that is nowhere. */
  #with(group: Group, member: number, from: Reference, candidates: readonly Reference[]): Group | null {
    const { and, or, minus, meets, isWithin } = bound(this.#space.operations);
    const openTo = (tool: number): Reference => this.#open[member]?.[tool] ?? NOWHERE;
    let where = from;
    const critical: (readonly ToolRegion[])[] = [];
    for (const tools of group.critical) {
      const kept = tools
        .map(({ tool, root }) => ({ tool, root: and(root, openTo(tool)) }))
        .filter(({ root }) => meets(root, where));
      // Mostly one tool makes the member critical everywhere, and nothing needs to be made.
      if (!kept.some(({ root }) => isWithin(where, root))) {
        where = and(
          where,
          kept.reduce((region, { root }) => or(region, root), NOWHERE),
        );
      }
      if (where === NOWHERE) return null;
      critical.push(kept);
    }
    const onlyClosedToNew = group.common.map(({ tool, root }) => ({ tool, root: minus(root, openTo(tool)) }));
    const common = group.common.map(({ tool, root }) => ({ tool, root: and(root, openTo(tool)) }));
    const here = ({ root }: ToolRegion): boolean => meets(root, where);
    return {
      members: [...group.members, member],
      where,
      common: common.filter(here),
      critical: [...critical, onlyClosedToNew.filter(here)],
      candidates,
    };
  }

  #add(members: readonly number[], where: Reference): void {
    if (where === NOWHERE || members.length < 2) return;
    const list = Int32Array.from(members).sort();
    const group = this.#groups.add(list, list.length);
    this.#found[group] = this.#space.operations.or(this.#found[group] ?? NOWHERE, where);
  }

  #closedTo(member: number, tool: number): Reference {
    return this.#closed[member]?.[tool] ?? NOWHERE;
  }
}

/** The operations as functions that stand by themselves. */
function bound(operations: Operations) {
  return {
    and: operations.and,
    or: operations.or,
    minus: operations.minus,
    meets: (a: Reference, b: Reference) => operations.meets(a, b),
    isWithin: (a: Reference, b: Reference) => operations.isWithin(a, b),
    at: (root: Reference, attribute: number, value: number) => operations.at(root, attribute, value),
    where: (attribute: number, isWanted: (value: number) => boolean) => operations.where(attribute, isWanted),
  };
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((place, index) => place !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}
