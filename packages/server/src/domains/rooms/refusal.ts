import {
  type Answer,
  type Change,
  effectsOf,
  type Help,
  opens,
  outcomeOf,
  type ParticipantOutcome,
  type RuleSet,
  type Situation,
  type ToolOutcome,
  whatCouldHelp,
} from "@akkoord/policy";
import type { Thinking } from "../advice/thinking.ts";
import type {
  Refusal,
  RefusalChange,
  RefusingRule,
  RoomFacts,
  RoomLabel,
  RoomMember,
  Words,
} from "./model.ts";
import { MODERATOR } from "./model.ts";
import * as words from "./refusal-words.ts";
import { type Basis, type Decision, ROOM_TOOL } from "./verdict.ts";

/** Values of `information` that mark a state secret. */
export const STATE_SECRETS: readonly string[] = ["state-confidential", "state-secret", "state-top-secret"];

/** The tip of a rule that sends state secrets elsewhere, and the tag of where to. */
const REFERRING_TIP = "use-accredited-facility";
const FACILITY_TAG = "state-secret-facility";

const MOST_ALTERNATIVES = 5;
/** In a room of more organisations than this, two changes at once are not looked for: it would hold up others. */
const FEW_PARTICIPANTS = 8;
const REFUSALS_KEPT = 500;

/** Whose rules refuse, and which. */
export interface Culprits {
  /** Null when it is nobody's in particular. */
  readonly organisation: string | null;
  /** In the order of the rule set. */
  readonly rules: readonly string[];
}

/** Tells why something is refused in a room, and what to do instead. */
export interface Refusals {
  /** The refusal that a decision comes down to. */
  of(decision: Exclude<Decision, { kind: "fits" }>, room: RefusedRoom): Promise<Refusal>;
  /** What may be used instead, and what would make it possible; nothing when it cannot be told in time. */
  wayOut(basis: Basis, room: RefusedRoom): Promise<Pick<Refusal, "alternatives" | "changes">>;
}

/** What a refusal must know of the room. */
export interface RefusedRoom {
  readonly hub: string;
  readonly label: RoomLabel;
  readonly members: RoomFacts["members"];
  /** The organisation of who acts, who cannot be left out. */
  readonly actor: string | null;
}

/** Makes refusals. Answers come from the same threads as those of questions. */
export function createRefusals(thinking: Pick<Thinking, "answer">): Refusals {
  const waysOut = new Map<string, Pick<Refusal, "alternatives" | "changes">>();

  const wayOut: Refusals["wayOut"] = async ({ rules, situation }, { hub, actor }) => {
    if (situation === null) return { alternatives: [], changes: [] };
    const key = `${rules.compiled.ruleSetHash} ${actor} ${JSON.stringify(situation)}`;
    const known = waysOut.get(key);
    if (known !== undefined) return known;
    // Who takes too long to tell what else there is must not turn a refusal into a failure.
    const answer = await thinking.answer(rules.answering(), situation, { help: false }).catch(() => null);
    const { ruleSet } = rules.compiled;
    const most = situation.participants.length > FEW_PARTICIPANTS ? 1 : 2;
    const found = {
      alternatives: answer === null ? [] : alternativesIn(ruleSet, answer),
      changes: changesIn(whatCouldHelp(rules.compiled, actorFirst(situation, actor), ROOM_TOOL, most), hub),
    };
    if (waysOut.size >= REFUSALS_KEPT) waysOut.clear();
    if (answer !== null) waysOut.set(key, found);
    return found;
  };

  return {
    wayOut,
    async of(decision, room) {
      const { basis } = decision;
      const { ruleSet } = basis.rules.compiled;
      if (decision.kind === "workplace-needed") {
        const questions = ruleSet.vocabulary.attributes.flatMap(({ id, question }) =>
          decision.missing.includes(id) ? [question] : [],
        );
        return {
          ...EMPTY,
          code: "workplace-needed",
          sentence: words.workplaceNeeded(questions),
          missing: decision.missing,
        };
      }
      const { organisation, rules } = culpritsIn(basis);
      const told = toldRules(ruleSet, rules);
      if (isStateSecret(room.label)) {
        return {
          ...EMPTY,
          code: "state-secret",
          sentence: words.STATE_SECRET,
          organisation,
          rules: told,
          referral: referralIn(ruleSet),
        };
      }
      const unknown = basis.problems.some(({ attribute }) => attribute === "participants");
      return {
        ...EMPTY,
        code: "rules-refuse",
        sentence: unknown
          ? words.UNKNOWN_PARTY
          : words.rulesRefuse(nameOf(ruleSet, organisation), told[0]?.words ?? null),
        organisation,
        rules: told,
        ...(await wayOut(basis, room)),
        resolvers: resolversOf(room.members),
      };
    },
  };
}

/** A refusal with nothing in it but what every kind has. */
export const EMPTY = {
  organisation: null,
  rules: [],
  alternatives: [],
  changes: [],
  referral: null,
  missing: [],
  resolvers: [],
} as const;

/** Whether information has the mark of a state secret. */
export function isStateSecret({ information }: RoomLabel): boolean {
  return STATE_SECRETS.includes(information);
}

/** Who can resolve it when a room does not fit: whoever may remove people and change the label. */
export function resolversOf(members: readonly RoomMember[]): { userId: string; name: string }[] {
  return members
    .filter(({ membership, power, kind }) => membership === "join" && power >= MODERATOR && kind === "person")
    .map(({ userId, name }) => ({ userId, name }));
}

