/**
 * The search for repairs. Every step becomes a switch: an attribute with the values off and on, that the rules look at. The
 * rules with switches are compiled as any rules are, so one function tells for every situation and every set of steps
 * whether the trouble has ended. Leaving out the situations (a set of steps must do for all of them) gives a function of the
 * switches alone: exactly the sets of steps that work.
 */

import { attributeOf, childOf, isTerminal, type Reference } from "../compile/diagram.ts";
import { compile } from "../compile/index.ts";
import type { Attribute, Condition, Rule, RuleSet } from "../rule-set.ts";
import { type Trouble, whereEnded } from "./ended.ts";
import type { Box, RepairStep } from "./finding.ts";
import { EVERYWHERE, NOWHERE } from "./operations.ts";
import { Space, type SpaceOptions } from "./space.ts";

const OFF = "off";
const ON = "on";

/** Which sets of steps end a trouble. */
export interface WorkingSets {
  /** The smallest sets, fewest steps first; no set contains another. */
  readonly smallest: readonly (readonly RepairStep[])[];
  /** Whether there are no others. */
  readonly complete: boolean;
  /** The part of the region that no set of steps mends, in the space of the rules with switches. */
  readonly hopeless: { readonly space: Space; readonly region: Reference };
}

/**
 * Finds the smallest sets of steps that end a trouble everywhere in a region.
 *
 * @param ruleSet the rules in force that decide for the organisations and tools concerned, and for no others.
 * @param known sets that are known to work by themselves; no other set that is found contains one of them.
 * @throws CompileBudgetError when the steps interlock in more ways than the budget allows.
 */
export function workingSets(
  ruleSet: RuleSet,
  date: string,
  trouble: Trouble,
  boxes: readonly Box[],
  steps: readonly RepairStep[],
  most: number,
  options: SpaceOptions,
): WorkingSets {
  const space = new Space(compile(withSwitches(ruleSet, steps), date, options), options);
  const { operations } = space;
  const switches = steps.map((_, index) => ruleSet.vocabulary.attributes.length + index);
  const region = operations.and(
    boxes.reduce((all, box) => operations.or(all, space.functionOf(box)), NOWHERE),
    space.occurs,
  );
  // Steps are taken in the region alone: who moves out of it finds the rules as they were.
  const asItWas = (root: Reference): Reference =>
    switches.reduce((rest, attribute) => operations.at(rest, attribute, 0), root);
  const moved = (usable: Reference): Reference =>
    operations.or(operations.and(usable, region), operations.minus(asItWas(usable), region));
  const ended = whereEnded(space, trouble, moved);
  const failing = operations.minus(region, ended);
  const fails = ruleSet.vocabulary.attributes.reduceRight(
    (left, _, attribute) => operations.exists(left, attribute),
    failing,
  );
  const mendable = switches.reduceRight((left, attribute) => operations.exists(left, attribute), ended);
  return {
    ...smallestSets(space, operations.not(fails), switches, steps, most),
    hopeless: { space, region: operations.minus(region, mendable) },
  };
}

/** Takes the set with the fewest steps, leaves out every set that contains it, and so on. */
function smallestSets(
  space: Space,
  works: Reference,
  switches: readonly number[],
  steps: readonly RepairStep[],
  most: number,
): Pick<WorkingSets, "smallest" | "complete"> {
  const { operations } = space;
  const smallest: (readonly RepairStep[])[] = [];
  let left = works;
  while (left !== NOWHERE && smallest.length < most) {
    const chosen = fewestOn(space, left);
    smallest.push(steps.filter((_, index) => chosen.has(switches[index] ?? -1)));
    const containing = [...chosen].reduce(
      (all, attribute) =>
        operations.and(
          all,
          operations.where(attribute, (value) => value === 1),
        ),
      EVERYWHERE,
    );
    left = operations.minus(left, containing);
  }
  return { smallest, complete: left === NOWHERE };
}

/** The switches that are on along the path to 1 with the fewest of them. The function must not be empty. */
function fewestOn(space: Space, root: Reference): ReadonlySet<number> {
  const known = new Map<Reference, number>();
  const fewest = (reference: Reference): number => {
    if (isTerminal(reference)) return reference === EVERYWHERE ? 0 : Number.POSITIVE_INFINITY;
    const before = known.get(reference);
    if (before !== undefined) return before;
    const found = Math.min(
      fewest(childOf(space.store, reference, 0)),
      1 + fewest(childOf(space.store, reference, 1)),
    );
    known.set(reference, found);
    return found;
  };
  const chosen = new Set<number>();
  let reference = root;
  while (!isTerminal(reference)) {
    const off = childOf(space.store, reference, 0);
    const on = childOf(space.store, reference, 1);
    if (fewest(off) <= 1 + fewest(on)) reference = off;
    else {
      chosen.add(attributeOf(space.store, reference));
      reference = on;
    }
  }
  return chosen;
}

function withSwitches(ruleSet: RuleSet, steps: readonly RepairStep[]): RuleSet {
  const switchOf = (index: number): string => `step ${index}`;
  const changes = new Map(
    steps.flatMap((step, index) =>
      step.kind === "change-rule" ? [[step.rule, switchOf(index)] as const] : [],
    ),
  );
  const attributes = steps.map((_, index): Attribute => {
    const label = { nl: switchOf(index), en: switchOf(index) };
    return {
      id: switchOf(index),
      scope: "situation",
      ordered: false,
      given: false,
      values: [OFF, ON].map((id) => ({ id, label })),
      label,
      question: label,
    };
  });
  return {
    ...ruleSet,
    vocabulary: { ...ruleSet.vocabulary, attributes: [...ruleSet.vocabulary.attributes, ...attributes] },
    rules: [
      ...ruleSet.rules.map((rule) => {
        const id = changes.get(rule.id);
        return id === undefined ? rule : { ...rule, when: { ...rule.when, [id]: [OFF] } };
      }),
      ...steps.flatMap((step, index) =>
        step.kind === "admit-tool" ? [admission(step, { [switchOf(index)]: [ON] })] : [],
      ),
    ],
  };
}

/** An organisation's own rule that permits a tool. */
export function admission(
  { tool, organisation, overrides }: RepairStep & { readonly kind: "admit-tool" },
  when: Condition,
): Rule {
  return {
    id: `${organisation}/admit-${tool}`,
    issuer: organisation,
    layer: "organisation",
    force: "defeasible",
    yieldsTo: [],
    overrides,
    bearers: [organisation],
    bearersNamed: [organisation],
    valid: { from: null, to: null },
    when,
    tools: { ids: [tool], named: { ids: [tool], tags: [], facts: [], except: [], all: false } },
    effect: "permitted",
    duties: [],
    advice: [],
    words: null,
    source: { document: "", quote: "" },
    reading: null,
  };
}
