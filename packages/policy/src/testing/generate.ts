/**
 * Rule sets that look like those of a government, of any size and the same for the same seed.
 * For benchmarks and tests; nothing here is a rule of a real organisation.
 */
import { EFFECTS, type Effect } from "../effect.ts";
import type {
  Advice,
  Attribute,
  Condition,
  Duty,
  Group,
  Layer,
  Organisation,
  Rule,
  RuleSet,
  Tool,
  ToolSelection,
  Vocabulary,
} from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { type Random, seededRandom } from "./random.ts";

/** How large a rule set to make. */
export interface GeneratorOptions {
  readonly seed: number;
  readonly organisations: number;
  readonly tools: number;
  /** How many attributes situations have; the first eight are those of the real vocabulary. */
  readonly attributes: number;
  /** Rules that bind all organisations, or a large group of them. */
  readonly governmentWideRules: number;
  /** Rules that each organisation makes for itself. */
  readonly rulesPerOrganisation: number;
}

/** 2,100 rules, 30 organisations, 200 tools and a space of 5,573,836,800 situations per organisation and tool. */
export const COST_TABLE_SIZE: GeneratorOptions = {
  seed: 1,
  organisations: 30,
  tools: 200,
  attributes: 20,
  governmentWideRules: 300,
  rulesPerOrganisation: 60,
};

/** A day on which every generated rule holds. */
export const GENERATED_DATE = "2026-01-01";

const KNOWN_ATTRIBUTES: readonly (readonly [
  id: string,
  scope: Attribute["scope"],
  ordered: boolean,
  values: string,
])[] = [
  ["activity", "situation", false, "meet message share co-author use-ai sign"],
  [
    "information",
    "situation",
    true,
    "public internal confidential departmental-confidential state-confidential state-secret state-top-secret",
  ],
  ["personalData", "situation", true, "none ordinary special"],
  ["audience", "derived", true, "own-organisation interdepartmental public-sector external international"],
  ["host", "situation", false, "own other"],
  ["device", "participant", false, "managed-workstation managed-mobile secure-workspace private-device"],
  ["location", "participant", false, "office home public-place abroad high-risk-country"],
  ["role", "participant", false, "employee senior-official office-holder contractor"],
];

/** Sizes of the attributes beyond the known ones: small, as further distinctions usually are. */
const FURTHER_SIZES = [2, 3, 2, 4, 2, 2, 3, 2, 2, 4, 2, 3];

/** How often a rule looks at an attribute. The further ones are rare. */
const LOOKS_AT: Readonly<Record<string, number>> = {
  activity: 0.85,
  information: 0.65,
  audience: 0.3,
  device: 0.2,
  personalData: 0.15,
  location: 0.12,
  role: 0.08,
  host: 0.05,
};
const LOOKS_AT_FURTHER = 0.04;

/** How often rules have each effect, in parts of a hundred; what is left decides nothing and only lays down duties. */
const EFFECT_SHARES: Readonly<Record<"wide" | "own", Readonly<Record<Effect, number>>>> = {
  wide: { required: 0.7, recommended: 10, permitted: 30, discouraged: 15, prohibited: 32 },
  own: { required: 1.2, recommended: 12, permitted: 36, discouraged: 12, prohibited: 28 },
};

/**
 * Makes a rule set of the given size.
 *
 * @example generateRuleSet(COST_TABLE_SIZE).rules.length // 2100
 */
export function generateRuleSet(options: GeneratorOptions): RuleSet {
  const random = seededRandom(options.seed);
  const vocabulary = generateVocabulary(options.attributes);
  const tools = generateTools(random, options.tools);
  const organisations = Array.from({ length: options.organisations }, (_, index) => organisation(index));
  const groups = generateGroups(organisations);
  const maker = new RuleMaker(random, vocabulary, tools, groups);
  const wide = Array.from({ length: options.governmentWideRules }, (_, index) => maker.governmentWide(index));
  const own = organisations.flatMap((issuer) =>
    Array.from({ length: options.rulesPerOrganisation }, (_, index) =>
      maker.ofOrganisation(issuer, index, wide),
    ),
  );
  return {
    format: 1,
    name: `generated ${options.seed}`,
    vocabulary,
    organisations,
    outsideParties: [],
    groups,
    tools,
    sources: [
      { id: "generated", title: "Generated", author: "Akkoord", date: null, url: null, fictional: true },
    ],
    rules: [...wide, ...own],
    untranslatables: [],
  };
}

/** Random points that can occur, known in every attribute. */
export function generatePoints(ruleSet: RuleSet, amount: number, seed: number): readonly Point[] {
  const random = seededRandom(seed);
  const { attributes, impossible } = ruleSet.vocabulary;
  const points: Point[] = [];
  while (points.length < amount) {
    const point = Uint8Array.from(attributes, (attribute) => random.below(attribute.values.length));
    const values = new Map(
      attributes.map((attribute, index) => [attribute.id, attribute.values[point[index] ?? 0]?.id ?? ""]),
    );
    const occurs = !impossible.some((condition) =>
      Object.entries(condition).every(([id, allowed]) => allowed.includes(values.get(id) ?? "")),
    );
    if (occurs) points.push(point);
  }
  return points;
}

