/** Rule sets written by hand, small enough to see through. For tests. */
import type { Attribute, Rule, RuleSet, Tool, Words } from "../rule-set.ts";
import type { Participant, Situation } from "../situation.ts";

const DAY = "2026-01-01";

/** What a test says of a rule; the rest is as plain as can be. */
export type SmallRule = Partial<Omit<Rule, "tools">> & {
  readonly id: string;
  readonly tools?: readonly string[];
};

/**
 * A vocabulary of three attributes, the organisations `a`, `b` and `c`, the tools `one`, `two` and `three`,
 * three duties about the device (any, at-desk, on-phone), and the rules given.
 */
export function smallRuleSet(rules: readonly SmallRule[]): RuleSet {
  return {
    format: 1,
    name: "small",
    vocabulary: {
      attributes: [
        attribute("activity", "situation", false, ["meet", "share"], true),
        attribute("information", "situation", true, ["public", "internal", "secret"]),
        attribute("audience", "derived", true, ["own-organisation", "interdepartmental", "external"]),
        attribute("host", "situation", false, ["own", "other"]),
        attribute("device", "participant", false, ["desk", "phone"]),
      ],
      impossible: [{ activity: ["share"], host: ["other"] }],
      duties: [
        { id: "take-care", words: both("take care") },
        { id: "at-desk", words: both("at the desk"), constraint: { attribute: "device", values: ["desk"] } },
        {
          id: "on-phone",
          words: both("on the phone"),
          constraint: { attribute: "device", values: ["phone"] },
        },
        { id: "invite", words: both("invite"), constraint: { attribute: "host", values: ["own"] } },
        { id: "be-invited", words: both("be invited"), constraint: { attribute: "host", values: ["other"] } },
      ],
      advice: [
        {
          id: "try-phone",
          words: both("try the phone"),
          constraint: { attribute: "device", values: ["phone"] },
        },
      ],
    },
    organisations: ["a", "b", "c"].map((id) => ({
      id,
      name: id.toUpperCase(),
      abbreviation: id.toUpperCase(),
      kind: "fictional" as const,
      tooi: null,
      period: { from: id === "c" ? "2020-01-01" : null, to: null },
      names: [],
    })),
    outsideParties: [{ id: "external", label: both("external"), audience: "external" }],
    groups: [],
    tools: ["one", "two", "three"].map(tool),
    sources: [{ id: "made-up", title: "Made up", author: "test", date: null, url: null, fictional: true }],
    rules: rules.map(completeRule),
    untranslatables: [],
  };
}

/** A situation on the day the small rules hold. */
export function situationOf(
  attributes: Readonly<Record<string, string>>,
  participants: readonly (string | Participant)[] = ["a"],
): Situation {
  return {
    date: DAY,
    attributes,
    participants: participants.map((entry) =>
      typeof entry === "string" ? { id: entry, attributes: {} } : entry,
    ),
  };
}

export const SMALL_DAY = DAY;

function completeRule(rule: SmallRule): Rule {
  const ids = rule.tools ?? ["one"];
  const bearers = rule.bearers ?? ["a", "b", "c"];
  return {
    issuer: "government",
    layer: "government-wide",
    force: "defeasible",
    yieldsTo: [],
    overrides: [],
    valid: { from: null, to: null },
    when: {},
    effect: "permitted",
    duties: [],
    advice: [],
    words: null,
    source: { document: "made-up", quote: "as said" },
    reading: null,
    ...rule,
    bearers,
    bearersNamed: bearers,
    tools: { ids, named: { ids, tags: [], facts: [], except: [], all: false } },
  };
}

function attribute(
  id: string,
  scope: Attribute["scope"],
  ordered: boolean,
  values: readonly string[],
  given = false,
): Attribute {
  return {
    id,
    scope,
    ordered,
    given,
    values: values.map((value) => ({ id: value, label: both(value) })),
    label: both(id),
    question: both(`${id}?`),
  };
}

function tool(id: string): Tool {
  return {
    id,
    name: id,
    supplier: null,
    supplierCountry: null,
    activities: ["meet", "share"],
    tags: [],
    facts: {},
    description: null,
    sources: [],
  };
}

function both(text: string): Words {
  return { nl: text, en: text };
}
