import { enumerate, nearest } from "./nearest.ts";
import { isDate } from "./parse/reading.ts";
import { cannotOccur, pointOf } from "./points.ts";
import type { Attribute, Period, RuleSet } from "./rule-set.ts";
import type { Participant, Situation } from "./situation.ts";
import { holdsOn } from "./valid-on.ts";

/** More participants than there are organisations make no sense; the limit keeps hostile questions small. */
export const MOST_PARTICIPANTS = 40;

/** A situation as it comes in from outside: nothing is trusted yet. */
export interface SituationInput {
  readonly date: string;
  /**
   * Values by attribute id. Attributes of participants (`device`, `location`, `role`) given here
   * hold for every participant that does not say otherwise.
   */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly participants?: readonly (
    | string
    | { readonly id: string; readonly attributes?: Readonly<Record<string, string>> }
  )[];
}

/** One thing wrong with a situation. */
export interface SituationProblem {
  readonly code:
    | "unknown-attribute"
    | "unknown-value"
    | "unknown-participant"
    | "impossible-date"
    | "not-in-period"
    | "cannot-occur"
    | "no-asker"
    | "double-participant"
    | "too-many-participants";
  /** Which part of the input: an attribute id, `date` or `participants`. */
  readonly attribute: string;
  readonly value: string;
  readonly nearest: string | null;
  readonly allowed: readonly string[];
  /** One sentence that says what is wrong and what is valid. */
  readonly message: string;
}

/** The situation cannot be decided on; `problems` says everything that is wrong with it. */
export class SituationError extends Error {
  override readonly name = "SituationError";
  readonly code = "invalid-situation";
  readonly problems: readonly SituationProblem[];

  constructor(problems: readonly SituationProblem[]) {
    super(problems.map((problem) => problem.message).join(" "));
    this.problems = problems;
  }
}

/**
 * Checks a situation against the vocabulary and the organisations, and writes it out in full.
 *
 * @throws {SituationError} naming every unknown id with the nearest valid one and the list.
 * @example
 * checkSituation(ruleSet, { date: "2020-12-01", attributes: { activity: "meet" }, participants: ["bzk", "szw"] })
 */
export function checkSituation(ruleSet: RuleSet, input: SituationInput): Situation {
  const problems: SituationProblem[] = [];
  if (!isDate(input.date))
    problems.push(
      problem(
        "impossible-date",
        "date",
        input.date,
        [],
        `"${cut(input.date)}" is not a day that exists; write it as yyyy-mm-dd.`,
      ),
    );

  const shared = Object.entries(input.attributes ?? {});
  const attributes = checkAttributes(ruleSet, shared, ["situation", "participant"], problems);
  const forAll = Object.fromEntries(
    Object.entries(attributes).filter(([id]) => scopeOf(ruleSet, id) === "participant"),
  );
  const participants = (input.participants ?? []).map((entry): Participant => {
    const { id, attributes: own = {} } = typeof entry === "string" ? { id: entry } : entry;
    return {
      id,
      attributes: { ...forAll, ...checkAttributes(ruleSet, Object.entries(own), ["participant"], problems) },
    };
  });
  checkParticipants(ruleSet, input.date, participants, problems);

  const situation: Situation = {
    date: input.date,
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(([id]) => scopeOf(ruleSet, id) === "situation"),
    ),
    participants,
  };
  if (problems.length === 0) checkItCanOccur(ruleSet, situation, forAll, problems);
  if (problems.length > 0) throw new SituationError(problems);
  return situation;
}