/** The same rule set in which one organisation changed one of its own rules. */
export function withChangedRule(ruleSet: RuleSet, organisationId: string): RuleSet {
  const changed = ruleSet.rules.find((rule) => rule.issuer === organisationId);
  return {
    ...ruleSet,
    rules: ruleSet.rules.map((rule) =>
      rule === changed
        ? { ...rule, effect: rule.effect === "prohibited" ? "permitted" : "prohibited" }
        : rule,
    ),
  };
}

function generateVocabulary(count: number): Vocabulary {
  const further = Array.from({ length: Math.max(0, count - KNOWN_ATTRIBUTES.length) }, (_, index) => {
    const size = FURTHER_SIZES[index % FURTHER_SIZES.length] ?? 2;
    const values = Array.from({ length: size }, (_, value) => `v${value}`).join(" ");
    return attribute(`further-${index + 1}`, "situation", false, values);
  });
  const known = KNOWN_ATTRIBUTES.slice(0, count).map((parts) => attribute(...parts));
  const attributes = [...known, ...further];
  const constraints = attributes.filter(({ id }) => ["device", "location", "host"].includes(id));
  const constraintFor = (index: number): Duty["constraint"] => {
    const about = constraints[index % 6];
    if (about === undefined) return undefined;
    return { attribute: about.id, values: about.values.slice(0, 1 + (index % 2)).map((value) => value.id) };
  };
  const duties: readonly Duty[] = Array.from({ length: 24 }, (_, index) => ({
    id: `duty-${index}`,
    words: both(`duty ${index}`),
    constraint: constraintFor(index),
  }));
  const advice: readonly Advice[] = Array.from({ length: 24 }, (_, index) => ({
    id: `tip-${index}`,
    words: both(`tip ${index}`),
  }));
  return { attributes, impossible: impossibleIn(attributes), duties, advice };
}

function impossibleIn(attributes: readonly Attribute[]): readonly Condition[] {
  const conditions: readonly Condition[] = [
    { device: ["private-device"], location: ["office"], information: ["state-top-secret"] },
    { activity: ["use-ai"], audience: ["international"] },
  ];
  const known = new Set(attributes.map(({ id }) => id));
  return conditions.filter((condition) => Object.keys(condition).every((id) => known.has(id)));
}

function attribute(id: string, scope: Attribute["scope"], ordered: boolean, values: string): Attribute {
  return {
    id,
    scope,
    ordered,
    values: values.split(" ").map((value) => ({ id: value, label: both(value) })),
    label: both(id),
    question: both(`${id}?`),
    given: false,
  };
}

function generateTools(random: Random, amount: number): readonly Tool[] {
  const activities = (KNOWN_ATTRIBUTES[0]?.[3] ?? "").split(" ");
  const tags = Array.from({ length: Math.max(2, Math.round(amount / 8)) }, (_, index) => ({
    id: `tag-${index}`,
    activities: random.some(activities, 1 + random.below(2)),
  }));
  return Array.from({ length: amount }, (_, index) => {
    const carried = random.some(tags, 1 + random.below(2));
    return {
      id: `tool-${index}`,
      name: `Tool ${index}`,
      supplier: null,
      supplierCountry: null,
      activities: activities.filter((activity) => carried.some((tag) => tag.activities.includes(activity))),
      tags: carried.map((tag) => tag.id),
      facts: {},
      description: null,
      sources: [],
    };
  });
}

function organisation(index: number): Organisation {
  return {
    id: `org-${index}`,
    name: `Organisation ${index}`,
    abbreviation: `O${index}`,
    kind: "fictional",
    tooi: null,
    period: { from: null, to: null },
    names: [],
  };
}

function generateGroups(organisations: readonly Organisation[]): readonly Group[] {
  const ids = organisations.map(({ id }) => id);
  const half = Math.ceil(ids.length / 2);
  return [
    { id: "everyone", label: both("everyone"), members: ids },
    { id: "ministries", label: both("ministries"), members: ids.slice(0, half) },
    { id: "agencies", label: both("agencies"), members: ids.slice(half) },
  ].filter(({ members }) => members.length > 0);
}

class RuleMaker {
  readonly #random: Random;
  readonly #vocabulary: Vocabulary;
  readonly #tools: readonly Tool[];
  readonly #groups: readonly Group[];

  constructor(random: Random, vocabulary: Vocabulary, tools: readonly Tool[], groups: readonly Group[]) {
    this.#random = random;
    this.#vocabulary = vocabulary;
    this.#tools = tools;
    this.#groups = groups;
  }

