/** What is measured on: one generated rule set, and questions about it that are made before any clock runs. */
import type { Point, RuleSet } from "@akkoord/policy";
import {
  COST_TABLE_SIZE,
  GENERATED_DATE,
  generatePoints,
  generateRuleSet,
} from "../../packages/policy/src/testing/generate.ts";
import { seededRandom } from "../../packages/policy/src/testing/random.ts";

/** One question: what do the rules of an organisation say of a tool in a situation. */
export interface Question {
  readonly organisation: number;
  readonly tool: number;
  readonly point: Point;
}

/** A group that asks for the tools it can use together, all in the same situation. */
export type GroupQuestion = readonly { readonly organisation: number; readonly point: Point }[];

/** The rule set and questions of one run. */
export interface Workload {
  readonly ruleSet: RuleSet;
  readonly date: string;
  /** A thousand different questions: what a busy process has at hand. */
  readonly questions: readonly Question[];
  /** As many different questions as nothing can keep near. */
  readonly manyQuestions: readonly Question[];
  readonly groups: readonly GroupQuestion[];
  /** Points that no other question stands at. */
  readonly unseenPoints: readonly Point[];
}

/** Makes the workload; the same for every run. */
export function makeWorkload(): Workload {
  const ruleSet = generateRuleSet(COST_TABLE_SIZE);
  const points = generatePoints(ruleSet, 1000, 2);
  const random = seededRandom(3);
  const question = (point: Point): Question => ({
    organisation: random.below(ruleSet.organisations.length),
    tool: random.below(ruleSet.tools.length),
    point,
  });
  const organisations = [...ruleSet.organisations.keys()];
  return {
    ruleSet,
    date: GENERATED_DATE,
    questions: points.map(question),
    manyQuestions: Array.from({ length: 65_536 }, () => question(random.pick(points))),
    groups: points.map((point) =>
      random.some(organisations, 4).map((organisation) => ({ organisation, point })),
    ),
    unseenPoints: generatePoints(ruleSet, 10_000, 4),
  };
}

/** A situation as the peers take it: attribute ids with value ids. */
export type NamedPoint = Readonly<Record<string, string>>;

/** Writes a point out in words. */
export function namedPoint(ruleSet: RuleSet, point: Point): NamedPoint {
  return Object.fromEntries(
    ruleSet.vocabulary.attributes.map((attribute, index) => [
      attribute.id,
      attribute.values[point[index] ?? 0]?.id ?? "",
    ]),
  );
}
