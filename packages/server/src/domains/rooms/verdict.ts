/**
 * What the rules say of a room: a question to the same model, answered by the same code, as the advice. A room is the
 * tool `akkoord-ruimte`; what is done in it is sending messages; whoever hosts it sends the invitation.
 */
import {
  type CompiledRuleSet,
  canBeOpen,
  canonicalJson,
  checkSituation,
  opens,
  outcomeOf,
  recompileWithWaivers,
  type Situation,
  SituationError,
  type SituationProblem,
  valuesThatDiffer,
} from "@akkoord/policy";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import type { RunningWaiver } from "../waivers/running.ts";
import type { RoomLabel } from "./model.ts";
import { type Party, type PartyMember, partiesOf } from "./verdict-parties.ts";

/** The entry of the catalogue that rooms are. */
export const ROOM_TOOL = "akkoord-ruimte";

/** What is the same in every room. */
export const ALWAYS = { activity: "message", host: "own" } as const;

const COMBINATIONS_KEPT = 64;
const ANSWERS_KEPT = 20_000;
/** More combinations of circumstances than this are not tried out: everything untold is then asked for. */
const MOST_CIRCUMSTANCES = 2_000;

/** The rules on a day, with the waivers that run. */
export interface RulesNow {
  readonly day: string;
  /** As published. */
  readonly held: HeldRuleSet;
  /** Of all organisations that take part. */
  readonly waivers: readonly RunningWaiver[];
}

/** What is asked about a room. */
export interface RoomQuestion {
  readonly hub: string;
  readonly label: RoomLabel;
  readonly members: readonly PartyMember[];
  /** Who does something there now; null asks about the room by itself. */
  readonly acting: Acting | null;
}

/** Who does something, with what they said about how they work now. */
export interface Acting {
  readonly member: PartyMember;
  /** Values by attribute; what they did not say is left out. */
  readonly told: Readonly<Record<string, string>>;
}

/** What a refusal rests on: the rules and the situation that were asked about. */
export interface Basis {
  readonly rules: ReadyRules;
  /** Null when the rules cannot be asked: they know no rooms, not who takes part, or not the label. */
  readonly situation: Situation | null;
  readonly problems: readonly SituationProblem[];
}

/** What the rules say. */
export type Decision =
  | {
      readonly kind: "fits";
      readonly ruleSet: string;
      readonly rules: readonly string[];
      readonly basis: Basis;
    }
  | { readonly kind: "refused"; readonly basis: Basis }
  /** It depends on what somebody did not say about how they work now: on these attributes. */
  | { readonly kind: "workplace-needed"; readonly missing: readonly string[]; readonly basis: Basis };

/** Rules made ready for a day, with the waivers that count. */
export interface ReadyRules {
  readonly compiled: CompiledRuleSet;
  /** The same, for who answers whole questions. */
  answering(): HeldRuleSet;
  /** Hash of the rules as published, without waivers. */
  readonly published: string;
}

/** Decides about rooms, remembering what it decided. */
export interface Verdicts {
  /**
   * Whether a room fits, and whether who acts may do so there. A room fits when rooms come out `permitted` or better for
   * everyone, and workable, in some completion of what is not known of others. What who acts did not say must make no
   * difference.
   */
  decide(question: RoomQuestion, rules: RulesNow): Decision;
}

