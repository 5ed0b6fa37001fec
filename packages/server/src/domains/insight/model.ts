import {
  type Finding,
  type FindingKind,
  familySentence,
  GOVERNMENT_WIDE_OWNER,
  type IsoDate,
  ownerOf,
  type RuleSet,
  type Words,
} from "@akkoord/policy";

/** Where a finding stands: to be dealt with, left as it is until a day, or gone. */
export const WORKLIST_STATES = ["open", "accepted", "solved"] as const;

/** Where a finding stands. */
export type WorklistState = (typeof WORKLIST_STATES)[number];

/** What happens to a finding over time. */
export const WORKLIST_EVENTS = [
  "found",
  "returned",
  "solved",
  "accepted",
  "review-due",
  "reopened",
  "assigned",
] as const;

/** What happened to a finding. */
export type WorklistEventKind = (typeof WORKLIST_EVENTS)[number];

/** Findings that differ only in the organisations they are about, told as one. */
export interface FindingFamily {
  readonly family: string;
  readonly kind: FindingKind;
  readonly tool: string | null;
  readonly rule: string | null;
  /** Every organisation that one of the findings is about, in the order of the rule set. */
  readonly organisations: readonly string[];
  /** Ids of the rules that cause it. */
  readonly causes: readonly string[];
  /** The heaviest finding. */
  readonly finding: string;
  /** How many findings. */
  readonly findings: number;
  readonly sentence: Words;
  /** Situations of the largest finding. */
  readonly situations: number;
  /** How many people work for those organisations. */
  readonly people: number;
  readonly weight: number;
  /** How many reports of people fall in it. */
  readonly reports: number;
}

/** What is known of a finding besides the finding itself. */
export interface FindingFigures {
  readonly peopleOf: (organisation: string) => number;
  readonly reports: (finding: Finding) => number;
}

/**
 * Takes findings together by family, heaviest first.
 *
 * @param findings heaviest first
 */
export function familiesOf(
  ruleSet: RuleSet,
  findings: readonly Finding[],
  figures: FindingFigures,
): readonly FindingFamily[] {
  const members = Map.groupBy(findings, ({ family }) => family);
  const families = [...members].flatMap(([family, [heaviest, ...others]]): FindingFamily[] => {
    if (heaviest === undefined) return [];
    const all = [heaviest, ...others];
    const involved = new Set(all.flatMap(({ organisations }) => organisations));
    return [
      {
        family,
        kind: heaviest.kind,
        tool: heaviest.tool ?? null,
        rule: heaviest.rule ?? null,
        organisations: ruleSet.organisations.map(({ id }) => id).filter((id) => involved.has(id)),
        causes: heaviest.causes,
        finding: heaviest.id,
        findings: all.length,
        sentence: familySentence(ruleSet, [heaviest, ...others]),
        situations: Math.max(...all.map(({ situations }) => situations)),
        people: [...involved].reduce((total, id) => total + figures.peopleOf(id), 0),
        weight: all.reduce((total, { weight }) => total + weight, 0),
        reports: Math.max(...all.map(figures.reports)),
      },
    ];
  });
  return families.toSorted((a, b) => b.weight - a.weight || (a.family < b.family ? -1 : 1));
}

/**
 * Who should deal with it when nobody was chosen: who owns most of the rules that cause it; without such rules the
 * one organisation concerned, and `rijk` when there are more.
 *
 * @example defaultOwner(ruleSet, { causes: ["rijk-2020/webex"], organisations: ["bzk"] }) // "rijk"
 */
export function defaultOwner(
  ruleSet: RuleSet,
  { causes, organisations }: Pick<FindingFamily, "causes" | "organisations">,
): string {
  const owners = causes.flatMap((id) => {
    const rule = ruleSet.rules.find((candidate) => candidate.id === id);
    return rule === undefined ? [] : [ownerOf(ruleSet, rule.issuer)];
  });
  const [only, another] = organisations;
  if (owners.length === 0) return only === undefined || another !== undefined ? GOVERNMENT_WIDE_OWNER : only;
  const shares = [...Map.groupBy(owners, (owner) => owner)].map(([owner, rules]) => ({
    owner,
    rules: rules.length,
  }));
  const most = Math.max(...shares.map(({ rules }) => rules));
  const leaders = shares.filter(({ rules }) => rules === most).map(({ owner }) => owner);
  const [leader = GOVERNMENT_WIDE_OWNER] = leaders;
  return leaders.includes(GOVERNMENT_WIDE_OWNER) ? GOVERNMENT_WIDE_OWNER : leader;
}

/** A finding family as something to deal with. */
export interface WorklistItem extends FindingFamily {
  readonly firstSeen: { readonly publication: number; readonly at: string };
  readonly lastSeen: { readonly publication: number; readonly at: string };
  readonly state: WorklistState;
  /** It was solved before and came back. */
  readonly returned: boolean;
  /** The publication in which it was gone. */
  readonly solvedIn: number | null;
  readonly reason: string | null;
  /** The day on which an accepted finding is looked at again. */
  readonly reviewDate: IsoDate | null;
  readonly owner: string;
  /** What the reader may do with it. */
  readonly abilities: readonly WorklistAbility[];
}

/** What somebody may do with an item. */
export type WorklistAbility = "accept" | "assign" | "reopen";

/** One line of the history of an item. */
export interface WorklistEvent {
  readonly event: WorklistEventKind;
  /** UTC. */
  readonly at: string;
  readonly publication: number | null;
  /** Name of who did it; null when Akkoord noticed it. */
  readonly actor: string | null;
  readonly reason: string | null;
  readonly reviewDate: IsoDate | null;
  readonly owner: string | null;
}

/** How many items there are, by what lists are filtered on. */
export interface WorklistCounts {
  readonly states: Readonly<Record<WorklistState, number>>;
  readonly kinds: Readonly<Record<FindingKind, number>>;
}

/** How many there are of each kind. */
export function countKinds(found: readonly { readonly kind: FindingKind }[]): Record<FindingKind, number> {
  const count = (kind: FindingKind) => found.filter((one) => one.kind === kind).length;
  return {
    "norm-conflict": count("norm-conflict"),
    "normative-gap": count("normative-gap"),
    "tool-gap": count("tool-gap"),
    "coalition-gap": count("coalition-gap"),
    unworkable: count("unworkable"),
    "addressee-gap": count("addressee-gap"),
    "dead-rule": count("dead-rule"),
  };
}

/** No items at all. */
export function noCounts(): { states: Record<WorklistState, number>; kinds: Record<FindingKind, number> } {
  return { states: { open: 0, accepted: 0, solved: 0 }, kinds: countKinds([]) };
}