function checkAttributes(
  ruleSet: RuleSet,
  entries: readonly (readonly [string, string])[],
  scopes: readonly Attribute["scope"][],
  problems: SituationProblem[],
): Readonly<Record<string, string>> {
  const askable = ruleSet.vocabulary.attributes.filter((attribute) => scopes.includes(attribute.scope));
  const checked: [string, string][] = [];
  for (const [id, value] of entries) {
    const attribute = askable.find((candidate) => candidate.id === id);
    if (attribute === undefined) {
      problems.push(
        unknown(
          "unknown-attribute",
          id,
          id,
          askable.map((candidate) => candidate.id),
          "attribute",
        ),
      );
      continue;
    }
    const values = attribute.values.map((candidate) => candidate.id);
    if (values.includes(value)) checked.push([id, value]);
    else problems.push(unknown("unknown-value", id, value, values, `value of ${id}`));
  }
  // In the order of the vocabulary, so that equal situations are equal texts.
  const order = ruleSet.vocabulary.attributes.map((attribute) => attribute.id);
  return Object.fromEntries(checked.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

function checkParticipants(
  ruleSet: RuleSet,
  date: string,
  participants: readonly Participant[],
  problems: SituationProblem[],
): void {
  const known = [
    ...ruleSet.organisations.map((organisation) => organisation.id),
    ...ruleSet.outsideParties.map((party) => party.id),
  ];
  for (const [index, { id }] of participants.entries()) {
    const organisation = ruleSet.organisations.find((candidate) => candidate.id === id);
    if (!known.includes(id))
      problems.push(unknown("unknown-participant", "participants", id, known, "participant"));
    else if (participants.findIndex((other) => other.id === id) < index)
      problems.push(
        problem(
          "double-participant",
          "participants",
          id,
          known,
          `Participant "${id}" is named twice; name each once.`,
        ),
      );
    else if (organisation !== undefined && isDate(date) && !holdsOn(organisation.period, date)) {
      const allowed = ruleSet.organisations
        .filter((candidate) => holdsOn(candidate.period, date))
        .map((candidate) => candidate.id);
      const message = `"${id}" (${organisation.name}) did not exist on ${date}, only ${lifetime(organisation.period)}. Valid on that day: ${enumerate(allowed)}.`;
      problems.push(problem("not-in-period", "participants", id, allowed, message));
    }
  }
  if (participants.length > MOST_PARTICIPANTS)
    problems.push(
      problem(
        "too-many-participants",
        "participants",
        String(participants.length),
        [],
        `A situation has at most ${MOST_PARTICIPANTS} participants; name each organisation once.`,
      ),
    );
  const [asker] = participants;
  if (asker !== undefined && ruleSet.outsideParties.some((party) => party.id === asker.id))
    problems.push(
      problem(
        "no-asker",
        "participants",
        asker.id,
        known,
        `The first participant is the asker's organisation; "${asker.id}" has no rules of its own. Name an organisation first.`,
      ),
    );
}

function checkItCanOccur(
  ruleSet: RuleSet,
  situation: Situation,
  forAll: Readonly<Record<string, string>>,
  problems: SituationProblem[],
): void {
  const participants =
    situation.participants.length > 0 ? situation.participants : [{ id: "", attributes: forAll }];
  if (
    !participants.some((participant) =>
      cannotOccur(ruleSet.vocabulary, pointOf(ruleSet, situation, participant)),
    )
  )
    return;
  const named = Object.entries(situation.attributes)
    .map(([id, value]) => `${id} ${value}`)
    .join(", ");
  problems.push(
    problem(
      "cannot-occur",
      "situation",
      named,
      [],
      `This situation cannot occur: ${named}. Leave one of these out.`,
    ),
  );
}

function scopeOf(ruleSet: RuleSet, id: string): Attribute["scope"] | undefined {
  return ruleSet.vocabulary.attributes.find((attribute) => attribute.id === id)?.scope;
}

function unknown(
  code: SituationProblem["code"],
  attribute: string,
  value: string,
  allowed: readonly string[],
  what: string,
): SituationProblem {
  const near = nearest(value, allowed);
  const hint = near === null ? "" : ` Did you mean "${near}"?`;
  return {
    code,
    attribute,
    value,
    nearest: near,
    allowed,
    message: `Unknown ${what} "${cut(value)}".${hint} Valid: ${enumerate(allowed)}.`,
  };
}

function problem(
  code: SituationProblem["code"],
  attribute: string,
  value: string,
  allowed: readonly string[],
  message: string,
): SituationProblem {
  return { code, attribute, value, nearest: null, allowed, message };
}

function lifetime(period: Period): string {
  if (period.from === null) return `up to ${period.to}`;
  return period.to === null ? `from ${period.from}` : `from ${period.from} up to ${period.to}`;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