/** Makes the decider. It has no side effects but its memory. */
export function createVerdicts(): Verdicts {
  const ready = new Map<string, Remembering>();

  const readyFor = ({ held, day }: RulesNow, waivers: readonly RunningWaiver[]): Remembering => {
    const key = `${held.hash} ${day} ${waivers.map(({ waiver }) => waiver.id).join()}`;
    const known = ready.get(key) ?? new Remembering(held, day, waivers);
    ready.delete(key);
    ready.set(key, known);
    for (const [oldest] of ready) {
      if (ready.size <= COMBINATIONS_KEPT) break;
      ready.delete(oldest);
    }
    return known;
  };

  return {
    decide({ hub, label, members, acting }, rules) {
      const parties = partiesOf(hub, members);
      const forAll = rules.waivers.filter((waiver) => coversParty(waiver, parties));
      const room = readyFor(rules, forAll);
      const asked = ask(room, rules.day, label, parties, null);
      if (asked.situation === null || !room.canBeOpen(asked.situation))
        return { kind: "refused", basis: asked };
      const party = acting === null || acting.member.kind === "guest" ? null : acting.member.organisation;
      if (acting === null || party === null) return fits(room, asked, asked.situation);

      const theirs = rules.waivers.filter(
        (waiver) => forAll.includes(waiver) || covers(waiver, acting.member),
      );
      const mine = theirs.length === forAll.length ? room : readyFor(rules, theirs);
      return decideForActor(mine, rules.day, label, parties, { party, told: acting.told });
    },
  };
}

interface Actor {
  readonly party: string;
  readonly told: Readonly<Record<string, string>>;
}

function decideForActor(
  rules: Remembering,
  day: string,
  label: RoomLabel,
  parties: readonly Party[],
  actor: Actor,
): Decision {
  const told = knownValues(rules.compiled, actor.told);
  const basis = ask(rules, day, label, parties, { ...actor, told });
  const differ = valuesThatDiffer(rules.compiled, actor.party, ROOM_TOOL);
  const untold = [...differ].filter(([id, values]) => told[id] === undefined && values.length > 1);
  const size = untold.reduce((product, [, values]) => product * values.length, 1);
  if (size > MOST_CIRCUMSTANCES) {
    return { kind: "workplace-needed", missing: untold.map(([id]) => id), basis };
  }
  const tried = combinations(untold).flatMap((circumstances) => {
    const { situation } = ask(rules, day, label, parties, { ...actor, told: { ...told, ...circumstances } });
    // What cannot occur is nobody's circumstances.
    return situation === null ? [] : [{ circumstances, open: rules.canBeOpen(situation) }];
  });
  if (tried.length === 0) return { kind: "workplace-needed", missing: Object.keys(told), basis };
  if (tried.every(({ open }) => !open) || basis.situation === null) return { kind: "refused", basis };
  if (tried.every(({ open }) => open)) return fits(rules, basis, basis.situation);
  return { kind: "workplace-needed", missing: whatMatters(untold, tried), basis };
}

interface Tried {
  readonly circumstances: Readonly<Record<string, string>>;
  readonly open: boolean;
}

/** The attributes of which another value alone can turn the decision. */
function whatMatters(
  untold: readonly (readonly [string, readonly string[]])[],
  tried: readonly Tried[],
): readonly string[] {
  const matter = untold
    .map(([id]) => id)
    .filter((id) => {
      const others = Map.groupBy(tried, ({ circumstances }) => canonicalJson({ ...circumstances, [id]: "" }));
      return [...others.values()].some((same) => new Set(same.map(({ open }) => open)).size > 1);
    });
  // Where values exclude each other it may take two at once.
  return matter.length > 0 ? matter : untold.map(([id]) => id);
}

function fits(rules: Remembering, basis: Basis, situation: Situation): Decision {
  return {
    kind: "fits",
    ruleSet: rules.compiled.ruleSetHash,
    rules: rules.decisive(situation),
    basis,
  };
}

/** Every way to pick one value for each attribute. */
function combinations(
  attributes: readonly (readonly [string, readonly string[]])[],
): readonly Readonly<Record<string, string>>[] {
  let all: readonly Readonly<Record<string, string>>[] = [{}];
  for (const [id, values] of attributes) {
    all = all.flatMap((one) => values.map((value) => ({ ...one, [id]: value })));
  }
  return all;
}

