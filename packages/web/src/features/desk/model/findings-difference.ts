import { canonicalJson, type Finding, type FindingKind } from "@akkoord/policy";

/** What becomes of a place where rules fail. */
export type FindingState = "made" | "closed" | "larger" | "smaller";

/** Findings that differ only in their organisations. */
export interface FindingGroup {
  readonly key: string;
  readonly kind: FindingKind;
  readonly state: FindingState;
  /** The heaviest of them, to tell and to show. */
  readonly finding: Finding;
  readonly organisations: readonly string[];
  readonly count: number;
}

const WORST_FIRST: readonly FindingState[] = ["made", "larger", "closed", "smaller"];

/**
 * What a draft makes, closes, widens and narrows among the places where rules fail. A gap stays the same gap when other
 * rules cause it; a conflict is between its rules.
 */
export function findingsDifference(
  before: readonly Finding[],
  after: readonly Finding[],
): readonly FindingGroup[] {
  const was = new Map(Map.groupBy(before, sameness));
  const is = new Map(Map.groupBy(after, sameness));
  const changed: (readonly [Finding, FindingState])[] = [];
  for (const [key, now] of is) {
    const [finding] = now;
    if (finding === undefined) continue;
    const then = was.get(key);
    if (then === undefined) changed.push([finding, "made"]);
    else if (total(now) !== total(then))
      changed.push([finding, total(now) > total(then) ? "larger" : "smaller"]);
  }
  for (const [key, [finding]] of was)
    if (finding !== undefined && !is.has(key)) changed.push([finding, "closed"]);
  const families = Map.groupBy(changed, ([finding, state]) => `${state} ${familyOf(finding)}`);
  return [...families]
    .map(([key, members]) => groupOf(key, members))
    .toSorted(
      (a, b) =>
        WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) || b.finding.weight - a.finding.weight,
    );
}

function groupOf(key: string, members: readonly (readonly [Finding, FindingState])[]): FindingGroup {
  const heaviest = members.toSorted(([a], [b]) => b.weight - a.weight)[0] ?? members[0];
  if (heaviest === undefined) throw new RangeError("a group of findings is never empty");
  const [finding, state] = heaviest;
  return {
    key,
    kind: finding.kind,
    state,
    finding,
    organisations: [...new Set(members.flatMap(([member]) => member.organisations))],
    count: members.length,
  };
}

function isBetweenRules({ kind }: Finding): boolean {
  return kind === "norm-conflict" || kind === "unworkable" || kind === "dead-rule";
}

/** Gaps keep their identity when other rules cause them; then the id, which names the causes, is another. */
function sameness(finding: Finding): string {
  return isBetweenRules(finding) ? finding.id : canonicalJson([...finding.organisations, familyOf(finding)]);
}

function familyOf(finding: Finding): string {
  if (isBetweenRules(finding)) return finding.family;
  return canonicalJson([
    finding.kind,
    finding.tool ?? "",
    finding.boxes[0]?.activity ?? [],
    ...(finding.kind === "addressee-gap" ? [finding.family] : []),
  ]);
}

function total(findings: readonly Finding[]): number {
  return findings.reduce((sum, { situations }) => sum + situations, 0);
}