/** Whose rules close a room in a situation, and which. */
export function culpritsIn({ rules: { compiled }, situation }: Basis): Culprits {
  const outcome = situation === null ? null : outcomeOf(compiled, situation, ROOM_TOOL);
  if (outcome === null) return { organisation: null, rules: [] };
  const { ruleSet } = compiled;
  const closed = outcome.participants.filter((participant) => !effectsOf(participant).some(opens));
  const involved = closed.length > 0 ? closed : outcome.participants;
  const ids = new Set(closed.length > 0 ? closed.flatMap(refusing) : clashing(ruleSet, outcome));
  const rules = ruleSet.rules.filter(({ id }) => ids.has(id));
  const issuers = [...new Set(rules.map(({ issuer }) => issuer))];
  const [issuer] = issuers;
  const byOne = issuers.length === 1 && ruleSet.organisations.some(({ id }) => id === issuer);
  const [only] = involved;
  const forOne = involved.length === 1 && outcome.participants.length > 1 ? only?.participant : undefined;
  return {
    organisation: (byOne ? issuer : forOne) ?? null,
    rules: rules.map(({ id }) => id),
  };
}

/** The rules that refuse whatever is still unknown; where there are none, all that refuse in some case. */
function refusing({ outcomes }: ParticipantOutcome): readonly string[] {
  const refused = outcomes.filter(({ effect }) => !opens(effect)).map(({ decisive }) => decisive);
  const always = (refused[0] ?? []).filter((id) => refused.every((decisive) => decisive.includes(id)));
  return always.length > 0 ? always : refused.flat();
}

/** The rules whose duties cannot be met there. */
function clashing(ruleSet: RuleSet, { clashes, duties, participants }: ToolOutcome): readonly string[] {
  const impossible = new Set(clashes.flatMap((clash) => clash.duties));
  const laidDown = duties.flatMap(({ id, rules }) => (impossible.has(id) ? rules : []));
  if (laidDown.length > 0) return laidDown;
  // Closed in every completion for reasons that lie in several at once: everything that speaks against it.
  const against = new Set(participants.flatMap(refusing));
  return ruleSet.rules.flatMap(({ id }) => (against.has(id) ? [id] : []));
}

/** Rules as a refusal shows them; an id that the rule set does not know is left out. */
export function toldRules(ruleSet: RuleSet, ids: readonly string[]): RefusingRule[] {
  return ids.flatMap((id) => {
    const rule = ruleSet.rules.find((candidate) => candidate.id === id);
    if (rule === undefined) return [];
    const source = ruleSet.sources.find((candidate) => candidate.id === rule.source.document);
    return [
      {
        id,
        words: rule.words ?? words.inBoth(rule.source.quote),
        source: {
          document: rule.source.document,
          title: source?.title ?? rule.source.document,
          quote: rule.source.quote,
          place: rule.source.place ?? null,
          url: source?.url ?? null,
        },
      },
    ];
  });
}

/** Where state secrets go, as far as the rules and the catalogue know. */
export function referralIn(ruleSet: RuleSet): Words {
  const tip = ruleSet.vocabulary.advice.find(({ id }) => id === REFERRING_TIP);
  const names = ruleSet.tools.filter(({ tags }) => tags.includes(FACILITY_TAG)).map(({ name }) => name);
  return words.joined(tip?.words ?? words.REFERRAL, words.facilities(names));
}

/** What an organisation is called in a sentence. */
export function nameOf(ruleSet: RuleSet, organisation: string | null): string | null {
  if (organisation === null) return null;
  return ruleSet.organisations.find(({ id }) => id === organisation)?.abbreviation ?? organisation;
}

function alternativesIn(ruleSet: RuleSet, answer: Answer): Refusal["alternatives"] {
  return answer.common
    .filter((tool) => tool !== ROOM_TOOL)
    .slice(0, MOST_ALTERNATIVES)
    .flatMap((tool) => {
      const outcome = answer.outcomes.find((candidate) => candidate.tool === tool);
      const name = ruleSet.tools.find(({ id }) => id === tool)?.name;
      const effect = outcome === undefined ? undefined : effectsOf(outcome).at(-1);
      return name === undefined || effect === undefined ? [] : [{ tool, name, effect }];
    });
}

/** Each change that helps by itself; where none does, two that help together. */
function changesIn(helps: readonly Help[], hub: string): readonly RefusalChange[] {
  // A room is always hosted by its hub, for messages: nothing of that can be changed.
  const possible = helps.filter(({ changes }) => changes.every((change) => canBeDone(change, hub)));
  const single = possible.filter(({ changes }) => changes.length === 1);
  return (single.length > 0 ? single.flatMap(({ changes }) => changes) : (possible[0]?.changes ?? [])).slice(
    0,
    10,
  );
}

function canBeDone(change: Change, hub: string): boolean {
  return change.kind === "attribute" ? change.attribute !== "host" : change.participant !== hub;
}

/** The same situation with who acts first, whose circumstances can change and who cannot be left out. */
function actorFirst(situation: Situation, actor: string | null): Situation {
  const first = situation.participants.filter(({ id }) => id === actor);
  const rest = situation.participants.filter(({ id }) => id !== actor);
  return { ...situation, participants: [...first, ...rest] };
}
