/**
 * Whether one tool can be open in a situation of which not everything is known, decided by the code that answers
 * questions: what an application enforces and what it advises then cannot drift apart.
 *
 * An answer calls a duty about something unknown “still to be seen to”. Who enforces must know more: whether there is a
 * way to meet it. So here every unknown is filled in, as far as it makes a difference.
 */
import type { Help, ToolOutcome } from "./answer-types.ts";
import { GroupLookup, toolOutcome } from "./combine.ts";
import type { Decider } from "./decider.ts";
import { opens } from "./effect.ts";
import { cannotOccur } from "./points.ts";
import { RelevanceFinder } from "./relevance.ts";
import type { Duty } from "./rule-set.ts";
import { type Point, type Situation, UNKNOWN } from "./situation.ts";
import { Lookup, type Member, withValue } from "./together.ts";
import { applyChange, membersOf, whatWouldHelp } from "./what-would-help.ts";
import { clashesAt, exclusions } from "./workable.ts";

/**
 * Whether a tool is `permitted` or better for everyone and workable, in some completion of what a situation leaves out.
 * Never so without an organisation, or where the situation cannot occur.
 *
 * @param situation a checked situation (`checkSituation`); what it leaves out is unknown.
 * @throws {RangeError} when the decider is for another day, or there is no such tool.
 * @example canBeOpen(compile(ruleSet, situation.date), situation, "webex") // true
 */
export function canBeOpen(decider: Decider, situation: Situation, tool: string): boolean {
  const index = indexOf(decider, situation, tool);
  const members = membersOf(decider, situation);
  const { vocabulary } = decider.ruleSet;
  if (members.length === 0 || members.some(({ point }) => cannotOccur(vocabulary, point))) return false;
  const shared = openShared(decider, members, index);
  if (shared !== null) {
    const { id } = shared;
    return shared.values.some((value) =>
      canBeOpen(decider, { ...situation, attributes: { ...situation.attributes, [id]: value } }, tool),
    );
  }
  const ofEveryone = members.map((member) => sharedDutiesWhereOpen(decider, member, index));
  // Each member's own circumstances are free of the others'; duties about the situation bind all of them.
  let together: readonly (readonly string[])[] = [[]];
  for (const possible of ofEveryone) {
    together = distinct(together.flatMap((before) => possible.map((duties) => union(before, duties)))).filter(
      (duties) => exclusions(vocabulary, pick(vocabulary.duties, duties)).length === 0,
    );
  }
  return together.length > 0;
}

/**
 * What everybody's rules say of one tool: the outcome that an answer gives, without all else that is in an answer. Null
 * for a situation without an organisation, or one that cannot occur.
 *
 * @throws {RangeError} as {@link canBeOpen}
 */
export function outcomeOf(decider: Decider, situation: Situation, tool: string): ToolOutcome | null {
  const index = indexOf(decider, situation, tool);
  const lookup = Lookup.of(decider);
  const members = membersOf(decider, situation);
  if (members.length === 0 || !lookup.canOccur(members)) return null;
  const participants = members.map(
    ({ organisation }) => decider.ruleSet.organisations[organisation]?.id ?? "",
  );
  return toolOutcome(lookup, participants, members, index);
}

/**
 * The values of the attributes of participants that make a difference for an organisation and a tool: of those that its
 * rules treat alike, one. An attribute with one value left makes none.
 *
 * @throws {RangeError} when there is no such organisation or tool.
 * @example valuesThatDiffer(decider, "bzk", "webex").get("location") // ["office", "home"]
 */
export function valuesThatDiffer(
  decider: Decider,
  organisation: string,
  tool: string,
): ReadonlyMap<string, readonly string[]> {
  const { organisations, tools, vocabulary } = decider.ruleSet;
  const { alike } = relevanceOf(decider).of(
    place(organisations, organisation, "organisation"),
    place(tools, tool, "tool"),
  );
  return new Map(
    vocabulary.attributes.flatMap(({ id, scope, values }, index) =>
      scope === "participant"
        ? [[id, values.flatMap((value, at) => (alike[index]?.[at] === at ? [value.id] : []))] as const]
        : [],
    ),
  );
}

/**
 * The smallest changes after which a tool can be open that is not now: as in an answer, but for who does not know the
 * circumstances of others, so that open in some completion is enough.
 *
 * @param most more changes than this at once are not tried. Trying two grows with the square of the participants.
 * @throws {RangeError} as {@link canBeOpen}
 */
