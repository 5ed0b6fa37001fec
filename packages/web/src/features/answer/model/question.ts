import type { IsoDate, RuleSet, Situation } from "@akkoord/policy";

/**
 * What somebody asks, as the page holds it and the link carries it. `null` is: not said yet.
 * Attributes of participants (device, location, role) hold for everyone who takes part.
 */
export interface Question {
  readonly attributes: Readonly<Record<string, string>>;
  /** The asker's organisation. */
  readonly asker: string | null;
  /** Who else takes part: organisations and outside parties; empty is colleagues alone. */
  readonly others: readonly string[] | null;
  /** The one tool the question is about. */
  readonly tool: string | null;
  /** The day the rules must hold on; null is today. */
  readonly date: IsoDate | null;
  /** The rule set a shared link was made with; null is the one in force on the day. */
  readonly ruleSet: string | null;
}

/** A question in which nothing was said. */
export const EMPTY_QUESTION: Question = {
  attributes: {},
  asker: null,
  others: null,
  tool: null,
  date: null,
  ruleSet: null,
};

const ASKER = "me";
const OTHERS = "with";
const TOOL = "tool";
const DATE = "date";
const RULE_SET = "rules";
const RESERVED: ReadonlySet<string> = new Set([ASKER, OTHERS, TOOL, DATE, RULE_SET]);

/**
 * The part of a link after `#`, which browsers never send to a server.
 *
 * @example writeFragment({ ...EMPTY_QUESTION, asker: "bzk", others: ["szw"], attributes: { activity: "meet" } })
 * // "me=bzk&with=szw&activity=meet"
 */
export function writeFragment(question: Question): string {
  const parts: string[] = [];
  const add = (key: string, value: string) => parts.push(`${encodeURIComponent(key)}=${value}`);
  if (question.asker !== null) add(ASKER, encodeURIComponent(question.asker));
  if (question.others !== null) add(OTHERS, question.others.map(encodeURIComponent).join(","));
  for (const [attribute, value] of Object.entries(question.attributes))
    add(attribute, encodeURIComponent(value));
  if (question.tool !== null) add(TOOL, encodeURIComponent(question.tool));
  if (question.date !== null) add(DATE, encodeURIComponent(question.date));
  if (question.ruleSet !== null) add(RULE_SET, encodeURIComponent(question.ruleSet));
  return parts.join("&");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A link that was cut short: take the text as it stands; `fitToRuleSet` drops what means nothing.
    return text;
  }
}

/** Reads what {@link writeFragment} wrote. Anything else in the link is kept out by {@link fitToRuleSet}. */
export function readFragment(fragment: string): Question {
  const attributes: Record<string, string> = {};
  const reserved = new Map<string, string>();
  for (const part of fragment.replace(/^#/, "").split("&")) {
    if (part === "") continue;
    const cut = part.indexOf("=");
    const key = decode(cut === -1 ? part : part.slice(0, cut));
    const value = cut === -1 ? "" : part.slice(cut + 1);
    if (RESERVED.has(key)) reserved.set(key, value);
    else if (value !== "") attributes[key] = decode(value);
  }
  const one = (key: string) => {
    const value = reserved.get(key);
    return value === undefined || value === "" ? null : decode(value);
  };
  const others = reserved.get(OTHERS);
  return {
    attributes,
    asker: one(ASKER),
    others: others === undefined ? null : others.split(",").filter(Boolean).map(decode),
    tool: one(TOOL),
    date: one(DATE),
    ruleSet: one(RULE_SET),
  };
}

/** Parts of a link that this rule set does not know, so that the page can say what it left out. */
export interface Fitted {
  readonly question: Question;
  readonly unknown: readonly string[];
}

/** Keeps what the rule set knows; names the rest, so that nothing disappears in silence. */
export function fitToRuleSet(ruleSet: RuleSet, question: Question): Fitted {
  const unknown: string[] = [];
  const attributes: Record<string, string> = {};
  for (const [id, value] of Object.entries(question.attributes)) {
    const attribute = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === id);
    const known =
      attribute !== undefined &&
      attribute.scope !== "derived" &&
      attribute.values.some((v) => v.id === value);
    if (known) attributes[id] = value;
    else unknown.push(`${id}=${value}`);
  }
  const organisations = new Set(ruleSet.organisations.map((organisation) => organisation.id));
  const parties = new Set(ruleSet.outsideParties.map((party) => party.id));
  const asker = question.asker !== null && organisations.has(question.asker) ? question.asker : null;
  if (asker === null && question.asker !== null) unknown.push(question.asker);
  const others =
    question.others === null
      ? null
      : [...new Set(question.others)].filter((id) => {
          const known = organisations.has(id) || parties.has(id);
          if (!known) unknown.push(id);
          return known && id !== asker;
        });
  const everyoneUnknown =
    others !== null && others.length === 0 && (question.others ?? []).some((id) => id !== asker);
  const tool =
    question.tool !== null && ruleSet.tools.some((candidate) => candidate.id === question.tool)
      ? question.tool
      : null;
  if (tool === null && question.tool !== null) unknown.push(question.tool);
  return {
    question: { ...question, attributes, asker, others: everyoneUnknown ? null : others, tool },
    unknown,
  };
}

/** The situation that the rules decide on. Without an asker nobody takes part yet. */
export function toSituation(ruleSet: RuleSet, question: Question, today: IsoDate): Situation {
  const attributes: Record<string, string> = {};
  const perParticipant: Record<string, string> = {};
  for (const attribute of ruleSet.vocabulary.attributes) {
    const value = question.attributes[attribute.id];
    if (value === undefined || attribute.scope === "derived") continue;
    if (attribute.scope === "participant") perParticipant[attribute.id] = value;
    else attributes[attribute.id] = value;
  }
  const ids = question.asker === null ? [] : [question.asker, ...(question.others ?? [])];
  return {
    date: question.date ?? today,
    attributes,
    participants: ids.map((id) => ({ id, attributes: perParticipant })),
  };
}

/** The question with one attribute set, or opened again with `null`. */
export function withAttribute(question: Question, attribute: string, value: string | null): Question {
  const attributes = { ...question.attributes };
  if (value === null) delete attributes[attribute];
  else attributes[attribute] = value;
  return { ...question, attributes };
}
