import type { Condition, Rule, RuleSet } from "./rule-set.ts";
import { type Point, UNKNOWN } from "./situation.ts";
import { holdsOn } from "./valid-on.ts";

/**
 * Which differences between situations can matter for one organisation and one tool.
 *
 * Two values of an attribute are alike when every rule that could apply, the duties and tips it brings, and every
 * impossible situation treat them the same. Looking at one value of each class is then exact, and far less work than looking at all.
 */
export interface Relevance {
  /** The same number for organisations that follow the same rules about the tool. */
  readonly kind: number;
  /** Per attribute, per value: the first value that is alike. All zero when the attribute makes no difference. */
  readonly alike: readonly Uint8Array[];
}

/** Works out, once per organisation and tool, what can matter there. */
export class RelevanceFinder {
  private readonly ruleSet: RuleSet;
  private readonly rules: readonly {
    readonly conditions: readonly Condition[];
    readonly bearers: ReadonlySet<string>;
    readonly tools: ReadonlySet<string>;
    readonly speaksOfAll: boolean;
  }[];
  private readonly found = new Map<number, Relevance>();
  private readonly kinds = new Map<string, number>();

  /** @param date only rules in force on this day count. */
  constructor(ruleSet: RuleSet, date: string) {
    this.ruleSet = ruleSet;
    this.rules = ruleSet.rules
      .filter((rule) => holdsOn(rule.valid, date))
      .map((rule) => ({
        conditions: [rule.when, ...constraintsOf(ruleSet, rule)],
        bearers: new Set(rule.bearers),
        tools: new Set(rule.tools.ids),
        // To require one tool is to speak of all others.
        speaksOfAll: rule.effect === "required",
      }));
  }

  of(organisation: number, tool: number): Relevance {
    const key = organisation * this.ruleSet.tools.length + tool;
    const before = this.found.get(key);
    if (before !== undefined) return before;
    const organisationId = this.ruleSet.organisations[organisation]?.id ?? "";
    const toolId = this.ruleSet.tools[tool]?.id ?? "";
    const { vocabulary } = this.ruleSet;
    const speaking = [...this.rules.entries()].filter(
      ([, rule]) => rule.bearers.has(organisationId) && (rule.speaksOfAll || rule.tools.has(toolId)),
    );
    const list = `${tool}: ${speaking.map(([number]) => number).join()}`;
    const kind = this.kinds.get(list) ?? this.kinds.size;
    this.kinds.set(list, kind);
    const conditions = [...vocabulary.impossible, ...speaking.flatMap(([, rule]) => rule.conditions)];
    const alike = vocabulary.attributes.map((attribute) => {
      const looking = conditions.flatMap((condition) => {
        const allowed = condition[attribute.id];
        return allowed === undefined ? [] : [allowed];
      });
      const firstWith = new Map<string, number>();
      return Uint8Array.from(attribute.values, (value, index) => {
        const treatment = looking.map((allowed) => (allowed.includes(value.id) ? "1" : "0")).join("");
        const first = firstWith.get(treatment) ?? index;
        firstWith.set(treatment, first);
        return first;
      });
    });
    const relevance = { kind, alike };
    this.found.set(key, relevance);
    return relevance;
  }
}

/** What the duties and tips of a rule would have attributes be. */
function constraintsOf(ruleSet: RuleSet, rule: Rule): readonly Condition[] {
  const { duties, advice } = ruleSet.vocabulary;
  const brought = [
    ...duties.filter((duty) => rule.duties.includes(duty.id)),
    ...advice.filter((tip) => rule.advice.includes(tip.id)),
  ];
  return brought.flatMap(({ constraint }) =>
    constraint === undefined ? [] : [{ [constraint.attribute]: constraint.values }],
  );
}

/** A point with only the differences that matter: each value replaced by the first that is alike. */
export function withoutIrrelevance(relevance: Relevance, point: Point): Point {
  return point.map((value, i) => {
    const alike = relevance.alike[i];
    if (alike === undefined) return value;
    if (value !== UNKNOWN) return alike[value] ?? value;
    return alike.every((first) => first === 0) ? 0 : UNKNOWN;
  });
}