export function whatCouldHelp(
  decider: Decider,
  situation: Situation,
  tool: string,
  most: number = 2,
): readonly Help[] {
  const index = indexOf(decider, situation, tool);
  return whatWouldHelp(new GroupLookup(Lookup.of(decider)), situation, [index], {
    enough: "possibly",
    most,
  }).filter(({ changes }) => canBeOpen(decider, changes.reduce<Situation>(applyChange, situation), tool));
}

/** The first unknown attribute of the situation that makes a difference to somebody, with a value of each kind. */
function openShared(
  decider: Decider,
  members: readonly Member[],
  tool: number,
): { readonly id: string; readonly values: readonly string[] } | null {
  for (const [index, attribute] of decider.ruleSet.vocabulary.attributes.entries()) {
    if (attribute.scope !== "situation" || members[0]?.point[index] !== UNKNOWN) continue;
    const kinds = new Map<string, string>();
    for (const [at, value] of attribute.values.entries()) {
      const kind = members
        .map(({ organisation }) => relevanceOf(decider).of(organisation, tool).alike[index]?.[at])
        .join();
      if (!kinds.has(kind)) kinds.set(kind, value.id);
    }
    return { id: attribute.id, values: [...kinds.values()] };
  }
  return null;
}

/** The duties about the situation that come with each way in which the tool is open to a member. */
function sharedDutiesWhereOpen(
  decider: Decider,
  { organisation, point }: Member,
  tool: number,
): readonly (readonly string[])[] {
  const { vocabulary } = decider.ruleSet;
  const own = ofParticipants(decider, vocabulary.duties);
  return distinct(
    pointsThatSettleDuties(decider, organisation, point, tool).flatMap((settled) =>
      decider
        .possible(organisation, tool, settled)
        .filter(({ effect, duties }) => opens(effect) && clashesAt(vocabulary, duties, settled).length === 0)
        .map(({ duties }) => duties.filter((duty) => !own.has(duty))),
    ),
  );
}

/** A point with every unknown filled in that a duty is about: then it is certain whether the duty is met. */
function pointsThatSettleDuties(
  decider: Decider,
  organisation: number,
  point: Point,
  tool: number,
): readonly Point[] {
  const { attributes, duties } = decider.ruleSet.vocabulary;
  const { alike } = relevanceOf(decider).of(organisation, tool);
  let points: readonly Point[] = [point];
  for (const [index, attribute] of attributes.entries()) {
    if (point[index] !== UNKNOWN || !duties.some((duty) => duty.constraint?.attribute === attribute.id))
      continue;
    const values = attribute.values.flatMap((_, at) => (alike[index]?.[at] === at ? [at] : []));
    points = points.flatMap((one) => values.map((value) => withValue(one, index, value)));
  }
  return points;
}

const finders = new WeakMap<Decider, RelevanceFinder>();

function relevanceOf(decider: Decider): RelevanceFinder {
  const finder = finders.get(decider) ?? new RelevanceFinder(decider.ruleSet, decider.date);
  finders.set(decider, finder);
  return finder;
}

/** Ids of the duties that each participant meets or breaks alone. */
function ofParticipants(decider: Decider, duties: readonly Duty[]): ReadonlySet<string> {
  const own = new Set(
    decider.ruleSet.vocabulary.attributes.flatMap(({ id, scope }) => (scope === "participant" ? [id] : [])),
  );
  return new Set(
    duties.flatMap(({ id, constraint }) =>
      constraint === undefined || own.has(constraint.attribute) ? [id] : [],
    ),
  );
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort();
}

function distinct(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((list) => [list.join(" "), list])).values()];
}

function pick(duties: readonly Duty[], ids: readonly string[]): readonly Duty[] {
  return duties.filter(({ id }) => ids.includes(id));
}

function place(list: readonly { readonly id: string }[], id: string, what: string): number {
  const index = list.findIndex((candidate) => candidate.id === id);
  if (index === -1) throw new RangeError(`there is no ${what} "${id}"`);
  return index;
}

function indexOf({ ruleSet, date }: Decider, situation: Situation, tool: string): number {
  if (situation.date !== date)
    throw new RangeError(`the rules were made ready for ${date}, not for ${situation.date}`);
  return place(ruleSet.tools, tool, "tool");
}