/** Asks the question of a room, in the words of the rules. */
function ask(
  rules: ReadyRules,
  day: string,
  label: RoomLabel,
  parties: readonly Party[],
  actor: Actor | null,
): Basis {
  const { ruleSet } = rules.compiled;
  if (!ruleSet.tools.some(({ id }) => id === ROOM_TOOL)) return { rules, situation: null, problems: [] };
  const attributes = Object.entries({ ...ALWAYS, ...label }).filter(([id, value]) => {
    const attribute = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === id);
    // A value of the label that the rules do not know is no detail to leave out.
    const known = id in label || attribute?.values.some((candidate) => candidate.id === value) === true;
    return attribute?.scope === "situation" && known;
  });
  try {
    const situation = checkSituation(ruleSet, {
      date: day,
      attributes: Object.fromEntries(attributes),
      participants: parties.map(({ id }) => ({
        id: id ?? "",
        attributes: actor !== null && actor.party === id ? actor.told : {},
      })),
    });
    return { rules, situation, problems: [] };
  } catch (error) {
    if (error instanceof SituationError) return { rules, situation: null, problems: error.problems };
    throw error;
  }
}

/** What somebody said, as far as the vocabulary still knows it. */
function knownValues(
  { ruleSet }: CompiledRuleSet,
  told: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(told).filter(([id, value]) =>
      ruleSet.vocabulary.attributes.some(
        (attribute) =>
          attribute.id === id &&
          attribute.scope === "participant" &&
          attribute.values.some((known) => known.id === value),
      ),
    ),
  );
}

function covers({ waiver, people }: RunningWaiver, member: PartyMember): boolean {
  if (member.kind !== "person" || member.organisation !== waiver.organisation) return false;
  return people === null || people.has(member.id);
}

/** Whether a waiver counts for everybody of its organisation in the room. */
function coversParty(running: RunningWaiver, parties: readonly Party[]): boolean {
  if (running.people === null) return true;
  const party = parties.find(({ id }) => id === running.waiver.organisation);
  return (
    party !== undefined &&
    party.members.length > 0 &&
    party.members.every((member) => covers(running, member))
  );
}

/** Rules for a day, with what was found out by them. */
class Remembering implements ReadyRules {
  readonly compiled: CompiledRuleSet;
  readonly published: string;
  readonly #held: HeldRuleSet;
  readonly #open = new Map<string, boolean>();
  readonly #decisive = new Map<string, readonly string[]>();
  #answering: HeldRuleSet | null = null;

  constructor(held: HeldRuleSet, day: string, waivers: readonly RunningWaiver[]) {
    this.published = held.hash;
    this.#held = held;
    this.compiled = recompileWithWaivers(
      held.decider(day),
      waivers.map(({ waiver }) => waiver),
      day,
    );
  }

  answering(): HeldRuleSet {
    const { ruleSet, ruleSetHash } = this.compiled;
    if (ruleSetHash === this.published) return this.#held;
    this.#answering ??= new HeldRuleSet(ruleSetHash, ruleSet, canonicalJson(ruleSet));
    return this.#answering;
  }

  canBeOpen(situation: Situation): boolean {
    return this.#remember(this.#open, situation, () => canBeOpen(this.compiled, situation, ROOM_TOOL));
  }

  /** The rules that allow it, for everybody who takes part. */
  decisive(situation: Situation): readonly string[] {
    return this.#remember(this.#decisive, situation, () => {
      const { participants = [] } = outcomeOf(this.compiled, situation, ROOM_TOOL) ?? {};
      const allowing = participants.flatMap(({ outcomes }) => outcomes.filter(({ effect }) => opens(effect)));
      return [...new Set(allowing.flatMap(({ decisive }) => decisive))];
    });
  }

  #remember<Value>(map: Map<string, Value>, situation: Situation, find: () => Value): Value {
    const key = canonicalJson(situation);
    const known = map.get(key);
    if (known !== undefined) return known;
    if (map.size >= ANSWERS_KEPT) map.clear();
    const found = find();
    map.set(key, found);
    return found;
  }
}