  governmentWide(index: number): Rule {
    const random = this.#random;
    const group = random.chance(0.85) ? this.#groups[0] : random.pick(this.#groups);
    const layer: Layer = random.chance(0.05) ? random.pick(["law", "treaty"]) : "government-wide";
    const isStrict = layer !== "government-wide" || random.chance(0.15);
    const draw = random.below(100);
    const yieldsTo: readonly Layer[] =
      isStrict || draw >= 50 ? [] : draw < 35 ? ["organisation"] : ["organisation", "waiver"];
    return {
      ...this.#body("wide"),
      id: `wide-${index}`,
      issuer: "government",
      layer,
      force: isStrict ? "strict" : "defeasible",
      yieldsTo,
      overrides: [],
      bearers: group?.members ?? [],
      bearersNamed: [group?.id ?? ""],
    };
  }

  ofOrganisation(issuer: Organisation, index: number, wide: readonly Rule[]): Rule {
    const random = this.#random;
    const body = this.#body("own");
    const isWaiver = random.chance(0.03);
    const isStrict = !isWaiver && random.chance(0.08);
    const deviates = isWaiver || random.chance(0.15);
    const relaxable = wide.filter(
      (rule) =>
        rule.force === "defeasible" &&
        rule.bearers.includes(issuer.id) &&
        rule.tools.ids.some((id) => body.tools.ids.includes(id)),
    );
    return {
      ...body,
      id: `${issuer.id}-${index}`,
      issuer: issuer.id,
      layer: isWaiver ? "waiver" : "organisation",
      force: isStrict ? "strict" : "defeasible",
      yieldsTo: !isStrict && !isWaiver && random.chance(0.2) ? ["waiver"] : [],
      overrides: deviates && relaxable.length > 0 ? [random.pick(relaxable).id] : [],
      bearers: [issuer.id],
      bearersNamed: [issuer.id],
    };
  }

  #body(
    kind: "wide" | "own",
  ): Pick<
    Rule,
    "valid" | "when" | "tools" | "effect" | "duties" | "advice" | "words" | "source" | "reading"
  > {
    const random = this.#random;
    const about = random.pick(this.#tools);
    const effect = this.#effect(kind);
    const opens = effect !== "prohibited" && effect !== "discouraged";
    return {
      valid: {
        from: random.chance(0.6) ? `${2015 + random.below(10)}-0${1 + random.below(9)}-01` : null,
        to: random.chance(0.1) ? `${2027 + random.below(4)}-12-31` : null,
      },
      when: this.#condition(about),
      tools: this.#toolsAround(about, kind),
      effect,
      duties: effect === null || (opens && random.chance(0.3)) ? this.#ids(this.#vocabulary.duties) : [],
      advice: opens && random.chance(0.15) ? this.#ids(this.#vocabulary.advice) : [],
      words: null,
      source: { document: "generated", quote: "generated" },
      reading: null,
    };
  }

  #effect(kind: "wide" | "own"): Effect | null {
    let draw = this.#random.below(1000) / 10;
    for (const effect of EFFECTS) {
      draw -= EFFECT_SHARES[kind][effect];
      if (draw < 0) return effect;
    }
    return null;
  }

  /** Mostly one or a few tools by id, often a kind of tools, seldom all of them. */
  #toolsAround(about: Tool, kind: "wide" | "own"): ToolSelection {
    const random = this.#random;
    const draw = random.below(100);
    const all = draw < 1 && (kind === "wide" || random.chance(0.5));
    const byTag = !all && draw < (kind === "wide" ? 25 : 20);
    const tag = random.pick(about.tags);
    const few = new Set([about, ...random.some(this.#tools, random.below(3))]);
    const except = byTag && random.chance(0.2) ? [about.id] : [];
    const chosen = this.#tools.filter((tool) => all || (byTag ? tool.tags.includes(tag) : few.has(tool)));
    const ids = chosen.map(({ id }) => id).filter((id) => chosen.length === 1 || !except.includes(id));
    return {
      ids,
      named: { ids: all || byTag ? [] : ids, tags: byTag ? [tag] : [], facts: [], except, all },
    };
  }

  #condition(about: Tool): Condition {
    const random = this.#random;
    const condition: Record<string, readonly string[]> = {};
    for (const { id, ordered, values } of this.#vocabulary.attributes) {
      if (!random.chance(LOOKS_AT[id] ?? LOOKS_AT_FURTHER)) continue;
      const ids = values.map((value) => value.id);
      const served = ids.filter((value) => about.activities.includes(value));
      if (id === "activity" && served.length > 0) condition[id] = random.some(served, 1 + random.below(2));
      else if (ordered) condition[id] = this.#range(ids);
      else condition[id] = random.some(ids, 1 + random.below(Math.max(1, ids.length - 1)));
    }
    return condition;
  }

  /** From a value upwards, up to a value, or a band. */
  #range(ids: readonly string[]): readonly string[] {
    const random = this.#random;
    const cut = 1 + random.below(ids.length - 1);
    const draw = random.below(10);
    if (draw < 5) return ids.slice(cut);
    if (draw < 9) return ids.slice(0, cut);
    return ids.slice(cut - 1, cut + 1);
  }

  #ids(list: readonly { readonly id: string }[]): readonly string[] {
    return this.#random.some(list, 1 + this.#random.below(2)).map(({ id }) => id);
  }
}

function both(text: string): { readonly nl: string; readonly en: string } {
  return { nl: text, en: text };
}
