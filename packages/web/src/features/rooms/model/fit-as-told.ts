import { type Decider, effectsOf, opens, outcomeOf, type RuleSet, type Words } from "@akkoord/policy";
import type { Refusal, RefusingRule } from "../../chat/model/refusal.ts";
import { attributeOf } from "../../rule-sets/model/names.ts";
import type { Fit } from "../api.ts";
import {
  type Told,
  toldIn,
  WORKPLACE_ATTRIBUTES,
  type Workplace,
  type WorkplaceAttribute,
} from "./workplace.ts";
import {
  isOpenWith,
  ROOM_TOOL,
  type RoomInRules,
  situationOf,
  workplaceMatters,
} from "./workplace-matters.ts";

/** Who asks whether a room fits them. */
export interface Asker {
  /** Their organisation. */
  readonly mine: string;
  /** What they said to the server of how they work. */
  readonly said: Workplace;
  /** What they told on this device alone. */
  readonly told: Told;
}

/**
 * What the server would say of a room, once somebody told it how they work: worked out on this device, so that it need
 * not be told before they decide to open the room. What the server says then counts.
 *
 * @param asked what the server says with what it knows: kept wherever what was told here cannot change it
 */
export function fitAsTold(decider: Decider, room: RoomInRules, { mine, said, told }: Asker, asked: Fit): Fit {
  const { ruleSet, date } = decider;
  const workplace = { ...said, ...told };
  const isAnswered = asked.refusal?.missing.some((attribute) => attribute in told) === true;
  const isOtherwise = WORKPLACE_ATTRIBUTES.some(
    (attribute) => said[attribute] !== null && said[attribute] !== workplace[attribute],
  );
  if (!isAnswered && !isOtherwise) return asked;
  if (isOpenWith(decider, room, mine, toldIn(workplace))) {
    const missing = workplaceMatters(decider, room, mine, workplace).filter(
      (attribute) => workplace[attribute] === null,
    );
    if (missing.length === 0) return { allowed: true, rules: asked.rules, refusal: null };
    return { allowed: false, rules: [], refusal: questionFor(ruleSet, missing) };
  }
  // That it is closed however they work is told best by the server.
  if (!asked.allowed && asked.refusal?.code !== "workplace-needed") return asked;
  const outcome = outcomeOf(decider, situationOf(ruleSet, date, room, mine, toldIn(workplace)), ROOM_TOOL);
  const ids = (outcome?.participants ?? [])
    .filter((participant) => !effectsOf(participant).some(opens))
    .flatMap(({ decisive }) => decisive);
  return { allowed: false, rules: [], refusal: refusalBy(ruleSet, [...new Set(ids)]) };
}

const EMPTY = {
  organisation: null,
  rules: [],
  alternatives: [],
  changes: [],
  referral: null,
  missing: [],
  resolvers: [],
} as const;

/** The questions that are still open. */
function questionFor(ruleSet: RuleSet, missing: readonly WorkplaceAttribute[]): Refusal {
  const questions = missing.flatMap((attribute) => attributeOf(ruleSet, attribute)?.question ?? []);
  const inOne = (language: keyof Words) => questions.map((question) => question[language]).join(" ");
  return {
    ...EMPTY,
    code: "workplace-needed",
    sentence: { nl: inOne("nl"), en: inOne("en") },
    missing,
  };
}

/** Null where no rule can be named: then opening the room says why not. */
function refusalBy(ruleSet: RuleSet, ids: readonly string[]): Refusal | null {
  const rules = ids.flatMap((id): RefusingRule[] => {
    const rule = ruleSet.rules.find((candidate) => candidate.id === id);
    if (rule === undefined) return [];
    const { document, quote, place } = rule.source;
    const source = ruleSet.sources.find((candidate) => candidate.id === document);
    return [
      {
        id,
        words: rule.words ?? { nl: quote, en: quote },
        source: { title: source?.title ?? document, quote, place: place ?? null, url: source?.url ?? null },
      },
    ];
  });
  const [first] = rules;
  return first === undefined ? null : { ...EMPTY, code: "rules-refuse", sentence: first.words, rules };
}
